import type { Day } from '../../domain/kernel/civil.js';
import { type Cells, cellsOf, type Columns, type Field, fields, findColumns } from './headings.js';
import { type Fault, type ImportRecord, readRecord, type SeriesNames } from './record.js';

/** Where records go: the ledger, or for a dry run a sketch of what the ledger would become. */
export interface Sink {
  /**
   * What the ledger holds against a record, whichever of its fields are readable: numbers that are taken, a customer
   * that differs, terms that overlap; or `duplicate`, where the same record was taken before; or what this very import
   * created of it before it was interrupted.
   */
  examine(
    record: ImportRecord,
    cells: Cells,
    unreadable: ReadonlySet<Field>,
  ): Promise<'duplicate' | Created | readonly Fault[]>;
  /** Records a purchase, whole or not at all; a refusal met only now comes back as faults. */
  create(record: ImportRecord, cells: Cells): Promise<Created | readonly Fault[]>;
}

export interface Created {
  readonly terms: number;
  readonly lastDay: Day;
}

export type RecordOutcome = { readonly record: number; readonly contractNo: string } & (
  | { readonly outcome: 'created'; readonly terms: number; readonly lastDay: Day }
  | { readonly outcome: 'duplicate' }
  | { readonly outcome: 'error'; readonly fault: Fault }
);

export interface Summary {
  readonly records: number;
  readonly created: number;
  readonly duplicates: number;
  readonly errors: number;
  readonly unknownHeadings: readonly string[];
}

/** Stopped between two records: what was taken stands, and the same file goes on from there. */
export class Interrupted extends Error {}

export interface Pace {
  /**
   * How many records may be under way at once: enough to share fsyncs, few enough to keep memory constant and other
   * work of the process going.
   */
  readonly underWay: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Takes the rows of an export, the heading first, and hands each record's outcome on in the order of the file. Records
 * that share a customer or a number are taken one after the other, in that order; the others side by side.
 * Record numbers count the heading as 1. @throws FileFault before anything is recorded.
 */
export const runImport = async (
  rows: AsyncIterable<readonly string[]>,
  series: SeriesNames,
  sink: Sink,
  onOutcome: (outcome: RecordOutcome) => void | Promise<void>,
  { underWay, signal }: Pace = { underWay: 1024 },
): Promise<Summary> => {
  const lanes = new Map<string, Promise<unknown>>();
  const pending: Promise<RecordOutcome>[] = [];
  const count = { records: 0, created: 0, duplicates: 0, errors: 0 };
  let columns: Columns | undefined;

  const next = async () => {
    const outcome = await pending.shift()!;
    if (outcome.outcome === 'created') count.created += 1;
    else if (outcome.outcome === 'duplicate') count.duplicates += 1;
    else count.errors += 1;
    await onOutcome(outcome);
  };

  try {
    for await (const row of rows) {
      if (columns === undefined) {
        columns = findColumns(row);
        continue;
      }
      if (signal?.aborted === true) throw new Interrupted('the import was interrupted');
      count.records += 1;
      pending.push(takeInTurn(lanes, count.records + 1, row, columns, series, sink));
      if (pending.length >= underWay) await next();
    }
    if (columns === undefined) columns = findColumns([]);
    while (pending.length > 0) await next();
  } finally {
    await Promise.allSettled(pending);
  }
  return { ...count, unknownHeadings: columns.unknown };
};

const takeInTurn = (
  lanes: Map<string, Promise<unknown>>,
  number: number,
  row: readonly string[],
  columns: Columns,
  series: SeriesNames,
  sink: Sink,
): Promise<RecordOutcome> => {
  const cells = cellsOf(row, columns);
  const shared = (['customerCode', 'contractNo', 'licenceNo'] as const).map(
    (field) => `${field} ${cells[field].normalize('NFKC').trim().toUpperCase()}`,
  );
  const before = shared.map((lane) => lanes.get(lane));
  const turn = Promise.allSettled(before).then(() => take(number, row, cells, columns, series, sink));
  // Whoever awaits the outcome sees a failure; the lanes only wait for its end.
  const ended = turn.catch(() => undefined);
  for (const lane of shared) lanes.set(lane, ended);
  void ended.then(() => {
    for (const lane of shared) if (lanes.get(lane) === ended) lanes.delete(lane);
  });
  return turn;
};

const take = async (
  number: number,
  row: readonly string[],
  cells: Cells,
  columns: Columns,
  series: SeriesNames,
  sink: Sink,
): Promise<RecordOutcome> => {
  const read = readRecord(cells, series);
  const at = { record: number, contractNo: read.record.contractNo };
  const error = (faults: readonly Fault[]): RecordOutcome => ({
    ...at,
    contractNo: '',
    outcome: 'error',
    fault: firstByColumn(faults),
  });

  if (row.length !== columns.width) {
    const field = fields.find((name) => columns.at[name] >= row.length) ?? 'note';
    return error([
      ...read.faults,
      { field, reason: 'wrong-width', value: String(row.length), allowed: String(columns.width) },
    ]);
  }
  const unreadable = new Set(read.faults.map((fault) => fault.field));
  const examined = await sink.examine(read.record, cells, unreadable);
  if (examined === 'duplicate') return { ...at, outcome: 'duplicate' };
  if ('terms' in examined) return { ...at, outcome: 'created', ...examined };
  const faults = [...read.faults, ...examined];
  if (faults.length > 0) return error(faults);
  const created = await sink.create(read.record, cells);
  return 'terms' in created ? { ...at, outcome: 'created', ...created } : error(created);
};

const firstByColumn = (faults: readonly Fault[]): Fault =>
  faults.reduce((first, fault) => (fields.indexOf(fault.field) < fields.indexOf(first.field) ? fault : first));
