/** Tallies by what a report is divided by, and one of everything. */
export class Groups<Tally> {
  readonly whole: Tally;
  readonly #byKey = new Map<string, Tally>();

  constructor(private readonly fresh: () => Tally) {
    this.whole = fresh();
  }

  /** The tallies that something with this key counts in; null where the report is not divided. */
  tallies(key: string | null): readonly Tally[] {
    if (key === null) return [this.whole];
    const known = this.#byKey.get(key) ?? this.fresh();
    this.#byKey.set(key, known);
    return [this.whole, known];
  }

  /** In the order of their keys. */
  figures<F extends object>(of: (tally: Tally) => F): readonly (F & { readonly key: string })[] {
    return [...this.#byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, tally]) => ({ key, ...of(tally) }));
  }
}
