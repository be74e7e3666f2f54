import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../http/problems/problem.js';
import { networkOf } from '../http/server/connections.js';
import type { ApiKey } from './api-keys.js';

/** Requests without a good credential that one address may send in a minute. */
export const unauthenticatedPerMinute = 60;

/** Requests without a credential to routes that need none, such as health and documentation, by address and minute. */
export const openPerMinute = 6_000;

export const callerBounds = { strangersPerMinute: unauthenticatedPerMinute, openPerMinute } as const;

/**
 * Requests without a valid credential are limited by address (IPv6: by /64 network); a key only where a limit was set
 * for it.
 */
export class RateLimits {
  readonly #unauthenticated = new RateLimiterMemory({ points: unauthenticatedPerMinute, duration: 60 });
  readonly #open = new RateLimiterMemory({ points: openPerMinute, duration: 60 });
  readonly #keys = new Map<string, RateLimiterMemory>();

  /** @throws Problem too-many-requests */
  unauthenticated(address: string): Promise<void> {
    return consume(this.#unauthenticated, networkOf(address));
  }

  /** @throws Problem too-many-requests */
  open(address: string): Promise<void> {
    return consume(this.#open, networkOf(address));
  }

  /** @throws Problem too-many-requests */
  key({ id }: ApiKey, limitPerMinute: number): Promise<void> {
    const limiter = this.#keys.get(id) ?? new RateLimiterMemory({ points: limitPerMinute, duration: 60 });
    this.#keys.set(id, limiter);
    return consume(limiter, id);
  }
}

async function consume(limiter: RateLimiterMemory, who: string): Promise<void> {
  try {
    await limiter.consume(who);
  } catch (spent) {
    if (!(spent instanceof RateLimiterRes)) throw spent;
    const seconds = Math.max(1, Math.ceil(spent.msBeforeNext / 1000));
    throw new Problem('too-many-requests', { seconds }, { headers: { 'retry-after': String(seconds) } });
  }
}
