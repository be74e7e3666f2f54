import { createHmac, hkdfSync, type KeyObject } from 'node:crypto';
import type { Plain } from '../../../domain/kernel/personal.js';
import { canonicalJson } from '../events/canonical.js';
import type { KeyStore, SubjectKey } from './key-store.js';

/** The fingerprint of a value: its text, or that the person was erased, or that there is no key to compute it. */
export type Fingerprint = { readonly hash: string } | 'erased' | 'unknown';

/**
 * Fingerprints of personal data (A2): HMAC-SHA-256 (hex) under a key derived from the person's own, so that guesses
 * cannot be tested against them once the person is erased. The same value of the same person and purpose has the same
 * fingerprint; another person's differs.
 */
export class Fingerprints {
  constructor(private readonly keys: Pick<KeyStore, 'find' | 'provide'>) {}

  /** Of values that are about to be recorded: keys are made, durable first, where there are none. */
  async make(vendor: string, purpose: string, values: readonly Plain<unknown>[]): Promise<readonly Fingerprint[]> {
    if (values.length === 0) return [];
    const keys = await this.keys.provide(vendor, subjectsOf(values));
    return values.map((value) => fingerprint(vendor, purpose, value, keys.get(value.subject)));
  }

  /** Of values that a caller offers for comparison: makes no key. */
  async compare(vendor: string, purpose: string, values: readonly Plain<unknown>[]): Promise<readonly Fingerprint[]> {
    if (values.length === 0) return [];
    const keys = await this.keys.find(vendor, subjectsOf(values));
    return values.map((value) => fingerprint(vendor, purpose, value, keys.get(value.subject)));
  }
}

const subjectsOf = (values: readonly Plain<unknown>[]): readonly string[] => [
  ...new Set(values.map(({ subject }) => subject)),
];

const fingerprint = (
  vendor: string,
  purpose: string,
  { subject, plain }: Plain<unknown>,
  key: SubjectKey | undefined,
): Fingerprint => {
  if (key === undefined) return 'unknown';
  if (key === null) return 'erased';
  const hash = createHmac('sha256', derived(key, purpose)).update(`${vendor}\0${subject}\0${canonicalJson(plain)}`);
  return { hash: hash.digest('hex') };
};

/** The person's key itself encrypts; a key of its own per purpose keeps the uses apart. */
const derived = (key: KeyObject, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `fingerprint ${purpose}`, 32));
