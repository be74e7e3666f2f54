import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';
import type { NewEvent, StreamEvent } from '../../../domain/kernel/envelope.js';
import type { Erased, Plain, Sealed } from '../../../domain/kernel/personal.js';
import { canonicalJson } from '../events/canonical.js';
import { Fingerprints } from './fingerprints.js';
import { KeyMissing, type KeyStore, type SubjectKey } from './key-store.js';
import { personalValues, replacePersonal, type PersonalValue } from './personal-values.js';

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Between deciders and the store (A2): seals personal data before an append, and opens it for callers who may read it.
 * Finds personal values at any depth by their shape; values without any are returned as the same objects, without
 * access to the key store.
 */
export class Sealer {
  readonly fingerprints: Fingerprints;

  constructor(private readonly keys: KeyStore) {
    this.fingerprints = new Fingerprints(keys);
  }

  /**
   * Plain becomes sealed, under a key that is durable before it is used. Data about an erased person becomes `erased`:
   * it is not stored, since it may not be read and no key may be created. Sealed and erased stay.
   */
  async seal<T>(vendor: string, values: readonly T[]): Promise<readonly T[]> {
    const subjects = subjectsOf(values, 'plain');
    if (subjects.length === 0) return values;
    const keys = await this.keys.provide(vendor, subjects);
    return values.map(
      (value) =>
        replacePersonal(value, (found) =>
          'plain' in found ? sealed(vendor, found, keys.get(found.subject)) : found,
        ) as T,
    );
  }

  /**
   * Sealed becomes plain, or `erased` where the key was destroyed. Plain and erased stay.
   * @throws KeyMissing where there is neither key nor tombstone; Error where the bytes are not what was sealed
   */
  async open<T>(vendor: string, values: readonly T[]): Promise<readonly T[]> {
    const subjects = subjectsOf(values, 'sealed');
    if (subjects.length === 0) return values;
    const keys = await this.keys.find(vendor, subjects);
    return values.map(
      (value) =>
        replacePersonal(value, (found) =>
          'sealed' in found ? opened(vendor, found, keys.get(found.subject)) : found,
        ) as T,
    );
  }

  /** The same for events on their way to the store, all of one vendor. */
  async sealEvents<E extends NewEvent>(vendor: string, events: readonly E[]): Promise<readonly E[]> {
    return withParts(events, await this.seal(vendor, events.map(partsOf)));
  }

  /** The same for events read from the store, all of one vendor, as deciders read them: metadata stay sealed. */
  async openEvents<E extends StreamEvent>(vendor: string, events: readonly E[]): Promise<readonly E[]> {
    return withParts(events, await this.open(vendor, events.map(dataOf)));
  }

  /** The same for callers who are shown events: who is named in their metadata is opened too. */
  async openShown<E extends StreamEvent>(vendor: string, events: readonly E[]): Promise<readonly E[]> {
    return withParts(events, await this.open(vendor, events.map(partsOf)));
  }
}

/** Where an event has personal values. */
type Parts = Pick<NewEvent, 'data'> & Pick<NewEvent['meta'], 'onBehalfOf'>;

const dataOf = ({ data }: NewEvent | StreamEvent): Parts => ({ data });
const partsOf = ({ data, meta: { onBehalfOf } }: NewEvent | StreamEvent): Parts =>
  onBehalfOf === undefined ? { data } : { data, onBehalfOf };

const withParts = <E extends NewEvent | StreamEvent>(events: readonly E[], parts: readonly Parts[]): readonly E[] =>
  events.map((event, index) => {
    const { data, onBehalfOf = event.meta.onBehalfOf } = parts[index]!;
    if (onBehalfOf !== event.meta.onBehalfOf) return { ...event, data, meta: { ...event.meta, onBehalfOf } };
    return event.data === data ? event : { ...event, data };
  });

function subjectsOf(values: readonly unknown[], shape: 'plain' | 'sealed'): readonly string[] {
  const subjects = new Set<string>();
  for (const value of values)
    personalValues(value, (found) => {
      if (shape in found) subjects.add(found.subject);
    });
  return [...subjects];
}

/** Binds a value to its person: moved to another subject or vendor, it does not open. */
const boundTo = (vendor: string, subject: string): Buffer => Buffer.from(`${vendor}\0${subject}`);

function sealed(vendor: string, { subject, plain }: Plain<unknown>, key: SubjectKey | undefined): Sealed | Erased {
  if (key === undefined) throw new KeyMissing(vendor, subject);
  if (key === null) return { subject, erased: true };
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(vendor, subject));
  const parts = [nonce, cipher.update(canonicalJson(plain), 'utf8'), cipher.final(), cipher.getAuthTag()];
  return { subject, sealed: Buffer.concat(parts).toString('base64') };
}

function opened(vendor: string, { subject, sealed: text }: Sealed, key: SubjectKey | undefined): PersonalValue {
  if (key === undefined) throw new KeyMissing(vendor, subject);
  if (key === null) return { subject, erased: true };
  return { subject, plain: decrypted(vendor, subject, Buffer.from(text, 'base64'), key) };
}

function decrypted(vendor: string, subject: string, bytes: Buffer, key: KeyObject): unknown {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
    decipher.setAAD(boundTo(vendor, subject)).setAuthTag(bytes.subarray(-tagBytes));
    const text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString(
      'utf8',
    );
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Error(
      `what is sealed about ${subject} of ${vendor} does not open: it was changed, moved, or sealed with a ` +
        `key that is lost (${(error as Error).message})`,
    );
  }
}
