import type { StoredKey } from '../../auth/access.js';
import type { Unrecorded } from '../../auth/api-key.js';

/** What one change of access is: whole keys as they are from then on, and the notes about them. */
export interface AccessChange {
  readonly keys: readonly StoredKey[];
  readonly notes: readonly Omit<Unrecorded, 'number'>[];
  /** Numbers of notes that the ledger has recorded. */
  readonly recorded: readonly number[];
}

interface KnownKey {
  readonly stored: StoredKey;
  /** The change that it was last part of. */
  readonly revision: number;
}

/** Who has access after a number of changes: the same in every process that applied the same changes. */
export class AccessState {
  readonly #byId = new Map<string, KnownKey>();
  readonly #byHash = new Map<string, string>();
  readonly #notes = new Map<number, Unrecorded>();
  #numbers = 0;
  #revision = 0;

  get revision(): number {
    return this.#revision;
  }

  /** The next change; one that was applied before changes nothing. */
  apply(revision: number, { keys, notes, recorded }: AccessChange): void {
    if (revision <= this.#revision) return;
    for (const stored of keys) {
      this.#byId.set(stored.key.id, { stored, revision });
      this.#byHash.set(stored.hash, stored.key.id);
    }
    for (const note of notes) {
      this.#numbers += 1;
      this.#notes.set(this.#numbers, { ...note, number: this.#numbers });
    }
    for (const number of recorded) this.#notes.delete(number);
    this.#revision = revision;
  }

  byId(id: string): StoredKey | undefined {
    return this.#byId.get(id)?.stored;
  }

  byHash(hash: string): StoredKey | undefined {
    const id = this.#byHash.get(hash);
    return id === undefined ? undefined : this.byId(id);
  }

  /** The admin key that was stored first, of those that open something. */
  admin(): StoredKey | undefined {
    for (const { stored } of this.#byId.values())
      if (stored.key.role === 'admin' && stored.key.revokedAt === null) return stored;
    return undefined;
  }

  changedAfter(revision: number): readonly StoredKey[] {
    return [...this.#byId.values()].filter((known) => known.revision > revision).map(({ stored }) => stored);
  }

  notes(keyId?: string): readonly Unrecorded[] {
    return [...this.#notes.values()].filter((note) => keyId === undefined || note.keyId === keyId);
  }

  hasNote(number: number): boolean {
    return this.#notes.has(number);
  }
}
