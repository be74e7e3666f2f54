import { minuteMs } from './plain-calendar.js';

export type Act = () => Promise<void>;

/** What people are going to do, in the order of instants; of one instant in the order in which it was planned. */
export class Agenda {
  readonly #at = new Map<number, Act[]>();
  readonly #order: number[] = [];
  planned = 0;

  /** Acts are at every fifth slot: what many do at one time of day is done at once. */
  plan(at: number, act: Act): void {
    const step = 5 * minuteMs;
    const slot = Math.ceil(at / step) * step;
    this.planned += 1;
    const known = this.#at.get(slot);
    if (known !== undefined) return void known.push(act);
    this.#at.set(slot, [act]);
    const place = this.#order.findIndex((each) => each < slot);
    this.#order.splice(place === -1 ? this.#order.length : place, 0, slot);
  }

  get next(): number {
    return this.#order.at(-1) ?? Infinity;
  }

  /** All of the next instant. */
  take(): readonly Act[] {
    const at = this.#order.pop()!;
    const acts = this.#at.get(at)!;
    this.#at.delete(at);
    return acts;
  }
}
