import type { components } from './api.js';
import type { Connection } from './connect.js';
import { LedgerProblem, type Problem } from './problem.js';
import { readMessages } from './server-sent-events.js';

/** A position of the ledger, and what was touched since the message before. */
export type Change = components['schemas']['Change'];

/** `interrupted`: until the next message, something may have changed that is not known here. */
export type Followed = Change | { readonly interrupted: true };

export interface Following {
  /** The position to go on after; from now on where absent. */
  readonly after?: number;
  /** Ends the iteration. */
  readonly signal?: AbortSignal;
  /** Milliseconds without a byte, heartbeats included, after which the connection counts as lost; 45,000. */
  readonly silentMs?: number;
}

const usualSilentMs = 45_000;
const longestWaitMs = 30_000;

/**
 * What is touched in the ledger, as it happens, in order. A lost connection is opened again, by the last position, so
 * that nothing is missed; while it is lost, the iteration gives one `interrupted`.
 * @throws LedgerProblem where the ledger refuses the stream (the key was revoked)
 */
export async function* changes(
  { url, key, vendor, fetch = globalThis.fetch, wait = waited }: Connection,
  { after, signal, silentMs = usualSilentMs }: Following = {},
): AsyncGenerator<Followed> {
  const isEnded = (): boolean => signal?.aborted === true;
  let position = after;
  for (let failures = 0; !isEnded();) {
    try {
      const ending = new AbortController();
      const end = (): void => ending.abort();
      signal?.addEventListener('abort', end);
      try {
        const answer = await fetch(`${url.replace(/\/+$/, '')}/api/v1/changes`, {
          headers: {
            accept: 'text/event-stream',
            authorization: `Bearer ${key}`,
            ...(vendor === undefined ? {} : { 'ledger-vendor': vendor }),
            ...(position === undefined ? {} : { 'last-event-id': String(position) }),
          },
          signal: ending.signal,
        });
        await assertOpen(answer);
        for await (const { id, data } of readMessages(answer.body!, silentMs, end)) {
          failures = 0;
          position = id === '' ? position : Number(id);
          if (data !== '') yield JSON.parse(data) as Change;
        }
      } finally {
        signal?.removeEventListener('abort', end);
        ending.abort();
      }
    } catch (error) {
      if (error instanceof LedgerProblem) throw error;
    }
    if (isEnded()) return;
    yield { interrupted: true };
    failures += 1;
    // Spread, so that many clients do not return at once.
    await wait(Math.min(longestWaitMs, 250 * 2 ** failures) * (0.5 + Math.random() / 2));
  }
}

/** What another attempt can bring is an error of the connection; what it cannot is the ledger's refusal. */
async function assertOpen(answer: Response): Promise<void> {
  if (answer.ok) return;
  if (answer.status !== 429 && answer.status < 500 && answer.headers.get('content-type')?.includes('problem+json'))
    throw new LedgerProblem(answer.status, (await answer.json()) as Problem);
  await answer.body?.cancel();
  throw new Error(`${answer.status} of ${answer.url}`);
}

const waited = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
