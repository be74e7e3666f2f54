import { setTimeout as pause } from 'node:timers/promises';
import { NO_STREAM, WrongExpectedVersionError } from '@eventstore/db-client';
import { instantOf, type PlacedEvent } from '../events/event-rows.js';
import type { Calls } from './calls.js';
import { explained, isAnswer } from './server-errors.js';
import type { Stamps } from './stamps.js';
import { bytesOf, proposed } from './stored-events.js';
import type { StreamReader } from './stream-reader.js';

/** Streams whose last revision is read at a time. */
const readAtOnce = 32;
/** Events and bytes of one stream that are written in one append. */
const appendedAtOnce = 256;
const bytesAtOnce = 512 * 1024;

/**
 * Takes over events of another ledger in their order. The server has no append over several streams: a process that
 * ends in the middle leaves the first part, and the copy goes on after it.
 */
export class Adopter {
  constructor(
    private readonly calls: Calls,
    private readonly streams: StreamReader,
    private readonly stamps: Stamps,
    private readonly prefix: string,
  ) {}

  /** @throws TypeError where the events do not continue this ledger, with nothing written */
  async adopt(events: readonly PlacedEvent[]): Promise<void> {
    await this.#check(events);
    for (const run of runsOf(events)) await this.#append(run);
  }

  async #check(events: readonly PlacedEvent[]): Promise<void> {
    const last = await this.#lastRevisions([...new Set(events.map(({ stream }) => stream))]);
    let recordedAt = this.stamps.latest;
    for (const event of events) {
      const due = last.get(event.stream)! + 1;
      if (event.revision !== due || event.recordedAt < recordedAt)
        throw new TypeError(
          `event ${event.id} (${event.stream}, revision ${event.revision}) does not continue this ledger: revision ` +
            `${due} is due, not before ${instantOf(Math.max(recordedAt, 0))}`,
        );
      last.set(event.stream, due);
      recordedAt = event.recordedAt;
    }
  }

  async #lastRevisions(streams: readonly string[]): Promise<Map<string, number>> {
    const last = new Map<string, number>();
    for (let from = 0; from < streams.length; from += readAtOnce)
      await Promise.all(
        streams.slice(from, from + readAtOnce).map(async (stream) => last.set(stream, await this.streams.last(stream))),
      );
    return last;
  }

  /** Repeated until it has an answer: the same events at the same revisions are recorded once. */
  async #append(run: readonly PlacedEvent[]): Promise<void> {
    const { stream, revision } = run[0]!;
    const proposals = run.map((event) => proposed(event, instantOf(event.recordedAt)));
    const { attemptMs, appendMs, firstPauseMs } = this.calls.limits;
    const expectedRevision = revision === 0 ? NO_STREAM : BigInt(revision - 1);
    for (const until = performance.now() + appendMs; ; await pause(firstPauseMs)) {
      try {
        await this.calls.once(
          (client, options) =>
            client.appendToStream(`${this.prefix}${stream}`, proposals, {
              ...options,
              expectedRevision,
              deadline: attemptMs,
            }),
          attemptMs + attemptMs / 4,
        );
        break;
      } catch (error) {
        if (error instanceof WrongExpectedVersionError)
          throw new TypeError(`somebody else appended to ${stream} while its events were copied`);
        if (isAnswer(error) || performance.now() > until) throw explained(error);
      }
    }
    this.stamps.observe(run.at(-1)!.recordedAt);
  }
}

/** Neighbours of one stream are appended together. */
function runsOf(events: readonly PlacedEvent[]): readonly (readonly PlacedEvent[])[] {
  const runs: PlacedEvent[][] = [];
  let bytes = 0;
  for (const event of events) {
    const run = runs.at(-1);
    bytes += bytesOf(event);
    if (run?.[0]!.stream === event.stream && run.length < appendedAtOnce && bytes <= bytesAtOnce) run.push(event);
    else {
      runs.push([event]);
      bytes = bytesOf(event);
    }
  }
  return runs;
}
