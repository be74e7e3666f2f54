import type { Book } from '../../book.js';
import type { Question } from '../../question.js';
import type { PreparedSheet } from '../../sheet.js';
import { caseOf } from './case.js';
import { bestAt, isBetter, judge, type Judged, openAt } from './judge.js';

const none: readonly number[] = [];

/**
 * The judged contracts of a sheet as time passes: at each boundary only those that turn there are judged again, so that
 * a customer of thousands of contracts costs no square of them. Takes over the array it is given.
 */
export class Lineup {
  #best: number;
  /** How many grants have a condition outside of hours only: their rank changes between boundaries. */
  #byHours = 0;

  constructor(
    private readonly question: Question,
    private readonly sheet: PreparedSheet,
    private readonly book: Book,
    /** Instants at which every contract may turn. */
    private readonly common: ReadonlySet<number>,
    readonly judged: Judged[],
    best: Judged,
  ) {
    this.#best = judged.indexOf(best);
    for (let i = 0; i < judged.length; i++) if (judged[i]!.hours !== null) this.#byHours += 1;
  }

  get best(): Judged {
    return this.judged[this.#best]!;
  }

  /** Whether the order of contracts depends on the hours of the day. */
  get byHours(): boolean {
    return this.#byHours > 0;
  }

  /** Places of the contracts that may turn at `at`. */
  #turning(at: number): readonly number[] {
    if (this.common.has(at)) return this.sheet.contracts.map((_, i) => i);
    const turning = this.sheet.turning.get(at) ?? none;
    // Without terms the policy in force judges, which may change on any day (P2).
    return this.sheet.termless.length === 0 ? turning : [...new Set([...turning, ...this.sheet.termless])];
  }

  /** Goes on to a boundary; every boundary in between has been passed. */
  pass(at: number): void {
    const { judged } = this;
    let again = this.#byHours > 0;
    const isOpen = openAt(at);
    const turning = this.#turning(at);
    for (let n = 0; n < turning.length; n++) {
      const i = turning[n]!;
      const then = judge(caseOf(this.question, this.sheet, this.book, this.sheet.contracts[i]!, at));
      this.#byHours += (then.hours === null ? 0 : 1) - (judged[i]!.hours === null ? 0 : 1);
      judged[i] = then;
      if (i === this.#best || then.hours !== null) again = true;
      else if (!again && isBetter(judged, i, this.#best, isOpen)) this.#best = i;
    }
    if (again) this.#best = judged.indexOf(bestAt(judged, at)!);
  }
}
