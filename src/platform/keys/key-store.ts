import type { KeyObject } from 'node:crypto';
import type { OperatorText } from '../operator-fault.js';

/** The key of a subject, or null: erased, and no key will ever be made again. */
export type SubjectKey = KeyObject | null;

/** Sealed data has no key here and no tombstone either: the keys were lost, or not restored with the ledger. */
export class KeyMissing extends Error {
  constructor(
    vendor: string,
    readonly subject: string,
  ) {
    super(
      `no key for ${subject} of ${vendor}; put the current copy of the keys (backup --keys) in place of ` +
        'keys.db and start again',
    );
  }
}
/** The key was destroyed, but the copy of the keys still has it. Erasing again, with the copy in reach, rewrites it. */
export class CopyNotRewritten extends Error {}

/** An erasure that was begun and not ended: whether it was recorded, its stream knows. */
export interface BegunErasure {
  readonly vendor: string;
  readonly subject: string;
  readonly stream: string;
}

/** Every erasure that the ledger holds up to this event was carried out in these keys. */
export interface CarriedOut {
  readonly position: number;
  readonly eventId: string;
}

/**
 * Keys of persons (A2), apart from the ledger, so that destroying one erases the person from every event, view, log and
 * backup at once. Subjects are named within a vendor. What an engine promises:
 * - a key is durable before it is answered for the first time, and the same for every process;
 * - an acknowledged destruction is for good, in every process: no key is answered or made for the person again, and it
 *   has raised `destroyed`, by which caches in other processes learn of it within 5 s (`CachedKeys`).
 * Errors of opening, of writing and of reading are those of the events port: StoreUnusable, StoreStopped,
 * StoreUnreadable.
 */
export interface KeyStore {
  /** The keys of these subjects, made and durable first where there are none. */
  provide(vendor: string, subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>>;
  /** The keys that exist; a subject that never had one is absent. Makes nothing. */
  find(vendor: string, subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>>;
  /**
   * Notes that the person's erasure is about to be recorded in this stream, so that a crash in between leaves nothing
   * undone.
   */
  beginErasure(erasure: BegunErasure): Promise<void>;
  /** What was begun and neither ended by `erase` nor dropped. */
  begunErasures(): Promise<readonly BegunErasure[]>;
  /** The erasure was not recorded: the person stays. */
  dropErasure(vendor: string, subject: string): Promise<void>;
  /**
   * Destroys the key for good, here and in the copy, and leaves a tombstone. A repeated call changes nothing. Throws
   * CopyNotRewritten where the key is gone here and only the copy could not be reached.
   */
  erase(vendor: string, subject: string): Promise<void>;
  /** How many keys were destroyed so far. */
  destroyed(): Promise<number>;
  /**
   * How far erasures of the ledger were carried out; null where that was never noted. Older keys have an earlier
   * position.
   */
  carriedOut(): Promise<CarriedOut | null>;
  noteCarriedOut(upTo: CarriedOut): Promise<void>;
  /**
   * Rewrites the copy where it is within reach and still holds a key that was destroyed here, as an older one put back
   * does; true where it did. Throws CopyNotRewritten.
   */
  reviseCopy(): Promise<boolean>;
  /**
   * Thirty-two random bytes under a name, made once: for keyed hashes of bodies and of values that are searched for.
   */
  serverSecret(name: string): Promise<KeyObject>;
  /** Writes the one current copy of the keys to this file, replacing it whole, and rewrites it at each erasure. */
  copyTo(file: string): Promise<void>;
  /** Whether writing works, for health: null, or why not. */
  stopped(): OperatorText | null;
  /** Finishes what it accepted, then closes. */
  close(): Promise<void>;
}
