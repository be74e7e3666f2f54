import { randomBytes } from 'node:crypto';
import { Long } from 'mongodb';
import { encode } from './bson-writer.js';
import { Refusal } from './errors.js';
import type { Doc } from './values.js';

interface Cursor {
  readonly namespace: string;
  rest: readonly Doc[];
}
const batchBytes = 16 * 1024 * 1024;
const firstBatchCount = 101;

/** Results that are read in batches. What they found is fixed when they are opened. */
export class Cursors {
  readonly #open = new Map<bigint, Cursor>();

  get size(): number {
    return this.#open.size;
  }

  /** @returns the answer's member `cursor` */
  open(namespace: string, docs: readonly Doc[], batchSize = firstBatchCount, single = false): Record<string, unknown> {
    const cursor: Cursor = { namespace, rest: docs };
    const firstBatch = take(cursor, batchSize);
    let id = 0n;
    if (cursor.rest.length > 0 && !single) {
      id = randomBytes(8).readBigUInt64LE() >> 1n;
      this.#open.set(id, cursor);
    }
    return { firstBatch, id: Long.fromBigInt(id), ns: namespace };
  }

  more(id: bigint, namespace: string, batchSize: number | undefined): Record<string, unknown> {
    const cursor = this.#open.get(id);
    if (cursor === undefined) throw new Refusal('CursorNotFound', `cursor id ${id} not found`);
    if (cursor.namespace !== namespace)
      throw new Refusal(
        'Unauthorized',
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      );
    const nextBatch = take(cursor, batchSize === undefined || batchSize === 0 ? Infinity : batchSize);
    if (cursor.rest.length === 0) this.#open.delete(id);
    return { nextBatch, id: Long.fromBigInt(cursor.rest.length === 0 ? 0n : id), ns: namespace };
  }

  /** @returns whether it was open */
  kill(id: bigint): boolean {
    return this.#open.delete(id);
  }

  clear(): void {
    this.#open.clear();
  }
}

/** One document at least, and no more than a batch holds. */
function take(cursor: Cursor, count: number): readonly Doc[] {
  let [taken, bytes] = [0, 0];
  while (taken < Math.min(count, cursor.rest.length)) {
    bytes += encode(cursor.rest[taken]!).length;
    if (bytes > batchBytes && taken > 0) break;
    taken += 1;
  }
  const batch = cursor.rest.slice(0, taken);
  cursor.rest = cursor.rest.slice(taken);
  return batch;
}
