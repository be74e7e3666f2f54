import { stringify } from 'csv-stringify/sync';
import type { Language } from '../../../domain/kernel/vocabulary.js';
import type { RecordOutcome } from '../records/run-records.js';
import { faultText } from '../records/fault-texts.js';
import { headingIn, type Vocabulary } from '../records/vocabulary.js';

const columns = ['record', 'outcome', 'field', 'detail', 'contractNo', 'terms', 'lastDay'] as const;

/** The mark of UTF-8, so that spreadsheets read the report as such, and its headings. */
export const reportHeading = `\u{FEFF}${columns.join(',')}\r\n`;

export interface ReportTexts {
  readonly language: Language;
  readonly vocabulary: Vocabulary;
  /** Of a workbook. */
  readonly sheet: string | null;
}

/** Places first, then each fault with the heading of its column. */
const details: Readonly<
  Record<
    Language,
    { sheet: string; row: string; line: string; contract: string; colon: string; comma: string; end: string }
  >
> = {
  'zh-CN': {
    sheet: '工作表“{}”',
    row: '第 {} 行',
    line: '（文本第 {} 行）',
    contract: '合同号 {}',
    colon: '：',
    comma: '，',
    end: '；',
  },
  'zh-TW': {
    sheet: '工作表「{}」',
    row: '第 {} 列',
    line: '（文字第 {} 行）',
    contract: '合約編號 {}',
    colon: '：',
    comma: '，',
    end: '；',
  },
  en: {
    sheet: "sheet '{}'",
    row: 'row {}',
    line: ' (line {} of the text)',
    contract: 'contract {}',
    colon: ': ',
    comma: ', ',
    end: '; ',
  },
};

export const reportLine = (outcome: RecordOutcome, texts: ReportTexts): string => {
  const { record, contractNo } = outcome;
  switch (outcome.outcome) {
    case 'created':
      return row([record, 'created', '', '', contractNo, outcome.terms, outcome.lastDay]);
    case 'duplicate':
      return row([record, 'duplicate', '', '', contractNo, '', '']);
    case 'error':
      return row([record, 'error', outcome.faults[0]!.field, detailOf(outcome, texts), '', '', '']);
  }
};

/** Sheet, row, contract number, and all faults of a record. */
export const detailOf = (
  { line, textLine, contractNo, faults }: RecordOutcome & { readonly outcome: 'error' },
  { language, vocabulary, sheet }: ReportTexts,
): string => {
  const texts = details[language];
  const put = (text: string, value: string | number) => text.replace('{}', () => String(value));
  const place = [
    ...(sheet === null ? [] : [put(texts.sheet, sheet)]),
    put(texts.row, line) + (textLine === undefined ? '' : put(texts.line, textLine)),
    ...(contractNo === '' ? [] : [put(texts.contract, contractNo)]),
  ].join(texts.comma);
  const found = faults.map(
    (fault) => `${headingIn(vocabulary, fault.field)}${texts.colon}${faultText(fault, language, vocabulary)}`,
  );
  return `${place}${texts.colon}${found.join(texts.end)}`;
};

const row = (cells: readonly (string | number)[]): string =>
  stringify([cells], { record_delimiter: '\r\n', escape_formulas: true });
