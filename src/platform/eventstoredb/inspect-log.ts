import { LRUCache } from 'lru-cache';
import { canonicalJson } from '../events/canonical.js';
import type { CheckOf } from '../events/inspection.js';
import type { RawEvent } from '../events/raw-event.js';
import type { LogEvent, LogReader } from './log-reader.js';
import { type Place } from './places.js';
import { Removals } from './removals.js';
import type { StreamReader } from './stream-reader.js';
import { inEnglish } from '../operator-fault.js';

const pageEvents = 500;
/** A ledger with one systematic fault would otherwise report every event. */
const mostFindings = 100;
/** Streams whose last events are cached; of others they are read again. */
const cachedStreams = 20_000;
const readBackwards = 64;

interface StreamEnd {
  readonly revision: number;
  readonly recordedAt: number;
}

/** What an inspection reads. */
export interface Inspected {
  readonly log: LogReader;
  readonly streams: StreamReader;
  readonly prefix: string;
}

/**
 * Reads the log of the server from its beginning to its end: revisions without a gap in every stream, recording times
 * that never decrease in it (T5), canonical bytes, and nothing that lets the server remove events.
 */
export class LogInspection {
  readonly #findings: string[] = [];
  #more = 0;
  readonly #removals: Removals;
  readonly #ends = new Map<string, StreamEnd>();
  readonly #earlier: EarlierEvents;
  #position = 0;

  constructor(private readonly inspected: Inspected) {
    this.#removals = new Removals(inspected.prefix);
    this.#earlier = new EarlierEvents(inspected.streams);
  }

  /** Throws nothing. `of` is an estimate until the end: the server counts no events. */
  async run(onProgress?: (done: number, of: number) => void, checkOf?: CheckOf): Promise<readonly string[]> {
    const check = checkOf?.((stream, revision) => this.#earlier.read(stream, revision));
    const { log } = this.inspected;
    try {
      const tail = await log.tail();
      for (let from: Place = null; ;) {
        const page = await log.page(from, pageEvents);
        for (const event of page.events) {
          if (!log.isOfLedger(event)) this.#removals.observe(event);
          else await this.#inspect(() => log.ledgerEvent(event), check);
        }
        if (page.last || page.events.length === 0) break;
        from = page.events.at(-1)!.position;
        onProgress?.(this.#position, estimated(this.#position, from, tail));
      }
      onProgress?.(this.#position, this.#position);
    } catch (error) {
      this.#find(`the event store cannot be read on: ${(error as Error).message}`);
    }
    const findings = [...this.#removals.all().map(inEnglish), ...this.#findings];
    return this.#more > 0 ? [...findings, `and ${this.#more} more`] : findings;
  }

  async #inspect(decode: () => LogEvent, check: ReturnType<CheckOf> | undefined): Promise<void> {
    this.#position += 1;
    let event: LogEvent;
    try {
      event = decode();
    } catch (error) {
      this.#find((error as Error).message);
      return;
    }
    const { stream, revision, recordedAt } = event;
    const end = this.#ends.get(stream);
    const due = (end?.revision ?? -1) + 1;
    if (revision !== due) this.#find(`stream ${stream} has revision ${revision} where ${due} is due`);
    if (end !== undefined && recordedAt < end.recordedAt)
      this.#find(`event ${this.#position}, revision ${revision} of ${stream}, was recorded before the one ahead of it`);
    this.#ends.set(stream, { revision, recordedAt });
    if (check === undefined) this.#canonical(event);
    else {
      await this.#earlier.load(event);
      for (const fault of check({ ...event, id: event.id.replaceAll('-', ''), position: this.#position }))
        this.#find(fault);
      this.#earlier.add(event);
    }
  }

  /** Metadata are written anew when they are read; of data, the bytes are compared. */
  #canonical({ data }: LogEvent): void {
    try {
      if (canonicalJson(JSON.parse(data)) === data) return;
      this.#find(`event ${this.#position}: data is not canonical JSON`);
    } catch {
      this.#find(`event ${this.#position}: data is no JSON`);
    }
  }

  #find(finding: string): void {
    if (this.#findings.length < mostFindings) this.#findings.push(finding);
    else this.#more += 1;
  }
}

/** The metadata of events that were inspected before: those of the last command of a stream. */
class EarlierEvents {
  readonly #metas = new LRUCache<string, ReadonlyMap<number, string>>({ max: cachedStreams });

  constructor(private readonly streams: StreamReader) {}

  read(stream: string, revision: number): Pick<RawEvent, 'meta'> | undefined {
    const meta = this.#metas.get(stream)?.get(revision);
    return meta === undefined ? undefined : { meta };
  }

  add({ stream, revision, meta }: LogEvent): void {
    const before = this.#metas.get(stream);
    const sameCommand = before?.get(revision - 1) !== undefined && keyIn(before.get(revision - 1)!) === keyIn(meta);
    this.#metas.set(stream, new Map(sameCommand ? before : []).set(revision, meta));
  }

  /** Reads what was dropped from the cache: back to the first event of the command ahead of this event. */
  async load({ stream, revision }: LogEvent): Promise<void> {
    if (revision === 0 || this.#metas.get(stream)?.has(revision - 1)) return;
    const metas = new Map<number, string>();
    for (let to = revision; to > 0;) {
      const from = Math.max(0, to - readBackwards);
      const events = await this.streams.read(stream, from, to - from);
      for (const event of events) metas.set(event.revision, event.meta);
      to = from;
      const first = events[0];
      if (first === undefined || keyIn(first.meta) !== keyIn(metas.get(revision - 1) ?? '{}')) break;
    }
    this.#metas.set(stream, metas);
  }
}

const keyIn = (meta: string): unknown => (JSON.parse(meta) as { readonly keyHash?: unknown }).keyHash;

/** By the place in the log. */
const estimated = (done: number, at: NonNullable<Place>, tail: Place): number =>
  tail === null || at.commit === 0n
    ? done
    : Math.max(done, Math.round((done * Number(tail.commit)) / Number(at.commit)));
