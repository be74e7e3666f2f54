import { hash, randomBytes, randomUUID } from 'node:crypto';
import { roles } from '../../../domain/kernel/envelope.js';
import { type Instant, instantOf } from '../../../domain/kernel/civil.js';
import { BadSetting } from '../config/settings.js';
import { StoreStopped } from '../events/event-store.js';
import { type DurableFile, openDurable } from '../sqlite/durable-file.js';
import {
  type ApiKey,
  byStart,
  type ChangedBy,
  keyOf,
  KeyRefused,
  type KeyRow,
  type NewApiKey,
  type Unrecorded,
} from './api-key.js';
import { authFile } from './auth-file.js';

export { type ApiKey, type ChangedBy, KeyRefused, type NewApiKey } from './api-key.js';

const hour = 3_600_000;
const vendorName = /^[a-z0-9][a-z0-9-]{0,39}$/;
const hashOf = (token: string): Buffer => hash('sha256', token, 'buffer');
const textHash = (token: string): string => hash('sha256', token, 'base64');
const newToken = (): string => `slk_${randomBytes(32).toString('base64url')}`;

/**
 * The API keys of an installation (A1). Only hashes are stored. All of them are in memory and found by hash, so that
 * neither timing nor the disk reveals anything about a wrong key. What happens to a key is noted in the same
 * transaction, until the ledger has recorded it (A3).
 */
export class ApiKeys {
  readonly #byHash = new Map<string, ApiKey>();
  readonly #used = new Map<string, number>();
  #stopped: string | null = null;
  /** Called when something is to be recorded. */
  onUnrecorded: () => void = () => undefined;

  private constructor(
    private readonly file: DurableFile,
    private readonly clock: () => number,
  ) {
    for (const row of file.db.prepare<[], KeyRow>('SELECT * FROM api_keys').all())
      this.#byHash.set(row.hash.toString('base64'), keyOf(row));
  }

  /** @throws StoreUnusable where `auth.db` is held by another process, damaged or newer */
  static open(home: string, clock: () => number): ApiKeys {
    return new ApiKeys(openDurable(home, authFile), clock);
  }

