import { randomFrom } from '../random.js';
import { minuteMs, type PlainCalendar } from './plain-calendar.js';

/** Choices that a seed repeats. */
export class Dice {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
  }

  /** Whether something of this probability happens. */
  happens(share: number): boolean {
    return this.#random() < share;
  }

  /** A whole number of `from` to `to`, both inclusive. */
  between(from: number, to: number): number {
    return from + Math.floor(this.#random() * (to - from + 1));
  }

  oneOf<T>(values: readonly T[]): T {
    return values[Math.floor(this.#random() * values.length)]!;
  }

  /** One of several by weights. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T {
    const entries = Object.entries(weights) as [T, number][];
    let left = this.#random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of entries) if ((left -= weight) < 0) return value;
    return entries.at(-1)![0];
  }

  /** So many minutes later, moved to the next opening of the hotline where it is closed then, and a little after it. */
  inHours(calendar: PlainCalendar, at: number, minutes: number): number {
    const then = at + minutes * minuteMs;
    if (calendar.isOpen(then)) return then;
    return calendar.nextOpening(then) + this.between(1, 50) * minuteMs;
  }

  daysLater(calendar: PlainCalendar, at: number, from: number, to: number): number {
    return this.inHours(calendar, at, this.between(from * 24 * 60, to * 24 * 60));
  }

  hours(from: number, to: number): number {
    return this.between(from * 60, to * 60) * minuteMs;
  }
}
