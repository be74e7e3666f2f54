import type { Language } from '../../domain/kernel/vocabulary.js';
import type { Known } from './import-register.js';
import type { ReportFacts } from './imports.service.js';
import { fileFaultText } from './reading/file-fault.js';
import { faultText } from './records/fault-texts.js';
import { noRecords, type RecordCounts, type RecordOutcome } from './records/run-records.js';
import { headingIn } from './records/vocabulary.js';

/** The state of an import as answers name it. */
export const stateOf = ({ state, progress, report }: Pick<Known, 'state' | 'progress' | 'report'>): string => {
  if (state !== undefined && state.status !== 'running') return state.status;
  if (progress !== undefined) return progress.state;
  if (state === undefined && report?.end != null) return report.end.failure === null ? 'finished' : 'failed';
  return 'interrupted';
};

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
