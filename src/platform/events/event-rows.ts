import type { Instant } from '../../../domain/kernel/civil.js';
import type { NewEvent, Recorded, StreamEvent } from '../../../domain/kernel/envelope.js';
import { upcastWhereKnown } from '../../../migrations/upcasters/upcasters.js';
import { canonicalJson } from './canonical.js';
import { DamagedEvent } from './event-store-errors.js';
import type { StreamAppend } from './stream-append.js';

/** An event as bytes, checked, before it has a place. */
export interface EncodedEvent {
  readonly id: string;
  readonly vendor: string;
  readonly type: string;
  readonly schema: number;
  readonly data: string;
  readonly meta: string;
}

/** An append as bytes. */
export interface EncodedAppend {
  readonly stream: string;
  readonly expected: number;
  readonly events: readonly EncodedEvent[];
}

/** An event as bytes that has its place already, in another ledger; where its position is known, it is kept. */
export interface PlacedEvent extends EncodedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly position?: number;
  readonly recordedAt: number;
}

/** A row in the order of `columns`. */
export type EventRow = [
  position: number,
  recordedAt: number,
  revision: number,
  schema: number,
  id: string,
  vendor: string,
  type: string,
  stream: string,
  meta: string,
  data: string,
];

/** Text from SQLite is cheaper than a Buffer for each id. */
export const columns = 'position, recorded_at, revision, schema, lower(hex(id)), vendor, type, stream, meta, data';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws TypeError where the event breaks the envelope's promises: such a caller is wrong, not refused */
export function encodeEvent(stream: string, event: NewEvent): EncodedEvent {
  const { id, vendor, type, schema } = event;
  if (!uuid.test(id)) throw new TypeError(`event id ${id} is no UUID in lower case`);
  if (vendor === '' || !stream.startsWith(`${vendor}.`))
    throw new TypeError(`stream ${stream} is not one of vendor ${vendor}`);
  if (type === '') throw new TypeError(`an event for ${stream} has no type`);
  if (!Number.isSafeInteger(schema) || schema < 1)
    throw new TypeError(`${type} has schema version ${schema}; it counts from 1`);
  if ('recordedAt' in event.meta) throw new TypeError(`${type} brings its own recordedAt; the store gives it (T5)`);
  return { id, vendor, type, schema, data: canonicalJson(event.data), meta: canonicalJson(event.meta) };
}

/** @throws TypeError as `encodeEvent`, and where nothing is appended or the revision is none */
export function encodeAppend({ stream, expected, events }: StreamAppend): EncodedAppend {
  if (events.length === 0) throw new TypeError(`nothing to append to ${stream}`);
  if (!Number.isSafeInteger(expected) || expected < -1) throw new TypeError(`${expected} is no revision of ${stream}`);
  return { stream, expected, events: events.map((event) => encodeEvent(stream, event)) };
}

/** Several appends that are recorded together. @throws TypeError where two of them name one stream */
export function encodeAppends(appends: readonly StreamAppend[]): readonly EncodedAppend[] {
  if (new Set(appends.map(({ stream }) => stream)).size < appends.length || appends.length === 0)
    throw new TypeError('appends that are recorded together name different streams, one at least');
  return appends.map(encodeAppend);
}

/** The same for an event of another ledger: its recording time goes where the store keeps it. */
export function encodeRecorded({
  stream,
  revision,
  meta: { recordedAt, ...meta },
  ...event
}: StreamEvent): PlacedEvent {
  return { ...encodeEvent(stream, { ...event, meta }), stream, revision, recordedAt: millisOf(recordedAt) };
}

export const idBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

const idText = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;

/** Appends of one commit share their instant: the last one is remembered. */
let lastMillis = Number.NaN;
let lastInstant: Instant = '';
export function instantOf(millis: number): Instant {
  if (millis !== lastMillis) {
    lastInstant = new Date(millis).toISOString();
    lastMillis = millis;
  }
  return lastInstant;
}

/** @throws TypeError unless it is a UTC instant with milliseconds (T1) */
export function millisOf(instant: Instant): number {
  const millis = Date.parse(instant);
  if (Number.isNaN(millis) || new Date(millis).toISOString() !== instant)
    throw new TypeError(`${instant} is no UTC instant with milliseconds`);
  return millis;
}

/** As its stream gives it: upcast to the present schema of its type. */
export function streamEvent(row: EventRow): StreamEvent {
  const [position, recordedAt, revision, schema, hex, vendor, type, stream, metaText, dataText] = row;
  const data = objectIn(dataText, position);
  const meta = stamped(metaText, position, recordedAt);
  return upcastWhereKnown({ id: idText(hex), vendor, stream, revision, type, schema, data, meta });
}

/** The same in the order of the ledger. */
export function recorded(row: EventRow): Recorded {
  const [position, recordedAt, revision, schema, hex, vendor, type, stream, metaText, dataText] = row;
  const data = objectIn(dataText, position);
  const meta = stamped(metaText, position, recordedAt);
  return upcastWhereKnown({ id: idText(hex), vendor, stream, revision, position, type, schema, data, meta });
}

/** As it is stored, in its place. */
export function placedEvent(row: EventRow): Required<PlacedEvent> {
  const [position, recordedAt, revision, schema, hex, vendor, type, stream, meta, data] = row;
  return { id: idText(hex), vendor, stream, revision, position, recordedAt, type, schema, meta, data };
}

const stamped = (text: string, position: number, recordedAt: number): StreamEvent['meta'] => {
  const meta = objectIn(text, position) as StreamEvent['meta'];
  (meta as { recordedAt: Instant }).recordedAt = instantOf(recordedAt);
  return meta;
};

/** @throws DamagedEvent */
const objectIn = (text: string, position: number): object => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // A parser's message repeats what it could not read.
  }
  throw new DamagedEvent(position);
};
