import type { Binary, Db } from 'mongodb';
import type { KeyStore } from '../../keys/key-store.js';
import type { KeyRecord, PortableKeys } from '../../keys/portable-keys.js';
import type { SharedDatabase } from '../shared-database.js';

interface SubjectDocument {
  /** `vendor/subject`; no vendor has a slash in it. */
  readonly _id: string;
  readonly key: Binary | Buffer | null;
}
interface SecretDocument {
  readonly _id: string;
  readonly secret: Binary | Buffer;
}
type RecordOf<Kind extends KeyRecord['kind']> = Extract<KeyRecord, { readonly kind: Kind }>;

const pageKeys = 500;
const idOf = ({ vendor, subject }: Pick<RecordOf<'subject'>, 'vendor' | 'subject'>): string => `${vendor}/${subject}`;
const bytesOf = (bytes: Binary | Buffer): Buffer => (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer));

/** The keys of a database on their way to another store, or from one. */
export class MongoPortableKeys implements PortableKeys {
  constructor(
    private readonly database: SharedDatabase,
    private readonly store: KeyStore,
  ) {}

  async *all(): AsyncGenerator<KeyRecord> {
    for (let after = ''; ;) {
      const page = await this.#subjects(after);
      for (const { _id, key } of page) {
        const slash = _id.indexOf('/');
        const [vendor, subject] = [_id.slice(0, slash), _id.slice(slash + 1)];
        yield { kind: 'subject', vendor, subject, key: key && bytesOf(key) };
      }
      if (page.length < pageKeys) break;
      after = page.at(-1)!._id;
    }
    const secrets = await this.database.read((db) => this.#secretsOf(db).find().sort({ _id: 1 }).toArray());
    for (const { _id, secret } of secrets) yield { kind: 'secret', name: _id, secret: bytesOf(secret) };
    for (const begun of await this.store.begunErasures()) yield { kind: 'erasure', ...begun };
    const carriedOut = await this.store.carriedOut();
    if (carriedOut !== null) yield { kind: 'carried-out', ...carriedOut };
  }

  /** Each part is harmless when it is repeated: a break is gone on from. */
  async adopt(records: readonly KeyRecord[]): Promise<void> {
    const subjects = records.filter((each): each is RecordOf<'subject'> => each.kind === 'subject');
    const secrets = records.filter((each): each is RecordOf<'secret'> => each.kind === 'secret');
    await this.#refuseOther(subjects, secrets);
    const made = subjects.flatMap((each) => (each.key === null ? [] : [{ _id: idOf(each), key: each.key }]));
    // What is there already stays, tombstones too.
    if (made.length > 0) await this.database.insert((db) => this.#subjectsOf(db).insertMany(made, { ordered: false }));
    for (const { name, secret } of secrets)
      await this.database.insert((db) => this.#secretsOf(db).insertOne({ _id: name, secret }));
    for (const { vendor, subject, key } of subjects) if (key === null) await this.store.erase(vendor, subject);
    for (const each of records) await this.#note(each);
    await this.#refuseOther(subjects, secrets);
  }

  async #note(record: KeyRecord): Promise<void> {
    if (record.kind === 'erasure') {
      const { vendor, subject, stream } = record;
      await this.store.beginErasure({ vendor, subject, stream });
    } else if (record.kind === 'carried-out') {
      const { position, eventId } = record;
      if (position > ((await this.store.carriedOut())?.position ?? -1))
        await this.store.noteCarriedOut({ position, eventId });
    }
  }

  /** @throws TypeError */
  async #refuseOther(subjects: readonly RecordOf<'subject'>[], secrets: readonly RecordOf<'secret'>[]): Promise<void> {
    const ids = subjects.map(idOf);
    const held = await this.database.read((db) =>
      this.#subjectsOf(db)
        .find({ _id: { $in: ids } })
        .toArray(),
    );
    const keys = new Map(held.map(({ _id, key }) => [_id, key]));
    const other = subjects.find(({ vendor, subject, key }) => {
      const present = keys.get(idOf({ vendor, subject }));
      return key !== null && present != null && !bytesOf(present).equals(key);
    });
    if (other !== undefined) throw new TypeError(`the key of ${other.subject} of ${other.vendor} is another one`);
    const names = secrets.map(({ name }) => name);
    const present = await this.database.read((db) =>
      this.#secretsOf(db)
        .find({ _id: { $in: names } })
        .toArray(),
    );
    for (const { _id, secret } of present)
      if (!secrets.find(({ name }) => name === _id)!.secret.equals(bytesOf(secret)))
        throw new TypeError(`secret ${_id} is another one`);
  }

  #subjects(after: string): Promise<readonly SubjectDocument[]> {
    return this.database.read((db) =>
      this.#subjectsOf(db)
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(pageKeys)
        .toArray(),
    );
  }

  #subjectsOf(db: Db) {
    return this.database.collection<SubjectDocument>(db, 'subject_keys');
  }
  #secretsOf(db: Db) {
    return this.database.collection<SecretDocument>(db, 'secrets');
  }
}
