import { dayBefore } from '../kernel/civil.js';
import type { Refusal } from '../kernel/decider.js';
import type { CommandOf, ContractRefusal } from './contract.commands.js';
import type { ContractEvent, Term } from './contract.events.js';
import type { Contract } from './contract.state.js';
import { followersLaid, laidFrom, endOf, lengthened, overlapIn, refuse, replaced, touchedBy } from './terms.js';

type Decided = readonly ContractEvent[] | Refusal<ContractRefusal>;

/** C4: a paid term ends early, or never begins; later ones keep their dates unless they are moved up. */
export const cancelTerm = ({ termId, from, reason, moveUp, termEnds }: CommandOf<'cancel-term'>, state: Contract): Decided => {
  const index = state.terms.findIndex((term) => term.termId === termId);
  const term = state.terms[index];
  if (term === undefined) return state.said.has(termId) ? [] : refuse('term-unknown', 'C4', { termId });
  if (term.kind === 'free') return refuse('free-term-not-cancellable', 'C4', { termId });
  if (term.lastDay === dayBefore(from)) return [];
  if (from > term.lastDay) return refuse('cancel-after-term', 'C4', { from, firstDay: term.firstDay, lastDay: term.lastDay });

  const goes = from <= term.firstDay;
  const shortened: Term[] = goes ? [] : [{ ...term, lastDay: dayBefore(from) }];
  const moved = moveUp ? movedUp(state, index, goes ? term.firstDay : from, shortened[0] ?? state.terms[index - 1]!, termEnds) : [];
  return [{ type: 'TermCancelled', data: { termId, from, reason, movedUp: moved.length > 0, terms: [...shortened, ...moved], removed: goes ? [termId] : [] } }];
};

/** The first of the later terms begins where the cancelled one stopped; the others keep their distance to it. */
const movedUp = (state: Contract, index: number, firstDay: string, previous: Term, termEnds: CommandOf<'cancel-term'>['termEnds']): readonly Term[] => {
  const [next, ...others] = state.terms.slice(index + 1);
  if (next === undefined) return [];
  const first = laidFrom(state, next, firstDay, previous.lastDay < firstDay ? previous : null, endOf(termEnds, next.policyVersion));
  return [first, ...followersLaid(state, others, next.lastDay, first, termEnds)];
};

/** C5: nothing is covered from the first to the last day suspended. */
export const suspend = ({ suspensionId, from, to, reason, extend, termEnds }: CommandOf<'suspend'>, state: Contract): Decided => {
  if (state.suspensions.some((suspension) => suspension.suspensionId === suspensionId)) return [];
  if (state.terminatedFrom !== null) return refuse('terminated', 'C6', { from: state.terminatedFrom });
  if (to !== null && to < from) return refuse('suspension-runs-backwards', 'C5', { from, to });
  const other = state.suspensions.find((it) => (it.to === null || from <= it.to) && (to === null || it.from <= to));
  if (other !== undefined) return refuse('suspensions-overlap', 'C5', { from, otherFrom: other.from, otherTo: other.to ?? '…' });
  const touched = extend && to !== null ? touchedBy(state.terms, from, to) : null;
  const terms = touched === null ? [] : lengthened(state.terms, touched.termId, touched.days, termEnds);
  return [{ type: 'ContractSuspended', data: { suspensionId, from, to, reason, extend, terms, removed: [] } }];
};

/** C5: ends the suspension that reaches this day; what it lengthens is counted anew for the days really suspended. */
export const resume = ({ on, extend, termEnds }: CommandOf<'resume'>, state: Contract): Decided => {
  const last = dayBefore(on);
  const suspension = state.suspensions.find((it) => it.to === last || (it.from <= on && (it.to === null || on <= it.to)));
  if (suspension === undefined) {
    const open = state.suspensions.find((it) => it.to === null);
    return open === undefined ? refuse('not-suspended', 'C5', { on }) : refuse('resumed-before-suspended', 'C5', { on, from: open.from });
  }
  const extends_ = extend || suspension.extend;
  if (suspension.to === last && extends_ === suspension.extend) return [];

  const before = suspension.lengthened;
  const undone = before === null ? state.terms : replaced(state.terms, lengthened(state.terms, before.termId, -before.days, termEnds));
  const touched = extends_ && last >= suspension.from ? touchedBy(undone, suspension.from, last) : null;
  const laid = touched === null ? undone : replaced(undone, lengthened(undone, touched.termId, touched.days, termEnds));
  const overlap = overlapIn(laid);
  if (overlap !== null) return overlap;
  const terms = laid.filter((term) => !state.terms.some((old) => old.termId === term.termId && old.firstDay === term.firstDay && old.lastDay === term.lastDay && old.anchor === term.anchor));
  return [{ type: 'ContractResumed', data: { suspensionId: suspension.suspensionId, on, extend: extends_, terms, removed: [] } }];
};
