import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { resolve as absolute } from 'node:path';
import { StoreStopped } from '../events/event-store.js';
import { openDurable, type DurableFile } from '../sqlite/durable-file.js';
import { type BegunErasure, type CarriedOut, CopyNotRewritten, type KeyStore, type SubjectKey } from './key-store.js';
import { FollowedCopy } from './followed-copy.js';
import { holdsErasedKey, type NewKey } from './key-copy.js';
import { keysFile } from './keys-file.js';
import type { PortableKeys } from './portable-keys.js';
import { SqlitePortableKeys } from './sqlite-portable-keys.js';
import { causeIn, type OperatorText, operatorText } from '../operator-fault.js';

interface QueuedWork {
  readonly vendor: string;
  readonly subjects: readonly string[];
  readonly resolve: (keys: ReadonlyMap<string, SubjectKey>) => void;
  readonly reject: (reason: unknown) => void;
}

/** Person keys in one SQLite file, written by one process. Keys that are asked for together are made in one commit. */
export class SqliteKeyStore implements KeyStore {
  readonly portable: PortableKeys;
  readonly #file: DurableFile;
  readonly #select;
  readonly #insert;
  readonly #insertDestroyed;
  readonly #secret;
  readonly #makeSecret;
  readonly #setCopy;
  readonly #copy;
  readonly #begin;
  readonly #begun;
  readonly #drop;
  readonly #carriedOut;
  readonly #noteCarriedOut;
  readonly #followed: FollowedCopy;
  #destroyed: number;
  #queue: QueuedWork[] = [];
  #stopped: OperatorText | null = null;

