import { type Day, dayAt } from '../../domain/kernel/civil.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import type { Book } from '../../domain/entitlement/book.js';
import { latestKnown } from '../../domain/policy/policy-book.js';
import type { Policy } from '../../domain/policy/policy.js';
import { policies } from '../../projections/policies/policies.js';
import type { PoliciesRow, PolicyRow } from '../../projections/policies/policies.row.js';
import { releases } from '../../projections/releases/releases.js';
import type { ReleasesRow } from '../../projections/releases/releases.row.js';
import type { Clock } from '../platform/clock.js';
import type { View } from '../platform/views/view-store.js';
import type { PolicyFacts } from './policy-facts.port.js';
import { PolicySnapshot } from './policy-snapshot.js';
import { type PublicationFault, publicationsOf, unusable, type VendorPublications } from './vendor-publications.js';

/** What follows the views: which rows a commit moved. */
export interface Follows {
  onChange(listener: (view: string, ids: readonly string[] | 'all') => void): unknown;
}

/**
 * What every vendor has published, in memory: few rows, read by every command and every decision. Follows the views; it
 * is read anew when one of their rows moved. What cannot be used of one vendor is a fault of that vendor alone.
 */
export class PolicyBooks implements PolicyFacts {
  #publications: ReadonlyMap<string, VendorPublications | PublicationFault> = new Map();
  /** Counts the moves of rows; what was read is complete up to `#read` of them. */
  #moves = 1;
  #read = 0;
  #reading: Promise<void> | undefined;
  /** The snapshot taken last of each vendor: questions of one position share it. */
  readonly #snapshots = new Map<
    string,
    { readonly publications: VendorPublications; readonly position: number; readonly snapshot: PolicySnapshot }
  >();

  /**
   * `position`: the event up to which both views have been followed; moves up to it have been reported. `report` is
   * called once for each fault that is found.
   */
  constructor(
    private readonly policyRows: View<PoliciesRow>,
    private readonly releaseRows: View<ReleasesRow>,
    private readonly clock: Clock,
    follows: Follows,
    private readonly position: () => number,
    private readonly report: (fault: PublicationFault) => void = () => undefined,
  ) {
    follows.onChange((view) => {
      if (view === policies.name || view === releases.name) this.#moves += 1;
    });
  }

  /**
   * One immutable state of all that the vendor has published, for one question. A read that fails is tried again by the
   * next call: nothing older is ever given out in its place (D7).
   */
  async snapshot(vendor: string): Promise<PolicySnapshot> {
    while (this.#read !== this.#moves) await this.refresh();
    // In the same turn as the check above: no row up to this position is missing.
    const position = this.position();
    const publications = this.#publicationsOf(vendor);
    const last = this.#snapshots.get(vendor);
    if (last?.position === position && last.publications === publications) return last.snapshot;
    const snapshot = new PolicySnapshot(publications, position);
    this.#snapshots.set(vendor, { publications, position, snapshot });
    return snapshot;
  }

  /** Reads what has moved; call it before the synchronous questions below. Callers at once share one read. */
  async refresh(): Promise<void> {
    while (this.#read !== this.#moves) {
      this.#reading ??= this.#readAll().finally(() => (this.#reading = undefined));
      await this.#reading;
    }
  }

  async #readAll(): Promise<void> {
    const moves = this.#moves;
    const published = await all(this.policyRows);
    const released = await all(this.releaseRows);
    const publications = new Map<string, VendorPublications | PublicationFault>();
    for (const vendor of new Set(published.filter(({ kind }) => kind === 'policy').map((row) => row.vendor))) {
      const own = published.filter((row) => row.vendor === vendor).sort((a, b) => a.position - b.position);
      publications.set(vendor, publicationsOrFault(vendor, own, released));
    }
    const known = new Set(this.faults().map(({ position }) => position));
    this.#publications = publications;
    for (const fault of this.faults()) if (!known.has(fault.position)) this.report(fault);
    this.#read = moves;
  }

  /** What cannot be used of any vendor's publications, for health and metrics. */
  faults(): readonly PublicationFault[] {
    return [...this.#publications.values()].flatMap((publications) =>
      'problem' in publications ? [publications] : publications.faults,
    );
  }

  /** Of all processes: what they published is read before. */
  async knownVendors(): Promise<readonly string[]> {
    await this.refresh();
    return this.vendors();
  }

  vendors(): readonly string[] {
    return [...this.#publications.keys()].sort();
  }

  has(vendor: string): boolean {
    return this.#publications.has(vendor);
  }

  book(vendor: string): Book {
    return this.#publicationsOf(vendor).book;
  }

  /** Published versions, the oldest first. */
  policies(vendor: string): readonly PolicyRow[] {
    return this.#publicationsOf(vendor).policies;
  }

  releasesOf(vendor: string): readonly ReleasesRow[] {
    return this.#publicationsOf(vendor).releases;
  }

  /** P2: the text of a condition as it was published by a position. */
  conditionText(vendor: string, code: string, language: Language, knownPosition: number): string {
    return latestKnown(this.#publicationsOf(vendor).texts, knownPosition)?.texts[code]?.[language] ?? code;
  }

  zone(vendor: string): string {
    return this.book(vendor).zone;
  }

  today(vendor: string): Day {
    return dayAt(this.clock.ms(), this.zone(vendor));
  }

  signedOn(vendor: string, day: Day): Policy {
    return this.#present(vendor).signedOn(day);
  }

  termEnds(vendor: string) {
    return this.#present(vendor).termEnds();
  }

  seriesNames(vendor: string): ReadonlyMap<string, string> {
    return this.#publicationsOf(vendor).seriesNames;
  }

  /** As it was read last, for the synchronous questions. */
  #present(vendor: string): PolicySnapshot {
    return new PolicySnapshot(this.#publicationsOf(vendor), 0);
  }

  /** @throws Problem policies-unreadable */
  #publicationsOf(vendor: string): VendorPublications {
    const publications = this.#publications.get(vendor);
    if (publications === undefined) throw new RangeError(`no policy of vendor ${vendor} is published`);
    if ('problem' in publications) throw publications.problem;
    return publications;
  }
}

const publicationsOrFault = (
  vendor: string,
  own: readonly PoliciesRow[],
  released: readonly ReleasesRow[],
): VendorPublications | PublicationFault => {
  try {
    return publicationsOf(
      vendor,
      own,
      released.filter((row) => row.vendor === vendor),
    );
  } catch (error) {
    return unusable(vendor, own, error);
  }
};

const all = async <R extends PoliciesRow | ReleasesRow>(view: View<R>): Promise<readonly R[]> => {
  const rows: R[] = [];
  for await (const { row } of view.scan()) rows.push(row);
  return rows;
};
