import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { Binary, Collection, Db } from 'mongodb';
import { StoreStopped } from '../../events/event-store.js';
import type { BegunErasure, CarriedOut, KeyStore, SubjectKey } from '../../keys/key-store.js';
import type { PortableKeys } from '../../keys/portable-keys.js';
import type { SharedDatabase } from '../shared-database.js';
import { MongoPortableKeys } from './mongo-portable-keys.js';
import { type OperatorText, operatorText } from '../../operator-fault.js';

interface SubjectDocument {
  /** `vendor/subject`; no vendor has a slash in it. */
  readonly _id: string;
  /** Null: destroyed, for good. */
  readonly key: Binary | Buffer | null;
}
interface SecretDocument {
  readonly _id: string;
  readonly secret: Binary | Buffer;
}
interface BegunDocument extends BegunErasure {
  readonly _id: string;
}
interface DestroyedDocument {
  readonly _id: 'destroyed';
  readonly count: number;
  /** Ids of subjects whose key is being destroyed: counted when it is, by whichever process finds it so. */
  readonly pending: Readonly<Record<string, string>>;
}
interface CarriedOutDocument extends CarriedOut {
  readonly _id: 'carried-out';
}

const subjectsAtOnce = 1_000;
const keyBytes = 32;
const idOf = (vendor: string, subject: string): string => `${vendor}/${subject}`;
/** A field of its own for each subject, whatever characters its id has. */
const pendingPath = (_id: string): string => `pending.${Buffer.from(_id).toString('hex')}`;
const keyOf = (bytes: Binary | Buffer): KeyObject =>
  createSecretKey(Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer));

/**
 * Person keys in a database of their own, of any number of processes. A key is a document that is inserted once: of two
 * processes that make one for the same person, one inserts it and both read it back, when a majority has it.
 */
export class MongoKeyStore implements KeyStore {
  readonly #accepted = new Set<Promise<unknown>>();
  #closed = false;

  readonly portable: PortableKeys;

  constructor(private readonly database: SharedDatabase) {
    this.portable = new MongoPortableKeys(database, this);
  }

  provide(vendor: string, subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>> {
    return this.#accept(() => this.#inParts(vendor, subjects, (part) => this.#provide(vendor, part)));
  }

  find(vendor: string, subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>> {
    return this.#inParts(vendor, subjects, (part) => this.database.read((db) => this.#find(db, vendor, part)));
  }

  async beginErasure({ vendor, subject, stream }: BegunErasure): Promise<void> {
    await this.#accept(() =>
      this.database.insert((db) => this.#begun(db).insertOne({ _id: idOf(vendor, subject), vendor, subject, stream })),
    );
  }

  async begunErasures(): Promise<readonly BegunErasure[]> {
    const begun = await this.database.read((db) => this.#begun(db).find().sort({ _id: 1 }).toArray());
    return begun.map(({ vendor, subject, stream }) => ({ vendor, subject, stream }));
  }

  async dropErasure(vendor: string, subject: string): Promise<void> {
    await this.#accept(() => this.database.write((db) => this.#begun(db).deleteOne({ _id: idOf(vendor, subject) })));
  }

  erase(vendor: string, subject: string): Promise<void> {
    return this.#accept(async () => {
      const _id = idOf(vendor, subject);
      await this.#destroy(_id);
      // After the destruction, so that a process that has read the new count cannot read the key.
      await this.#count(_id);
      await this.database.write((db) => this.#begun(db).deleteOne({ _id }));
    });
  }

  async destroyed(): Promise<number> {
    for (;;) {
      const found = await this.database.read((db) =>
        this.#destroyed(db).findOne({ _id: 'destroyed' }, this.database.current),
      );
      // Whoever destroyed them ended before it counted them.
      const uncounted = await this.#destroyedOf(Object.values(found?.pending ?? {}));
      if (uncounted.length === 0) return found?.count ?? 0;
      for (const _id of uncounted) await this.#count(_id);
    }
  }

  async carriedOut(): Promise<CarriedOut | null> {
    const noted = await this.database.read((db) => this.#carriedOut(db).findOne({ _id: 'carried-out' }));
    return noted && { position: noted.position, eventId: noted.eventId };
  }

  async noteCarriedOut({ position, eventId }: CarriedOut): Promise<void> {
    await this.#accept(() =>
      this.database.upsert((db) =>
        this.#carriedOut(db).updateOne({ _id: 'carried-out' }, { $set: { position, eventId } }, { upsert: true }),
      ),
    );
  }

  /** There is none. */
  async reviseCopy(): Promise<boolean> {
    return false;
  }

  serverSecret(name: string): Promise<KeyObject> {
    return this.#accept(async () => {
      const find = (db: Db) => this.#secrets(db).findOne({ _id: name });
      const made = await this.database.read(find);
      if (made !== null) return keyOf(made.secret);
      const secret = randomBytes(keyBytes);
      await this.database.insert((db) => this.#secrets(db).insertOne({ _id: name, secret }));
      return keyOf((await this.database.settled(find)).secret);
    });
  }

  async copyTo(file: string): Promise<void> {
    throw new TypeError(
      `keys in MongoDB have no copy in a file such as ${file}: an erasure by another machine could not rewrite it; ` +
        `back up the database ${this.database.name} by the server's own means (docs/operations.md)`,
    );
  }

  stopped(): OperatorText | null {
    return this.#closed ? operatorText('store-closed') : null;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.allSettled(this.#accepted);
  }

  async #provide(vendor: string, subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>> {
    const keys = await this.database.read((db) => this.#find(db, vendor, subjects));
    const missing = subjects.filter((subject) => !keys.has(subject));
    if (missing.length === 0) return keys;
    const made = missing.map((subject) => ({ _id: idOf(vendor, subject), key: randomBytes(keyBytes) }));
    await this.database.insert((db) => this.#subjects(db).insertMany(made, { ordered: false }));
    // Not what was made here: the key that everybody has.
    return this.database.settled(async (db) => {
      const all = await this.#find(db, vendor, subjects);
      return all.size === subjects.length ? all : null;
    });
  }

  async #find(db: Db, vendor: string, subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>> {
    const found = await this.#subjects(db)
      .find({ _id: { $in: subjects.map((subject) => idOf(vendor, subject)) } })
      .toArray();
    return new Map(found.map(({ _id, key }) => [_id.slice(vendor.length + 1), key === null ? null : keyOf(key)]));
  }

  async #inParts(
    vendor: string,
    subjects: readonly string[],
    keysOf: (part: readonly string[]) => Promise<ReadonlyMap<string, SubjectKey>>,
  ): Promise<ReadonlyMap<string, SubjectKey>> {
    const all = [...new Set(subjects)];
    const keys = new Map<string, SubjectKey>();
    for (let from = 0; from < all.length; from += subjectsAtOnce)
      for (const [subject, key] of await keysOf(all.slice(from, from + subjectsAtOnce))) keys.set(subject, key);
    return keys;
  }

