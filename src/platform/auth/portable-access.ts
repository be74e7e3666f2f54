import type { StoredKey } from './access.js';
import type { Unrecorded } from './api-key.js';

/** A store of API keys that can be filled from another one, whatever engine that is. */
export interface PortableAccess {
  /**
   * Takes over keys as they are, and what the ledger has yet to record of them, durably and together. What is there
   * already stays. TypeError with nothing taken where an id or a hash belongs to another key.
   */
  adopt(keys: readonly StoredKey[], unrecorded: readonly Unrecorded[]): Promise<void>;
}

/** Of an engine that takes keys over; undefined for another. */
export const portableAccessOf = (access: object): PortableAccess | undefined =>
  (access as { readonly portable?: PortableAccess }).portable;
