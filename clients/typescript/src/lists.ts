import type { paths } from './api.js';
import type { ServiceLedger } from './connect.js';
import { pages } from './pages.js';
import { answered } from './problem.js';

type QueryOf<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Query } } }
  ? Omit<NonNullable<Query>, 'cursor'>
  : never;

/** Requests for service by the filters of their list, all pages, the latest first. @throws LedgerProblem */
export const requests = (ledger: ServiceLedger, query: QueryOf<'/api/v1/requests'> = {}) =>
  pages((cursor) =>
    answered(ledger.GET('/api/v1/requests', { params: { query: { ...query, ...(cursor && { cursor }) } } })),
  );

/** What arrived by any channel, all pages, the oldest first. @throws LedgerProblem */
export const intakes = (ledger: ServiceLedger, query: QueryOf<'/api/v1/intakes'> = {}) =>
  pages((cursor) =>
    answered(ledger.GET('/api/v1/intakes', { params: { query: { ...query, ...(cursor && { cursor }) } } })),
  );

/** What is owed, all pages, by nominal day; a page may be short and still have a next one. @throws LedgerProblem */
export const obligations = (ledger: ServiceLedger, query: QueryOf<'/api/v1/obligations'> = {}) =>
  pages((cursor) =>
    answered(ledger.GET('/api/v1/obligations', { params: { query: { ...query, ...(cursor && { cursor }) } } })),
  );

/** Lists and reports that are answered as a file too. */
export type CsvPath = {
  [Path in keyof paths]: paths[Path] extends {
    get: { responses: { 200: { content: { 'text/csv': unknown } } } };
  }
    ? Path
    : never;
}[keyof paths];

/**
 * A list or a report as CSV: headings in the language of the connection, all pages of a list in one text.
 * @throws LedgerProblem
 */
export const asCsv = <Path extends CsvPath>(ledger: ServiceLedger, path: Path, query: QueryOf<Path>): Promise<string> =>
  answered(
    // The description has a type for each form of an answer, of which a call knows the first alone.
    (ledger.GET as (path: string, init: object) => Parameters<typeof answered<string>>[0])(path, {
      params: { query },
      headers: { accept: 'text/csv' },
      parseAs: 'text',
    }),
  );
