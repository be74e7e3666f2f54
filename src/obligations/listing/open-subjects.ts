import { Inject, type OnModuleDestroy } from '@nestjs/common';
import { intakes } from '../../../projections/intakes/intakes.js';
import { requests } from '../../../projections/requests/requests.js';
import { surveys } from '../../../projections/surveys/surveys.js';
import type { Clock } from '../../platform/clock.js';
import type { ViewReaders } from '../../platform/projector/view-readers.js';
import { CLOCK, VIEW_READERS } from '../../platform/tokens.js';
import { PolicyBooks } from '../../policies/policies.port.js';
import { OBLIGATION_SOURCES } from '../obligations.tokens.js';
import type { OwedGroup, OwedSource } from '../sources/source.js';
import { DerivedGroups } from './derived-groups.js';

/** Whose rows name the subjects. */
const views: ReadonlySet<string> = new Set([requests.name, surveys.name, intakes.name]);
/** Vendors whose backlogs are cached. */
const mostVendors = 8;

/**
 * What is owed of requests, surveys and intakes that are open. Their days are computed from their streams, so that no
 * view orders them: a list goes through all that are open, a backlog and no history. What was derived is cached in this
 * process: a list reads the streams of what has changed since the one before.
 */
export class OpenSubjects implements OnModuleDestroy {
  /** In the order of their last use. */
  readonly #byVendor = new Map<string, DerivedGroups>();
  readonly #stopListening: () => void;

  constructor(
    @Inject(OBLIGATION_SOURCES) private readonly sources: readonly OwedSource[],
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
    @Inject(VIEW_READERS) private readonly readers: Pick<ViewReaders, 'onChange' | 'settled'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.#stopListening = readers.onChange((view, ids) => {
      if (views.has(view)) for (const each of this.#byVendor.values()) each.changed(ids);
    });
  }

  onModuleDestroy(): void {
    this.#stopListening();
  }

  /** As this process has them now. */
  async groups(vendor: string): Promise<readonly OwedGroup[]> {
    await this.readers.settled();
    const derived = this.#byVendor.get(vendor) ?? new DerivedGroups(vendor, this.sources);
    this.#byVendor.delete(vendor);
    this.#byVendor.set(vendor, derived);
    for (const other of [...this.#byVendor.keys()].slice(0, -mostVendors)) this.#byVendor.delete(other);
    return derived.current(await this.books.snapshot(vendor), this.clock.ms());
  }
}
