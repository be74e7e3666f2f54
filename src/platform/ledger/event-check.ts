import { LRUCache } from 'lru-cache';
import { type Metadata, roles } from '../../../domain/kernel/envelope.js';
import { schemaOf } from '../../../migrations/upcasters/upcasters.js';
import { canonicalJson } from '../events/canonical.js';
import type { Clock } from '../clock.js';
import type { CheckOf } from '../events/inspection.js';
import type { RawEvent } from '../events/raw-event.js';
import { personalValues } from '../keys/personal-values.js';
import { eventId } from './identity.js';

/** What the product records: types by category of stream, and the types that a vendor's ledger begins with. */
export interface KnownEvents {
  readonly types: ReadonlyMap<string, ReadonlySet<string>>;
  readonly founding: ReadonlySet<string>;
}

/** No ledger was written before; a later one than in ten years was written by a clock that is wrong. */
const earliest = Date.parse('2000-01-01T00:00:00.000Z');
const mostAhead = 10 * 366 * 86_400_000;
/** Streams whose last command is remembered; of others it is read again. */
const remembered = 20_000;

/** Recorded by a version that took any text for the instant of a release: they are corrected by a later event (V2). */
const withoutInstant = new Set(['ReleasePublished', 'ReleaseRescheduled']);

const vendorForm = /^(?:\*|[a-z][a-z0-9-]{0,39})$/;
const digest = /^[0-9a-f]{64}$/;
/** A hash of what names no person, and a fingerprint for each person, `-` for one who was erased (A2). */
const bodyDigest = /^[0-9a-f]{64}(?:\.(?:[0-9a-f]{32}|-))*$/;
const form = {
  text: (value: unknown) => typeof value === 'string' && value !== '',
  digest: (value: unknown) => typeof value === 'string' && digest.test(value),
  instant: (value: unknown) =>
    typeof value === 'string' &&
    /^\d{4}-/.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    new Date(value).toISOString() === value,
  role: (value: unknown) => (roles as readonly unknown[]).includes(value),
  /** A2: what is stored about a person is sealed or erased, never plain. */
  veiled: (value: unknown) => {
    let isVeiled = false;
    personalValues([value], (found) => (isVeiled = found === value && !('plain' in found)));
    return isVeiled;
  },
  count: (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 1,
};
type Form = (value: unknown) => boolean;

/** Every member that metadata can have. */
const required: { readonly [Name in keyof Metadata]?: Form } = {
  effectiveAt: form.instant,
  actor: form.text,
  role: form.role,
  channel: form.text,
  correlationId: form.text,
  keyHash: form.digest,
  bodyHash: (value) => typeof value === 'string' && bodyDigest.test(value),
};
const optional: { readonly [Name in keyof Metadata]?: Form } = {
  actorName: form.text,
  onBehalfOf: form.veiled,
  reason: (value) => typeof value === 'string',
  causationId: form.text,
  importId: form.text,
  undoneImportId: form.text,
  policyVersion: form.count,
};

interface Command {
  readonly revision: number;
  readonly keyHash: string;
  /** Ordinal of the event among those of its command. */
  readonly index: number;
}

/**
 * Checks events, in order of position, against all that the envelope guarantees and all that follows from it: the id
 * is derived from stream, key and ordinal, the vendor is the stream's, type and schema are known, members have their
 * form.
 */
export class EventCheck {
  readonly #vendors = new Set<string>();
  readonly #last = new LRUCache<string, Command>({ max: remembered });

  /** @param earlier reads an event that was checked before, by stream and revision */
  constructor(
    private readonly known: KnownEvents,
    private readonly now: number,
    private readonly earlier: (stream: string, revision: number) => Pick<RawEvent, 'meta'> | undefined,
  ) {}

  /** What is wrong with the event, nothing where it is sound; each finding names the event. */
  faults(event: RawEvent): readonly string[] {
    const { position, stream } = event;
    const found = [...this.#place(event), ...this.#kind(event)];
    const meta = objectOf(event.meta);
    if (typeof meta === 'string') found.push(`meta ${meta}`);
    else found.push(...faultsOfMeta(meta, event), ...this.#identity(event, meta));
    const data = objectOf(event.data);
    if (typeof data === 'string') found.push(`data ${data}`);
    return found.map((fault) => `event ${position} (${event.type}, ${stream}): ${fault}`);
  }

  #place({ revision, recordedAt }: RawEvent): string[] {
    const found: string[] = [];
    if (!Number.isSafeInteger(revision) || revision < 0) found.push(`revision ${revision} is none`);
    if (!Number.isSafeInteger(recordedAt) || recordedAt < earliest || recordedAt > this.now + mostAhead)
      found.push(`its recording time ${timeOf(recordedAt)} is absurd`);
    return found;
  }

  #kind({ vendor, stream, type, schema }: RawEvent): string[] {
    const found: string[] = [];
    if (!vendorForm.test(vendor)) found.push(`vendor '${vendor}' is no name of one`);
    if (!stream.startsWith(`${vendor}.`)) found.push(`the stream is not one of vendor '${vendor}'`);
    const name = stream.slice(stream.indexOf('.') + 1);
    const category = [...this.known.types.keys()].find((each) => name.startsWith(`${each}-`));
    if (category === undefined || name.length === category.length + 1)
      found.push('no stream of the product has this name');
    else if (!this.known.types.get(category)!.has(type)) found.push(`no event of category ${category} has this type`);
    const latest = schemaOf(type);
    if (!form.count(schema) || schema > latest) found.push(`has schema ${schema}; this version knows 1 to ${latest}`);
    if (!this.#vendors.has(vendor)) {
      if (!this.known.founding.has(type)) found.push(`vendor '${vendor}' has published no policy before it`);
      this.#vendors.add(vendor);
    }
    return found;
  }

  /** The id is a UUIDv5 of the stream, the command's key and the ordinal among the command's events. */
  #identity({ stream, revision, id }: RawEvent, { keyHash }: Readonly<Record<string, unknown>>): string[] {
    if (typeof keyHash !== 'string') return [];
    const before = this.#before(stream, revision);
    const index = before?.keyHash === keyHash ? before.index + 1 : 0;
    this.#last.set(stream, { revision, keyHash, index });
    if (eventId(stream, keyHash, index).replaceAll('-', '') === id) return [];
    return [`its id ${id} is not the one that its stream and command give`];
  }

  #before(stream: string, revision: number): Command | undefined {
    if (revision === 0) return undefined;
    const remembered = this.#last.get(stream);
    if (remembered?.revision === revision - 1) return remembered;
    const keyOf = (at: number): unknown => {
      const meta = objectOf(this.earlier(stream, at)?.meta ?? '');
      return typeof meta === 'string' ? undefined : meta['keyHash'];
    };
    const keyHash = keyOf(revision - 1);
    if (typeof keyHash !== 'string') return undefined;
    let index = 0;
    while (index < revision - 1 && keyOf(revision - 2 - index) === keyHash) index += 1;
    return { revision: revision - 1, keyHash, index };
  }
}

