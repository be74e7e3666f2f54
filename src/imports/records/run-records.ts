import type { Day } from '../../../domain/kernel/civil.js';
import { codeKey } from '../../../domain/kernel/spelling.js';
import { personalFields } from './fields.js';
import { afterRecords, FileFault } from '../reading/file-fault.js';
import { bounds } from '../bounds.js';
import { type Cells, cellsOf, type Columns, type Field, fields, findColumns, isHeadingRow } from './headings.js';
import { type Fault, type ImportRecord, readRecord, type SeriesNames } from './record.js';
import { isBlank, type Row, type SheetFacts } from '../reading/row.js';
import type { Vocabulary } from './vocabulary.js';
import { columnName } from '../reading/xlsx/cells.js';

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
    /** The record's place in the file, as outcomes name it. */
    number: number,
  ): Promise<'duplicate' | Created | readonly Fault[]>;
  /** Records a purchase, whole or not at all; a refusal met only now comes back as faults. */
  create(record: ImportRecord, cells: Cells, number: number): Promise<Created | readonly Fault[]>;
}

export interface Created {
  readonly terms: number;
  readonly lastDay: Day;
}

/** `record` counts the heading as 1 and no blank rows; `line` is the row as a spreadsheet numbers it. */
export type RecordOutcome = {
  readonly record: number;
  readonly line: number;
  /** Of a text file, where it differs from `line`. */
  readonly textLine?: number;
  readonly contractNo: string;
} & (
  | { readonly outcome: 'created'; readonly terms: number; readonly lastDay: Day }
  | { readonly outcome: 'duplicate' }
  /** In the order of the columns, at least one. */
  | {
      readonly outcome: 'error';
      readonly faults: readonly Fault[];
      /** The row as received; absent of reports that earlier versions wrote. */
      readonly cells?: readonly string[];
    }
);

export interface RecordCounts {
  readonly records: number;
  readonly created: number;
  readonly duplicates: number;
  readonly errors: number;
}
export const noRecords: RecordCounts = { records: 0, created: 0, duplicates: 0, errors: 0 };

/** The counts with one more outcome. */
export const counted = (counts: RecordCounts, { outcome }: RecordOutcome): RecordCounts => ({
  records: counts.records + 1,
  created: counts.created + (outcome === 'created' ? 1 : 0),
  duplicates: counts.duplicates + (outcome === 'duplicate' ? 1 : 0),
  errors: counts.errors + (outcome === 'error' ? 1 : 0),
});

export interface Summary extends RecordCounts {
  readonly unknownHeadings: readonly string[];
  /** The sheet that was read, of a workbook. */
  readonly sheet: string | null;
  readonly otherSheets: readonly string[];
  /** Headings of columns that are hidden and were read. */
  readonly hiddenHeadings: readonly string[];
}

/** How records are read: the series and the terms of the vendor. */
export interface Reading {
  readonly series: SeriesNames;
  readonly vocabulary: Vocabulary;
  /** Called with the row of the headings. */
  readonly onHeading?: ((cells: readonly string[]) => void) | undefined;
}

/** Stopped between two records: the import continues after them. */
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
 * Reads the rows of an export, the heading first, and hands each record's outcome on in the order of the file. Records
 * that share a customer or a number are recorded one after the other, in that order; the others side by side. Where the
 * file breaks off, what was read before is recorded and handed on first. `after` counts the first records of the file,
 * whose outcomes are known: they are skipped and stay counted.
 * @throws FileFault; before anything is recorded where there is no heading
 */
export const runImport = async (
  rows: AsyncIterable<Row>,
  reading: Reading,
  sink: Sink,
  onOutcome: (outcome: RecordOutcome) => void | Promise<void>,
  { underWay, signal }: Pace = { underWay: 1024 },
  after: RecordCounts = noRecords,
): Promise<Summary> => {
  const lanes = new Map<string, Promise<unknown>>();
  const pending: Promise<RecordOutcome>[] = [];
  let counts = after;
  let records = 0;
  const before: Row[] = [];
  let facts: SheetFacts = { sheet: null, otherSheets: [], hiddenColumns: [] };
  let columns: Columns | undefined;
  let heading: readonly string[] = [];

  const next = async () => {
    const outcome = await pending.shift()!;
    counts = counted(counts, outcome);
    await onOutcome(outcome);
  };

  try {
    for await (const row of rows) {
      facts = row.facts ?? facts;
      if (columns === undefined) {
        if (isHeadingRow(row.cells, reading.vocabulary)) {
          columns = findColumns(row.cells, reading.vocabulary);
          heading = row.cells;
          reading.onHeading?.(heading);
        } else if (before.push(row) >= bounds.headingRows) findColumns(before[0]!.cells, reading.vocabulary);
        continue;
      }
      if (signal?.aborted === true) throw new Interrupted('the import was interrupted');
      records += 1;
      if (records <= after.records) continue;
      pending.push(takeInTurn(lanes, records + 1, row, columns, reading, sink));
      if (pending.length >= underWay) await next();
    }
    if (columns === undefined) columns = findColumns(before[0]?.cells ?? [], reading.vocabulary);
    while (pending.length > 0) await next();
  } catch (error) {
    if (error instanceof Interrupted) while (pending.length > 0) await next();
    if (!(error instanceof FileFault) || columns === undefined) throw error;
    while (pending.length > 0) await next();
    throw afterRecords(error, records);
  } finally {
    await Promise.allSettled(pending);
  }
  const hiddenHeadings = facts.hiddenColumns.map((column) => heading[column] ?? '').filter((text) => !isBlank(text));
  const { sheet, otherSheets } = facts;
  return { ...counts, unknownHeadings: columns.unknown, sheet, otherSheets, hiddenHeadings };
};

