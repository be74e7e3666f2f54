import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { personSpelling } from '../../domain/kernel/person.js';
import type { Personal } from '../../domain/kernel/personal.js';
import type { NamedPerson, NamedPersonsRow } from '../../projections/named-persons/named-persons.row.js';
import { KeyMissing } from '../platform/keys/key-store.js';
import type { Sealer } from '../platform/keys/sealer.js';
import type { ChangedRow, RowCache } from '../search/search.port.js';

/** A person of a row as it may be read: opened, or erased (A2). */
export type OpenedPerson = Omit<NamedPerson, 'name'> & { readonly name: Personal<string> };

/** An object that names somebody, by where in the ledger it first does. */
export interface Mention {
  readonly objectId: string;
  readonly position: number;
}

/**
 * Which objects of one vendor name whom, by keyed hashes of the names (A5), in the memory of this process alone. So is
 * the key, which is made anew by each process; what was erased is dropped with its row.
 */
export class NameIndex implements RowCache<NamedPersonsRow> {
  readonly #objects = new Map<string, Map<string, number>>();
  readonly #names = new Map<string, readonly string[]>();
  readonly #key = createSecretKey(randomBytes(32));
  #entries = 0;

  constructor(
    private readonly vendor: string,
    private readonly sealer: Pick<Sealer, 'open'>,
    /** Throws where the process may not keep more entries. */
    private readonly checkSize: () => void,
  ) {}

  /** Pairs of a name and an object. */
  get entries(): number {
    return this.#entries;
  }

  clear(): void {
    this.#objects.clear();
    this.#names.clear();
    this.#entries = 0;
  }

  fill(rows: readonly ChangedRow<NamedPersonsRow>[]): Promise<void> {
    return this.follow(rows);
  }

  async follow(rows: readonly ChangedRow<NamedPersonsRow>[]): Promise<void> {
    const opened = await this.opened(rows.map(({ row }) => row?.persons ?? []));
    for (const [index, { id }] of rows.entries()) {
      this.#drop(id);
      const first = new Map<string, number>();
      for (const { name, position } of opened[index]!)
        if ('plain' in name) {
          const hash = this.#hashOf(name.plain);
          if (!first.has(hash)) first.set(hash, position);
        }
      this.#add(id, first);
    }
    this.checkSize();
  }

  /** Objects that name this person, in the order in which they first do, after a position. */
  objectsNaming(name: string, after: number): readonly Mention[] {
    const found = this.#objects.get(this.#hashOf(name)) ?? new Map<string, number>();
    return [...found]
      .map(([objectId, position]) => ({ objectId, position }))
      .filter(({ position }) => position > after)
      .sort((one, other) => one.position - other.position);
  }

  /** The persons of rows as they may be read now; of a row whose key is lost none. */
  async opened(rows: readonly (readonly NamedPerson[])[]): Promise<readonly (readonly OpenedPerson[])[]> {
    const open = async (values: typeof rows) =>
      (await this.sealer.open(this.vendor, values)) as unknown as readonly (readonly OpenedPerson[])[];
    const orNone = (error: unknown): readonly (readonly OpenedPerson[])[] => {
      if (error instanceof KeyMissing) return [[]];
      throw error;
    };
    try {
      return await open(rows);
    } catch (error) {
      if (!(error instanceof KeyMissing)) throw error;
      return Promise.all(rows.map(async (each) => (await open([each]).catch(orNone))[0]!));
    }
  }

  /** A5: texts that are one name, whatever their spelling, have one hash. */
  #hashOf(name: string): string {
    return createHmac('sha256', this.#key).update(personSpelling(name)).digest('base64url');
  }

  #add(objectId: string, first: ReadonlyMap<string, number>): void {
    if (first.size === 0) return;
    for (const [hash, position] of first) {
      const objects = this.#objects.get(hash) ?? new Map<string, number>();
      this.#objects.set(hash, objects.set(objectId, position));
    }
    this.#names.set(objectId, [...first.keys()]);
    this.#entries += first.size;
  }

  #drop(objectId: string): void {
    const hashes = this.#names.get(objectId) ?? [];
    for (const hash of hashes) {
      const objects = this.#objects.get(hash)!;
      objects.delete(objectId);
      if (objects.size === 0) this.#objects.delete(hash);
    }
    this.#names.delete(objectId);
    this.#entries -= hashes.length;
  }
}
