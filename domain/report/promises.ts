import type { Priority } from '../kernel/vocabulary.js';
import { percent } from './rates.js';

/** Why the clock of a promise did not run (K10). */
export type PauseReason = 'information' | 'access' | 'backup' | 'quote' | 'memo';

/** A promise as far as it was known (K11). */
export interface CountedPromise {
  /** That of the verdict; of an open one the present one (K13). */
  readonly priority: Priority;
  readonly state: 'open' | 'kept' | 'broken' | 'void';
  /** Minutes by kind; where pauses overlapped, each counts its own. */
  readonly pausedMinutes: Readonly<Partial<Record<PauseReason, number>>>;
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
  readonly pausedMinutes: Readonly<Record<PauseReason, number>>;
  readonly judgedLate: number;
  readonly lowered: number;
}

/** Q2 of the promises that were added. */
export class PromiseTally {
  readonly #states = { kept: 0, broken: 0, open: 0, void: 0 };
  readonly #paused: Record<PauseReason, number> = { information: 0, access: 0, backup: 0, quote: 0, memo: 0 };
  #judgedLate = 0;
  #lowered = 0;

  add({ state, pausedMinutes, judgedLate, lowered }: CountedPromise): void {
    this.#states[state] += 1;
    for (const [kind, minutes] of Object.entries(pausedMinutes)) this.#paused[kind as PauseReason] += minutes;
    if (judgedLate) this.#judgedLate += 1;
    if (lowered) this.#lowered += 1;
  }

  figures(): PromiseFigures {
    const judged = this.#states.kept + this.#states.broken;
    return {
      ...this.#states,
      rate: percent(this.#states.kept, judged),
      pausedMinutes: { ...this.#paused },
      judgedLate: this.#judgedLate,
      lowered: this.#lowered,
    };
  }
}
