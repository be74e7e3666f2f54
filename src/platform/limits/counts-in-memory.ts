import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RequestCounts, RequestLimit } from './request-counts.js';

/** Requests as one process counts them. */
export class CountsInMemory implements RequestCounts {
  readonly #limiters = new Map<string, RateLimiterMemory>();

  async count({ kind, perMinute }: RequestLimit, sender: string): Promise<number> {
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
export async function consumed(limiter: RateLimiterAbstract, sender: string): Promise<number> {
  try {
    await limiter.consume(sender);
    return 0;
  } catch (spent) {
    if (!(spent instanceof RateLimiterRes)) throw spent;
    return Math.max(1, spent.msBeforeNext);
  }
}
