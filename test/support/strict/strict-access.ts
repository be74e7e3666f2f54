import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Instant } from '../../../domain/kernel/civil.js';
import type { Access, ChangedKeys, StoredKey } from '../../../src/platform/auth/access.js';
import { type ApiKey, type ChangedBy, toTheHour, type Unrecorded } from '../../../src/platform/auth/api-key.js';
import type { OperatorText } from '../../../src/platform/operator-fault.js';

interface Stored extends StoredKey {
  readonly revision: number;
}

/** What the processes share. Each change is whole; nothing notifies another process. */
export class StrictAccessServer {
  readonly keys = new Map<string, Stored>();
  readonly notes = new Map<number, Unrecorded>();
  revision = 0;
  #numbers = 0;

  open(): StrictAccess {
    return new StrictAccess(this);
  }

  put(stored: StoredKey): void {
    this.revision += 1;
    this.keys.set(stored.key.id, { ...stored, revision: this.revision });
  }

  change(id: string, change: Partial<ApiKey>): void {
    const stored = this.keys.get(id)!;
    this.put({ hash: stored.hash, key: { ...stored.key, ...change } });
  }

  note(fact: Omit<Unrecorded, 'number'>): void {
    this.#numbers += 1;
    this.notes.set(this.#numbers, { ...fact, number: this.#numbers });
  }

  revoke(id: string, at: Instant, by: ChangedBy, replacedBy: string | null): void {
    if (this.keys.get(id)?.key.revokedAt !== null) return;
    this.change(id, { revokedAt: at });
    this.note({ keyId: id, fact: 'revoked', at, by, replacedBy });
  }
}

/** Access over a network: every call crosses a turn, and fails while the process is cut off. */
export class StrictAccess implements Access {
  /** Set to cut this process off. */
  cut: Error | undefined;

  constructor(private readonly server: StrictAccessServer) {}

  async addKey(added: StoredKey, by: ChangedBy, replaces: readonly string[]): Promise<StoredKey> {
    await this.#reach();
    return this.#add(added, by, replaces);
  }

  async addFirstAdmin(added: StoredKey, by: ChangedBy): Promise<StoredKey> {
    await this.#reach();
    const admin = [...this.server.keys.values()].find(({ key }) => key.role === 'admin' && key.revokedAt === null);
    return admin === undefined ? this.#add(added, by, []) : { hash: admin.hash, key: admin.key };
  }

  #add(added: StoredKey, by: ChangedBy, replaces: readonly string[]): StoredKey {
    for (const stored of this.server.keys.values())
      if (stored.key.id === added.key.id || stored.hash === added.hash) return { hash: stored.hash, key: stored.key };
    const { id, createdAt } = added.key;
    this.server.put(structuredClone(added));
    this.server.note({ keyId: id, fact: 'created', at: createdAt, by, replacedBy: null });
    for (const replaced of replaces) this.server.revoke(replaced, createdAt, by, id);
    return added;
  }

  async replaceKeys(id: string, replaces: readonly string[], at: Instant, by: ChangedBy): Promise<void> {
    await this.#reach();
    this.server.change(id, { origin: 'environment' });
    for (const replaced of replaces) this.server.revoke(replaced, at, by, id);
  }

  async revokeKey(id: string, at: Instant, by: ChangedBy): Promise<boolean> {
    await this.#reach();
    this.server.revoke(id, at, by, null);
    return this.server.keys.has(id);
  }

  async noteUses(uses: ReadonlyMap<string, Instant>): Promise<void> {
    await this.#reach();
    for (const [id, at] of uses) {
      const { role, lastUsedAt } = this.server.keys.get(id)!.key;
      this.server.change(id, { lastUsedAt: toTheHour(at) });
      if (lastUsedAt === null)
        this.server.note({ keyId: id, fact: 'first-used', at, by: { id, role, channel: 'http' }, replacedBy: null });
    }
  }

  async keysAfter(revision: number): Promise<ChangedKeys> {
    await this.#reach();
    const from = revision > this.server.revision ? 0 : revision;
    const keys = [...this.server.keys.values()].filter((stored) => stored.revision > from);
    return { revision: this.server.revision, keys: structuredClone(keys.map(({ hash, key }) => ({ hash, key }))) };
  }

  async unrecorded(keyId?: string): Promise<readonly Unrecorded[]> {
    await this.#reach();
    return [...this.server.notes.values()].filter((note) => keyId === undefined || note.keyId === keyId);
  }

  async recorded(number: number): Promise<void> {
    await this.#reach();
    this.server.notes.delete(number);
  }

  stopped(): OperatorText | null {
    return null;
  }

  async close(): Promise<void> {}

  async #reach(): Promise<void> {
    await nextTurn();
    if (this.cut !== undefined) throw this.cut;
  }
}
