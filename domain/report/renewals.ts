import { addDays, dayAfter, type Day, daysBetween } from '../kernel/civil.js';
import { percent } from './rates.js';

/** A term as far as it was known; both days inclusive, in the vendor's zone. */
export interface KnownTerm {
  readonly termId: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
}

/** A contract as far as it was known. */
export interface KnownTerms {
  readonly terms: readonly KnownTerm[];
  /** C6: the day from which it is terminated; null where it is not. */
  readonly terminatedFrom: Day | null;
}

/** Q4: what followed on a term. */
export type Renewal =
  | { readonly state: 'on-time' | 'lost' | 'open' }
  | {
      readonly state: 'late';
      /** The day on which the next term begins, and the days before it that no term covers (C3). */
      readonly nextFirstDay: Day;
      readonly gapDays: number;
    };

/**
 * Q4: what followed on a term of the contract, seen on `today`; null where it did not run to its last day because the
 * contract was terminated. A term is lost from the day on that so many whole days have passed since its last one.
 */
export const renewalOf = (
  { lastDay }: KnownTerm,
  { terms, terminatedFrom }: KnownTerms,
  today: Day,
  lostAfterDays: number,
): Renewal | null => {
  if (terminatedFrom !== null && terminatedFrom <= lastDay) return null;
  const next = terms.reduce<Day | null>(
    (first, { firstDay }) => (firstDay > lastDay && (first === null || firstDay < first) ? firstDay : first),
    null,
  );
  if (next === null) return { state: today > addDays(lastDay, lostAfterDays) ? 'lost' : 'open' };
  const gapDays = daysBetween(dayAfter(lastDay), next);
  return gapDays === 0 ? { state: 'on-time' } : { state: 'late', nextFirstDay: next, gapDays };
};

/** Q4: terms by what followed on them. */
export interface RenewalFigures {
  readonly terms: number;
  readonly onTime: number;
  readonly late: number;
  /** Days without cover before the late ones, together. */
  readonly gapDays: number;
  readonly lost: number;
  readonly open: number;
  /** Renewed, late or not, of those that are renewed or lost; per cent. */
  readonly rate: number | null;
}

/** Q4 of the terms that were added. */
export class RenewalTally {
  readonly #counts = { 'on-time': 0, late: 0, lost: 0, open: 0 };
  #gapDays = 0;

  add(renewal: Renewal): void {
    this.#counts[renewal.state] += 1;
    if (renewal.state === 'late') this.#gapDays += renewal.gapDays;
  }

  figures(): RenewalFigures {
    const { 'on-time': onTime, late, lost, open } = this.#counts;
    const renewed = onTime + late;
    return {
      terms: renewed + lost + open,
      onTime,
      late,
      gapDays: this.#gapDays,
      lost,
      open,
      rate: percent(renewed, renewed + lost),
    };
  }
}
