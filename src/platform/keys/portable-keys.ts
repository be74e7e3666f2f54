import type { BegunErasure, CarriedOut } from './key-store.js';

/** What a store of keys holds, one by one. */
export type KeyRecord =
  /** The key of a person; null where it was destroyed, for good. */
  | { readonly kind: 'subject'; readonly vendor: string; readonly subject: string; readonly key: Buffer | null }
  | { readonly kind: 'secret'; readonly name: string; readonly secret: Buffer }
  | ({ readonly kind: 'erasure' } & BegunErasure)
  | ({ readonly kind: 'carried-out' } & CarriedOut);

/** A store of keys that can be moved into another one, whatever engine that is. */
export interface PortableKeys {
  /** All that is held, persons first; in an order that stays the same while nobody writes. */
  all(): AsyncIterable<KeyRecord>;
  /**
   * Takes over what another store holds, durably. What is there already stays; a key that either of them has destroyed
   * is destroyed. TypeError with nothing taken where a key or a secret is another one: it belongs to another ledger.
   */
  adopt(records: readonly KeyRecord[]): Promise<void>;
}

/** Of an engine that gives its keys away; undefined for another. */
export const portableKeysOf = (store: object): PortableKeys | undefined =>
  (store as { readonly portable?: PortableKeys }).portable;
