import type { Instant } from '../../../domain/kernel/civil.js';
import { StoreStopped } from '../events/event-store.js';
import { type DurableFile, openDurable } from '../sqlite/durable-file.js';
import type { Access, ChangedKeys, StoredKey } from './access.js';
import { type ApiKey, type ChangedBy, type KeyOrigin, toTheHour, type Unrecorded } from './api-key.js';
import { authFile } from './auth-file.js';
import type { PortableAccess } from './portable-access.js';
import { causeIn, type OperatorText, operatorText } from '../operator-fault.js';

interface KeyRow {
  readonly id: string;
  readonly hash: Buffer;
  readonly vendor: string;
  readonly role: ApiKey['role'];
  readonly name: string;
  readonly origin: KeyOrigin;
  readonly created_at: Instant;
  readonly revoked_at: Instant | null;
  readonly last_used_at: Instant | null;
  readonly limit_per_minute: number | null;
  readonly customer_id: string | null;
}

const keyOf = (row: KeyRow): ApiKey => ({
  id: row.id,
  vendor: row.vendor,
  role: row.role,
  name: row.name,
  origin: row.origin,
  createdAt: row.created_at,
  revokedAt: row.revoked_at,
  lastUsedAt: row.last_used_at,
  limitPerMinute: row.limit_per_minute,
  customerId: row.customer_id,
});

const storedKeyOf = (row: KeyRow): StoredKey => ({ hash: row.hash.toString('base64'), key: keyOf(row) });

/**
 * Access in `auth.db`, which one process has to itself: revisions count the changes since it was opened, and need not
 * be in the file.
 */
export class SqliteAccess implements Access {
  readonly portable: PortableAccess = { adopt: async (keys, unrecorded) => this.#adopt(keys, unrecorded) };
  /** The revision of each key that was changed since the file was opened. */
  readonly #changed = new Map<string, number>();
  #revision = 1;
  #stopped: OperatorText | null = null;

  private constructor(private readonly file: DurableFile) {}

  /** @throws StoreUnusable where `auth.db` is held by another process, damaged or newer */
  static open(home: string): SqliteAccess {
    return new SqliteAccess(openDurable(home, authFile));
  }

  async addKey(added: StoredKey, by: ChangedBy, replaces: readonly string[]): Promise<StoredKey> {
    const { key } = added;
    const hash = Buffer.from(added.hash, 'base64');
    const existing = this.file.db
      .prepare<[string, Buffer], KeyRow>('SELECT * FROM api_keys WHERE id = ? OR hash = ?')
      .get(key.id, hash);
    if (existing !== undefined) return storedKeyOf(existing);
    this.#write([key.id, ...replaces], () => {
      this.file.db
        .prepare(
          'INSERT INTO api_keys (id, hash, vendor, role, name, origin, created_at, limit_per_minute, customer_id) ' +
            'VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        )
        .run(
          key.id,
          hash,
          key.vendor,
          key.role,
          key.name,
          key.origin,
          key.createdAt,
          key.limitPerMinute,
          key.customerId,
        );
      this.#note({ keyId: key.id, fact: 'created', at: key.createdAt, by, replacedBy: null });
      for (const id of replaces) this.#revoke(id, key.createdAt, by, key.id);
    });
    return added;
  }

  async addFirstAdmin(added: StoredKey, by: ChangedBy): Promise<StoredKey> {
    const admin = this.file.db
      .prepare<[], KeyRow>("SELECT * FROM api_keys WHERE role = 'admin' AND revoked_at IS NULL")
      .get();
    return admin === undefined ? this.addKey(added, by, []) : storedKeyOf(admin);
  }

