import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createParamDecorator, type ExecutionContext, StreamableFile } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import type { Language } from '../../../../domain/kernel/vocabulary.js';
import { callerOf } from '../../auth/caller.js';
import { filled, oneOfThree, type Three } from '../problems/texts.js';
import { signalOf } from './caller-gone.js';
import { listBounds } from './lists.js';

/** A column of a list as CSV: its heading in the reader's language, and what it shows of an item. */
export interface Column<T> {
  readonly heading: Three;
  value(item: T): string | number | boolean | null;
}

interface ListPage<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export const column = <T>(heading: Three, value: Column<T>['value']): Column<T> => ({ heading, value });

/** A page of a list, from a cursor on. */
type PageAt<T> = (at: { readonly limit: string; readonly cursor?: string }) => Promise<ListPage<T>>;

/** Rows that are read at once. */
const limit = String(listBounds.largestPage);

const cut: Three = [
  '只列出前 {rows} 行。请用筛选条件缩小范围。',
  '只列出前 {rows} 列。請用篩選條件縮小範圍。',
  'Only the first {rows} rows are listed. Narrow the list by its filters.',
];
const [yes, no]: readonly [Three, Three] = [
  ['是', '是', 'yes'],
  ['否', '否', 'no'],
];

/** A list as CSV, where the request prefers it: all pages, read one after the other while they are sent. */
export class CsvAnswer {
  constructor(
    private readonly language: Language,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * The first page is read before anything is answered: what it refuses is refused as where the list is JSON.
   * @param name of the file, without its ending
   * @throws Problem
   */
  async file<T>(
    name: string,
    columns: readonly Column<T>[],
    pageAt: PageAt<T>,
    cursor?: string,
  ): Promise<StreamableFile> {
    const first = await pageAt({ limit, ...(cursor !== undefined && { cursor }) });
    return new StreamableFile(Readable.from(this.lines(columns, pageAt, first)), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="${name}.csv"`,
    });
  }

  async *lines<T>(columns: readonly Column<T>[], pageAt: PageAt<T>, first: ListPage<T>): AsyncGenerator<string> {
    const { language, signal } = this;
    // The mark of UTF-8, so that spreadsheets read the file as such.
    yield `\u{FEFF}${csvRows([columns.map(({ heading }) => oneOfThree(heading, language))])}`;
    let rows = 0;
    for (let { items, nextCursor } = first; ;) {
      if (items.length > 0)
        yield csvRows(items.map((item) => columns.map(({ value }) => cellOf(value(item), language))));
      rows += items.length;
      if (nextCursor === null) return;
      if (rows >= listBounds.csvRows) return yield csvRows([[filled(oneOfThree(cut, language), { rows })]]);
      await nextTurn();
      signal.throwIfAborted();
      ({ items, nextCursor } = await pageAt({ limit, cursor: nextCursor }));
    }
  }
}

/** Null unless the request prefers CSV to JSON. */
export const AsCsv = createParamDecorator((_: unknown, context: ExecutionContext): CsvAnswer | null => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const reply = context.switchToHttp().getResponse<FastifyReply>();
  void reply.header('vary', 'Accept, Accept-Language');
  return prefersCsv(request.headers.accept) ? new CsvAnswer(callerOf(request).language, signalOf(reply.raw)) : null;
});

const prefersCsv = (accept: string | undefined): boolean =>
  accept !== undefined &&
  new Negotiator({ headers: { accept: accept.slice(0, 1_000) } }).mediaType(['application/json', 'text/csv']) ===
    'text/csv';

const cellOf = (value: string | number | boolean | null, language: Language): string =>
  typeof value === 'boolean' ? oneOfThree(value ? yes : no, language) : String(value ?? '');

/** Cells that a spreadsheet would execute as formulas are escaped. */
const csvRows = (rows: readonly (readonly string[])[]): string =>
  stringify(rows as string[][], { record_delimiter: '\r\n', escape_formulas: true });
