/** Small repeatable randomness (mulberry32): the same seed makes the same choices. */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

/** A sample of everything that was offered, each with the same chance (reservoir sampling): memory stays constant. */
export class Sample<T> {
  readonly items: T[] = [];
  #offered = 0;

  constructor(
    private readonly size: number,
    private readonly random: () => number,
  ) {}

  offer(item: T): void {
    this.#offered += 1;
    if (this.items.length < this.size) this.items.push(item);
    else {
      const place = Math.floor(this.random() * this.#offered);
      if (place < this.size) this.items[place] = item;
    }
  }

  one(): T | undefined {
    return this.items[Math.floor(this.random() * this.items.length)];
  }
}