  async replaceKeys(id: string, replaces: readonly string[], at: Instant, by: ChangedBy): Promise<void> {
    this.#write([id, ...replaces], () => {
      this.file.db.prepare("UPDATE api_keys SET origin = 'environment' WHERE id = ?").run(id);
      for (const replaced of replaces) this.#revoke(replaced, at, by, id);
    });
  }

  async revokeKey(id: string, at: Instant, by: ChangedBy): Promise<boolean> {
    const key = this.file.db.prepare<[string], KeyRow>('SELECT * FROM api_keys WHERE id = ?').get(id);
    if (key?.revoked_at === null) this.#write([id], () => this.#revoke(id, at, by, null));
    return key !== undefined;
  }

  async noteUses(uses: ReadonlyMap<string, Instant>): Promise<void> {
    if (uses.size === 0) return;
    const role = this.file.db.prepare<[string], ApiKey['role']>(
      'SELECT role FROM api_keys WHERE id = ? AND last_used_at IS NULL',
    );
    const update = this.file.db.prepare('UPDATE api_keys SET last_used_at = ? WHERE id = ?');
    this.#write([...uses.keys()], () => {
      for (const [id, at] of uses) {
        const unused = role.pluck().get(id);
        if (unused !== undefined)
          this.#note({
            keyId: id,
            fact: 'first-used',
            at,
            by: { id, role: unused, channel: 'http' },
            replacedBy: null,
          });
        update.run(toTheHour(at), id);
      }
    });
  }

  async keysAfter(revision: number): Promise<ChangedKeys> {
    if (revision === this.#revision) return { revision, keys: [] };
    const rows = this.file.db.prepare<[], KeyRow>('SELECT * FROM api_keys').all();
    const known = revision > 0 && revision < this.#revision;
    const keys = rows.filter(({ id }) => !known || (this.#changed.get(id) ?? 0) > revision).map(storedKeyOf);
    return { revision: this.#revision, keys };
  }

  async unrecorded(keyId?: string): Promise<readonly Unrecorded[]> {
    const rows = this.file.db
      .prepare<[string | null], Omit<Unrecorded, 'by'> & ChangedBy>(
        'SELECT number, key_id AS keyId, fact, at, actor AS id, role, channel, replaced_by AS replacedBy ' +
          'FROM unrecorded WHERE key_id = ifnull(?, key_id) ORDER BY number',
      )
      .all(keyId ?? null);
    return rows.map(({ id, role, channel, ...fact }) => ({ ...fact, by: { id, role, channel } }));
  }

  async recorded(number: number): Promise<void> {
    this.#write([], () => this.file.db.prepare('DELETE FROM unrecorded WHERE number = ?').run(number));
  }

  stopped(): OperatorText | null {
    return this.#stopped;
  }

  async close(): Promise<void> {
    if (this.file.db.open) this.file.close();
    this.#stopped ??= operatorText('store-closed');
  }

  #adopt(keys: readonly StoredKey[], unrecorded: readonly Unrecorded[]): void {
    const { db } = this.file;
    const held = db.prepare<[string, Buffer], { id: string; hash: Buffer }>(
      'SELECT id, hash FROM api_keys WHERE id = ? OR hash = ?',
    );
    const isNew = ({ hash, key: { id } }: StoredKey): boolean => {
      const found = held.get(id, Buffer.from(hash, 'base64'));
      if (found !== undefined && (found.id !== id || found.hash.toString('base64') !== hash))
        throw new TypeError(`API key ${id} is another one`);
      return found === undefined;
    };
    const added = keys.filter(isNew);
    const ids = new Set(added.map(({ key }) => key.id));
    const insert = db.prepare('INSERT INTO api_keys VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#write([...ids], () => {
      for (const { hash, key } of added)
        insert.run(
          key.id,
          Buffer.from(hash, 'base64'),
          key.vendor,
          key.role,
          key.name,
          key.createdAt,
          key.revokedAt,
          key.lastUsedAt,
          key.limitPerMinute,
          key.customerId,
          key.origin,
        );
      for (const fact of unrecorded) if (ids.has(fact.keyId)) this.#note(fact);
    });
  }

  /** Inside `#write`. */
  #revoke(id: string, at: Instant, by: ChangedBy, replacedBy: string | null): void {
    const { changes } = this.file.db
      .prepare('UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL')
      .run(at, id);
    if (changes > 0) this.#note({ keyId: id, fact: 'revoked', at, by, replacedBy });
  }

  /** Inside `#write`. */
  #note({ keyId, fact, at, by, replacedBy }: Omit<Unrecorded, 'number'>): void {
    this.file.db
      .prepare(
        'INSERT OR IGNORE INTO unrecorded (key_id, fact, at, actor, role, channel, replaced_by) ' +
          'VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(keyId, fact, at, by.id, by.role, by.channel, replacedBy);
  }

  /**
   * Changes these keys in one transaction. After a fault of the disk nothing is written any more: what the kernel
   * dropped once it may report as written the next time.
   */
  #write(changed: readonly string[], write: () => unknown): void {
    if (this.#stopped === null) {
      try {
        this.file.db.transaction(write).immediate();
        if (changed.length > 0) this.#revision += 1;
        for (const id of changed) this.#changed.set(id, this.#revision);
        return;
      } catch (error) {
        this.#stopped = operatorText('write-failed', { file: this.file.file, cause: causeIn(error) });
      }
    }
    throw new StoreStopped(operatorText('access-stopped', { cause: this.#stopped }));
  }
}
