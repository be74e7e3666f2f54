import type { FaultReason } from '../records/record.js';

/** Why a cell cannot be taken as a person sees it. */
export interface Flaw {
  readonly column: number;
  readonly reason: FaultReason;
}

/** Where the rows are read from, and what beside them was not. */
export interface SheetFacts {
  /** Null for CSV. */
  readonly sheet: string | null;
  readonly otherSheets: readonly string[];
  /** Columns that are not shown, counted from 0. */
  readonly hiddenColumns: readonly number[];
}

/** A row that holds something; cells as a person sees them. */
export interface Row {
  /** As a spreadsheet numbers it: from 1, blank rows counted. */
  readonly line: number;
  /** Of a text file: the line on which the row begins, from 1. */
  readonly textLine?: number;
  readonly cells: readonly string[];
  readonly flaws: readonly Flaw[];
  /** The row is not shown. */
  readonly hidden: boolean;
  /** With the first row alone. */
  readonly facts?: SheetFacts;
}

const blank = /^[\s\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]*$/u;

/** Nobody sees anything in it. */
export const isBlank = (cell: string): boolean => cell === '' || blank.test(cell);
