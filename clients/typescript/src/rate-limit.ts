/** The limit of the connection's key, as an answer states it. */
export interface RateLimit {
  /** Requests in a window of `windowSeconds`. */
  readonly limit: number;
  readonly windowSeconds: number;
  /** Requests that are left of it. */
  readonly remaining: number;
  /** Seconds until all of them are there again. */
  readonly resetSeconds: number;
}

/** What an answer states about the limit of the key; null where the key has none. */
export function rateLimitOf({ headers }: Pick<Response, 'headers'>): RateLimit | null {
  const limit = parameter(headers.get('ratelimit-policy'), 'q');
  const windowSeconds = parameter(headers.get('ratelimit-policy'), 'w');
  const remaining = parameter(headers.get('ratelimit'), 'r');
  const resetSeconds = parameter(headers.get('ratelimit'), 't');
  if (limit === null || windowSeconds === null || remaining === null || resetSeconds === null) return null;
  return { limit, windowSeconds, remaining, resetSeconds };
}

const parameter = (field: string | null, name: string): number | null => {
  const found = field?.match(new RegExp(`;\\s*${name}=(\\d+)`))?.[1];
  return found === undefined ? null : Number(found);
};
