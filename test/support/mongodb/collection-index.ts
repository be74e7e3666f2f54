import { Refusal } from './errors.js';
import type { IndexDefinition } from './index-definition.js';
import { branches, valuesAt } from './paths.js';
import { shown } from './shown.js';
import { compare, type Doc, identical, isArray, type Value } from './values.js';

/** A place of a collection that holds a document, which changes. */
export interface Row {
  readonly id: number;
  doc: Doc;
}
export type Key = readonly (Value | null)[];
interface Entry {
  readonly key: Key;
  readonly row: Row;
}
/** One end of a range over the field after the equal ones. */
export interface Bound {
  readonly value: Value;
  readonly inclusive: boolean;
}

/** The entries of an index in their order. */
export class CollectionIndex {
  #entries: Entry[] = [];
  /** Whether a document ever had several keys; such an index is not used for searches. */
  multikey = false;

  constructor(readonly definition: IndexDefinition) {}

  /** @throws Refusal where another document has the key */
  check(doc: Doc, row: Row | undefined, namespace: string): void {
    const keys = this.keysOf(doc);
    if (!this.definition.unique && this.definition.name !== '_id_') return;
    for (const key of keys) {
      const entry = this.#entries[this.#first((candidate) => this.#compare(candidate.key, key) < 0)];
      if (entry !== undefined && entry.row !== row && this.#compare(entry.key, key) === 0)
        throw this.#duplicate(key, namespace);
    }
  }

  /** Whether the entries of a row change with its document. @throws Refusal where it cannot be indexed */
  moves(row: Row, doc: Doc): boolean {
    return !identical(this.keysOf(row.doc), this.keysOf(doc)) || (!this.multikey && this.#branches(doc));
  }

  add(row: Row): void {
    const keys = this.keysOf(row.doc);
    this.multikey ||= this.#branches(row.doc);
    for (const key of keys) this.#entries.splice(this.#placeOf(key, row), 0, { key, row });
  }

  remove(row: Row): void {
    for (const key of this.keysOf(row.doc)) {
      const place = this.#placeOf(key, row);
      if (this.#entries[place]?.row === row) this.#entries.splice(place, 1);
    }
  }

  /** Rows with the equal first values and the next within the bounds, in the order of the index. */
  *range(equal: Key, lower: Bound | undefined, upper: Bound | undefined, backwards: boolean): Generator<Row> {
    const { direction } = this.definition.fields[equal.length] ?? { direction: 1 };
    const [from, to] = direction === 1 ? [lower, upper] : [upper, lower];
    const beyond = ({ key }: Entry, bound: Bound | undefined, side: 1 | -1): boolean => {
      const order = this.#compare(key, equal);
      if (order !== 0 || bound === undefined) return order * side > 0;
      const next = compare(key[equal.length], bound.value) * direction * side;
      return next > 0 || (next === 0 && !bound.inclusive);
    };
    const start = this.#first((entry) => beyond(entry, from, -1));
    const end = this.#first((entry) => !beyond(entry, to, 1));
    // Of a copy, since what is found may be changed on the way.
    const found = this.#entries.slice(start, end);
    if (backwards) found.reverse();
    for (const { row } of found) yield row;
  }

  /** Missing is as null. None where the index does not cover the document. */
  keysOf(doc: Doc): readonly Key[] {
    const { covers, sparse, fields } = this.definition;
    if (covers !== undefined && !covers(doc)) return [];
    const values = fields.map(({ path }) => valuesAt(doc, path));
    if (sparse && values.every((found) => found.every((value) => value === undefined))) return [];
    const arrays = fields.filter(({ path }) => branches(doc, path));
    if (arrays.length > 1)
      throw new Refusal(
        'CannotIndexParallelArrays',
        `cannot index parallel arrays ${arrays.map(({ path }) => `[${path}]`).join(' ')}`,
      );
    const flat = values.map((found) => {
      const all = found.flatMap((value): (Value | undefined)[] =>
        isArray(value) && value.length > 0 ? [...value] : [value as Value],
      );
      return all.length === 0 ? [null] : all.map((value) => value ?? null);
    });
    return flat.reduce<Key[]>((keys, some) => keys.flatMap((key) => some.map((value) => [...key, value])), [[]]);
  }

  #branches(doc: Doc): boolean {
    return this.definition.fields.some(({ path }) => branches(doc, path));
  }

  /** Up to the length of the shorter. */
  #compare(left: Key, right: Key): number {
    const length = Math.min(left.length, right.length);
    for (let index = 0; index < length; index += 1) {
      const order = compare(left[index], right[index]) * this.definition.fields[index]!.direction;
      if (order !== 0) return order;
    }
    return 0;
  }

  #placeOf(key: Key, row: Row): number {
    return this.#first((entry) => (this.#compare(entry.key, key) || entry.row.id - row.id) < 0);
  }

  /** The place of the first entry that is not before. */
  #first(before: (entry: Entry) => boolean): number {
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (before(this.#entries[middle]!)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #duplicate(key: Key, namespace: string): Refusal {
    const { name, key: pattern, fields } = this.definition;
    const value: Doc = new Map(fields.map(({ path }, index) => [path, key[index]!]));
    return new Refusal(
      'DuplicateKey',
      `E11000 duplicate key error collection: ${namespace} index: ${name} dup key: ${shown(value)}`,
      { keyPattern: pattern, keyValue: value },
    );
  }
}
