import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Counted, RequestCounts, RequestLimit } from './request-counts.js';

/** Requests as one process counts them. */
export class CountsInMemory implements RequestCounts {
  readonly #limiters = new Map<string, RateLimiterMemory>();

  async count({ kind, perMinute }: RequestLimit, sender: string): Promise<Counted> {
    const name = `${kind}:${perMinute}`;
    const limiter = this.#limiters.get(name) ?? new RateLimiterMemory({ points: perMinute, duration: 60 });
    this.#limiters.set(name, limiter);
    return consumed(limiter, sender);
  }

  fault(): string | null {
    return null;
  }

  close(): void {}
}

/** Counts one request. @returns as `RequestCounts.count` @throws where the limiter does not answer */
export async function consumed(limiter: RateLimiterAbstract, sender: string): Promise<Counted> {
  try {
    const { remainingPoints, msBeforeNext } = await limiter.consume(sender);
    return { waitMs: 0, remaining: Math.max(0, remainingPoints), resetMs: Math.max(1, msBeforeNext) };
  } catch (spent) {
    if (!(spent instanceof RateLimiterRes)) throw spent;
    const waitMs = Math.max(1, spent.msBeforeNext);
    return { waitMs, remaining: 0, resetMs: waitMs };
  }
}
