/** Tallies by what a report is divided by, and one of everything. */
export class Groups<Tally> {
  readonly whole: Tally;
  readonly #byKey = new Map<string, Tally>();

  constructor(private readonly fresh: () => Tally) {
    this.whole = fresh();
  }

  /** The tallies that something with this key counts in; null where it has none. */
  tallies(key: string | null): readonly Tally[] {
    if (key === null) return [this.whole];
    const known = this.#byKey.get(key) ?? this.fresh();
    this.#byKey.set(key, known);
    return [this.whole, known];
  }

  get keys(): readonly string[] {
    return [...this.#byKey.keys()];
  }

  /** The tally of a key; an empty one where nothing had it. */
  of(key: string): Tally {
    return this.#byKey.get(key) ?? this.fresh();
  }
}

/** Each key of these groups once, in their order. */
export const keysOf = (...groups: readonly { readonly keys: readonly string[] }[]): readonly string[] =>
  [...new Set(groups.flatMap(({ keys }) => keys))].sort();
