import { stringify } from 'csv-stringify/sync';
import type { Language } from '../../domain/kernel/words.js';
import type { RecordOutcome } from './run.js';
import { faultText } from './texts.js';

const columns = ['record', 'outcome', 'field', 'detail', 'contractNo', 'terms', 'lastDay'] as const;

/** The mark of UTF-8, so that spreadsheets read the report as such, and its headings. */
export const reportHeading = `\u{FEFF}${columns.join(',')}\r\n`;

export const reportLine = (outcome: RecordOutcome, language: Language): string => {
  const { record, contractNo } = outcome;
  switch (outcome.outcome) {
    case 'created':
      return row([record, 'created', '', '', contractNo, outcome.terms, outcome.lastDay]);
    case 'duplicate':
      return row([record, 'duplicate', '', '', contractNo, '', '']);
    case 'error':
      return row([record, 'error', outcome.fault.field, faultText(outcome.fault, language), '', '', '']);
  }
};

const row = (cells: readonly (string | number)[]): string =>
  stringify([cells], { record_delimiter: '\r\n', escape_formulas: true });
