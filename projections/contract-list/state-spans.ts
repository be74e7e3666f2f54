import { type Day, dayAfter, firstCalendarDay } from '../../domain/kernel/civil.js';
import type { ContractListRow, ListedState, StateSpan } from './contract-list.row.js';

type Facts = Pick<ContractListRow, 'purchasedOn' | 'terms' | 'suspensions' | 'terminatedFrom'>;

/** The states of a contract over all time. D2: the first check that fails names the state. */
export const stateSpans = (facts: Facts): readonly StateSpan[] => {
  const { purchasedOn, terms, suspensions, terminatedFrom } = facts;
  const turns: Day[] = [firstCalendarDay, purchasedOn];
  for (const { firstDay, lastDay } of terms) turns.push(firstDay, dayAfter(lastDay));
  for (const { from, to } of suspensions) {
    turns.push(from);
    if (to !== null) turns.push(dayAfter(to));
  }
  if (terminatedFrom !== null) turns.push(terminatedFrom);
  const spans: { from: Day; to: Day | null; state: ListedState }[] = [];
  for (const from of turns.sort()) {
    const state = stateOn(facts, from);
    const last = spans.at(-1);
    if (last?.state === state) continue;
    if (last !== undefined) last.to = from;
    spans.push({ from, to: null, state });
  }
  return spans;
};

const stateOn = ({ purchasedOn, terms, suspensions, terminatedFrom }: Facts, day: Day): ListedState => {
  if (day < purchasedOn || terms.every(({ firstDay }) => day < firstDay)) return 'not-started';
  if (terminatedFrom !== null && day >= terminatedFrom) return 'terminated';
  if (suspensions.some(({ from, to }) => from <= day && (to === null || day <= to))) return 'suspended';
  if (terms.some(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay)) return 'in-term';
  return terms.every(({ lastDay }) => lastDay < day) ? 'lapsed' : 'gap';
};