const takeInTurn = (
  lanes: Map<string, Promise<unknown>>,
  number: number,
  row: Row,
  columns: Columns,
  reading: Reading,
  sink: Sink,
): Promise<RecordOutcome> => {
  const cells = cellsOf(row.cells, columns);
  const shared = (['customerCode', 'contractNo', 'licenceNo'] as const).map(
    (field) => `${field} ${codeKey(cells[field])}`,
  );
  const before = shared.map((lane) => lanes.get(lane));
  const turn = Promise.allSettled(before).then(() => take(number, row, cells, columns, reading, sink));
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
  row: Row,
  cells: Cells,
  columns: Columns,
  { series, vocabulary }: Reading,
  sink: Sink,
): Promise<RecordOutcome> => {
  const read = readRecord(cells, series, vocabulary);
  const { line, textLine } = row;
  const at = {
    record: number,
    line,
    ...(textLine !== undefined && textLine !== line && { textLine }),
    contractNo: read.record.contractNo,
  };
  const error = (faults: readonly Fault[]): RecordOutcome => ({
    ...at,
    outcome: 'error',
    faults: byColumn(faults),
    cells: row.cells,
  });

  if (row.hidden) return error([{ field: 'customerCode', reason: 'hidden-row', value: '' }]);
  const shape = [...misplaced(row, columns), ...flawed(row, cells, columns)];
  const flawedFields = new Set(shape.map(({ field }) => field));
  const own = [...shape, ...read.faults.filter(({ field }) => !flawedFields.has(field))];
  if (shape.some(({ reason }) => reason === 'wrong-width')) return error(own);
  const unreadable = new Set(own.map((fault) => fault.field));
  const examined = await sink.examine(read.record, cells, unreadable, number);
  if (examined === 'duplicate') return own.length === 0 ? { ...at, outcome: 'duplicate' } : error(own);
  if ('terms' in examined) return { ...at, outcome: 'created', ...examined };
  const faults = [...own, ...examined];
  if (faults.length > 0) return error(faults);
  const created = await sink.create(read.record, cells, number);
  return 'terms' in created ? { ...at, outcome: 'created', ...created } : error(created);
};

/** Cells that are missing, or that no heading names. */
const misplaced = ({ cells, textLine }: Row, { at, width }: Columns): readonly Fault[] => {
  const beyond = cells.findIndex((cell, column) => column >= width && !isBlank(cell));
  if (textLine === undefined)
    return beyond < 0 ? [] : [{ field: 'note', reason: 'outside-table', value: '', allowed: columnName(beyond) }];
  if (cells.length >= width && beyond < 0) return [];
  const field = fields.find((name) => at[name] >= cells.length) ?? 'note';
  return [{ field, reason: 'wrong-width', value: String(cells.length), allowed: String(width) }];
};

/** Where a date is what a person wrote; elsewhere a spreadsheet made it of a number such as 12-5. */
const dated: ReadonlySet<Field> = new Set(['purchasedOn', 'renewals', 'note']);

/** Cells that cannot be taken as a person sees them. */
const flawed = ({ flaws }: Row, cells: Cells, { at }: Columns): readonly Fault[] =>
  flaws.flatMap(({ column, reason }): readonly Fault[] => {
    const field = fields.find((name) => at[name] === column);
    if (field === undefined || (cells[field] === '' && reason === 'merged-across')) return [];
    if (reason === 'shown-as-date' && dated.has(field)) return [];
    return [{ field, reason, value: personalFields.has(field) ? '' : cells[field].slice(0, 100) }];
  });

const byColumn = (faults: readonly Fault[]): readonly Fault[] =>
  [...faults].sort((one, other) => fields.indexOf(one.field) - fields.indexOf(other.field));
