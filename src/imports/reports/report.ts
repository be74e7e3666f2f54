import { stringify } from 'csv-stringify/sync';
import type { Language } from '../../../domain/kernel/vocabulary.js';
import type { RecordOutcome } from '../records/run-records.js';
import { faultText } from '../records/fault-texts.js';
import { recordOutcomeTexts } from './outcome-texts.js';
import { headingIn, type Vocabulary } from '../records/vocabulary.js';

const columns: Readonly<Record<Language, readonly string[]>> = {
  'zh-CN': ['记录', '结果', '列', '说明', '合同号', '服务期数', '到期日'],
  'zh-TW': ['記錄', '結果', '欄', '說明', '合約編號', '服務期數', '到期日'],
  en: ['record', 'outcome', 'column', 'detail', 'contract number', 'terms', 'last day'],
};
/** Of reports that earlier versions wrote, in whatever language. */
const formerColumns = ['record', 'outcome', 'field', 'detail', 'contractNo', 'terms', 'lastDay'];

const headed = (names: readonly string[]): string => `\u{FEFF}${names.join(',')}\r\n`;

/** The mark of UTF-8, so that spreadsheets read the report as such, and its headings. */
export const reportHeading = (language: Language): string => headed(columns[language]);

/** Every heading that a report of ours begins with. */
export const reportHeadings: readonly string[] = [...Object.values(columns), formerColumns].map(headed);

export interface ReportTexts {
  readonly language: Language;
  readonly vocabulary: Vocabulary;
  /** Of a workbook. */
  readonly sheet: string | null;
  /** Nothing was recorded: what is good would be created. */
  readonly dryRun: boolean;
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
  const outcomes = recordOutcomeTexts[texts.language];
  switch (outcome.outcome) {
    case 'created': {
      const word = texts.dryRun ? outcomes.wouldBeCreated : outcomes.created;
      return row([record, word, '', '', contractNo, outcome.terms, outcome.lastDay]);
    }
    case 'duplicate':
      return row([record, outcomes.known, '', '', contractNo, '', '']);
    case 'error': {
      const column = headingIn(texts.vocabulary, outcome.faults[0]!.field);
      return row([record, outcomes.failed, column, detailOf(outcome, texts), '', '', '']);
    }
  }
};

/** Sheet, row, contract number, and all faults of a record. */
export const detailOf = (
  { line, textLine, contractNo, faults }: RecordOutcome & { readonly outcome: 'error' },
  { language, vocabulary, sheet }: Omit<ReportTexts, 'dryRun'>,
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

/** A line of CSV; no cell is a formula to a spreadsheet. */
export const row = (cells: readonly (string | number)[]): string =>
  stringify([cells], { record_delimiter: '\r\n', escape_formulas: true });
