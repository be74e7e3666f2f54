import type { Channel } from '../kernel/vocabulary.js';
import { percent } from './rates.js';

/** An intake as far as it was known, as figures count it (R18). */
export interface CountedIntake {
  readonly channel: Channel;
  /** Whether it arrived in hotline hours, by the policy and the calendar that were known. */
  readonly inHours: boolean;
  readonly answer: 'answered' | 'called-back' | null;
  /** Closed as spam, wrong number or abandoned. */
  readonly closed: boolean;
  /** Whether a request names it. */
  readonly registered: boolean;
}

/** Q1: a count, how many of it were right, and their share in per cent. */
export interface CallFigures {
  readonly received: number;
  readonly answered: number;
  readonly rate: number | null;
}
export interface IntakeFigures {
  readonly received: number;
  readonly registered: number;
  readonly rate: number | null;
}
export interface ServiceLevels {
  readonly calls: CallFigures;
  readonly intakes: IntakeFigures;
}

/** R2: calls are what arrives by hotline and telephone. */
const isCall = ({ channel }: CountedIntake): boolean => channel === 'hotline' || channel === 'phone';

/** Q1: a call that counts: all that arrived in hotline hours, whatever became of them. */
export const countsAsCall = (intake: CountedIntake): boolean => isCall(intake) && intake.inHours;

/** Q1: an intake that has to be registered. */
export const countsAsIntake = ({ closed }: CountedIntake): boolean => !closed;

/** Q1 of the intakes that were added. */
export class ServiceLevelTally {
  #calls = 0;
  #answered = 0;
  #intakes = 0;
  #registered = 0;

  add(intake: CountedIntake): void {
    if (countsAsCall(intake)) {
      this.#calls += 1;
      // R18: who is called back was not answered.
      if (intake.answer === 'answered') this.#answered += 1;
    }
    if (countsAsIntake(intake)) {
      this.#intakes += 1;
      if (intake.registered) this.#registered += 1;
    }
  }

  figures(): ServiceLevels {
    return {
      calls: { received: this.#calls, answered: this.#answered, rate: percent(this.#answered, this.#calls) },
      intakes: {
        received: this.#intakes,
        registered: this.#registered,
        rate: percent(this.#registered, this.#intakes),
      },
    };
  }
}
