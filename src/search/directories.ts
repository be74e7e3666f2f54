import { contractList } from '../../projections/contract-list/contract-list.js';
import { customerList } from '../../projections/customer-list/customer-list.js';
import { Problem } from '../platform/http/problems/problem.js';
import type { ViewReaders } from '../platform/projector/view-readers.js';
import { Directory, type DirectorySources } from './directory.js';
import { searchBounds } from './bounds.js';

/** How soon persons in memory follow what was recorded, in ms (A2: within 5 s). */
const followMs = 1_000;

/**
 * The directories of this process, by vendor. Where they hold too much, the one that was used longest ago is dropped.
 */
export class Directories {
  /** In the order of their last use. */
  readonly #byVendor = new Map<string, Directory>();
  readonly #stopListening: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly sources: DirectorySources,
    views: Pick<ViewReaders, 'onChange'>,
    private readonly mostEntries: number = searchBounds.entries,
  ) {
    this.#stopListening = views.onChange((view, ids) => {
      if (view === customerList.name) this.#customersChanged(ids);
      else if (view === contractList.name) for (const each of this.#byVendor.values()) each.contractsChanged(ids);
    });
  }

  of(vendor: string): Directory {
    const directory = this.#byVendor.get(vendor) ?? new Directory(vendor, this.sources, () => this.#check(vendor));
    this.#byVendor.delete(vendor);
    this.#byVendor.set(vendor, directory);
    return directory;
  }

  close(): void {
    this.#stopListening();
    clearTimeout(this.#timer);
    this.#byVendor.clear();
  }

  #customersChanged(ids: readonly string[] | 'all'): void {
    if (this.#byVendor.size === 0) return;
    for (const each of this.#byVendor.values()) each.customersChanged(ids);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const each of this.#byVendor.values()) void each.refreshPeople();
    }, followMs).unref();
  }

  /** @throws Problem where this vendor alone has more than the process may keep */
  #check(vendor: string): void {
    const total = (): number => [...this.#byVendor.values()].reduce((sum, { entries }) => sum + entries, 0);
    for (const other of [...this.#byVendor.keys()]) {
      if (total() <= this.mostEntries) return;
      // Whoever searches in it right now goes on with it.
      if (other !== vendor) this.#byVendor.delete(other);
    }
    if (total() > this.mostEntries) throw new Problem('search-too-large', { max: this.mostEntries });
  }
}
