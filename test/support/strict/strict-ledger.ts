import type { NewEvent, StreamEvent } from '../../../domain/kernel/envelope.js';
import { encodeEvent } from '../../../src/platform/events/event-rows.js';
import {
  type Appended,
  type EventAt,
  InvalidToken,
  type Token,
  StoreUnreadable,
  WrongRevision,
} from '../../../src/platform/events/event-store.js';

/** The engine cannot be reached. */
export class Unreachable extends StoreUnreadable {}

/** A token has 19 digits, and no `Number` holds it. */
const beginning = 1_000_000_000_000_004_711n;
const instant = (millis: number): string => new Date(millis).toISOString();

/**
 * A ledger in memory as a server of its own would keep it: each `StrictEvents` over it is the adapter of one process.
 * It numbers nothing: tokens rise with gaps. Its clock never steps back.
 */
export class StrictLedger {
  /** The place before the first event. */
  readonly beginning: Token = String(beginning);
  readonly #all: EventAt[] = [];
  readonly #streams = new Map<string, EventAt[]>();
  readonly #waiting = new Set<() => void>();
  #token = beginning;
  #latest = 0;
  #reachable = true;
  #lost: 'before' | 'after' | undefined;

  constructor(private readonly clock: () => number = () => Date.parse('2026-01-01T00:00:00.000Z')) {}

  /** Epoch milliseconds. */
  now(): number {
    return (this.#latest = Math.max(this.#latest, this.clock()));
  }

  /** From now on nothing is answered, until `heal`. */
  cut(): void {
    this.#reachable = false;
    this.#wake();
  }

  heal(): void {
    this.#reachable = true;
    this.#wake();
  }

  /** The next append gets no answer; it is lost before it is recorded, or after. */
  loseAnswer(when: 'before' | 'after'): void {
    this.#lost = when;
  }

  /** @throws Unreachable while it is cut */
  reach(): void {
    if (!this.#reachable) throw new Unreachable('the connection was cut');
  }

  /** @throws Unreachable where the answer is lost; WrongRevision, TypeError */
  append(stream: string, expected: number, events: readonly NewEvent[]): Appended {
    const lost = this.#lost;
    this.#lost = undefined;
    if (lost === 'before') throw new Unreachable('the request was lost');
    const appended = this.#append(stream, expected, events);
    if (lost === 'after') throw new Unreachable('the answer was lost');
    return appended;
  }

  #append(stream: string, expected: number, events: readonly NewEvent[]): Appended {
    const held = this.#streams.get(stream) ?? [];
    if (held.length - 1 !== expected) {
      const repeated = events.map(({ id }, index) => (held[expected + 1 + index]?.event.id === id ? index : -1));
      if (repeated.includes(-1)) throw new WrongRevision(stream, expected, held.length - 1);
      return acknowledged(held[expected + events.length]!);
    }
    const recordedAt = instant(this.now());
    for (const [index, event] of events.entries()) {
      const { data, meta, ...rest } = encodeEvent(stream, event);
      const revision = expected + 1 + index;
      const parsedMeta = JSON.parse(meta) as NewEvent['meta'];
      this.#place({
        ...rest,
        stream,
        revision,
        data: JSON.parse(data) as unknown,
        meta: { ...parsedMeta, recordedAt },
      });
    }
    this.#wake();
    return acknowledged(this.#all.at(-1)!);
  }

  /** @throws TypeError with nothing taken */
  adopt(events: readonly StreamEvent[]): void {
    const next = new Map<string, number>();
    let last = this.#all.at(-1)?.event.meta.recordedAt ?? '';
    for (const { stream, revision, meta } of events) {
      const due = next.get(stream) ?? this.#streams.get(stream)?.length ?? 0;
      if (revision !== due || meta.recordedAt < last)
        throw new TypeError(`revision ${revision} of ${stream} does not continue this ledger`);
      next.set(stream, due + 1);
      last = meta.recordedAt;
    }
    for (const event of events) this.#place(structuredClone(event));
    this.#latest = Math.max(this.#latest, Date.parse(last) || 0);
    this.#wake();
  }

  readStream(stream: string, fromRevision: number): readonly StreamEvent[] {
    return (this.#streams.get(stream) ?? []).slice(fromRevision).map(({ event }) => structuredClone(event));
  }

  readAll(after: Token | null, limit: number): readonly EventAt[] {
    const from = after === null ? 0 : this.#indexAfter(after);
    return structuredClone(this.#all.slice(from, from + limit));
  }

  head(): Token {
    return this.#all.at(-1)?.token ?? this.beginning;
  }

  /** Resolves when something may have changed: events, or the connection. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  #place(event: StreamEvent): void {
    // Gaps of many sizes, as of an engine whose log holds more than these events.
    this.#token += 1n + ((this.#token * 31n) % 97n);
    const placed = { token: String(this.#token), event };
    this.#all.push(placed);
    const stream = this.#streams.get(event.stream);
    if (stream === undefined) this.#streams.set(event.stream, [placed]);
    else stream.push(placed);
  }

  #indexAfter(after: Token): number {
    compareStrict(after, after);
    let [low, high] = [0, this.#all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareStrict(this.#all[middle]!.token, after) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

const acknowledged = ({ token, event }: EventAt): Appended => ({
  revision: event.revision,
  token,
  recordedAt: event.meta.recordedAt,
});

/** @throws InvalidToken */
export const compareStrict = (a: Token, b: Token): number => {
  for (const token of [a, b]) if (!/^1\d{18}$/.test(token)) throw new InvalidToken(token);
  return BigInt(a) < BigInt(b) ? -1 : a === b ? 0 : 1;
};
