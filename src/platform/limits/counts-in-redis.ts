import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { LinkLog } from '../jobs/redis-link.js';
import { messageOf, redisOptions } from '../jobs/redis-link.js';
import type { RedisPlace } from '../jobs/redis-place.js';
import { consumed, CountsInMemory } from './counts-in-memory.js';
import type { Counted, RequestCounts, RequestLimit } from './request-counts.js';

/** How long a request waits for the server, in ms. */
const limitMs = 200;
const connectMs = 2_000;
/** How long nobody waits for a server that did not answer, in ms. */
const restMs = 1_000;
/**
 * Senders share one of so many counters of a kind: each is about 100 bytes in the server for a minute, so that no
 * number of addresses fills its memory. No address is stored there.
 */
const counters = 2 ** 18;

/** Requests as all processes that name the same Redis server count them together. */
export class CountsInRedis implements RequestCounts {
  readonly #client: Redis;
  readonly #alone = new CountsInMemory();
  readonly #limiters = new Map<string, RateLimiterRedis>();
  #fault: string | null = null;
  /** On the monotonic clock: until then this process counts alone. */
  #restsUntil = 0;

  constructor(
    private readonly place: RedisPlace,
    private readonly logger: LinkLog,
  ) {
    this.#client = new Redis({
      ...redisOptions(place, connectMs),
      commandTimeout: limitMs,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
    });
    this.#client.on('error', () => undefined);
  }

  async count(limit: RequestLimit, sender: string): Promise<Counted> {
    const counter = counterOf(sender);
    if (performance.now() < this.#restsUntil) return this.#alone.count(limit, counter);
    try {
      const counted = await consumed(this.#limiter(limit), counter);
      this.#reached();
      return counted;
    } catch (error) {
      this.#failed(messageOf(error));
      return this.#alone.count(limit, counter);
    }
  }

  fault(): string | null {
    return this.#fault;
  }

  close(): void {
    this.#client.disconnect();
  }

  #limiter({ kind, perMinute }: RequestLimit): RateLimiterRedis {
    const keyPrefix = `${this.place.prefix}:limits:${kind}:${perMinute}`;
    const limiter =
      this.#limiters.get(keyPrefix) ??
      new RateLimiterRedis({
        storeClient: this.#client,
        keyPrefix,
        points: perMinute,
        duration: 60,
        rejectIfRedisNotReady: true,
        // What is over its limit costs the server nothing until its minute ends.
        inMemoryBlockOnConsumed: perMinute,
      });
    this.#limiters.set(keyPrefix, limiter);
    return limiter;
  }

  #reached(): void {
    if (this.#fault !== null)
      this.logger.warn({ redis: this.place.name }, 'requests are counted over all processes again');
    this.#fault = null;
  }

  #failed(fault: string): void {
    if (this.#fault === null)
      this.logger.error({ redis: this.place.name, fault }, 'requests are counted in this process alone');
    this.#fault = fault;
    // Its next answers would be those of commands that nobody waits for any more.
    if (this.#client.status === 'ready') this.#client.disconnect(true);
    this.#restsUntil = performance.now() + restMs;
  }
}

const counterOf = (sender: string): string =>
  String(createHash('sha256').update(sender).digest().readUInt32BE() % counters);