  /** Overwrites the key where there is one; else leaves a tombstone, so that none is ever made. */
  async #destroy(_id: string): Promise<void> {
    if ((await this.#destroyedOf([_id])).length > 0) return;
    await this.database.upsert((db) =>
      this.#destroyed(db).updateOne(
        { _id: 'destroyed' },
        { $set: { [pendingPath(_id)]: _id }, $setOnInsert: { count: 0 } },
        { upsert: true },
      ),
    );
    for (;;) {
      const { matchedCount } = await this.database.write((db) =>
        this.#subjects(db).updateOne({ _id }, { $set: { key: null } }),
      );
      if (matchedCount === 1 || (await this.database.insert((db) => this.#subjects(db).insertOne({ _id, key: null }))))
        return;
    }
  }

  /** Once for each key that was destroyed, whoever counts it. */
  async #count(_id: string): Promise<void> {
    await this.database.write((db) =>
      this.#destroyed(db).updateOne(
        { _id: 'destroyed', [pendingPath(_id)]: _id },
        { $inc: { count: 1 }, $unset: { [pendingPath(_id)]: '' } },
      ),
    );
  }

  async #destroyedOf(ids: readonly string[]): Promise<readonly string[]> {
    if (ids.length === 0) return [];
    const found = await this.database.read((db) =>
      this.#subjects(db)
        .find({ _id: { $in: [...ids] }, key: null })
        .toArray(),
    );
    return found.map(({ _id }) => _id);
  }

  async #accept<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new StoreStopped(operatorText('keys-stopped', { cause: operatorText('store-closed') }));
    const accepted = work();
    this.#accepted.add(accepted);
    try {
      return await accepted;
    } finally {
      this.#accepted.delete(accepted);
    }
  }

  #subjects(db: Db): Collection<SubjectDocument> {
    return this.database.collection(db, 'subject_keys');
  }
  #secrets(db: Db): Collection<SecretDocument> {
    return this.database.collection(db, 'secrets');
  }
  #begun(db: Db): Collection<BegunDocument> {
    return this.database.collection(db, 'erasures');
  }
  #destroyed(db: Db): Collection<DestroyedDocument> {
    return this.database.collection(db, 'notes');
  }
  #carriedOut(db: Db): Collection<CarriedOutDocument> {
    return this.database.collection(db, 'notes');
  }
}