/** For readers of whole ledgers. */
export const eventCheckOf =
  (known: KnownEvents, clock: Pick<Clock, 'ms'>): CheckOf =>
  (earlier) => {
    const check = new EventCheck(known, clock.ms(), earlier);
    return (event) => check.faults(event);
  };

const faultsOfMeta = (meta: Readonly<Record<string, unknown>>, { type }: Pick<RawEvent, 'type'>): readonly string[] => [
  ...Object.entries(required).flatMap(([name, isForm]) =>
    isForm(meta[name]) || (name === 'effectiveAt' && meta[name] === null && withoutInstant.has(type))
      ? []
      : [`${name} ${name in meta ? `${JSON.stringify(meta[name])} is none` : 'is missing'}`],
  ),
  ...Object.entries(meta).flatMap(([name, value]) => {
    if (Object.hasOwn(required, name)) return [];
    const isForm = Object.hasOwn(optional, name) ? optional[name as keyof Metadata] : undefined;
    if (isForm === undefined) return [`metadata have no member '${name}'`];
    return isForm(value) ? [] : [`${name} ${JSON.stringify(value)} is none`];
  }),
];

/** The object that the text is in canonical JSON, or what it is instead. */
const objectOf = (text: string): Readonly<Record<string, unknown>> | string => {
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
    if (canonicalJson(value) !== text) return 'is not canonical JSON';
  } catch {
    return 'is no JSON';
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : 'is no object';
};

const timeOf = (millis: number): string => {
  const date = new Date(millis);
  return Number.isNaN(date.getTime()) ? String(millis) : date.toISOString();
};
