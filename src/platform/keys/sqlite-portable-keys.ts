import type Database from 'better-sqlite3';
import type { BegunErasure, CarriedOut } from './key-store.js';
import type { KeyRecord, PortableKeys } from './portable-keys.js';

type RecordOf<Kind extends KeyRecord['kind']> = Extract<KeyRecord, { readonly kind: Kind }>;

/** The keys of `keys.db` on their way to another store, or from one. */
export class SqlitePortableKeys implements PortableKeys {
  readonly #subject;
  readonly #secret;

  /** @param write runs a change as the store does, and learns of destroyed keys */
  constructor(
    private readonly db: Database.Database,
    private readonly write: (change: () => void) => void,
  ) {
    this.#subject = db.prepare('SELECT key FROM subject_keys WHERE vendor = ? AND subject = ?').raw();
    this.#secret = db.prepare('SELECT secret FROM secrets WHERE name = ?').pluck();
  }

  async *all(): AsyncGenerator<KeyRecord> {
    const page = this.db.prepare(
      'SELECT number, vendor, subject, key FROM subject_keys WHERE number > ? ORDER BY number LIMIT 500',
    );
    type Row = Omit<RecordOf<'subject'>, 'kind'> & { readonly number: number };
    for (let after = 0, rows: Row[]; (rows = page.all(after) as Row[]).length > 0; after = rows.at(-1)!.number)
      for (const { vendor, subject, key } of rows) yield { kind: 'subject', vendor, subject, key };
    const secrets = this.db.prepare('SELECT name, secret FROM secrets ORDER BY name').all();
    for (const secret of secrets as Omit<RecordOf<'secret'>, 'kind'>[]) yield { kind: 'secret', ...secret };
    const begun = this.db.prepare('SELECT vendor, subject, stream FROM erasures ORDER BY vendor, subject').all();
    for (const erasure of begun as BegunErasure[]) yield { kind: 'erasure', ...erasure };
    const carriedOut = this.#carriedOut();
    if (carriedOut !== undefined) yield { kind: 'carried-out', ...carriedOut };
  }

  async adopt(records: readonly KeyRecord[]): Promise<void> {
    for (const each of records) this.#refuseOther(each);
    this.write(() => this.db.transaction(() => records.forEach((each) => this.#take(each))).immediate());
  }

  #refuseOther(record: KeyRecord): void {
    if (record.kind === 'secret') {
      const held = this.#secret.get(record.name) as Buffer | undefined;
      if (held !== undefined && !held.equals(record.secret))
        throw new TypeError(`secret ${record.name} is another one`);
    } else if (record.kind === 'subject' && record.key !== null) {
      const [held] = (this.#subject.get(record.vendor, record.subject) as [Buffer | null] | undefined) ?? [];
      if (held != null && !held.equals(record.key))
        throw new TypeError(`the key of ${record.subject} of ${record.vendor} is another one`);
    }
  }

  #take(record: KeyRecord): void {
    const run = (sql: string, ...values: readonly unknown[]): unknown => this.db.prepare(sql).run(...values);
    switch (record.kind) {
      case 'subject':
        // A tombstone is put over a key, never a key over a tombstone.
        return void run(
          'INSERT INTO subject_keys (vendor, subject, key) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET key = NULL ' +
            'WHERE excluded.key IS NULL',
          record.vendor,
          record.subject,
          record.key,
        );
      case 'secret':
        return void run('INSERT OR IGNORE INTO secrets VALUES (?, ?)', record.name, record.secret);
      case 'erasure':
        return void run(
          'INSERT OR IGNORE INTO erasures VALUES (?, ?, ?)',
          record.vendor,
          record.subject,
          record.stream,
        );
      case 'carried-out':
        return void run(
          'INSERT INTO carried_out VALUES (1, ?, ?) ON CONFLICT DO UPDATE SET position = excluded.position, ' +
            'event = excluded.event WHERE excluded.position > position',
          record.position,
          record.eventId,
        );
    }
  }

  #carriedOut(): CarriedOut | undefined {
    return this.db.prepare('SELECT position, event AS eventId FROM carried_out').get() as CarriedOut | undefined;
  }
}
