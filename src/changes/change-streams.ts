import { Readable } from 'node:stream';
import type { ServerResponse } from 'node:http';
import type { ApiKey } from '../platform/auth/api-keys.js';
import { Problem } from '../platform/http/problems/problem.js';
import { changesBounds } from './bounds.js';
import type { ChangeFeed } from './change-feed.js';
import { type Change, type Touched, touchedFor } from './touched.js';

const heartbeatMs = 20_000;
/** How often a key is looked up again: with what a process may know late, a revoked one ends its streams within 5 s. */
const keyCheckMs = 500;
/** How long a stream that has ended may take to send what is left. */
const drainMs = 1_000;
/** Bytes that wait for a reader in this process, besides what its connection holds. */
const bufferedBytes = 16 * 1024;

export interface StreamOpening {
  readonly key: ApiKey;
  readonly vendor: string;
  /** Whether the key still opens something, and the same. */
  readonly isGood: () => Promise<boolean>;
  /** The position to go on after; undefined: from now on. */
  readonly from: number | undefined;
}

const message = (position: number, touched: readonly Touched[]): string =>
  `id: ${position}\ndata: ${JSON.stringify({ position, touched })}\n\n`;
/** It moves on the place to resume from, and reaches no listener. */
const heartbeat = (position: number): string => `id: ${position}\n: heartbeat\n\n`;

/** The open streams of changes of this process. */
export class ChangeStreams {
  readonly #open = new Map<AbortController, string>();
  #closing = false;

  constructor(
    private readonly feed: ChangeFeed,
    private readonly bounds: { readonly perKey: number; readonly perProcess: number } = changesBounds,
    private readonly stalledMs = changesBounds.stalledSeconds * 1000,
    private readonly everyMs = heartbeatMs,
  ) {}

  get size(): number {
    return this.#open.size;
  }

  /** A stream that is read as fast as the connection takes it. @throws Problem too-many-streams */
  open(opening: StreamOpening, response: ServerResponse): Readable {
    const { id } = opening.key;
    const ofKey = [...this.#open.values()].filter((key) => key === id).length;
    this.#refuseOver(ofKey, this.bounds.perKey);
    this.#refuseOver(this.#open.size, this.bounds.perProcess);
    const ending = new AbortController();
    this.#open.set(ending, id);
    const end = (): void => ending.abort();
    const check = setInterval(() => {
      void opening.isGood().then(
        (good) => (good ? undefined : end()),
        // Who the caller is cannot be known any more.
        end,
      );
    }, keyCheckMs);
    response.once('close', end);
    ending.signal.addEventListener('abort', () => {
      clearInterval(check);
      this.#open.delete(ending);
      if (!response.destroyed) setTimeout(() => response.destroy(), drainMs).unref();
    });
    // Whoever went away before it was opened closes nothing any more.
    if (this.#closing || response.closed) end();
    const messages = this.#taken(this.#messages(opening, ending.signal), response, end);
    return Readable.from(messages, { objectMode: false, highWaterMark: bufferedBytes });
  }

  /** Ends all streams; their readers resume elsewhere. */
  close(): void {
    this.#closing = true;
    for (const ending of [...this.#open.keys()]) ending.abort();
  }

  #refuseOver(open: number, limit: number): void {
    if (open >= limit)
      throw new Problem('too-many-streams', { open, limit }, { headers: { 'retry-after': String(5) } });
  }

  async *#messages(opening: StreamOpening, signal: AbortSignal): AsyncGenerator<string> {
    const head = await this.feed.head();
    // A place beyond the end is that of another ledger: the first message names the true one.
    let position = opening.from === undefined ? head : Math.min(opening.from, head);
    yield message(position, []);
    let sentAt = performance.now();
    while (!signal.aborted) {
      const batch = await this.feed.after(position);
      const touched = batch === null ? [] : touchedOf(batch.changes, opening);
      position = batch?.position ?? position;
      if (touched.length > 0) yield message(position, touched);
      else if (performance.now() - sentAt >= this.everyMs) yield heartbeat(position);
      else {
        if (batch === null) await this.feed.next(position, this.everyMs - (performance.now() - sentAt), signal);
        continue;
      }
      sentAt = performance.now();
    }
  }

  /**
   * Ends quietly when aborted or when the ledger cannot be read, and cuts off a reader that takes nothing in for a
   * while: a message waits until the one before was taken.
   */
  async *#taken(messages: AsyncGenerator<string>, response: ServerResponse, end: () => void): AsyncGenerator<string> {
    try {
      for await (const each of messages) {
        const stalled = setTimeout(() => response.destroy(), this.stalledMs);
        yield each;
        clearTimeout(stalled);
      }
    } catch {
      // The reader resumes from the last position it has.
    } finally {
      end();
    }
  }
}

/** Each once, however many events touched it. */
const touchedOf = (changes: readonly Change[], { key, vendor }: StreamOpening): readonly Touched[] => {
  const own = changes.filter((change) => change.vendor === vendor).flatMap((change) => touchedFor(change, key));
  return [...new Map(own.map((each) => [`${each.kind} ${each.id}`, each])).values()];
};
