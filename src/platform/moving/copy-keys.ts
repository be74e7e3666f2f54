import type { Access, StoredKey } from '../auth/access.js';
import { portableAccessOf } from '../auth/portable-access.js';
import type { KeyStore } from '../keys/key-store.js';
import { type KeyRecord, portableKeysOf, type PortableKeys } from '../keys/portable-keys.js';
import { CopyRefused } from './copy-refused.js';
import { type KnownSentence, sentenceInThree } from '../known-sentences.js';
import { operatorText } from '../operator-fault.js';

/** Keys that are in memory at a time. */
const batchKeys = 500;

export interface KeysCopied {
  /** Persons that have a key or were erased. */
  readonly persons: number;
  readonly apiKeys: number;
}

/** @throws CopyRefused where the engine gives no keys away */
const portable = (keys: KeyStore): PortableKeys => {
  const found = portableKeysOf(keys);
  if (found === undefined) throw new CopyRefused('keys-stay', { what: operatorText('persons-keys') });
  return found;
};

/**
 * Copies keys of persons, secrets of the server and begun erasures, and compares them afterwards. A person who was
 * erased in either store is erased in `to`. Repeated, it changes nothing.
 * @returns how many persons
 * @throws CopyRefused
 */
export const copyKeys = async (from: KeyStore, to: KeyStore): Promise<number> => copyPortableKeys(portable(from), to);

/** The same from whatever holds keys. */
export async function copyPortableKeys(source: PortableKeys, to: KeyStore): Promise<number> {
  const target = portable(to);
  let batch: KeyRecord[] = [];
  let persons = 0;
  const take = async (): Promise<void> => {
    await target.adopt(batch).catch(refuseOther('persons-keys'));
    batch = [];
  };
  for await (const record of source.all()) {
    if (record.kind === 'subject') persons += 1;
    batch.push(record);
    if (batch.length === batchKeys) await take();
  }
  await take();
  await compareKeys(source, to);
  return persons;
}

/** Every key of the source opens what it sealed, and nobody who was erased has one. */
async function compareKeys(source: PortableKeys, to: KeyStore): Promise<void> {
  for await (const record of source.all()) {
    if (record.kind === 'secret') {
      const held = (await to.serverSecret(record.name)).export();
      if (!held.equals(record.secret))
        throw new CopyRefused('keys-differ', { what: operatorText('secret-named', { name: record.name }) });
    } else if (record.kind === 'subject') {
      const held = (await to.find(record.vendor, [record.subject])).get(record.subject);
      const same = record.key === null ? held === null : held === null || held?.export().equals(record.key);
      if (!same)
        throw new CopyRefused('keys-differ', { what: operatorText('key-of-person', { subject: record.subject }) });
    }
  }
}

/**
 * Copies API keys, revoked ones too, and what the ledger has yet to record of them. Repeated, it changes nothing.
 * @returns how many
 * @throws CopyRefused
 */
export async function copyAccess(from: Access, to: Access): Promise<number> {
  const target = portableAccessOf(to);
  if (target === undefined) throw new CopyRefused('keys-stay', { what: operatorText('api-keys') });
  const { keys } = await from.keysAfter(0);
  await target.adopt(keys, await from.unrecorded()).catch(refuseOther('api-keys'));
  const held = new Map((await to.keysAfter(0)).keys.map(({ hash, key }) => [key.id, hash]));
  const missing = keys.find(({ hash, key }: StoredKey) => held.get(key.id) !== hash);
  if (missing !== undefined)
    throw new CopyRefused('keys-differ', { what: operatorText('api-key-named', { id: missing.key.id }) });
  return keys.length;
}

/** Which key is another one in the target, as the stores state it. */
const differing: readonly KnownSentence[] = [
  [/^the key of (.+) of (.+) is another one$/, '“$1”的密钥不同', '「$1」的金鑰不同'],
  [/^secret (.+) is another one$/, '密钥“$1”不同', '金鑰「$1」不同'],
  [/^API key (.+) is another one$/, 'API 密钥“$1”不同', 'API 金鑰「$1」不同'],
];

const refuseOther =
  (kind: 'persons-keys' | 'api-keys') =>
  (error: unknown): never => {
    if (!(error instanceof TypeError)) throw error;
    const cause = sentenceInThree(error.message, differing);
    throw new CopyRefused('keys-differ', { what: operatorText('keys-because', { keys: operatorText(kind), cause }) });
  };
