import type { Actor } from '../../domain/kernel/envelope.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { accountName } from '../explanations/explanations.port.js';
import type { Known } from './import-register.js';
import type { ReportFacts } from './imports.service.js';
import { fileFaultText } from './reading/file-fault.js';
import { faultText } from './records/fault-texts.js';
import { noRecords, type RecordCounts, type RecordOutcome } from './records/run-records.js';
import { recordOutcomeTexts } from './reports/outcome-texts.js';
import { headingIn } from './records/vocabulary.js';

/** The state of an import as answers name it. */
export const stateOf = ({ state, progress, report }: Pick<Known, 'state' | 'progress' | 'report'>): string => {
  if (state !== undefined && state.status !== 'running') return state.status;
  if (progress !== undefined) return progress.state;
  if (state === undefined && report?.end != null) return report.end.failure === null ? 'finished' : 'failed';
  return 'interrupted';
};

/** The same in words: a dry run creates nothing. */
export const countsText = (
  { records, created, duplicates, errors }: RecordCounts,
  dryRun: boolean,
  language: Language,
): string => {
  const { wouldBeCreated, ...outcomes } = recordOutcomeTexts[language];
  const made = dryRun ? wouldBeCreated : outcomes.created;
  const texts: Readonly<Record<Language, string>> = {
    'zh-CN': `共 ${records} 条记录：${made} ${created} 条，${outcomes.known} ${duplicates} 条，${outcomes.failed} ${errors} 条`,
    'zh-TW': `共 ${records} 筆記錄：${made} ${created} 筆，${outcomes.known} ${duplicates} 筆，${outcomes.failed} ${errors} 筆`,
    en: `${records} records: ${created} ${made}, ${duplicates} ${outcomes.known}, ${errors} ${outcomes.failed}`,
  };
  return texts[language];
};

/** A3: who imported, by the name as people read it. */
export const namedIn = (by: Actor, language: Language): Actor =>
  by.name === undefined ? by : { ...by, name: accountName(by.name, language) };

export const countsOf = ({ records, created, duplicates, errors }: RecordCounts) => ({
  read: records,
  created,
  known: duplicates,
  failed: errors,
});

export const importAnswer = (known: Known, language: Language) => {
  const { importId, state, progress, about, report, revision } = known;
  const summary = report?.end?.summary;
  const ended = state?.counts ?? summary ?? null;
  const failure = state?.failure ?? report?.end?.failure ?? null;
  return {
    id: importId,
    state: stateOf(known),
    dryRun: state === undefined,
    bytes: state?.bytes ?? about?.bytes ?? 0,
    percent: ended !== null && failure === null ? 100 : (progress?.percent ?? 0),
    records: countsOf(ended ?? progress?.records ?? noRecords),
    text: ended === null ? null : countsText(ended, state === undefined, language),
    columnsLeftOut: summary?.unknownHeadings ?? [],
    sheet: summary?.sheet ?? null,
    sheetsLeftOut: summary?.otherSheets ?? [],
    hiddenColumns: summary?.hiddenHeadings ?? [],
    failure: failure === null ? null : { code: failure.reason, detail: fileFaultText(failure as never, language) },
    undo:
      state?.undoReason == null
        ? null
        : {
            reason: state.undoReason,
            contracts: state.undone?.contracts ?? null,
            customers: state.undone?.customers ?? null,
            kept: state.undone?.kept ?? null,
          },
    revision,
  };
};

/** The first fault by column in the members that versions before had, all of them in `faults`. */
export const errorAnswer = (
  outcome: RecordOutcome,
  language: Language,
  { vocabulary, sheet }: ReportFacts,
): readonly object[] => {
  if (outcome.outcome !== 'error') return [];
  const { record, line, contractNo } = outcome;
  const faults = outcome.faults.map((fault) => ({
    column: headingIn(vocabulary, fault.field),
    field: fault.field,
    value: fault.value,
    detail: faultText(fault, language, vocabulary),
    differences: (fault.differences ?? []).map(({ field, recorded = null, here = null }) => ({
      column: headingIn(vocabulary, field),
      field,
      recorded,
      here,
    })),
  }));
  const { differences: _, ...first } = faults[0]!;
  return [{ record, ...first, sheet, row: line, contractNo, faults }];
};
