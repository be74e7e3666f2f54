import type { Instant } from '../../../../domain/kernel/civil.js';
import type { Access, ChangedKeys, StoredKey } from '../../auth/access.js';
import { type ApiKey, type ChangedBy, toTheHour, type Unrecorded } from '../../auth/api-key.js';
import type { PortableAccess } from '../../auth/portable-access.js';
import { StoreStopped } from '../../events/event-store.js';
import type { AccessLog } from './access-log.js';
import type { AccessChange, AccessState } from './access-state.js';
import { type OperatorText, operatorText } from '../../operator-fault.js';

type Note = Omit<Unrecorded, 'number'>;
/** What is to be changed, if anything, and what the caller is answered. */
interface Decision<T> {
  readonly change?: { readonly keys: readonly StoredKey[]; readonly notes?: readonly Note[] };
  readonly recorded?: readonly number[];
  readonly outcome: T;
}

/** Keys whose uses are stored in one change. */
const usesAtOnce = 1_000;
/** Keys that are taken over in one change: it is one document. */
const adoptedAtOnce = 1_000;

/**
 * Access in MongoDB, of any number of processes: an append-only log of changes, each one document with the number that
 * follows. Two processes that change at once claim the same number; the one that does not get it decides again over the
 * other's change. So a change is whole without transactions, and revisions have no gaps.
 */
export class MongoAccess implements Access {
  readonly portable: PortableAccess = { adopt: (keys, unrecorded) => this.#adopt(keys, unrecorded) };
  /** Changes of this process wait for each other: they would claim the same numbers. */
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(private readonly log: AccessLog) {}

  addKey(added: StoredKey, by: ChangedBy, replaces: readonly string[]): Promise<StoredKey> {
    return this.#change((state) => addedTo(state, added, by, replaces));
  }

  addFirstAdmin(added: StoredKey, by: ChangedBy): Promise<StoredKey> {
    return this.#change((state) => {
      const admin = state.admin();
      return admin === undefined ? addedTo(state, added, by, []) : { outcome: admin };
    });
  }

  replaceKeys(id: string, replaces: readonly string[], at: Instant, by: ChangedBy): Promise<void> {
    return this.#change((state) => {
      const { keys, notes } = revoked(state, replaces, at, by, id);
      return { change: { keys: [withKey(state, id, { origin: 'environment' }), ...keys], notes }, outcome: undefined };
    });
  }

  revokeKey(id: string, at: Instant, by: ChangedBy): Promise<boolean> {
    return this.#change((state) => {
      const change = revoked(state, [id], at, by, null);
      const outcome = state.byId(id) !== undefined;
      return change.keys.length === 0 ? { outcome } : { change, outcome };
    });
  }

  async noteUses(uses: ReadonlyMap<string, Instant>): Promise<void> {
    const all = [...uses];
    for (let from = 0; from < all.length; from += usesAtOnce) {
      const some = all.slice(from, from + usesAtOnce);
      await this.#change((state) => {
        const change = used(state, some);
        return change.keys.length === 0 ? { outcome: undefined } : { change, outcome: undefined };
      });
    }
  }

  async keysAfter(revision: number): Promise<ChangedKeys> {
    const state = await this.log.current();
    const from = revision > state.revision ? 0 : revision;
    return { revision: state.revision, keys: state.changedAfter(from) };
  }

  async unrecorded(keyId?: string): Promise<readonly Unrecorded[]> {
    return (await this.log.current()).notes(keyId);
  }

  recorded(number: number): Promise<void> {
    return this.#change((state) =>
      state.hasNote(number) ? { change: { keys: [] }, recorded: [number], outcome: undefined } : { outcome: undefined },
    );
  }

  stopped(): OperatorText | null {
    return this.#closed ? operatorText('store-closed') : null;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#last;
  }

  async #adopt(keys: readonly StoredKey[], unrecorded: readonly Unrecorded[]): Promise<void> {
    refuseOther(await this.log.current(), keys);
    for (let from = 0; from < keys.length; from += adoptedAtOnce)
      await this.#change((state) => {
        const some = keys.slice(from, from + adoptedAtOnce);
        refuseOther(state, some);
        const added = some.filter(({ key }) => state.byId(key.id) === undefined);
        const ids = new Set(added.map(({ key }) => key.id));
        const notes = unrecorded.flatMap(({ number: _, ...note }) => (ids.has(note.keyId) ? [note] : []));
        return added.length === 0 ? { outcome: undefined } : { change: { keys: added, notes }, outcome: undefined };
      });
  }

  #change<T>(decide: (state: AccessState) => Decision<T>): Promise<T> {
    if (this.#closed)
      return Promise.reject(new StoreStopped(operatorText('access-stopped', { cause: operatorText('store-closed') })));
    const changed = this.#last.then(() => this.log.change((state) => changeOf(decide(state))));
    this.#last = changed.catch(() => undefined);
    return changed;
  }
}

const changeOf = <T>({
  change,
  recorded = [],
  outcome,
}: Decision<T>): { readonly change: AccessChange | undefined; readonly outcome: T } => ({
  change: change && { keys: change.keys, notes: change.notes ?? [], recorded },
  outcome,
});

function addedTo(
  state: AccessState,
  added: StoredKey,
  by: ChangedBy,
  replaces: readonly string[],
): Decision<StoredKey> {
  const { id, createdAt } = added.key;
  const existing = state.byId(id) ?? state.byHash(added.hash);
  if (existing !== undefined) return { outcome: existing };
  const { keys, notes } = revoked(state, replaces, createdAt, by, id);
  const created: Note = { keyId: id, fact: 'created', at: createdAt, by, replacedBy: null };
  return { change: { keys: [added, ...keys], notes: [created, ...notes] }, outcome: added };
}

/** The keys of these that opened something, revoked. */
function revoked(
  state: AccessState,
  ids: readonly string[],
  at: Instant,
  by: ChangedBy,
  replacedBy: string | null,
): { readonly keys: readonly StoredKey[]; readonly notes: readonly Note[] } {
  const open = ids.filter((id) => state.byId(id)?.key.revokedAt === null);
  return {
    keys: open.map((id) => withKey(state, id, { revokedAt: at })),
    notes: open.map((keyId) => ({ keyId, fact: 'revoked', at, by, replacedBy })),
  };
}

function used(
  state: AccessState,
  uses: readonly (readonly [string, Instant])[],
): { readonly keys: readonly StoredKey[]; readonly notes: readonly Note[] } {
  const later = uses.filter(([id, at]) => {
    const known = state.byId(id);
    return known !== undefined && known.key.lastUsedAt !== toTheHour(at);
  });
  const first = later.filter(([id]) => state.byId(id)!.key.lastUsedAt === null);
  return {
    keys: later.map(([id, at]) => withKey(state, id, { lastUsedAt: toTheHour(at) })),
    notes: first.map(([id, at]) => ({
      keyId: id,
      fact: 'first-used',
      at,
      by: { id, role: state.byId(id)!.key.role, channel: 'http' },
      replacedBy: null,
    })),
  };
}

/** @throws TypeError */
function refuseOther(state: AccessState, keys: readonly StoredKey[]): void {
  const other = keys.find(({ hash, key: { id } }) => {
    const found = state.byId(id) ?? state.byHash(hash);
    return found !== undefined && (found.key.id !== id || found.hash !== hash);
  });
  if (other !== undefined) throw new TypeError(`API key ${other.key.id} is another one`);
}

const withKey = (state: AccessState, id: string, changed: Partial<ApiKey>): StoredKey => {
  const { hash, key } = state.byId(id)!;
  return { hash, key: { ...key, ...changed } };
};
