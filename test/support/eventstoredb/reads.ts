import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type ServerWritableStream, status } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { LogRecord, ServerLog } from './server-log.js';
import { caughtUp, checkpoint, confirmation, eventAnswer, invalid, notFoundAnswer, refusal, streamOf } from './wire.js';

type Call = ServerWritableStream<streams.ReadReq, streams.ReadResp>;
type Options = streams.ReadReq.Options;

/** Events that the server passes over between two checkpoints of a multiplier of 1. */
const searchWindow = 32;
const { ReadDirection } = streams.ReadReq.Options;

/** Reads of streams and of the log, and subscriptions to the log. */
export class Reads {
  #subscriptions = new Set<{ silent: boolean }>();
  /** Reads wait for it before they answer. */
  onRead: () => void | Promise<void> = () => undefined;

  constructor(private readonly log: ServerLog) {}

  /** Nothing is delivered to the present subscriptions any more, without a notice. */
  silence(): void {
    for (const subscription of this.#subscriptions) subscription.silent = true;
  }

  /** @throws ServiceError for what is not served */
  async serve(call: Call): Promise<void> {
    const options = call.request.getOptions();
    if (options === undefined) throw invalid('a read has no options');
    if (!options.getUuidOption()?.hasString()) throw invalid('ids are given as text alone');
    if (options.getResolveLinks() || options.hasControlOption()) throw invalid('links and control are not served');
    await this.onRead();
    if (options.hasSubscription()) return this.#subscribe(call, options);
    if (options.hasFilter()) throw invalid('filtered reads are not served');
    const count = Number(options.getCount());
    if (!(count > 0)) throw invalid('a read has no count');
    const found = options.hasStream() ? this.#stream(options) : this.#all(options);
    if (typeof found === 'string') await send(call, notFoundAnswer(found));
    else for (const record of found.slice(0, count)) await send(call, eventAnswer(record));
    call.end();
  }

  /** The name of the stream where there is none. */
  #stream(options: Options): readonly LogRecord[] | string {
    const from = options.getStream()!;
    const stream = streamOf(from.getStreamIdentifier());
    const visible = this.log.visible(stream);
    if (visible === 'deleted')
      throw refusal(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, 'stream-deleted', {
        'stream-name': stream,
      });
    if (visible === 'not_found') return stream;
    if (options.getReadDirection() === ReadDirection.FORWARDS) {
      if (from.hasEnd()) return [];
      const first = from.hasStart() ? 0n : BigInt(from.getRevision());
      return visible.filter(({ revision }) => revision >= first);
    }
    const last = from.hasStart() ? 0n : from.hasEnd() ? undefined : BigInt(from.getRevision());
    return visible.filter(({ revision }) => last === undefined || revision <= last).reverse();
  }

  #all(options: Options): readonly LogRecord[] {
    const from = options.getAll();
    if (from === undefined) throw invalid('a read names neither a stream nor all');
    const at = from.hasPosition() ? BigInt(from.getPosition()!.getCommitPosition()) : undefined;
    const { records } = this.log;
    if (at !== undefined && records[this.log.indexOf(at)]?.position !== at)
      throw invalid(`no record begins at position ${at}`);
    if (options.getReadDirection() === ReadDirection.FORWARDS)
      return from.hasEnd() ? [] : records.slice(at === undefined ? 0 : this.log.indexOf(at));
    // Backwards, the record at the position itself is not read.
    return from.hasStart() ? [] : records.slice(0, at === undefined ? undefined : this.log.indexOf(at)).reverse();
  }

  async #subscribe(call: Call, options: Options): Promise<void> {
    const from = options.getAll();
    if (from === undefined) throw invalid('subscriptions to a stream are not served');
    const matches = matcherOf(options.getFilter());
    const every = searchWindow * (options.getFilter()?.getCheckpointintervalmultiplier() ?? 0);
    let last = from.hasPosition() ? BigInt(from.getPosition()!.getCommitPosition()) : from.hasEnd() ? this.#end() : -1n;
    const subscription = { silent: false };
    this.#subscriptions.add(subscription);
    call.on('cancelled', () => {
      this.#subscriptions.delete(subscription);
      this.log.wake();
    });
    await send(call, confirmation(randomUUID()));
    let [passed, live] = [0, false];
    while (!call.cancelled) {
      const changed = this.log.changed();
      const next = subscription.silent ? undefined : this.log.after(last);
      if (next === undefined) {
        if (!live && !subscription.silent) await send(call, caughtUp());
        live = true;
        await changed;
        continue;
      }
      last = next.position;
      passed += 1;
      if (matches(next)) await send(call, eventAnswer(next));
      if (every > 0 && passed % every === 0) await send(call, checkpoint(last));
    }
  }

  #end(): bigint {
    return this.log.records.at(-1)?.position ?? -1n;
  }
}

/** With back-pressure, as a server writes no faster than its client reads. */
async function send(call: Call, answer: streams.ReadResp): Promise<void> {
  if (call.cancelled || call.write(answer)) return;
  const waiting = new AbortController();
  const { signal } = waiting;
  await Promise.race([once(call, 'drain', { signal }), once(call, 'cancelled', { signal })]);
  waiting.abort();
}

function matcherOf(filter: streams.ReadReq.Options.FilterOptions | undefined): (record: LogRecord) => boolean {
  if (filter === undefined) return () => true;
  if (filter.getCheckpointintervalmultiplier() < 1) throw invalid('a filter has no checkpoint interval');
  const expression = filter.getStreamIdentifier() ?? filter.getEventType();
  const prefixes = expression?.getPrefixList() ?? [];
  if (expression === undefined || expression.getRegex() !== '' || prefixes.length === 0)
    throw invalid('a filter is by prefixes of streams or of types');
  const member = filter.hasStreamIdentifier() ? 'stream' : 'type';
  return (record) => prefixes.some((prefix) => record[member].startsWith(prefix));
}
