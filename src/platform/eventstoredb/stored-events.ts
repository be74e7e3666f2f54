import { type BinaryEventType, type EventData, type RecordedEvent, binaryEvent } from '@eventstore/db-client';
import type { Instant } from '../../../domain/kernel/civil.js';
import type { StreamEvent } from '../../../domain/kernel/envelope.js';
import { canonicalJson } from '../events/canonical.js';
import { type EncodedEvent, millisOf, type PlacedEvent, streamEvent } from '../events/event-rows.js';
import { DamagedEvent } from '../events/event-store.js';
import { knownPlace, type Place } from './places.js';

/** Streams of the ledger have this before their name; other streams of the server are somebody else's. */
export const ledgerPrefix = 'ledger.';

/** An event as the server has it: checked, not upcast. */
export interface StoredEvent extends PlacedEvent {
  /** Undefined where the server gives none with a read of a stream. */
  readonly place: NonNullable<Place> | undefined;
}

/**
 * Data goes as bytes: the client would write JSON in the order of an object's members, which is not the canonical one
 * for names that are numbers.
 */
export const proposed = (event: EncodedEvent, recordedAt: Instant): EventData<BinaryEventType> =>
  binaryEvent({
    id: event.id,
    type: event.type,
    data: Buffer.from(event.data),
    // The members are in canonical order.
    metadata: Buffer.from(`{"meta":${event.meta},"recordedAt":"${recordedAt}","schema":${event.schema}}`),
  }) as EventData<BinaryEventType>;

/** What is read from an event of the ledger's streams. @throws DamagedEvent where it is none of this product */
export function stored(recorded: RecordedEvent, prefix: string): StoredEvent {
  const stream = recorded.streamId.slice(prefix.length);
  const damaged = (): DamagedEvent => new DamagedEvent(Number(recorded.revision), stream);
  const { recordedAt, schema, meta } = envelopeIn(recorded.metadata, damaged);
  if (recorded.isJson || !stream.includes('.')) throw damaged();
  return {
    id: recorded.id,
    vendor: stream.slice(0, stream.indexOf('.')),
    stream,
    revision: Number(recorded.revision),
    type: recorded.type,
    schema,
    recordedAt,
    meta,
    data: Buffer.from(recorded.data as Uint8Array).toString('utf8'),
    place: knownPlace(recorded.position),
  };
}

interface Envelope {
  readonly recordedAt: number;
  readonly schema: number;
  readonly meta: string;
}

function envelopeIn(metadata: unknown, damaged: () => DamagedEvent): Envelope {
  const { meta, recordedAt, schema } = (metadata ?? {}) as Readonly<Record<string, unknown>>;
  try {
    if (typeof meta !== 'object' || meta === null || !Number.isSafeInteger(schema)) throw damaged();
    return { recordedAt: millisOf(recordedAt as Instant), schema: schema as number, meta: canonicalJson(meta) };
  } catch {
    throw damaged();
  }
}

/** As the port gives it, upcast. @throws DamagedEvent */
export function portEvent(event: StoredEvent): StreamEvent {
  const { recordedAt, revision, schema, id, vendor, type, stream, meta, data } = event;
  try {
    return streamEvent([0, recordedAt, revision, schema, id.replaceAll('-', ''), vendor, type, stream, meta, data]);
  } catch (error) {
    throw error instanceof DamagedEvent ? new DamagedEvent(revision, stream) : error;
  }
}

/** About what an event takes in memory. */
export const bytesOf = ({ data, meta }: PlacedEvent): number => data.length + meta.length;
