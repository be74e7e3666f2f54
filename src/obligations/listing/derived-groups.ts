import { dayAt } from '../../../domain/kernel/civil.js';
import { Pace } from '../../platform/pace.js';
import type { PolicySnapshot } from '../../policies/policies.port.js';
import type { OwedGroup, OwedSource } from '../sources/source.js';

/** Changed rows that are noted; where there are more, all that is open is derived again. */
const mostChanged = 20_000;
/** How long what is paused is used again, in ms: its days move on with the clock (K10). */
const reusedMs = 10_000;

interface Derived {
  readonly groups: readonly OwedGroup[];
  readonly at: number;
}

/** What is owed of the subjects of one vendor that are open, derived once and again for each that has changed. */
export class DerivedGroups {
  readonly #bySource = new Map<OwedSource, Map<string, Derived>>();
  #changed = new Set<string>();
  /** By what they were derived; undefined while nothing is. */
  #basis: string | undefined;
  #updating: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly vendor: string,
    private readonly sources: readonly OwedSource[],
  ) {}

  /** A listener of views: must not throw. Rows are named by their subjects, or by parts of them: `<subject>/<part>`. */
  changed(ids: readonly string[] | 'all'): void {
    if (this.#basis === undefined) return;
    if (ids !== 'all') for (const id of ids) this.#changed.add(id.split('/')[0]!);
    if (ids === 'all' || this.#changed.size > mostChanged) this.#forget();
  }

  /** @param now epoch ms */
  async current(published: Pick<PolicySnapshot, 'latest' | 'zone'>, now: number): Promise<readonly OwedGroup[]> {
    const updated = this.#updating.then(() => this.#update(published, now));
    this.#updating = updated.catch(() => undefined);
    return updated;
  }

  /** All is derived again when it is next needed. */
  #forget(): void {
    this.#basis = undefined;
    this.#changed = new Set();
  }

  async #update(published: Pick<PolicySnapshot, 'latest' | 'zone'>, now: number): Promise<readonly OwedGroup[]> {
    // O8: a new policy or calendar moves everything, and one that was published before is in force from a day on.
    const basis = `${published.latest} ${dayAt(now, published.zone)}`;
    const isAnew = this.#basis !== basis;
    const changed = this.#changed;
    this.#changed = new Set();
    this.#basis = basis;
    if (isAnew) this.#bySource.clear();
    const pace = new Pace();
    try {
      for (const source of this.sources) {
        if (source.open === undefined) continue;
        const derived = this.#bySource.get(source) ?? new Map<string, Derived>();
        this.#bySource.set(source, derived);
        const stale = isAnew ? undefined : [...new Set([...changed, ...pausedIn(derived, now)])];
        for (const id of stale ?? []) derived.delete(id);
        for await (const ids of source.open(this.vendor, stale))
          for (const id of ids) {
            derived.set(id, { groups: await source.groupsOf(this.vendor, id), at: now });
            await pace.step();
          }
      }
    } catch (error) {
      this.#forget();
      throw error;
    }
    return [...this.#bySource.values()].flatMap((subjects) => [...subjects.values()].flatMap(({ groups }) => groups));
  }
}

const pausedIn = (derived: ReadonlyMap<string, Derived>, now: number): readonly string[] =>
  [...derived].flatMap(([id, { groups, at }]) => (Math.abs(now - at) >= reusedMs && groups.some(isPaused) ? [id] : []));

const isPaused = ({ owed }: OwedGroup): boolean => owed.some(({ firesAt }) => !Number.isFinite(firesAt));
