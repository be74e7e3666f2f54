import { addDays, type Day, daysBetween } from '../kernel/civil.js';
import { Refusal } from '../kernel/decider.js';
import { parsePeriod } from '../kernel/period.js';
import {
  type Before,
  computedSpan,
  daysInside,
  spanBetween,
  lengthenedSpan,
  movedSpan,
  sharesDay,
  type TermEnd,
  type TermSpan,
} from '../kernel/term.js';
import type { ContractRefusal, TermEnds } from './contract.commands.js';
import type { Term } from './contract.events.js';
import { type Contract, isLastDayFixed } from './contract.state.js';

/** How a term ends, by the policy it carries (P2). */
export const endOf = (termEnds: TermEnds, policyVersion: number): TermEnd => {
  const end = termEnds[policyVersion];
  if (end === undefined) throw new Error(`the command names no termEnd of policy version ${policyVersion}`);
  return end;
};

/** The term before another, from which the other's days are counted; null where none does. */
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
 * C5: lengthens one term by days (shortens it where negative) and moves the queued terms behind it on by as many. The
 * first term behind it that was not queued, a late renewal, stays, and so does what follows that one: the days that
 * have no room before it are not added. `suspensionId`: whose days they are, null for a suspension of now. Only what
 * changes.
 */
export const lengthened = (
  state: Contract,
  terms: readonly Term[],
  { termId, days }: { readonly termId: string; readonly days: number },
  suspensionId: string | null,
  termEnds: TermEnds,
): readonly Term[] => {
  const start = terms.findIndex((term) => term.termId === termId);
  if (start === -1 || isLastDayFixed(state, termId, suspensionId)) return [];
  const moving = [terms[start]!];
  for (const term of terms.slice(start + 1)) {
    // C4, C9: behind a term whose last day stays nothing moves.
    if (!state.queued.has(term.termId) || isLastDayFixed(state, moving.at(-1)!.termId, suspensionId)) break;
    moving.push(term);
  }
  const more = Math.min(days, daysUntilNextTerm(state, terms, moving, suspensionId));
  if (more === 0) return [];
  const changed: Term[] = [];
  for (const term of moving) {
    const previous = asBefore(changed.at(-1) ?? terms[start - 1] ?? null, termEnds);
    const end = endOf(termEnds, term.policyVersion);
    if (term.termId === termId) changed.push({ ...term, ...lengthenedSpan(term, more, previous, end) });
    else if (isLastDayFixed(state, term.termId, suspensionId)) changed.push(begun(term, more, previous, termEnds));
    else changed.push({ ...term, ...movedSpan(term, more, previous, end) });
  }
  return changed;
};

/** How many days the last of the moving terms can go on before it overlaps a term that stays. */
const daysUntilNextTerm = (
  state: Contract,
  terms: readonly Term[],
  moving: readonly Term[],
  suspensionId: string | null,
): number => {
  const last = moving.at(-1)!;
  // It gives way by its first day alone.
  if (moving.length > 1 && isLastDayFixed(state, last.termId, suspensionId))
    return daysBetween(last.firstDay, last.lastDay);
  const next = terms[terms.findIndex(({ termId }) => termId === last.termId) + 1];
  return next === undefined ? Infinity : daysBetween(last.lastDay, next.firstDay) - 1;
};

/** A term whose first day moves by days while its last day stays. */
const begun = (term: Term, days: number, previous: Before | null, termEnds: TermEnds): Term => ({
  ...term,
  ...spanBetween(addDays(term.firstDay, days), term.lastDay, previous, endOf(termEnds, term.policyVersion)),
});

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
