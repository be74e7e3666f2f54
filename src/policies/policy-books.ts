import { type Day, dayAt } from '../../domain/kernel/civil.js';
import type { Language } from '../../domain/kernel/words.js';
import { type Book, prepareBook } from '../../domain/entitlement/book.js';
import { latestKnown, versionFor } from '../../domain/policy/policy-book.js';
import type { Policy } from '../../domain/policy/policy.js';
import { policies } from '../../projections/policies/policies.js';
import type {
  AnswersRow,
  CalendarRow,
  PoliciesRow,
  PolicyRow,
  TextsRow,
} from '../../projections/policies/policies.row.js';
import { releases } from '../../projections/releases/releases.js';
import type { ReleasesRow } from '../../projections/releases/releases.row.js';
import type { Clock } from '../platform/clock.js';
import type { View } from '../platform/views/view-store.js';
import type { PolicyFacts } from './policy-facts.port.js';
import { type PolicySnapshot, policySnapshot } from './policy-snapshot.js';

interface Shelf {
  readonly policies: readonly PolicyRow[];
  readonly calendars: readonly CalendarRow[];
  readonly texts: readonly TextsRow[];
  readonly releases: readonly ReleasesRow[];
  readonly book: Book;
  readonly snapshot: PolicySnapshot;
}

/** What follows the views: which rows a commit moved. */
export interface Follows {
  onChange(listener: (view: string, ids: readonly string[] | 'all') => void): unknown;
}

/**
 * What every vendor has published, in memory: few rows, read by every command and every decision. Follows the views; a
 * vendor's shelf is read anew when one of its rows moved.
 */
export class PolicyBooks implements PolicyFacts {
  #shelves = new Map<string, Shelf>();
  #moved = false;

  constructor(
    private readonly policyRows: View<PoliciesRow>,
    private readonly releaseRows: View<ReleasesRow>,
    private readonly clock: Clock,
    follows: Follows,
  ) {
    follows.onChange((view) => {
      if (view === policies.name || view === releases.name) this.#moved = true;
    });
  }

  /** Reads what has moved; call it before the synchronous questions below. */
  async refresh(): Promise<void> {
    if (!this.#moved && this.#shelves.size > 0) return;
    this.#moved = false;
    const published = await all(this.policyRows);
    const released = await all(this.releaseRows);
    const shelves = new Map<string, Shelf>();
    for (const vendor of new Set(published.filter(isPolicy).map((row) => row.vendor))) {
      const own = published.filter((row) => row.vendor === vendor).sort((a, b) => a.position - b.position);
      const shelf = {
        policies: own.filter(isPolicy),
        calendars: own.filter((row): row is CalendarRow => row.kind === 'calendar'),
        texts: own.filter((row): row is TextsRow => row.kind === 'texts'),
        releases: released.filter((row) => row.vendor === vendor),
      };
      const book = prepareBook(shelf);
      const answers = own.filter((row): row is AnswersRow => row.kind === 'answers');
      const snapshot = policySnapshot(book, seriesNamesOf(shelf.policies), shelf.texts, answers);
      shelves.set(vendor, { ...shelf, book, snapshot });
    }
    this.#shelves = shelves;
  }

  /** What the vendor has published up to now, for one question to read to its end. */
  async snapshot(vendor: string): Promise<PolicySnapshot> {
    await this.refresh();
    return this.#shelf(vendor).snapshot;
  }

  vendors(): readonly string[] {
    return [...this.#shelves.keys()].sort();
  }

  has(vendor: string): boolean {
    return this.#shelves.has(vendor);
  }

  book(vendor: string): Book {
    return this.#shelf(vendor).book;
  }

  /** Published versions, the oldest first. */
  policies(vendor: string): readonly PolicyRow[] {
    return this.#shelf(vendor).policies;
  }

  releasesOf(vendor: string): readonly ReleasesRow[] {
    return this.#shelf(vendor).releases;
  }

  /** P2: the text of a condition as it was published by a position. */
  conditionText(vendor: string, code: string, language: Language, knownPosition: number): string {
    return latestKnown(this.#shelf(vendor).texts, knownPosition)?.texts[code]?.[language] ?? code;
  }

  zone(vendor: string): string {
    return this.book(vendor).zone;
  }

  today(vendor: string): Day {
    return dayAt(this.clock.ms(), this.zone(vendor));
  }

  signedOn(vendor: string, day: Day): Policy {
    return versionFor(this.#shelf(vendor).policies, day)!.policy;
  }

  termEnds(vendor: string) {
    return Object.fromEntries(
      this.#shelf(vendor).policies.map(({ version, policy }) => [version, policy.terms.termEnd]),
    );
  }

  seriesNames(vendor: string): ReadonlyMap<string, string> {
    return this.#shelf(vendor).snapshot.seriesNames;
  }

  #shelf(vendor: string): Shelf {
    const shelf = this.#shelves.get(vendor);
    if (shelf === undefined) throw new RangeError(`no policy of vendor ${vendor} is published`);
    return shelf;
  }
}

const seriesNamesOf = (published: readonly PolicyRow[]): ReadonlyMap<string, string> =>
  new Map(
    published
      .at(-1)!
      .policy.series.flatMap(({ code, aliases }) =>
        [code, ...aliases].map((name) => [name.normalize('NFKC').toUpperCase(), code] as const),
      ),
  );

const isPolicy = (row: PoliciesRow): row is PolicyRow => row.kind === 'policy';

const all = async <R extends PoliciesRow | ReleasesRow>(view: View<R>): Promise<readonly R[]> => {
  const rows: R[] = [];
  for await (const { row } of view.scan()) rows.push(row);
  return rows;
};
