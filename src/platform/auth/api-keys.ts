import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type Role, roles } from '../../../domain/kernel/envelope.js';
import { type Instant, instantOf } from '../../../domain/kernel/civil.js';
import { StoreStopped } from '../events/event-store.js';
import { type DurableFile, openDurable } from '../sqlite/durable-file.js';
import { authFile } from './auth-file.js';

/** An API key as it may be shown: everything but the key. */
export interface ApiKey {
  readonly id: string;
  /** `*`: every vendor; for admins alone. */
  readonly vendor: string;
  readonly role: Role;
  readonly name: string;
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
  /** To the hour: enough to see which keys nobody uses. */
  readonly lastUsedAt: Instant | null;
  /** Requests a minute; null for no limit. */
  readonly limitPerMinute: number | null;
  /** Whose portal it opens; for the role `customer` alone. */
  readonly customerId: string | null;
}

export type NewApiKey = Pick<ApiKey, 'vendor' | 'role' | 'name'> &
  Partial<Pick<ApiKey, 'limitPerMinute' | 'customerId'>>;

/** What was asked of a key makes no sense; the message says why. */
export class KeyRefused extends Error {}

interface Row {
  readonly id: string;
  readonly hash: Buffer;
  readonly vendor: string;
  readonly role: Role;
  readonly name: string;
  readonly created_at: Instant;
  readonly revoked_at: Instant | null;
  readonly last_used_at: Instant | null;
  readonly limit_per_minute: number | null;
  readonly customer_id: string | null;
}

const hour = 3_600_000;
const vendorName = /^[a-z0-9][a-z0-9-]{0,39}$/;
const hashOf = (token: string): Buffer => createHash('sha256').update(token, 'utf8').digest();
const keyOf = (row: Row): ApiKey => ({
  id: row.id,
  vendor: row.vendor,
  role: row.role,
  name: row.name,
  createdAt: row.created_at,
  revokedAt: row.revoked_at,
  lastUsedAt: row.last_used_at,
  limitPerMinute: row.limit_per_minute,
  customerId: row.customer_id,
});

/**
 * The API keys of an installation (A1). Kept are hashes alone; all of them are in memory, looked up by hash, so that
 * neither time nor the disk tells anything about a wrong key.
 */
export class ApiKeys {
  readonly #byHash = new Map<string, ApiKey>();
  readonly #used = new Map<string, number>();
  #stopped: string | null = null;

  private constructor(
    private readonly file: DurableFile,
    private readonly clock: () => number,
  ) {
    for (const row of file.db.prepare<[], Row>('SELECT * FROM api_keys').all())
      this.#byHash.set(row.hash.toString('base64'), keyOf(row));
  }

  /** @throws StoreUnusable where `auth.db` is held by another process, damaged or newer */
  static open(home: string, clock: () => number): ApiKeys {
    return new ApiKeys(openDurable(home, authFile), clock);
  }

  /** Makes a key; `token` is its text, told this once. @throws KeyRefused, StoreStopped */
  create(asked: NewApiKey): { readonly key: ApiKey; readonly token: string } {
    const token = `slk_${randomBytes(32).toString('base64url')}`;
    return { key: this.#add(token, asked), token };
  }

  /**
   * At the first start: `given` becomes the admin key of every vendor; where nothing is given and there is no admin,
   * one is made, and its text returned to be printed once.
   */
  ensureAdmin(given: string | undefined): string | undefined {
    if (given !== undefined) {
      if (!this.#byHash.has(hashOf(given).toString('base64')))
        this.#add(given, { vendor: '*', role: 'admin', name: 'LEDGER_ADMIN_KEY' });
      return undefined;
    }
    if (this.list().some(({ role, revokedAt }) => role === 'admin' && revokedAt === null)) return undefined;
    return this.create({ vendor: '*', role: 'admin', name: 'first start' }).token;
  }

  /** Whose key it is; undefined for an unknown or revoked one. */
  authenticate(token: string): ApiKey | undefined {
    const key = this.#byHash.get(hashOf(token).toString('base64'));
    if (key === undefined || key.revokedAt !== null) return undefined;
    this.#used.set(key.id, this.clock());
    return key;
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
  revoke(id: string): boolean {
    for (const [hash, key] of this.#byHash) {
      if (key.id !== id) continue;
      if (key.revokedAt !== null) return true;
      const revokedAt = instantOf(this.clock());
      this.#guarded(() => this.file.db.prepare('UPDATE api_keys SET revoked_at = ? WHERE id = ?').run(revokedAt, id));
      this.#byHash.set(hash, { ...key, revokedAt });
      return true;
    }
    return false;
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
        this.#stopped = `writing ${this.file.file} failed (${(error as Error).message}); see to the disk and its free space, then start again`;
      }
    }
    throw new StoreStopped(`API keys cannot be made or revoked: ${this.#stopped}`);
  }

  #lastUse(key: ApiKey): Instant | null {
    const used = this.#used.get(key.id);
    return used === undefined ? key.lastUsedAt : instantOf(used - (used % hour));
  }

  #add(token: string, { vendor, role, name, limitPerMinute = null, customerId = null }: NewApiKey): ApiKey {
    if (!roles.includes(role)) throw new KeyRefused(`no role ${role}; there are ${roles.join(', ')}`);
    if (vendor === '*' ? role !== 'admin' : !vendorName.test(vendor))
      throw new KeyRefused("name one vendor; '*' (every vendor) is for admins alone");
    if (name.trim() === '' || name.length > 100)
      throw new KeyRefused('give the key a name of up to 100 characters, to know it by');
    if (limitPerMinute !== null && !(Number.isSafeInteger(limitPerMinute) && limitPerMinute > 0))
      throw new KeyRefused('the limit is a whole number of requests a minute, from 1');
    if ((role === 'customer') !== (customerId !== null))
      throw new KeyRefused('a key with the role customer, and no other, names its customer');
    const key: ApiKey = {
      id: `key_${randomUUID()}`,
      vendor,
      role,
      name,
      createdAt: instantOf(this.clock()),
      revokedAt: null,
      lastUsedAt: null,
      limitPerMinute,
      customerId,
    };
    const insert = this.file.db.prepare(
      'INSERT INTO api_keys (id, hash, vendor, role, name, created_at, limit_per_minute, customer_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#guarded(() =>
      insert.run(key.id, hashOf(token), vendor, role, name, key.createdAt, limitPerMinute, customerId),
    );
    this.#byHash.set(hashOf(token).toString('base64'), key);
    return key;
  }
}