  private constructor(file: DurableFile) {
    this.#file = file;
    const { db } = file;
    db.pragma('secure_delete = ON');
    if (db.pragma('secure_delete', { simple: true }) !== 1)
      throw new Error('SQLite does not overwrite what is deleted');
    this.#select = db.prepare('SELECT key FROM subject_keys WHERE vendor = ? AND subject = ?').raw();
    this.#insert = db.prepare('INSERT INTO subject_keys (vendor, subject, key) VALUES (?, ?, ?)');
    this.#insertDestroyed = db.prepare(
      'INSERT INTO subject_keys (vendor, subject, key) VALUES (?, ?, NULL) ON CONFLICT DO UPDATE SET key = NULL',
    );
    this.#secret = db.prepare('SELECT secret FROM secrets WHERE name = ?').pluck();
    this.#makeSecret = db.prepare('INSERT INTO secrets VALUES (?, ?)');
    this.#setCopy = db.prepare('INSERT INTO copy VALUES (1, ?) ON CONFLICT DO UPDATE SET file = excluded.file');
    this.#copy = db.prepare('SELECT file FROM copy').pluck();
    this.#begin = db.prepare('INSERT OR IGNORE INTO erasures VALUES (?, ?, ?)');
    this.#begun = db.prepare('SELECT vendor, subject, stream FROM erasures ORDER BY vendor, subject');
    this.#drop = db.prepare('DELETE FROM erasures WHERE vendor = ? AND subject = ?');
    this.#carriedOut = db.prepare('SELECT position, event AS eventId FROM carried_out');
    this.#noteCarriedOut = db.prepare(
      'INSERT INTO carried_out VALUES (1, ?, ?) ON CONFLICT DO UPDATE SET position = excluded.position, ' +
        'event = excluded.event',
    );
    this.#followed = new FollowedCopy(db, () => this.#copy.get() as string | undefined);
    this.#destroyed = this.#countDestroyed();
    this.portable = new SqlitePortableKeys(db, (change) => {
      this.#guarded(change);
      this.#destroyed = this.#countDestroyed();
      this.#guarded(() => this.#clearLog());
    });
    // Removes what an erasure that a crash interrupted left in the log.
    this.#clearLog();
  }

  /** @throws StoreUnusable with nothing touched */
  static open(folder: string): SqliteKeyStore {
    const file = openDurable(folder, keysFile);
    try {
      return new SqliteKeyStore(file);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  async provide(vendor: string, subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>> {
    this.#refuseStopped();
    const keys = this.#known(vendor, subjects);
    if (keys.size === new Set(subjects).size) return keys;
    return new Promise((resolve, reject) => {
      if (this.#queue.length === 0) setImmediate(() => this.#flush());
      this.#queue.push({ vendor, subjects, resolve, reject });
    });
  }

  async find(vendor: string, subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>> {
    return this.#known(vendor, subjects);
  }

  async beginErasure({ vendor, subject, stream }: BegunErasure): Promise<void> {
    this.#guarded(() => this.#begin.run(vendor, subject, stream));
  }

  async begunErasures(): Promise<readonly BegunErasure[]> {
    return this.#begun.all() as BegunErasure[];
  }

  async dropErasure(vendor: string, subject: string): Promise<void> {
    this.#guarded(() => this.#drop.run(vendor, subject));
  }

  async erase(vendor: string, subject: string): Promise<void> {
    const destroyed = (this.#select.get(vendor, subject) as [Buffer | null] | undefined)?.[0] === null;
    this.#guarded(() => this.#insertDestroyed.run(vendor, subject));
    if (!destroyed) this.#destroyed += 1;
    this.#guarded(() => this.#clearLog());
    this.#rewriteCopy(`the key of ${subject} is destroyed`);
    await this.dropErasure(vendor, subject);
  }

  async destroyed(): Promise<number> {
    return this.#destroyed;
  }

  async carriedOut(): Promise<CarriedOut | null> {
    return (this.#carriedOut.get() as CarriedOut | undefined) ?? null;
  }

  async noteCarriedOut({ position, eventId }: CarriedOut): Promise<void> {
    this.#guarded(() => this.#noteCarriedOut.run(position, eventId));
  }

  async reviseCopy(): Promise<boolean> {
    const copy = this.#copy.get() as string | undefined;
    if (copy === undefined || !holdsErasedKey(this.#file.db, copy)) return false;
    this.#rewriteCopy('keys were destroyed');
    return true;
  }

  async serverSecret(name: string): Promise<KeyObject> {
    const made = this.#secret.get(name) as Buffer | undefined;
    if (made !== undefined) return createSecretKey(made);
    const secret = randomBytes(32);
    this.#guarded(() => this.#makeSecret.run(name, secret));
    this.#followed.rewrite();
    return createSecretKey(secret);
  }

  async copyTo(file: string): Promise<void> {
    const target = absolute(file);
    if (target === absolute(this.#file.file))
      throw new TypeError(`${target} is the key store itself; name another file for its copy`);
    this.#refuseStopped();
    this.#followed.write(target);
    this.#guarded(() => this.#setCopy.run(target));
  }

  stopped(): OperatorText | null {
    return this.#stopped;
  }

  /** Why persons may be missing in the copy; null where it is current; undefined where there is none. */
  copyFault(): string | null | undefined {
    return this.#followed.fault();
  }

  async close(): Promise<void> {
    if (this.#queue.length > 0) this.#flush();
    this.#followed.close();
    if (this.#file.db.open) this.#file.close();
    this.#stopped ??= operatorText('store-closed');
  }

  #countDestroyed(): number {
    return this.#file.db.prepare('SELECT count(*) FROM subject_keys WHERE key IS NULL').pluck().get() as number;
  }

  #known(vendor: string, subjects: readonly string[]): Map<string, SubjectKey> {
    const keys = new Map<string, SubjectKey>();
    for (const subject of subjects) {
      const row = this.#select.get(vendor, subject) as [Buffer | null] | undefined;
      if (row !== undefined) keys.set(subject, row[0] && createSecretKey(row[0]));
    }
    return keys;
  }

  #rewriteCopy(what: string): void {
    const copy = this.#copy.get() as string | undefined;
    if (copy === undefined) return;
    try {
      this.#followed.write(copy);
    } catch (error) {
      throw new CopyNotRewritten(
        `${what}, but the copy of the keys in ${copy} was not rewritten (${(error as Error).message}); bring ` +
          'it within reach and erase again',
      );
    }
  }

  #flush(): void {
    const queued = this.#queue.splice(0);
    if (queued.length === 0) return;
    const made: NewKey[] = [];
    try {
      this.#guarded(() =>
        this.#file.db
          .transaction(() => {
            for (const { vendor, subjects } of queued) {
              for (const subject of subjects) {
                if (this.#select.get(vendor, subject)) continue;
                const key = randomBytes(32);
                this.#insert.run(vendor, subject, key);
                made.push({ vendor, subject, key });
              }
            }
          })
          .immediate(),
      );
      this.#followed.add(made);
    } catch (error) {
      for (const { reject } of queued) reject(error);
      return;
    }
    for (const { vendor, subjects, resolve } of queued) resolve(this.#known(vendor, subjects));
  }

  /** The log still holds the page as it was before an erasure; empty, it holds nothing. */
  #clearLog(): void {
    const [result] = this.#file.db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    if (result?.busy !== 0) throw new Error(`the log of ${this.#file.file} is held by a reader`);
  }

  /** After a fault of the disk no key is made any more: one that is not certain to last must not seal anything. */
  #guarded<T>(write: () => T): T {
    this.#refuseStopped();
    try {
      return write();
    } catch (error) {
      this.#stopped = operatorText('write-failed', { file: this.#file.file, cause: causeIn(error) });
      this.#refuseStopped();
      throw error;
    }
  }

  #refuseStopped(): void {
    if (this.#stopped !== null) throw new StoreStopped(operatorText('keys-stopped', { cause: this.#stopped }));
  }
}
