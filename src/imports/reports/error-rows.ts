import type { Language } from '../../../domain/kernel/vocabulary.js';
import type { RecordOutcome } from '../records/run-records.js';
import { detailOf, type ReportTexts, row } from './report.js';

const reasonHeading: Readonly<Record<Language, string>> = { 'zh-CN': '原因', 'zh-TW': '原因', en: 'Reason' };

/** Characters that are sent at once. */
const piece = 16_384;

/** The heading and the records at fault as received, each with its reason in the first column. */
export async function* errorRows(
  outcomes: AsyncIterable<RecordOutcome>,
  heading: readonly string[],
  texts: Omit<ReportTexts, 'dryRun'>,
): AsyncGenerator<readonly string[]> {
  yield [reasonHeading[texts.language], ...heading];
  for await (const outcome of outcomes)
    if (outcome.outcome === 'error') yield [detailOf(outcome, texts), ...(outcome.cells ?? [])];
}

/** Rows as CSV, with the mark of UTF-8. */
export async function* asCsv(rows: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  let text = '\u{FEFF}';
  for await (const cells of rows) {
    text += row(cells);
    if (text.length < piece) continue;
    yield text;
    text = '';
  }
  yield text;
}
