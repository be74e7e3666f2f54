import { Problem } from '../http/problems/problem.js';
import { networkOf } from '../http/server/connections.js';
import type { Counted, RequestCounts, RequestLimit } from '../limits/request-counts.js';
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

  /**
   * Counts a request of a key that has a limit. `shown` gets the headers of whatever the request is answered with.
   * @throws Problem too-many-requests
   */
  async key({ id }: ApiKey, perMinute: number, shown: (headers: RateLimitHeaders) => void): Promise<void> {
    const counted = await this.counts.count({ kind: 'key', perMinute }, id);
    shown(headersOf(perMinute, counted));
    refuseOver(counted);
  }

  async #count(limit: RequestLimit, sender: string): Promise<void> {
    refuseOver(await this.counts.count(limit, sender));
  }
}

/** The fields of draft-ietf-httpapi-ratelimit-headers-10, as structured fields (RFC 9651). */
export interface RateLimitHeaders {
  /** What the key may do: requests (`q`) in a window of seconds (`w`). */
  readonly 'ratelimit-policy': string;
  /** What is left of it: requests (`r`), and the seconds until all of them are there again (`t`). */
  readonly ratelimit: string;
}

const headersOf = (perMinute: number, { remaining, resetMs }: Counted): RateLimitHeaders => ({
  'ratelimit-policy': `"minute";q=${perMinute};w=60`,
  ratelimit: `"minute";r=${remaining};t=${secondsOf(resetMs)}`,
});

const secondsOf = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));

const refuseOver = ({ waitMs }: Counted): void => {
  if (waitMs === 0) return;
  const seconds = secondsOf(waitMs);
  throw new Problem('too-many-requests', { seconds }, { headers: { 'retry-after': String(seconds) } });
};