  /** Makes a key; `token` is its text, returned this once. @throws KeyRefused, StoreStopped */
  create(newKey: NewApiKey, by: ChangedBy = byStart): { readonly key: ApiKey; readonly token: string } {
    const token = newToken();
    return { key: this.#add(token, newKey, by), token };
  }

  /** A key in memory alone, of which nothing is left once it is dropped or the process ends. */
  temporary(newKey: NewApiKey): { readonly token: string; drop(): void } {
    const token = newToken();
    const hash = textHash(token);
    const key = this.#checked(newKey);
    // As one that was used before: its first use is nothing to note.
    this.#byHash.set(hash, { ...key, lastUsedAt: key.createdAt });
    return { token, drop: () => void this.#byHash.delete(hash) };
  }

  /**
   * `given` becomes the admin key of every vendor, and takes the place of the one that was given before, which opens
   * nothing from then on. Where nothing is given and there is no admin, one is made, and its text returned to be
   * printed once.
   * @throws BadSetting where the given key was replaced before, or has other rights
   */
  ensureAdmin(configuredKey: string | undefined, warn: (what: string) => void = () => undefined): string | undefined {
    if (configuredKey === undefined) {
      if (this.list().some(({ role, revokedAt }) => role === 'admin' && revokedAt === null)) return undefined;
      return this.create({ vendor: '*', role: 'admin', name: 'first start' }).token;
    }
    const known = this.#byHash.get(textHash(configuredKey));
    const former = this.list().filter(
      ({ id, origin, revokedAt }) => origin === 'environment' && revokedAt === null && id !== known?.id,
    );
    if (known === undefined) {
      const newKey = { vendor: '*', role: 'admin', name: 'LEDGER_ADMIN_KEY', origin: 'environment' } as const;
      this.#add(configuredKey, newKey, byStart, former);
    } else if (known.vendor !== '*' || known.role !== 'admin') {
      throw new BadSetting('LEDGER_ADMIN_KEY', 'a key of its own: the one it names was made with other rights');
    } else if (known.revokedAt === null) {
      this.#replace(former, known);
    } else if (former.length > 0) {
      throw new BadSetting('LEDGER_ADMIN_KEY', 'a new key: the one it names was replaced before, and stays revoked');
    } else {
      warn('the key in LEDGER_ADMIN_KEY was revoked and opens nothing; set a new one');
    }
    return undefined;
  }

  /** Whose key it is; undefined for an unknown or revoked one. */
  authenticate(token: string): ApiKey | undefined {
    const key = this.#byHash.get(textHash(token));
    if (key === undefined || key.revokedAt !== null) return undefined;
    if (key.lastUsedAt === null && !this.#used.has(key.id)) this.#noteFirstUse(key);
    this.#used.set(key.id, this.clock());
    return key;
  }

  /** The key with this id, with its last use up to now. */
  get(id: string): ApiKey | undefined {
    for (const key of this.#byHash.values()) if (key.id === id) return { ...key, lastUsedAt: this.#lastUse(key) };
    return undefined;
  }

  /** All keys, the oldest first, with their last use up to now. */
  list(): readonly ApiKey[] {
    return [...this.#byHash.values()]
      .map((key) => ({ ...key, lastUsedAt: this.#lastUse(key) }))
      .sort((a, b) => (a.createdAt === b.createdAt ? 0 : a.createdAt < b.createdAt ? -1 : 1));
  }

  /**
   * From now on the key opens nothing. Revoking again is nothing to do. False where there is no such key. @throws
   * StoreStopped
   */
  revoke(id: string, by: ChangedBy = byStart): boolean {
    const key = this.get(id);
    if (key === undefined) return false;
    if (key.revokedAt === null) this.#guarded(() => this.#setRevoked([key], by, null));
    return true;
  }

  /** What happened to keys and is to be recorded, in order; of one key alone where it is named. */
  unrecorded(keyId?: string): readonly Unrecorded[] {
    const rows = this.file.db
      .prepare<[], Omit<Unrecorded, 'by'> & ChangedBy>(
        'SELECT number, key_id AS keyId, fact, at, actor AS id, role, channel, replaced_by AS replacedBy ' +
          'FROM unrecorded ORDER BY number',
      )
      .all();
    return rows
      .filter((row) => keyId === undefined || row.keyId === keyId)
      .map(({ id, role, channel, ...fact }) => ({ ...fact, by: { id, role, channel } }));
  }

  /** The ledger has it. @throws StoreStopped */
  recorded(number: number): void {
    this.#guarded(() => this.file.db.prepare('DELETE FROM unrecorded WHERE number = ?').run(number));
  }

  /** Whether writing works, for health: null, or why not. */
  stopped(): string | null {
    return this.#stopped;
  }

  /** Writes when keys were last used, where the disk takes it, then closes. */
  close(): void {
    if (!this.file.db.open) return;
    try {
      if (this.#stopped === null) this.#noteUse();
    } finally {
      this.file.close();
    }
  }

  #noteUse(): void {
    const write = this.file.db.prepare('UPDATE api_keys SET last_used_at = ? WHERE id = ?');
    this.file.db.transaction(() => {
      for (const key of this.#byHash.values()) if (this.#used.has(key.id)) write.run(this.#lastUse(key), key.id);
    })();
  }

  /**
   * After a fault of the disk nothing is written any more: what the kernel dropped once it may report as written the
   * next time.
   */
  #guarded(write: () => unknown): void {
    if (this.#stopped === null) {
      try {
        write();
        return;
      } catch (error) {
        this.#stopped =
          `writing ${this.file.file} failed (${(error as Error).message}); see to the disk and its free space, ` +
          'then start again';
      }
    }
    throw new StoreStopped(`API keys cannot be made or revoked: ${this.#stopped}`);
  }

  #lastUse(key: ApiKey): Instant | null {
    const used = this.#used.get(key.id);
    return used === undefined ? key.lastUsedAt : instantOf(used - (used % hour));
  }

  /** Where the disk takes nothing the key opens all the same: its next first use is noted, after the next start. */
  #noteFirstUse({ id, role }: ApiKey): void {
    const at = instantOf(this.clock());
    try {
      this.#guarded(() =>
        this.#note({ keyId: id, fact: 'first-used', at, by: { id, role, channel: 'http' }, replacedBy: null }),
      );
    } catch (error) {
      if (!(error instanceof StoreStopped)) throw error;
    }
  }

  /** From now on `by` is the key that the next one replaces, also where it was made by an admin. */
  #replace(former: readonly ApiKey[], by: ApiKey): void {
    if (former.length === 0 && by.origin === 'environment') return;
    this.#guarded(() =>
      this.file.db.transaction(() => {
        this.file.db.prepare("UPDATE api_keys SET origin = 'environment' WHERE id = ?").run(by.id);
        this.#setRevoked(former, byStart, by.id);
      })(),
    );
    for (const [hash, key] of this.#byHash)
      if (key.id === by.id) this.#byHash.set(hash, { ...key, origin: 'environment' });
  }

  /** Inside `#guarded`: all of them or none. */
  #setRevoked(keys: readonly ApiKey[], by: ChangedBy, replacedBy: string | null): void {
    const at = instantOf(this.clock());
    const write = this.file.db.prepare('UPDATE api_keys SET revoked_at = ? WHERE id = ?');
    this.file.db.transaction(() => {
      for (const { id } of keys) {
        write.run(at, id);
        this.#note({ keyId: id, fact: 'revoked', at, by, replacedBy });
      }
    })();
    const revoked = new Set(keys.map(({ id }) => id));
    for (const [hash, key] of this.#byHash) if (revoked.has(key.id)) this.#byHash.set(hash, { ...key, revokedAt: at });
  }

  #note({ keyId, fact, at, by, replacedBy }: Omit<Unrecorded, 'number'>): void {
    this.file.db
      .prepare(
        'INSERT OR IGNORE INTO unrecorded (key_id, fact, at, actor, role, channel, replaced_by) VALUES (?, ' +
          '?, ?, ?, ?, ?, ?)',
      )
      .run(keyId, fact, at, by.id, by.role, by.channel, replacedBy);
    this.onUnrecorded();
  }

  #checked(newKey: NewApiKey): ApiKey {
    const { vendor, role, name, limitPerMinute = null, customerId = null, origin = 'made' } = newKey;
    if (!roles.includes(role)) throw new KeyRefused(`no role ${role}; there are ${roles.join(', ')}`);
    if (vendor === '*' ? role !== 'admin' : !vendorName.test(vendor))
      throw new KeyRefused("name one vendor; '*' (every vendor) is for admins alone");
    if (name.trim() === '' || name.length > 100)
      throw new KeyRefused('give the key a name of up to 100 characters, to know it by');
    if (limitPerMinute !== null && !(Number.isSafeInteger(limitPerMinute) && limitPerMinute > 0))
      throw new KeyRefused('the limit is a whole number of requests a minute, from 1');
    if ((role === 'customer') !== (customerId !== null))
      throw new KeyRefused('a key with the role customer, and no other, names its customer');
    return {
      id: newKey.id ?? `key_${randomUUID()}`,
      vendor,
      role,
      name,
      origin,
      createdAt: instantOf(this.clock()),
      revokedAt: null,
      lastUsedAt: null,
      limitPerMinute,
      customerId,
    };
  }

  #add(token: string, newKey: NewApiKey, by: ChangedBy, former: readonly ApiKey[] = []): ApiKey {
    const key = this.#checked(newKey);
    const insert = this.file.db.prepare(
      'INSERT INTO api_keys (id, hash, vendor, role, name, origin, created_at, limit_per_minute, ' +
        'customer_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#guarded(() =>
      this.file.db.transaction(() => {
        insert.run(
          key.id,
          hashOf(token),
          key.vendor,
          key.role,
          key.name,
          key.origin,
          key.createdAt,
          key.limitPerMinute,
          key.customerId,
        );
        this.#note({ keyId: key.id, fact: 'created', at: key.createdAt, by, replacedBy: null });
        if (former.length > 0) this.#setRevoked(former, by, key.id);
      })(),
    );
    this.#byHash.set(textHash(token), key);
    return key;
  }
}
