import type { ChainableCommander } from 'ioredis';
import { compareInSeries, type JobRecord, laneOf, listingsOf, seriesOf, seriesScore } from './job-record.js';
import { dueChannel, RedisKeys } from './redis-keys.js';
import type { RedisLink } from './redis-link.js';

/** A record as it was read, and as the transaction leaves it; an absent one is undefined. */
interface Loaded {
  readonly keys: RedisKeys;
  readonly id: string;
  readonly before: JobRecord | undefined;
  after: JobRecord | undefined;
}

/**
 * What is read and written together, in Redis's own way: WATCH what is read, write by MULTI and EXEC, and begin again
 * where another process wrote in between. Records and the sets that list them change as one.
 */
export class RedisTransaction {
  readonly #loaded = new Map<string, Loaded>();
  readonly #connection: number;
  #watches = false;

  constructor(private readonly link: RedisLink) {
    this.#connection = link.connection;
  }

  /** The record of a job as this transaction leaves it. */
  async get(queue: string, id: string): Promise<JobRecord | undefined> {
    const keys = this.#keys(queue);
    if (!this.#loaded.has(keys.record(id))) await this.load(queue, [id]);
    return this.#loaded.get(keys.record(id))?.after;
  }

  /** Reads many records in one round trip. */
  async load(queue: string, ids: readonly string[]): Promise<void> {
    const keys = this.#keys(queue);
    const absent = ids.filter((id) => !this.#loaded.has(keys.record(id)));
    if (absent.length === 0) return;
    const names = absent.map(keys.record);
    const [, texts] = await Promise.all([this.#watch(names), this.link.store.mget(names)]);
    for (const [index, id] of absent.entries()) {
      const record = parsed(texts[index] ?? null);
      this.#loaded.set(keys.record(id), { keys, id, before: record, after: record });
    }
  }

  /** Replaces a record that was read; undefined removes it. */
  put(queue: string, id: string, record: JobRecord | undefined): void {
    const loaded = this.#loaded.get(this.#keys(queue).record(id));
    if (loaded === undefined) throw new TypeError(`job ${id} is written without being read`);
    loaded.after = record;
  }

  /** False where another process wrote in between: nothing is changed. */
  async commit(): Promise<boolean> {
    if (this.#written().length > 0) await this.#lead();
    const written = this.#written();
    if (written.length === 0) {
      if (this.#watches) await this.link.store.unwatch();
      return true;
    }
    // A new connection has forgotten the WATCH: writing over it would be unprotected.
    if (this.#connection !== this.link.connection) return false;
    const multi = this.link.store.multi();
    for (const each of written) write(multi, each);
    for (const queue of new Set(written.filter(isDue).map(({ keys }) => keys.queue)))
      multi.publish(dueChannel(this.link.place.prefix), queue);
    const replies = await multi.exec();
    for (const [error] of replies ?? []) if (error !== null) throw error;
    return replies !== null;
  }

  #written(): readonly Loaded[] {
    return [...this.#loaded.values()].filter(({ before, after }) => before !== after);
  }

  /**
   * Of each series that changes exactly one job is not held back: the one that runs, else the lowest id. So it was
   * before, and the set of a series lists its jobs in this order: reading as many as change, and one more, is enough.
   * One round trip for all series, and one for their records.
   */
  async #lead(): Promise<void> {
    const series = new Map<string, Loaded[]>();
    for (const each of this.#written()) {
      const name = seriesOf(each.after ?? each.before);
      if (name === undefined) continue;
      const key = each.keys.set(name);
      series.set(key, [...(series.get(key) ?? []), each]);
    }
    if (series.size === 0) return;
    const watched = this.#watch([...series.keys()]);
    const reads = [...series].map(([key, { length }]) => this.link.store.zrange(key, 0, String(length), 'WITHSCORES'));
    const [stored] = await Promise.all([Promise.all(reads), watched]);
    const orders = [...series.values()].map((changed, index) => orderOf(changed, stored[index]!));
    for (const queue of new Set(orders.map((order) => order.queue)))
      await this.load(
        queue,
        orders.flatMap((order) => (order.queue === queue ? order.touched : [])),
      );
    for (const { queue, leader, touched } of orders) for (const id of touched) this.#hold(queue, id, id !== leader);
  }

  #hold(queue: string, id: string, held: boolean): void {
    const record = this.#loaded.get(this.#keys(queue).record(id))?.after;
    if (record !== undefined && record.state !== 'dead' && record.held !== held)
      this.put(queue, id, { ...record, held });
  }

  #watch(keys: readonly string[]): Promise<unknown> {
    this.#watches = true;
    return this.link.store.watch(...keys);
  }

  #keys(queue: string): RedisKeys {
    return new RedisKeys(this.link.place.prefix, queue);
  }
}

interface SeriesOrder {
  readonly queue: string;
  /** The job that goes first; undefined where none is left. */
  readonly leader: string | undefined;
  /** Those that may be held back now and were not, or the other way round. */
  readonly touched: readonly string[];
}

/** @param stored the first jobs of the series as the server lists them, each with its score */
function orderOf(changed: readonly Loaded[], stored: readonly string[]): SeriesOrder {
  const listed = stored.flatMap((id, at) => (at % 2 === 0 ? [{ id, score: Number(stored[at + 1]) }] : []));
  const others = listed.filter(({ id }) => !changed.some((each) => each.id === id));
  const live = changed.flatMap(({ id, after }) => {
    const score = seriesScore(after);
    return score === undefined ? [] : [{ id, score }];
  });
  const leader = [...others, ...live].sort(compareInSeries)[0]?.id;
  const touched = [...live.map(({ id }) => id), listed[0]?.id, leader].filter((id) => id !== undefined);
  return { queue: changed[0]!.keys.queue, leader, touched };
}

const isDue = ({ after }: Loaded): boolean => after?.state === 'waiting' && !after.held;

const write = (multi: ChainableCommander, { keys, id, before, after }: Loaded): void => {
  if (after === undefined) multi.del(keys.record(id));
  else multi.set(keys.record(id), JSON.stringify(after));
  const listings = listingsOf(after);
  for (const [set] of listingsOf(before)) if (!listings.some(([other]) => other === set)) multi.zrem(keys.set(set), id);
  for (const [set, score] of listings) multi.zadd(keys.set(set), score, id);
  if (after?.state === 'waiting' && !after.held) multi.zadd(keys.lanes, 'LT', after.dueAt, laneOf(after));
};

export const parsed = (text: string | null): JobRecord | undefined =>
  text === null ? undefined : (JSON.parse(text) as JobRecord);
