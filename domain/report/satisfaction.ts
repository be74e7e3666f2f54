import type { Instant } from '../kernel/civil.js';
import { average, percent } from './rates.js';

/** A survey that was sent, as far as it was known (S22). */
export interface CountedSurvey {
  readonly superseded: boolean;
  readonly score: 1 | 2 | 3 | 4 | 5 | null;
  /** Null where the score asked for none. `repliedAt` null: nobody has replied yet. */
  readonly followUp: { readonly dueAt: Instant; readonly repliedAt: Instant | null } | null;
}

/** Q3: what customers answered. */
export interface SatisfactionFigures {
  readonly sent: number;
  readonly answered: number;
  /** Answered of those sent; per cent. */
  readonly responseRate: number | null;
  /** Of the scores, to two decimals. */
  readonly average: number | null;
  /** How many answers had each score. */
  readonly scores: Readonly<Record<1 | 2 | 3 | 4 | 5, number>>;
  /** Answers of at most the score that opens a follow-up. */
  readonly low: number;
  readonly followUps: { readonly inTime: number; readonly late: number; readonly open: number };
}

/** Q3 of the surveys that were added; superseded ones are left out. */
export class SatisfactionTally {
  #sent = 0;
  readonly #scores = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 };
  readonly #followUps = { inTime: 0, late: 0, open: 0 };

  /** @param lowUpTo the score up to which an answer is low (`followUpAtOrBelow` of the policy) */
  constructor(private readonly lowUpTo: number) {}

  add({ superseded, score, followUp }: CountedSurvey): void {
    if (superseded) return;
    this.#sent += 1;
    if (score !== null) this.#scores[score] += 1;
    if (followUp === null) return;
    const { dueAt, repliedAt } = followUp;
    this.#followUps[repliedAt === null ? 'open' : repliedAt <= dueAt ? 'inTime' : 'late'] += 1;
  }

  figures(): SatisfactionFigures {
    const byScore = Object.entries(this.#scores).map(([score, count]) => ({ score: Number(score), count }));
    const answered = byScore.reduce((total, { count }) => total + count, 0);
    const sum = byScore.reduce((total, { score, count }) => total + score * count, 0);
    return {
      sent: this.#sent,
      answered,
      responseRate: percent(answered, this.#sent),
      average: average(sum, answered),
      scores: { ...this.#scores },
      low: byScore.reduce((total, { score, count }) => total + (score <= this.lowUpTo ? count : 0), 0),
      followUps: { ...this.#followUps },
    };
  }
}
