import type { Value } from './view-store.js';

/** The cursor does not belong to this query. Repeat the query without it. */
export class BadCursor extends Error {
  constructor() {
    super('the cursor belongs to no page of this query: start again without one');
  }
}

/** The last row of a page: the value it was sorted by (null where the query sorts by id alone) and its id. */
export interface Place {
  readonly value: Value;
  readonly id: string;
}

/** `shape` names the query (its sort), so that a cursor of one list is refused by another. */
export const writeCursor = (shape: string, { value, id }: Place): string =>
  Buffer.from(JSON.stringify([shape, value, id])).toString('base64url');

/** @throws BadCursor */
export function readCursor(shape: string, cursor: string): Place {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new BadCursor();
  }
  if (!Array.isArray(read) || read.length !== 3) throw new BadCursor();
  const [of, value, id] = read as unknown[];
  if (of !== shape || typeof id !== 'string' || !isValue(value)) throw new BadCursor();
  return { value, id };
}

const isValue = (value: unknown): value is Value =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);
