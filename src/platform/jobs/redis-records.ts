import type { ChainableCommander } from 'ioredis';
import { type JobRecord, laneNamed, scopeOf } from './job-record.js';
import type { JobCounts, JobData } from './jobs.js';
import { RedisKeys } from './redis-keys.js';
import type { RedisLink } from './redis-link.js';
import { parsed, RedisTransaction } from './redis-transaction.js';
import type { Lane } from './worker-slots.js';

/** The first jobs of a lane that are due, earliest first. */
export interface DueLane extends Lane {
  readonly ids: readonly string[];
}

/** Jobs of a group that one transaction changes at most. */
const atOnce = 200;

/** The jobs in Redis: a record for each, and sorted sets that list them. */
export class RedisRecords {
  constructor(private readonly link: RedisLink) {}

  /** Runs `work` until nobody else wrote what it read. @throws JobsUnreachable: whether it was stored is unknown */
  async transact<T>(work: (transaction: RedisTransaction) => Promise<T>): Promise<T> {
    return this.link.alone(async () => {
      for (;;) {
        await this.link.ready();
        const transaction = new RedisTransaction(this.link);
        const result = await work(transaction);
        if (await transaction.commit()) return result;
      }
    });
  }

  /** Changes every job that a group has now, some at a time; repeating it changes nothing more. */
  async changeGroup(
    queue: string,
    group: string,
    change: (record: JobRecord) => JobRecord | undefined,
    states: readonly string[],
  ): Promise<void> {
    const keys = this.#keys(queue);
    const lists = (await this.#run((pipeline) =>
      states.reduce((filled, state) => filled.zrange(keys.set(scopeOf(group) + state), 0, '-1'), pipeline),
    )) as string[][];
    const ids = lists.flat();
    for (let from = 0; from < ids.length; from += atOnce) {
      const some = ids.slice(from, from + atOnce);
      await this.transact(async (transaction) => {
        await transaction.load(queue, some);
        for (const id of some) {
          const record = await transaction.get(queue, id);
          if (record !== undefined) transaction.put(queue, id, change(record));
        }
      });
    }
  }

  async get(queue: string, id: string): Promise<JobRecord | undefined> {
    const [text] = await this.#run((pipeline) => pipeline.get(this.#keys(queue).record(id)));
    return parsed(text as string | null);
  }

  async counts(queue: string, group?: string): Promise<JobCounts> {
    const set = (name: string): string => this.#keys(queue).set(scopeOf(group) + name);
    const [due, held, running, dead, first] = (await this.#run((pipeline) =>
      pipeline
        .zcard(set('waiting'))
        .zcard(set('held'))
        .zcard(set('running'))
        .zcard(set('dead'))
        .zrange(set('waiting'), 0, '0', 'WITHSCORES'),
    )) as [number, number, number, number, string[]];
    return { waiting: due + held, running, dead, nextDueAt: first[1] === undefined ? null : Number(first[1]) };
  }

  /** When the first of the jobs that wait is due, in epoch milliseconds; null where none waits. */
  async nextDueAt(queue: string): Promise<number | null> {
    const set = this.#keys(queue).set('waiting');
    const [first] = (await this.#run((pipeline) => pipeline.zrange(set, 0, '0', 'WITHSCORES'))) as [string[]];
    return first[1] === undefined ? null : Number(first[1]);
  }

  /** Dead jobs by id. */
  async dead(queue: string, limit: number, group?: string): Promise<readonly (readonly [string, JobRecord])[]> {
    if (limit < 1) return [];
    const keys = this.#keys(queue);
    const set = keys.set(`${scopeOf(group)}dead`);
    const [ids] = (await this.#run((pipeline) => pipeline.zrange(set, 0, String(limit - 1)))) as [string[]];
    if (ids.length === 0) return [];
    const [texts] = (await this.#run((pipeline) => pipeline.mget(ids.map(keys.record)))) as [(string | null)[]];
    return ids.flatMap((id, index) => {
      const record = parsed(texts[index] ?? null);
      return record?.state === 'dead' ? [[id, record] as const] : [];
    });
  }

  async running(queue: string): Promise<readonly string[]> {
    const [ids] = await this.#run((pipeline) => pipeline.zrange(this.#keys(queue).set('running'), 0, '-1'));
    return ids as string[];
  }

  async note(queue: string, group: string, note: JobData, most: number): Promise<void> {
    if (most < 1) return;
    const key = this.#keys(queue).notes(group);
    await this.#run((pipeline) => pipeline.lpush(key, JSON.stringify(note)).ltrim(key, 0, most - 1));
  }

  async notes(queue: string, group: string, limit: number): Promise<readonly JobData[]> {
    if (limit < 1) return [];
    const key = this.#keys(queue).notes(group);
    const [texts] = (await this.#run((pipeline) => pipeline.lrange(key, 0, limit - 1))) as [string[]];
    return texts.map((text) => JSON.parse(text) as JobData);
  }

  async removeNotes(queue: string, group: string): Promise<void> {
    await this.#run((pipeline) => pipeline.del(this.#keys(queue).notes(group)));
  }

  /** Of each lane with due jobs the first `most` ids; the lane that is due first is first. */
  async due(queue: string, now: number, most: number): Promise<readonly DueLane[]> {
    const keys = this.#keys(queue);
    const [lanes] = (await this.#run((pipeline) => pipeline.zrange(keys.lanes, '-inf', String(now), 'BYSCORE'))) as [
      string[],
    ];
    if (lanes.length === 0) return [];
    const firsts = (await this.#run((pipeline) =>
      lanes.reduce(
        (filled, lane) => filled.zrange(keys.set(`lane:${lane}`), 0, String(most - 1), 'WITHSCORES'),
        pipeline,
      ),
    )) as string[][];
    const found: (DueLane & { readonly dueAt: number })[] = [];
    for (const [index, lane] of lanes.entries()) {
      const pairs = firsts[index] ?? [];
      const ids = pairs.filter((_, at) => at % 2 === 0 && Number(pairs[at + 1]) <= now);
      if (ids.length === 0) await this.#correctLane(keys, lane);
      else {
        const { vendor, group } = laneNamed(lane);
        found.push({ vendor, group, ids, dueAt: Number(pairs[1]) });
      }
    }
    return found.sort((a, b) => a.dueAt - b.dueAt);
  }

  /**
   * The instant of a lane is never too late, but may be too early after its first job was taken: it is corrected when
   * the lane is found without due jobs.
   */
  async #correctLane(keys: RedisKeys, lane: string): Promise<void> {
    const { store } = this.link;
    const key = keys.set(`lane:${lane}`);
    await this.link.alone(async () => {
      await this.link.ready();
      const { connection } = this.link;
      const [, first] = await Promise.all([store.watch(key), store.zrange(key, 0, '0', 'WITHSCORES')]);
      if (connection !== this.link.connection) return;
      const multi = store.multi();
      if (first[1] === undefined) multi.zrem(keys.lanes, lane);
      else multi.zadd(keys.lanes, first[1], lane);
      await multi.exec();
    });
  }

  /** Runs commands in one round trip; resolves with their replies. */
  async #run(fill: (pipeline: ChainableCommander) => ChainableCommander): Promise<unknown[]> {
    await this.link.ready();
    return this.link.guarded(async () => {
      const replies = await fill(this.link.store.pipeline()).exec();
      return (replies ?? []).map(([error, reply]) => {
        if (error !== null) throw error;
        return reply;
      });
    });
  }

  #keys(queue: string): RedisKeys {
    return new RedisKeys(this.link.place.prefix, queue);
  }
}
