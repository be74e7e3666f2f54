import { setTimeout as pause } from 'node:timers/promises';
import { instantOf, type PlacedEvent } from '../events/event-rows.js';
import type { EventStore, Token } from '../events/event-store.js';
import { floorOf } from '../events/floor.js';
import type { CheckOf } from '../events/inspection.js';
import { findingsIn } from '../finding-texts.js';
import type { Three } from '../http/problems/texts.js';
import { CopyRefused } from './copy-refused.js';
import { LedgerCursor } from './ledger-cursor.js';

/** What is read of a ledger that is copied. */
export type CopySource = Pick<EventStore, 'head' | 'readStored' | 'compare' | 'inspect'>;

export interface CopyOptions {
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** What each event of the source must keep besides its place and its bytes. */
  readonly check?: CheckOf;
  /** Servers write the source meanwhile: what it held at the beginning is copied. */
  readonly whileWritten?: boolean;
  /** Called before anything is written. */
  readonly onBegin?: () => Promise<void>;
  readonly onInspected?: (done: number, of: number) => void;
  /** Events that the target has so far. */
  readonly onCopied?: (done: number) => void;
  readonly onCompared?: (done: number, of: number) => void;
}

export interface LedgerCopied {
  /** Events of the source, all of which the target has. */
  readonly events: number;
  /** Of them, those that this call wrote; the others were there from a call that was interrupted. */
  readonly written: number;
  /** Events recorded before the one ahead of them, by processes with different clocks: they have its time (T5). */
  readonly raised: number;
}

/** The clock may be this far behind an instant that the source has answered about, in ms. */
const mostBehindMs = 5_000;

/**
 * Makes `to` the same ledger as `from`: ids, order, bytes and recording times. Goes on where an interrupted call ended,
 * and compares every event of both at the end. Nobody may write `to` meanwhile. A few hundred events are in memory.
 * @throws CopyRefused
 */
export async function copyLedger(from: CopySource, to: EventStore, options: CopyOptions): Promise<LedgerCopied> {
  const upTo = await from.head();
  // A target that holds another ledger is refused before anything else is read.
  const source = new LedgerCursor(from, upTo);
  const target = new LedgerCursor(to);
  const before = await comparePresent(source, target);
  const [finding] = await from.inspect(options.onInspected, options.check);
  if (finding !== undefined) throw new CopyRefused('source-unsound', { finding: findingsIn([finding]) });
  await options.onBegin?.();
  await append(source, to, before, options.onCopied);
  await compareAll(from, to, upTo, source.position, options.onCompared);
  const unusable = to.stopped();
  if (unusable !== null) throw new CopyRefused('target-unusable', { why: unusable });
  if (!options.whileWritten && from.compare(await from.head(), upTo) !== 0) throw new CopyRefused('source-written');
  await carryFloor(from, to, options);
  return { events: source.position, written: source.position - before, raised: source.raised };
}

/** How many events the target has. @throws CopyRefused unless the source begins with them */
async function comparePresent(source: LedgerCursor, target: LedgerCursor): Promise<number> {
  for (let held: PlacedEvent | undefined; (held = await target.next()) !== undefined;) {
    const due = await source.next();
    if (due === undefined) throw new CopyRefused('target-longer', { position: source.position });
    const what = differenceBetween(due, held);
    if (what !== undefined) throw new CopyRefused('target-differs', { position: target.position, what });
  }
  return target.position;
}

async function append(
  source: LedgerCursor,
  to: EventStore,
  before: number,
  onCopied: CopyOptions['onCopied'],
): Promise<void> {
  let written = before;
  for (let batch: readonly PlacedEvent[]; (batch = await source.nextBatch()).length > 0;) {
    try {
      await to.adopt(batch);
    } catch (error) {
      // The target was as long as the source's beginning: somebody else has appended to it.
      if (error instanceof TypeError) throw new CopyRefused('target-written', { position: written });
      throw error;
    }
    onCopied?.((written += batch.length));
  }
}

/** Both ledgers from their beginning on. @throws CopyRefused */
async function compareAll(
  from: CopySource,
  to: EventStore,
  upTo: Token,
  events: number,
  onCompared: CopyOptions['onCompared'],
): Promise<void> {
  const [source, target] = [new LedgerCursor(from, upTo), new LedgerCursor(to)];
  for (let due: PlacedEvent | undefined; (due = await source.next()) !== undefined;) {
    const held = await target.next();
    const { position } = source;
    const what = held === undefined ? members.event : differenceBetween(due, held);
    if (what !== undefined) throw new CopyRefused('copy-differs', { position, what });
    onCompared?.(position, events);
  }
  if ((await target.next()) !== undefined) throw new CopyRefused('target-written', { position: source.position });
}

const compared = ['id', 'stream', 'revision', 'type', 'schema', 'recordedAt', 'meta', 'data'] as const;

/** What differs, as a sentence names it. */
const members: Readonly<Record<'event' | (typeof compared)[number], Three>> = {
  event: ['事件', '事件', 'event'],
  id: ['标识', '識別碼', 'id'],
  stream: ['事件流', '事件流', 'stream'],
  revision: ['修订号', '修訂號', 'revision'],
  type: ['类型', '類型', 'type'],
  schema: ['结构版本', '結構版本', 'schema'],
  recordedAt: ['记录时间', '記錄時間', 'recording time'],
  meta: ['元数据', '中繼資料', 'metadata'],
  data: ['数据', '資料', 'data'],
};

/** The first member that differs; undefined where the events are the same. */
const differenceBetween = (due: PlacedEvent, held: PlacedEvent): Three | undefined => {
  const member = compared.find((each) => due[each] !== held[each]);
  return member && members[member];
};

/**
 * T5: no event is recorded at or before an instant that was answered about. Servers of a ledger on a server answered
 * about no instant that is still to come; a target on a server has no floor of its own, so the clock must be past it.
 */
async function carryFloor(from: CopySource, to: EventStore, { clock }: CopyOptions): Promise<void> {
  const floor = floorOf(from)?.read() ?? clock();
  const floorOfTarget = floorOf(to);
  if (floorOfTarget !== undefined) return floorOfTarget.raise(floor);
  if (floor - clock() > mostBehindMs) throw new CopyRefused('clock-behind', { instant: instantOf(floor) });
  while (clock() < floor) await pause(10);
}
