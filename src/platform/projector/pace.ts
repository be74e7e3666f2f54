/** How long one turn of the event loop may belong to the views, in ms: requests wait for no longer (design: 50 ms). */
const turn = { following: 40, catchingUp: 20 } as const;
const [fewest, most] = [16, 1000];

/** How many events a batch takes, from what events cost lately. */
export class Pace {
  /** ms; the guess before the first batch is a slow one. */
  #perEvent = 0.1;

  events(doing: keyof typeof turn): number {
    return Math.min(most, Math.max(fewest, Math.floor(turn[doing] / this.#perEvent)));
  }

  took(ms: number, events: number): void {
    this.#perEvent = 0.7 * this.#perEvent + 0.3 * (ms / events);
  }
}
