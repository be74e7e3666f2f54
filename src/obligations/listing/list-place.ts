import { Problem } from '../../platform/http/problems/problem.js';
import { BadCursor, readCursor, writeCursor } from '../../platform/views/cursor.js';
import type { ShownObligation } from './obligation-answers.js';

/**
 * Where an entry of a list is: by nominal day; of one day what is recorded first, by id, then what is derived, by the
 * row of its term or, where it is of no contract, by its own id.
 */
export interface Place {
  readonly nominalOn: string;
  readonly rank: 0 | 1;
  readonly id: string;
}

export interface Entry {
  readonly place: Place;
  readonly items: readonly ShownObligation[];
}

/** After an entry; `taken`: how many of its items, where it was not taken whole. */
export interface After {
  readonly place: Place;
  readonly taken: number;
}

export const compare = (a: Place, b: Place): number =>
  compareText(a.nominalOn, b.nominalOn) || a.rank - b.rank || compareText(a.id, b.id);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const shape = 'obligations';

export const cursorAt = ({ place, taken }: After): string =>
  writeCursor(shape, { value: place.nominalOn, id: JSON.stringify([place.rank, place.id, taken]) });

/** @throws Problem cursor-invalid */
export const placeIn = (cursor: string | undefined): After | undefined => {
  if (cursor === undefined) return undefined;
  try {
    const { value, id } = readCursor(shape, cursor);
    const read: unknown = JSON.parse(id);
    if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value) || !Array.isArray(read)) throw new BadCursor();
    const [rank, of, taken] = read as unknown[];
    if ((rank !== 0 && rank !== 1) || typeof of !== 'string' || !Number.isSafeInteger(taken)) throw new BadCursor();
    return { place: { nominalOn: value, rank, id: of }, taken: taken as number };
  } catch {
    throw new Problem('cursor-invalid');
  }
};
