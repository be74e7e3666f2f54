import { instantOf } from '../../../kernel/civil.js';
import type { WorkingCalendar } from '../../../kernel/calendar.js';
import { isPaidWithoutAgreement } from './agreements.js';
import type { Condition, ConditionCode } from '../../answer.js';
import type { Hours } from '../../book.js';
import type { Case } from './case.js';
import { isUnpaid } from './checks.js';
import { majorIsPaid } from './upgrade.js';

/** D5, in the order in which answers list them. Cheap ones first decide alone whether any applies. */
const holds: readonly { readonly code: ConditionCode; readonly applies: (c: Case) => boolean }[] = [
  { code: 'backup-required', applies: (c) => c.terms.backupRequired },
  // A health check done remotely costs no travel.
  {
    code: 'travel-cost-on-customer',
    applies: (c) =>
      c.terms.travelCostOnCustomer && (c.question.service !== 'health-check' || c.question.channel === 'onsite'),
  },
  { code: 'paid-service', applies: (c) => isPaidWithoutAgreement(c) || (isUpgradeRequest(c) && majorIsPaid(c)) },
  { code: 'needs-estimate', applies: (c) => c.question.service === 'requirement' },
  // Care is owed unpaid, without a condition.
  { code: 'fee-unpaid', applies: (c) => c.question.service !== 'care' && isUnpaid(c) },
  { code: 'outside-service-hours', applies: (c) => isOutsideHours(c) },
];

const isUpgradeRequest = (c: Case): boolean => c.question.service === 'upgrade' || c.question.service === 'onsite';

/** D5: the hours that a question is held against: the hotline's, the ones on site, or none. */
export const calendarOfHours = (c: Pick<Case, 'question' | 'published' | 'book'>): WorkingCalendar | null => {
  if (c.question.urgency === null) return null;
  if (c.question.service === 'maintenance') return hoursOf(c).hotline;
  return c.question.service === 'onsite' ? hoursOf(c).onsite : null;
};

/** The hours of the contract's policy under the calendar known at the position (P2). */
export const hoursOf = (c: Pick<Case, 'question' | 'published' | 'book'>): Hours =>
  c.published.hours(c.book.calendarAt(c.question.knownPosition));

const isOutsideHours = (c: Case): boolean => {
  const hours = calendarOfHours(c);
  return hours !== null && !hours.isOpen(c.at);
};

/** D3: whether a grant has a condition that the hours of the day do not take away. */
export const hasLastingConditions = (c: Case): boolean => {
  for (let i = 0; i < holds.length; i++) {
    const condition = holds[i]!;
    if (condition.code !== 'outside-service-hours' && condition.applies(c)) return true;
  }
  return false;
};

/** D5: what still applies to a grant. */
export const conditionsOf = (c: Case): readonly Condition[] => {
  const conditions: Condition[] = [];
  for (const { code, applies } of holds) {
    if (!applies(c)) continue;
    if (code !== 'outside-service-hours') conditions.push({ code });
    else
      conditions.push({
        code,
        facts: { opensAt: instantOf(calendarOfHours(c)!.nextOpening(c.at)), emergency: c.policy.contact.emergency },
      });
  }
  return conditions;
};
