import type Database from 'better-sqlite3';
import { Fenced } from './commit-refused.js';
import type { Lease } from './view-store.js';

/** Leases of views, kept in their file. */
export class SqliteLeases {
  readonly #take;
  readonly #renew;
  readonly #release;
  readonly #newest;

  /** @param clock epoch milliseconds */
  constructor(
    private readonly db: Database.Database,
    private readonly clock: () => number,
  ) {
    this.#take = db
      .prepare(
        `INSERT INTO leases (name, owner, fence, until) VALUES (?, ?, 1, ?)
         ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, fence = fence + 1, until = excluded.until
         WHERE until <= ? OR owner = excluded.owner RETURNING fence`,
      )
      .pluck();
    this.#renew = db.prepare('UPDATE leases SET until = ? WHERE name = ? AND fence = ?');
    this.#release = db.prepare('UPDATE leases SET until = 0 WHERE name = ? AND fence = ?');
    this.#newest = db.prepare('SELECT fence FROM leases WHERE name = ?').pluck();
  }

  lease(view: string, owner: string, ms: number): Lease | undefined {
    const now = this.clock();
    const fence = this.#take.get(view, owner, now + ms, now) as number | undefined;
    return fence === undefined ? undefined : { view, fence };
  }

  renew({ view, fence }: Lease, ms: number): boolean {
    return this.#renew.run(this.clock() + ms, view, fence).changes === 1;
  }

  release({ view, fence }: Lease): void {
    this.#release.run(view, fence);
  }

  /** Whoever holds a view may go on until another takes it, which it may at once. */
  end(): void {
    this.db.exec('UPDATE leases SET until = 0 WHERE until > 0');
  }

  /** @throws Fenced */
  check(view: string, fence: number): void {
    const newest = (this.#newest.get(view) as number | undefined) ?? 0;
    if (fence !== newest) throw new Fenced(view, fence, newest);
  }
}
