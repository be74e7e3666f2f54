import { setTimeout as sleep } from 'node:timers/promises';
import { Redis, type RedisOptions } from 'ioredis';
import { StoreUnusable } from '../events/event-store-errors.js';
import type { Logger } from '../logging/logger.js';
import { JobsUnreachable } from './jobs.js';
import type { RedisPlace } from './redis-place.js';
import { causeIn, inEnglish, type OperatorText, operatorText } from '../operator-fault.js';

export type LinkLog = Pick<Logger, 'error' | 'warn'>;

/** The oldest version that has what is used here (ZADD LT). */
const oldest = [6, 2] as const;
/** Answers of a server that no waiting changes. */
const refusal = /WRONGPASS|NOAUTH|NOPERM|invalid password|DB index is out of range|certificate/;
const readyPollMs = 10;
const reconnectMs = { first: 50, most: 2_000 };

/**
 * The connections of one process to its Redis server. They reconnect by themselves; a fault is logged once when it
 * begins and once when it has passed. Messages of the client are repeated by text alone: its error objects hold the
 * arguments of commands, and one of these is the password.
 */
export class RedisLink {
  /** For transactions and reads: a command fails at once while there is no connection, and is never sent twice. */
  readonly store: Redis;
  /** For BullMQ, which demands that its commands wait for a connection. */
  readonly bull: Redis;
  /** For messages of other processes. */
  readonly messages: Redis;
  #fault: OperatorText | string | null = operatorText('not-connected');
  #unsuitable: OperatorText | null = null;
  #connections = 0;
  #server = '';
  #aheadMs = 0;
  #closed = false;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly place: RedisPlace,
    /** How long a call waits for the server, in milliseconds. */
    readonly limitMs: number,
    private readonly logger: LinkLog,
  ) {
    const options = redisOptions(place, limitMs);
    this.store = new Redis({
      ...options,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
    });
    this.bull = new Redis({ ...options, maxRetriesPerRequest: null });
    this.messages = new Redis({ ...options, maxRetriesPerRequest: null, socketTimeout: undefined });
    this.store.on('ready', () => void this.#connected());
    // The error before it names the cause.
    this.store.on('close', () => this.#failed(this.#fault ?? operatorText('connection-closed')));
    this.store.on('error', (error: Error) => this.#failed(causeIn(error)));
    // The same server: what happens to it is reported once, from the connection above.
    for (const other of [this.bull, this.messages]) other.on('error', () => undefined);
  }

  /**
   * A server that does not answer is waited for in the background: jobs are disposable, and what else the process does
   * must not depend on them.
   * @throws StoreUnusable where the server refuses the credentials, may evict keys, or is too old
   */
  static async open(place: RedisPlace, limitMs: number, logger: LinkLog): Promise<RedisLink> {
    const link = new RedisLink(place, limitMs, logger);
    const fault = await link.ready().then(
      () => link.#unsuitable,
      () => (refusal.test(inEnglish(link.#fault ?? '')) ? link.#fault : null),
    );
    if (fault === null) return link;
    link.close();
    throw new StoreUnusable(operatorText('jobs-unusable', { place: place.name, cause: fault }));
  }

  /** Changes with each connection of `store`: a WATCH of an earlier one protects nothing any more. */
  get connection(): number {
    return this.#connections;
  }

  /** Identifies the process of the server: another one may have lost the last writes of the one before. */
  get server(): string {
    return this.#server;
  }

  /** How far the clock of the server is ahead of this machine's, in ms, since the connection was made. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  /** Why the jobs are not served right now; null while they are. */
  get fault(): string | null {
    const fault = this.#fault ?? this.#unsuitable;
    return fault === null ? null : `${this.place.name}: ${inEnglish(fault)}`;
  }

  /** @throws JobsUnreachable after the time limit, and at once where the link is closed */
  async ready(): Promise<void> {
    const end = Date.now() + this.limitMs;
    while (this.store.status !== 'ready' || this.#fault !== null) {
      if (this.#closed || Date.now() >= end) throw this.unreachable();
      await sleep(readyPollMs);
    }
  }

  /** One transaction at a time: a WATCH belongs to the connection, not to whoever issued it. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(() => this.guarded(work));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Runs commands. @throws JobsUnreachable for each fault of the connection or the server */
  async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw error instanceof JobsUnreachable ? error : this.unreachable(this.#fault ?? causeIn(error));
    }
  }

  unreachable(cause = this.#fault ?? operatorText('connection-closed')): JobsUnreachable {
    return new JobsUnreachable(operatorText('jobs-unreachable', { place: this.place.name, cause }));
  }

  close(): void {
    this.#closed = true;
    for (const each of [this.store, this.bull, this.messages]) each.disconnect();
  }

  get closed(): boolean {
    return this.#closed;
  }

  async #connected(): Promise<void> {
    this.#connections += 1;
    try {
      const info = await this.store.info();
      const [seconds, microseconds] = await this.store.time();
      this.#aheadMs = Math.round(Number(seconds) * 1_000 + Number(microseconds) / 1_000 - Date.now());
      this.#server = infoField(info, 'run_id');
      this.#unsuitable = unsuitable(info);
      const unfit = this.#unsuitable;
      if (unfit !== null) this.logger.error({ redis: this.place.name }, inEnglish(unfit));
      else if (this.#connections > 1) this.logger.warn({ redis: this.place.name }, 'the jobs are reached again');
      this.#fault = null;
    } catch (error) {
      this.#failed(causeIn(error));
    }
  }

  #failed(fault: OperatorText | string): void {
    if (this.#closed) return;
    if (this.#fault === null)
      this.logger.error({ redis: this.place.name, fault: inEnglish(fault) }, 'the jobs cannot be reached');
    this.#fault = fault;
  }
}

/** Of any connection to the server. */
export const redisOptions = (place: RedisPlace, limitMs: number): RedisOptions => ({
  host: place.host,
  port: place.port,
  db: place.db,
  username: place.username,
  password: place.password,
  ...(place.tls && { tls: {} }),
  // Replies of one form on every version of the server.
  protocol: 2,
  connectTimeout: limitMs,
  // A server that is silent is left and tried again: no command waits for it without end.
  socketTimeout: limitMs,
  // After a failover the connection may be to a replica, which refuses to write.
  reconnectOnError: ({ message }) => message.startsWith('READONLY'),
  retryStrategy: (times) => Math.min(reconnectMs.first * 2 ** Math.min(times, 10), reconnectMs.most),
});

const infoField = (info: string, name: string): string => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';

/** What makes a server unfit for jobs, from its INFO; null where nothing does. */
function unsuitable(info: string): OperatorText | null {
  const policy = infoField(info, 'maxmemory_policy');
  if (policy !== '' && policy !== 'noeviction') return operatorText('jobs-evicted', { policy });
  const version = infoField(info, 'redis_version');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (version !== '' && (major < oldest[0] || (major === oldest[0] && minor < oldest[1])))
    return operatorText('jobs-server-old', { version, oldest: oldest.join('.') });
  return null;
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
