import type { Language } from '../../domain/kernel/vocabulary.js';
import { messageIn } from './texts.js';

/** A record that was not imported, by the names of the API, with its faults in the reader's language. */
export interface FaultyRecord {
  readonly row: number;
  readonly contractNo: string;
  readonly faults: readonly { readonly column: string; readonly detail: string }[];
}

/** How many records with faults are printed where no report was asked for. */
export const faultsShown = 20;

/** The first records with faults, one line each, and how to get all of `failed`. */
export const faultLines = (records: readonly FaultyRecord[], failed: number, language: Language): readonly string[] => {
  const shown = records.slice(0, faultsShown);
  return [
    ...shown.map(({ row, contractNo, faults }) => {
      const place = contractNo === '' ? '' : messageIn(language, 'ofContract', { contractNo });
      const [first, ...others] = faults.map(({ column, detail }) => ({ column, detail }));
      const line = messageIn(language, 'faultyRecord', { row, place, ...first! });
      const separator = language === 'en' ? '; ' : '；';
      return [line, ...others.map(({ column, detail }) => `${column}${language === 'en' ? ': ' : '：'}${detail}`)].join(
        separator,
      );
    }),
    ...(failed > shown.length ? [messageIn(language, 'moreFaults', { shown: shown.length })] : []),
  ];
};
