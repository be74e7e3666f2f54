import { MINUTE } from '../kernel/durations.js';
import type { Priority } from '../kernel/vocabulary.js';
import { percent } from './rates.js';

/** Why the clock of a promise did not run (K10). */
export const pauseReasons = ['information', 'access', 'backup', 'quote', 'memo'] as const;
export type PauseReason = (typeof pauseReasons)[number];

/** A promise as far as it was known (K11). */
export interface CountedPromise {
  /** That of the verdict; of an open one the present one (K13). */
  readonly priority: Priority;
  readonly state: 'open' | 'kept' | 'broken' | 'void';
  /** Minutes by kind, perhaps with a fraction; where pauses overlapped, each counts its own. */
  readonly pausedMinutes: Readonly<Record<string, number>>;
  /** K11: an act that was recorded after the due decided it. */
  readonly judgedLate: boolean;
  /** K13: its urgency was lowered. */
  readonly lowered: boolean;
}

/** Q2: promises by what became of them. */
export interface PromiseFigures {
  readonly kept: number;
  readonly broken: number;
  readonly open: number;
  readonly void: number;
  /** Kept of those that were judged; per cent. */
  readonly rate: number | null;
  /** Whole minutes, half up. */
  readonly pausedMinutes: Readonly<Record<PauseReason, number>>;
  readonly judgedLate: number;
  readonly lowered: number;
}

/** Q2 of the promises that were added. */
export class PromiseTally {
  readonly #states = { kept: 0, broken: 0, open: 0, void: 0 };
  /** In ms, so that sums of fractions are exact. */
  readonly #paused: Record<PauseReason, number> = { information: 0, access: 0, backup: 0, quote: 0, memo: 0 };
  #judgedLate = 0;
  #lowered = 0;

  add({ state, pausedMinutes, judgedLate, lowered }: CountedPromise): void {
    this.#states[state] += 1;
    for (const kind of pauseReasons) this.#paused[kind] += Math.round((pausedMinutes[kind] ?? 0) * MINUTE);
    if (judgedLate) this.#judgedLate += 1;
    if (lowered) this.#lowered += 1;
  }

  figures(): PromiseFigures {
    const judged = this.#states.kept + this.#states.broken;
    return {
      ...this.#states,
      rate: percent(this.#states.kept, judged),
      pausedMinutes: mapped(this.#paused, (ms) => Math.floor((ms + MINUTE / 2) / MINUTE)),
      judgedLate: this.#judgedLate,
      lowered: this.#lowered,
    };
  }
}

const mapped = (
  values: Readonly<Record<PauseReason, number>>,
  of: (value: number) => number,
): Readonly<Record<PauseReason, number>> => ({
  information: of(values.information),
  access: of(values.access),
  backup: of(values.backup),
  quote: of(values.quote),
  memo: of(values.memo),
});
