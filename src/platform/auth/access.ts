import type { Instant } from '../../../domain/kernel/civil.js';
import type { ApiKey, ChangedBy, Unrecorded } from './api-key.js';
import type { OperatorText } from '../operator-fault.js';

/** An API key as it is stored. */
export interface StoredKey {
  /** SHA-256 of its text, base64: nothing else of the text is stored. */
  readonly hash: string;
  readonly key: ApiKey;
}

/** The keys that changed after a revision of the store. */
export interface ChangedKeys {
  readonly revision: number;
  readonly keys: readonly StoredKey[];
}

/**
 * Who has access, shared by all processes of an installation (A1). What an engine promises:
 * - a key is stored as the hash of its text;
 * - what is acknowledged is durable and whole: a change of keys and the notes about it are written together or not;
 * - every acknowledged change raises the revision, so that a process that asks `keysAfter` learns of it. Nothing is
 *   lost or deleted: a revoked key stays, so that its actions keep a name;
 * - an id and a hash belong to one key: of two processes that add the same, one does;
 * - a key is created, first used and revoked at most once each, and each of them is noted until the ledger has recorded
 *   it (A3).
 * `ApiKeys` caches over it and sees to it that a revocation counts in every process within 5 s. Errors of opening and
 * of writing and reading are those of the events port: StoreUnusable, StoreStopped, StoreUnreadable.
 */
export interface Access {
  /**
   * Stores a new key and revokes those it replaces. Where the id or the hash is there already nothing is written, and
   * that key is returned.
   */
  addKey(added: StoredKey, by: ChangedBy, replaces: readonly string[]): Promise<StoredKey>;
  /**
   * Stores the first admin key. Where there is an admin key that is not revoked nothing is written, and that key is
   * returned: of several processes that start on one empty store, one makes it.
   */
  addFirstAdmin(added: StoredKey, by: ChangedBy): Promise<StoredKey>;
  /** The key becomes the admin key of the environment and replaces these, which are revoked. */
  replaceKeys(id: string, replaces: readonly string[], at: Instant, by: ChangedBy): Promise<void>;
  /** From now on the key opens nothing; revoking again changes nothing. False where there is no such key. */
  revokeKey(id: string, at: Instant, by: ChangedBy): Promise<boolean>;
  /**
   * Stores when keys were used, by id, to the hour. Where a key was never used before, that is noted for the ledger
   * with the exact instant.
   */
  noteUses(uses: ReadonlyMap<string, Instant>): Promise<void>;
  /** Keys that changed after this revision; all of them after 0, and after one that the store does not know. */
  keysAfter(revision: number): Promise<ChangedKeys>;
  /** What happened to keys and the ledger has yet to record, in order; of one key alone where it is named. */
  unrecorded(keyId?: string): Promise<readonly Unrecorded[]>;
  /** The ledger has recorded the fact with this number. */
  recorded(number: number): Promise<void>;
  /** Whether writing works, for health: null, or why not. */
  stopped(): OperatorText | null;
  close(): Promise<void>;
}
