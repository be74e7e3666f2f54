import { addDays, type Day, dayAfter, dayBefore } from '../kernel/civil.js';
import { Refusal } from '../kernel/decider.js';
import { spanBetween } from '../kernel/term.js';
import type { CommandOf, ContractRefusal, TermEnds } from './contract.commands.js';
import type { ContractEvent, Term } from './contract.events.js';
import { type Contract, isLastDayFixed, type Suspension } from './contract.state.js';
import { asBefore, endOf, laidFrom, lengthened, overlapIn, refuse, replaced, sameSpan, touchedBy } from './terms.js';

type Decided = readonly ContractEvent[] | Refusal<ContractRefusal>;

/** C4: a paid term ends early, or never begins; later ones keep their dates unless they are moved up. */
export const cancelTerm = (
  { termId, from, reason, moveUp, termEnds }: CommandOf<'cancel-term'>,
  state: Contract,
): Decided => {
  const index = state.terms.findIndex((term) => term.termId === termId);
  const term = state.terms[index];
  if (term === undefined) return state.recordedIds.has(termId) ? [] : refuse('term-unknown', 'C4', { termId });
  if (term.kind === 'free') return refuse('free-term-not-cancellable', 'C4', { termId });
  if (term.lastDay === dayBefore(from)) return [];
  if (from > term.lastDay)
    return refuse('cancel-after-term', 'C4', { from, firstDay: term.firstDay, lastDay: term.lastDay });

  const isDropped = from <= term.firstDay;
  const before = state.terms[index - 1] ?? null;
  // T4: the day before is a last day that was named, so that whatever follows counts from it.
  const shortened: Term[] = isDropped
    ? []
    : [
        {
          ...term,
          ...spanBetween(
            term.firstDay,
            dayBefore(from),
            asBefore(before, termEnds),
            endOf(termEnds, term.policyVersion),
          ),
          period: null,
        },
      ];
  const moved = moveUp ? movedUp(state, index, isDropped ? term.firstDay : from, shortened[0] ?? before, termEnds) : [];
  return [
    {
      type: 'TermCancelled',
      data: {
        termId,
        from,
        reason,
        movedUp: moved.length > 0,
        terms: [...shortened, ...moved],
        removed: isDropped ? [termId] : [],
      },
    },
  ];
};

/**
 * C4: the queued terms behind the cancelled one follow each other from where it stopped, whatever first day was agreed
 * for them. A late renewal stays (C3), and so does what follows it.
 */
const movedUp = (
  state: Contract,
  index: number,
  firstDay: Day,
  previous: Term | null,
  termEnds: TermEnds,
): readonly Term[] => {
  const moved: Term[] = [];
  for (const term of state.terms.slice(index + 1)) {
    if (!state.queued.has(term.termId)) break;
    const before = moved.at(-1) ?? previous;
    moved.push(laidFrom(state, term, moved.length === 0 ? firstDay : dayAfter(before!.lastDay), before, termEnds));
  }
  return moved;
};

/** C5: nothing is covered from the first to the last day suspended. */
export const suspend = (
  { suspensionId, from, to, reason, extend, termEnds }: CommandOf<'suspend'>,
  state: Contract,
): Decided => {
  if (state.suspensions.some((suspension) => suspension.suspensionId === suspensionId)) return [];
  if (state.terminatedFrom !== null && from >= state.terminatedFrom)
    return refuse('terminated', 'C6', { from: state.terminatedFrom });
  if (to !== null && to < from) return refuse('suspension-runs-backwards', 'C5', { from, to });
  const other = state.suspensions.find(
    (suspension) => (suspension.to === null || from <= suspension.to) && (to === null || suspension.from <= to),
  );
  if (other !== undefined)
    return refuse('suspensions-overlap', 'C5', { from, otherFrom: other.from, otherTo: other.to ?? '…' });
  const touched = extend && to !== null ? touchedBy(state.terms, from, to) : null;
  const terms = touched === null ? [] : lengthened(state, state.terms, touched, null, termEnds);
  return [{ type: 'ContractSuspended', data: { suspensionId, from, to, reason, extend, terms, removed: [] } }];
};

/**
 * C5: ends the suspension that runs; what it lengthens is counted anew for the days really suspended. Ended on its
 * first day it never was.
 */
export const resume = ({ on, extend, termEnds }: CommandOf<'resume'>, state: Contract): Decided => {
  const last = dayBefore(on);
  // The day suspended, or the day after the last one: that suspension has ended so already.
  const running = state.suspensions.find((item) => item.from <= on && (item.to === null || on <= item.to));
  const suspension = running ?? state.suspensions.find((item) => item.to === last);
  if (suspension === undefined) {
    const ahead = state.suspensions.filter((item) => item.from > on).sort((a, b) => (a.from < b.from ? -1 : 1))[0];
    return ahead === undefined
      ? refuse('not-suspended', 'C5', { on })
      : refuse('resumed-before-suspended', 'C5', { on, from: ahead.from });
  }
  const extended = extend || suspension.extend;
  if (suspension.to === last && extended === suspension.extend) return [];

  const laid = suspension.settled ? state.terms : recounted(state, suspension, extended ? last : null, termEnds);
  if (laid instanceof Refusal) return laid;
  const overlap = overlapIn(laid);
  if (overlap !== null) return overlap;
  const terms = laid.filter((term) => !state.terms.some((old) => old.termId === term.termId && sameSpan(old, term)));
  return [
    {
      type: 'ContractResumed',
      data: { suspensionId: suspension.suspensionId, from: suspension.from, on, extend: extended, terms, removed: [] },
    },
  ];
};

/**
 * The terms without what a suspension has added, then with its days up to `to`; null: it adds nothing. A last day that
 * was named since stays, and then nothing else is counted anew either (C4, C9).
 */
const recounted = (
  state: Contract,
  { suspensionId, from, lengthened: added }: Suspension,
  to: Day | null,
  termEnds: TermEnds,
): readonly Term[] | Refusal<ContractRefusal> => {
  const longer = state.terms.find((term) => term.termId === added?.termId);
  const without = longer === undefined ? null : addDays(longer.lastDay, -added!.days);
  if (longer !== undefined && without! < longer.firstDay)
    return refuse('term-runs-backwards', 'C5', { firstDay: longer.firstDay, lastDay: without! });
  const undone =
    added === null
      ? state.terms
      : replaced(
          state.terms,
          lengthened(state, state.terms, { termId: added.termId, days: -added.days }, suspensionId, termEnds),
        );
  const touched = to === null ? null : touchedBy(undone, from, to);
  if (touched === null) return undone;
  if (isLastDayFixed(state, touched.termId, suspensionId)) return state.terms;
  return replaced(undone, lengthened(state, undone, touched, suspensionId, termEnds));
};
