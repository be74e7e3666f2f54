import { Problem } from '../http/problems/problem.js';
import { networkOf } from '../http/server/connections.js';
import type { RequestCounts, RequestLimit } from '../limits/request-counts.js';
import type { ApiKey } from './api-keys.js';

/** Requests without a good credential that one address may send in a minute. */
export const unauthenticatedPerMinute = 60;

/** Requests without a credential to routes that need none, such as health and documentation, by address and minute. */
export const openPerMinute = 6_000;

export const callerBounds = { strangersPerMinute: unauthenticatedPerMinute, openPerMinute } as const;

const unauthenticated: RequestLimit = { kind: 'unauthenticated', perMinute: unauthenticatedPerMinute };
const open: RequestLimit = { kind: 'open', perMinute: openPerMinute };

/**
 * Requests without a valid credential are limited by address (IPv6: by /64 network); a key only where a limit was set
 * for it.
 */
export class RateLimits {
  constructor(private readonly counts: RequestCounts) {}

  /** @throws Problem too-many-requests */
  unauthenticated(address: string): Promise<void> {
    return this.#count(unauthenticated, networkOf(address));
  }

  /** @throws Problem too-many-requests */
  open(address: string): Promise<void> {
    return this.#count(open, networkOf(address));
  }

  /** @throws Problem too-many-requests */
  key({ id }: ApiKey, limitPerMinute: number): Promise<void> {
    return this.#count({ kind: 'key', perMinute: limitPerMinute }, id);
  }

  async #count(limit: RequestLimit, sender: string): Promise<void> {
    const waitMs = await this.counts.count(limit, sender);
    if (waitMs === 0) return;
    const seconds = Math.max(1, Math.ceil(waitMs / 1000));
    throw new Problem('too-many-requests', { seconds }, { headers: { 'retry-after': String(seconds) } });
  }
}
