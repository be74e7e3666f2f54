import type { Veiled } from '../../domain/kernel/personal.js';
import type { Level, Region } from '../../domain/kernel/vocabulary.js';
import type { Row } from '../projection.js';

/** A contact person, as sealed as in the ledger (A2). */
export interface ListedContact {
  readonly contactId: string;
  readonly person: Veiled;
}

/** One customer in lists and in the search, as it is known now. */
export interface CustomerListRow extends Row {
  readonly customerId: string;
  readonly code: string;
  readonly name: string;
  /** As they are sorted: NFKC, upper case. */
  readonly codeKey: string;
  readonly nameKey: string;
  readonly level: Level;
  readonly region: Region;
  /** Of those that answer for themselves the same as level and region; null for one that was merged into another. */
  readonly listedLevel: Level | null;
  readonly listedRegion: Region | null;
  readonly manager: Veiled | null;
  /** Those that can be reached: neither removed nor erased. */
  readonly contacts: readonly ListedContact[];
  /** The customer that answers for this one. */
  readonly mergedInto: string | null;
  /** For whom this customer answers besides, by the merges that name it. */
  readonly absorbed: readonly string[];
  /** Of the customer's own stream. */
  readonly revision: number;
}
