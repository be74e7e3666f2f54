import type { Day } from '../kernel/civil.js';
import { addMoney, type Money, subtractMoney } from '../kernel/money.js';
import type { Contract } from './contract.state.js';

/** C12: what is not paid of a term's fee by the end of a day; null where no fee was recorded. */
export const openOn = (state: Contract, termId: string, day: Day): Money | null => {
  const fee = state.terms.find((term) => term.termId === termId)?.fee ?? null;
  if (fee === null) return null;
  const paid = state.payments
    .filter((payment) => payment.termId === termId && payment.paidOn <= day)
    .reduce<Money>((sum, { amount }) => addMoney(sum, amount), { amount: '0', currency: fee.currency });
  return subtractMoney(fee, paid);
};
