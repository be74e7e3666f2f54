import type { ChainableCommander } from 'ioredis';
import { type JobRecord, laneOf, listingsOf } from './job-record.js';
import type { JobCounts } from './jobs.js';
import type { RedisLink } from './redis-link.js';

/** The first jobs of a lane that are due, earliest first. */
export interface DueLane {
  readonly lane: string;
  readonly ids: readonly string[];
}

/** What one transaction reads and writes; it is repeated where another process changed what it read. */
export class Transaction {
  readonly #read = new Map<string, JobRecord | undefined>();
  readonly #written = new Map<string, JobRecord | undefined>();

  constructor(
    private readonly link: RedisLink,
    private readonly keys: Keys,
    private readonly connection = link.connection,
  ) {}

  /** The record of a job, as this transaction leaves it. */
  async get(id: string): Promise<JobRecord | undefined> {
    if (this.#written.has(id)) return this.#written.get(id);
    if (!this.#read.has(id)) {
      const key = this.keys.record(id);
      const [, text] = await Promise.all([this.link.store.watch(key), this.link.store.get(key)]);
      this.#read.set(id, parsed(text));
    }
    return this.#read.get(id);
  }

  /** Replaces a record that was read; undefined removes it. */
  put(id: string, record: JobRecord | undefined): void {
    if (!this.#read.has(id)) throw new TypeError(`job ${id} is written without being read`);
    this.#written.set(id, record);
  }

  /** False where another process wrote in between: nothing is changed. */
  async commit(): Promise<boolean> {
    if (this.#written.size === 0) {
      if (this.#read.size > 0) await this.link.store.unwatch();
      return true;
    }
    // A new connection has forgotten the WATCH: writing over it would be unprotected.
    if (this.connection !== this.link.connection) return false;
    const multi = this.link.store.multi();
    let waits = false;
    for (const [id, record] of this.#written) {
      this.#write(multi, id, this.#read.get(id), record);
      waits ||= record?.state === 'waiting';
    }
    if (waits) multi.publish(this.keys.channel, this.keys.queue);
    const replies = await multi.exec();
    for (const [error] of replies ?? []) if (error !== null) throw error;
    return replies !== null;
  }

  #write(multi: ChainableCommander, id: string, before: JobRecord | undefined, after: JobRecord | undefined): void {
    if (after === undefined) multi.del(this.keys.record(id));
    else multi.set(this.keys.record(id), JSON.stringify(after));
    const listings = listingsOf(after);
    for (const [set] of listingsOf(before))
      if (!listings.some(([other]) => other === set)) multi.zrem(this.keys.set(set), id);
    for (const [set, score] of listings) multi.zadd(this.keys.set(set), score, id);
    if (after?.state === 'waiting') multi.zadd(this.keys.lanes, 'LT', after.dueAt, laneOf(after));
  }
}

/** The names of what one queue has in Redis. */
class Keys {
  readonly lanes: string;
  readonly channel: string;
  readonly #base: string;

  constructor(
    prefix: string,
    readonly queue: string,
  ) {
    this.channel = dueChannel(prefix);
    this.#base = `${prefix}:jobs:${queue}`;
    this.lanes = `${this.#base}:lanes`;
  }

  readonly record = (id: string): string => `${this.#base}:record:${id}`;
  readonly set = (name: string): string => `${this.#base}:${name}`;
}

/** Names the queues in which a job waits from now on. */
export const dueChannel = (prefix: string): string => `${prefix}:due`;

/**
 * The jobs of one queue in Redis: a record for each, and sorted sets that list them. Records and lists are written
 * together in a transaction (WATCH, MULTI, EXEC), so that a process that dies leaves no half of a change.
 */
export class RedisRecords {
  readonly #keys: Keys;

  constructor(
    private readonly link: RedisLink,
    queue: string,
  ) {
    this.#keys = new Keys(link.place.prefix, queue);
  }

  /** Runs `work` until nobody else wrote what it read. @throws JobsUnreachable: whether it was stored is unknown */
  async transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.link.alone(async () => {
      for (;;) {
        await this.link.ready();
        const transaction = new Transaction(this.link, this.#keys);
        const result = await work(transaction);
        if (await transaction.commit()) return result;
      }
    });
  }

  async counts(): Promise<JobCounts> {
    const [waiting, running, dead, first] = await this.#read((pipeline) =>
      pipeline
        .zcard(this.#keys.set('waiting'))
        .zcard(this.#keys.set('running'))
        .zcard(this.#keys.set('dead'))
        .zrange(this.#keys.set('waiting'), 0, '0', 'WITHSCORES'),
    );
    const next = (first as string[])[1];
    return {
      waiting: waiting as number,
      running: running as number,
      dead: dead as number,
      nextDueAt: next === undefined ? null : Number(next),
    };
  }

  /** Dead jobs by id. */
  async dead(limit: number): Promise<readonly (readonly [id: string, record: JobRecord])[]> {
    const [ids] = (await this.#read((pipeline) =>
      pipeline.zrange(this.#keys.set('dead'), 0, String(limit - 1)),
    )) as string[][];
    if (limit < 1 || ids === undefined || ids.length === 0) return [];
    const [texts] = (await this.#read((pipeline) => pipeline.mget(ids.map(this.#keys.record)))) as (string | null)[][];
    return ids.flatMap((id, index) => {
      const record = parsed(texts?.[index] ?? null);
      return record?.state === 'dead' ? [[id, record] as const] : [];
    });
  }

  async running(): Promise<readonly string[]> {
    const [ids] = await this.#read((pipeline) => pipeline.zrange(this.#keys.set('running'), 0, '-1'));
    return ids as string[];
  }

  /** Of each lane with due jobs the first `most` ids; the lane that is due first is first. */
  async due(now: number, most: number): Promise<readonly DueLane[]> {
    const [lanes] = (await this.#read((pipeline) =>
      pipeline.zrange(this.#keys.lanes, '-inf', String(now), 'BYSCORE'),
    )) as [string[]];
    if (lanes.length === 0) return [];
    const firsts = (await this.#read((pipeline) => {
      for (const lane of lanes) pipeline.zrange(this.#keys.set(`lane:${lane}`), 0, String(most - 1), 'WITHSCORES');
      return pipeline;
    })) as string[][];
    const found: { lane: string; ids: string[]; dueAt: number }[] = [];
    for (const [index, lane] of lanes.entries()) {
      const pairs = firsts[index] ?? [];
      const ids = pairs.filter((_, at) => at % 2 === 0 && Number(pairs[at + 1]) <= now);
      if (ids.length > 0) found.push({ lane, ids, dueAt: Number(pairs[1]) });
      else await this.#correctLane(lane);
    }
    return found.sort((a, b) => a.dueAt - b.dueAt);
  }

  /**
   * The instant of a lane is never too late, but may be too early after its first job was taken: it is corrected when
   * the lane is found without due jobs.
   */
  async #correctLane(lane: string): Promise<void> {
    const { store } = this.link;
    const key = this.#keys.set(`lane:${lane}`);
    await this.link.alone(async () => {
      await this.link.ready();
      const { connection } = this.link;
      const [, first] = await Promise.all([store.watch(key), store.zrange(key, 0, '0', 'WITHSCORES')]);
      if (connection !== this.link.connection) return;
      const multi = store.multi();
      if (first[1] === undefined) multi.zrem(this.#keys.lanes, lane);
      else multi.zadd(this.#keys.lanes, first[1], lane);
      await multi.exec();
    });
  }

  async #read(fill: (pipeline: ChainableCommander) => ChainableCommander): Promise<unknown[]> {
    await this.link.ready();
    return this.link.guarded(async () => {
      const replies = await fill(this.link.store.pipeline()).exec();
      return (replies ?? []).map(([error, reply]) => {
        if (error !== null) throw error;
        return reply;
      });
    });
  }
}

const parsed = (text: string | null): JobRecord | undefined =>
  text === null ? undefined : (JSON.parse(text) as JobRecord);
