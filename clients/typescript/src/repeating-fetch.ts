/** Statuses of an attempt that another one can follow: too many requests, and no answer of the ledger itself. */
const temporary: readonly number[] = [429, 502, 503, 504];
const firstWaitMs = 200;
const longestWaitMs = 30_000;
/** An answer that asks for a longer wait is given to the caller instead: a minute is the window of the limits. */
const longestAskedMs = 120_000;

export interface Repeating {
  readonly fetch: typeof globalThis.fetch;
  /** How often a request is sent at most. */
  readonly attempts: number;
  readonly wait: (ms: number) => Promise<void>;
}

/**
 * Sends a request again while its outcome is unknown or temporary. Every write carries an `Idempotency-Key`, the same
 * in all attempts: it is recorded once, whichever attempt arrived. After the last attempt the caller gets what it got.
 */
export const repeatingFetch =
  ({ fetch, attempts, wait }: Repeating) =>
  async (request: Request): Promise<Response> => {
    if (request.method !== 'GET' && !request.headers.has('idempotency-key'))
      request.headers.set('idempotency-key', crypto.randomUUID());
    for (let attempt = 1; ; attempt += 1) {
      const last = attempt >= attempts;
      const answer = await fetch(request.clone()).catch((error: unknown) => {
        if (last || request.signal.aborted) throw error;
        return null;
      });
      const waitMs = waitOf(answer, attempt);
      if (answer !== null && (last || !temporary.includes(answer.status) || waitMs > longestAskedMs)) return answer;
      await answer?.body?.cancel();
      await wait(waitMs);
    }
  };

/** As long as the answer asks for, in seconds; else twice as long each time, spread so that many clients do not return at once. */
function waitOf(answer: Response | null, attempt: number): number {
  const asked = Number(answer?.headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(asked)) return asked * 1000;
  return Math.min(firstWaitMs * 2 ** (attempt - 1), longestWaitMs) * (0.5 + Math.random() / 2);
}
