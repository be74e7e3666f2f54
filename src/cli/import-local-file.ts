import { basename } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { type ImportOrder, Imports } from '../imports/imports.service.js';
import type { Summary } from '../imports/records/run-records.js';
import { sourceOf } from './local-source.js';
import { ReportWriter } from './report-file.js';

interface LocalImport extends Omit<ImportOrder, 'source'> {
  readonly file: string;
  /** Of the report. */
  readonly language: Language;
  /** Where the report goes, if anywhere; it is opened before the import begins. */
  readonly report?: string | undefined;
  /** Folders where no report is written. */
  readonly ledgerFolders?: readonly string[];
  readonly importId?: string;
}

/**
 * Imports a file that is named on the command line, in this process, and writes its report beside it.
 * @throws what `Imports.run` throws; OutputRefused where the report cannot be written, before anything is recorded
 */
export const importLocalFile = async (
  app: INestApplicationContext,
  { file, language, report, ledgerFolders, ...order }: LocalImport,
): Promise<Summary & { readonly importId: string }> => {
  const writer = ReportWriter.open({ report, file, language, ledgerFolders });
  try {
    const summary = await app.get(Imports, { strict: false }).run({
      ...order,
      source: sourceOf(file),
      name: basename(file),
      onOutcome: async (outcome, facts) => {
        await order.onOutcome?.(outcome, facts);
        writer.write(outcome, { language, vocabulary: facts.vocabulary, sheet: facts.sheet, dryRun: order.dryRun });
      },
    });
    writer.commit();
    return summary;
  } catch (error) {
    writer.leave();
    throw error;
  } finally {
    writer.discard();
  }
};
