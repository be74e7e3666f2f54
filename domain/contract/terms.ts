import { addDays, type Day, dayAfter, daysBetween } from '../kernel/civil.js';
import { Refusal } from '../kernel/decider.js';
import { parsePeriod } from '../kernel/period.js';
import {
  type Before,
  computedSpan,
  daysInside,
  lengthenedSpan,
  movedSpan,
  sharesDay,
  type TermEnd,
  type TermSpan,
} from '../kernel/term.js';
import type { ContractRefusal, TermEnds } from './contract.commands.js';
import type { Term } from './contract.events.js';
import type { Contract } from './contract.state.js';

/** How a term ends, by the policy it carries (P2). */
export const endOf = (termEnds: TermEnds, policyVersion: number): TermEnd => {
  const end = termEnds[policyVersion];
  if (end === undefined) throw new Error(`the command does not say how terms of policy version ${policyVersion} end`);
  return end;
};

/** The term that lies before another, as the other's days are counted from it; null where none does. */
export const asBefore = (term: Term | null, termEnds: TermEnds): Before | null =>
  term && { ...term, termEnd: endOf(termEnds, term.policyVersion) };

export const refuse = (code: ContractRefusal, rule: string, facts: Refusal['facts'] = {}): Refusal<ContractRefusal> =>
  new Refusal(code, rule, facts);

/** The term before a day: the one whose anchor a term that begins on that day may follow (T4). */
export const termBefore = (terms: readonly Term[], firstDay: Day): Term | null =>
  terms.filter((term) => term.lastDay < firstDay).at(-1) ?? null;

/** Terms never share a day (C3, C9); `terms` in the order of their days. */
export const overlapIn = (terms: readonly Term[]): Refusal<ContractRefusal> | null => {
  for (const [index, term] of terms.entries()) {
    const { firstDay, lastDay } = term;
    if (lastDay < firstDay) return refuse('term-runs-backwards', 'C10', { firstDay, lastDay });
    const next = terms[index + 1];
    if (next !== undefined && sharesDay(term, next))
      return refuse('terms-overlap', 'C3', {
        firstDay: next.firstDay,
        lastDay: next.lastDay,
        otherFirstDay: firstDay,
        otherLastDay: lastDay,
      });
  }
  return null;
};

/** Terms that share a day, or lie before the purchase that opens the first of them (C1, C3, C9). */
export const misplacedIn = (
  terms: readonly Term[],
  purchasedOn: Day,
  rule: string,
): Refusal<ContractRefusal> | null => {
  const early = terms.find(({ firstDay }) => firstDay < purchasedOn);
  return (
    overlapIn(terms) ??
    (early === undefined ? null : refuse('term-before-purchase', rule, { firstDay: early.firstDay, purchasedOn }))
  );
};

export const inOrder = (terms: readonly Term[]): readonly Term[] =>
  [...terms].sort((a, b) => (a.firstDay < b.firstDay ? -1 : 1));

/** Whether a term still lies where another does. */
export const sameSpan = (a: TermSpan, b: TermSpan): boolean =>
  a.firstDay === b.firstDay && a.lastDay === b.lastDay && a.anchor === b.anchor;

/**
 * A term laid anew from a first day by its agreed length, with what suspensions have lengthened it by (C5, C9). One
 * whose
 * last day was named has no such length: it keeps its days and moves (C4).
 */
export const laidFrom = (state: Contract, term: Term, firstDay: Day, before: Term | null, termEnds: TermEnds): Term => {
  const [previous, termEnd] = [asBefore(before, termEnds), endOf(termEnds, term.policyVersion)];
  const period = term.period === null ? null : parsePeriod(term.period);
  if (period === null) return { ...term, ...movedSpan(term, daysBetween(term.firstDay, firstDay), previous, termEnd) };
  const span = computedSpan(firstDay, period, previous, termEnd);
  const longer = state.suspensions.reduce(
    (sum, { lengthened }) => (lengthened?.termId === term.termId ? sum + lengthened.days : sum),
    0,
  );
  return { ...term, ...(longer === 0 ? span : lengthenedSpan(span, longer, previous, termEnd)) };
};

/**
 * C5: lengthens one term by days (shortens it where negative) and moves all later ones on by as many. Only what
 * changes.
 */
export const lengthened = (
  terms: readonly Term[],
  termId: string,
  days: number,
  termEnds: TermEnds,
): readonly Term[] => {
  const start = terms.findIndex((term) => term.termId === termId);
  if (start === -1 || days === 0) return [];
  const changed: Term[] = [];
  for (const term of terms.slice(start)) {
    const previous = asBefore(changed.at(-1) ?? terms[start - 1] ?? null, termEnds);
    const end = endOf(termEnds, term.policyVersion);
    changed.push({
      ...term,
      ...(term.termId === termId ? lengthenedSpan(term, days, previous, end) : movedSpan(term, days, previous, end)),
    });
  }
  return changed;
};

/** C5: the last term that a suspension touches, and its suspended days inside terms. */
export const touchedBy = (
  terms: readonly Term[],
  from: Day,
  to: Day,
): { readonly termId: string; readonly days: number } | null => {
  const last = terms.filter((term) => sharesDay(term, { firstDay: from, lastDay: to })).at(-1);
  return last === undefined ? null : { termId: last.termId, days: daysInside(terms, from, to) };
};

/** `terms` with the changed ones in place, in the order of days. */
export const replaced = (terms: readonly Term[], changed: readonly Term[]): readonly Term[] => {
  const byId = new Map(changed.map((term) => [term.termId, term]));
  return inOrder(terms.map((term) => byId.get(term.termId) ?? term));
};

/** C4, C9: later terms after a changed one: they keep their distance to it, computed by their agreed length. */
export const followersLaid = (
  state: Contract,
  followers: readonly Term[],
  oldLastDay: Day,
  changed: Term,
  termEnds: TermEnds,
): readonly Term[] => {
  const laid: Term[] = [];
  let [oldEnd, previous] = [oldLastDay, changed];
  for (const term of followers) {
    const gap = daysBetween(dayAfter(oldEnd), term.firstDay);
    oldEnd = term.lastDay;
    previous = laidFrom(state, term, addDays(dayAfter(previous.lastDay), gap), previous, termEnds);
    laid.push(previous);
  }
  return laid;
};
