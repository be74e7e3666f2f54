import type Database from 'better-sqlite3';
import type { BegunErasure, CarriedOut } from './key-store.js';
import type { KeptKey, PortableKeys } from './portable-keys.js';

type Kept<Kind extends KeptKey['kind']> = Extract<KeptKey, { readonly kind: Kind }>;

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

  async *all(): AsyncGenerator<KeptKey> {
    const page = this.db.prepare(
      'SELECT number, vendor, subject, key FROM subject_keys WHERE number > ? ORDER BY number LIMIT 500',
    );
    type Row = Omit<Kept<'subject'>, 'kind'> & { readonly number: number };
    for (let after = 0, rows: Row[]; (rows = page.all(after) as Row[]).length > 0; after = rows.at(-1)!.number)
      for (const { vendor, subject, key } of rows) yield { kind: 'subject', vendor, subject, key };
    const secrets = this.db.prepare('SELECT name, secret FROM secrets ORDER BY name').all();
    for (const secret of secrets as Omit<Kept<'secret'>, 'kind'>[]) yield { kind: 'secret', ...secret };
    const begun = this.db.prepare('SELECT vendor, subject, stream FROM erasures ORDER BY vendor, subject').all();
    for (const erasure of begun as BegunErasure[]) yield { kind: 'erasure', ...erasure };
    const carriedOut = this.#carriedOut();
    if (carriedOut !== undefined) yield { kind: 'carried-out', ...carriedOut };
  }

  async adopt(kept: readonly KeptKey[]): Promise<void> {
    for (const each of kept) this.#refuseOther(each);
    this.write(() => this.db.transaction(() => kept.forEach((each) => this.#take(each))).immediate());
  }

  #refuseOther(kept: KeptKey): void {
    if (kept.kind === 'secret') {
      const held = this.#secret.get(kept.name) as Buffer | undefined;
      if (held !== undefined && !held.equals(kept.secret)) throw new TypeError(`secret ${kept.name} is another one`);
    } else if (kept.kind === 'subject' && kept.key !== null) {
      const [held] = (this.#subject.get(kept.vendor, kept.subject) as [Buffer | null] | undefined) ?? [];
      if (held != null && !held.equals(kept.key))
        throw new TypeError(`the key of ${kept.subject} of ${kept.vendor} is another one`);
    }
  }

  #take(kept: KeptKey): void {
    const run = (sql: string, ...values: readonly unknown[]): unknown => this.db.prepare(sql).run(...values);
    switch (kept.kind) {
      case 'subject':
        // A tombstone is put over a key, never a key over a tombstone.
        return void run(
          'INSERT INTO subject_keys (vendor, subject, key) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET key = NULL ' +
            'WHERE excluded.key IS NULL',
          kept.vendor,
          kept.subject,
          kept.key,
        );
      case 'secret':
        return void run('INSERT OR IGNORE INTO secrets VALUES (?, ?)', kept.name, kept.secret);
      case 'erasure':
        return void run('INSERT OR IGNORE INTO erasures VALUES (?, ?, ?)', kept.vendor, kept.subject, kept.stream);
      case 'carried-out':
        return void run(
          'INSERT INTO carried_out VALUES (1, ?, ?) ON CONFLICT DO UPDATE SET position = excluded.position, ' +
            'event = excluded.event WHERE excluded.position > position',
          kept.position,
          kept.eventId,
        );
    }
  }

  #carriedOut(): CarriedOut | undefined {
    return this.db.prepare('SELECT position, event AS eventId FROM carried_out').get() as CarriedOut | undefined;
  }
}
