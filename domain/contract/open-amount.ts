import type { Day } from '../kernel/civil.js';
import { addMoney, compareMoney, type Money, subtractMoney } from '../kernel/money.js';
import type { Contract } from './contract.state.js';

/** C12: what is not paid of a term's fee by the end of a day; null where no fee was recorded. */
export const openOn = (state: Contract, termId: string, day: Day): Money | null => {
  const fee = feeOf(state, termId);
  return fee === null
    ? null
    : subtractMoney(
        fee,
        paidFor(state, termId, fee, (paidOn) => paidOn <= day),
      );
};

/** C12: what was paid for a term beyond its fee; null where nothing was, or no fee was recorded. */
export const overpaidFor = (state: Contract, termId: string): Money | null => {
  const fee = feeOf(state, termId);
  if (fee === null) return null;
  const paid = paidFor(state, termId, fee, () => true);
  return compareMoney(paid, fee) > 0 ? subtractMoney(paid, fee) : null;
};

const feeOf = ({ terms }: Contract, id: string): Money | null => terms.find(({ termId }) => termId === id)?.fee ?? null;

const paidFor = (
  { payments }: Contract,
  termId: string,
  { currency }: Money,
  counts: (paidOn: Day) => boolean,
): Money =>
  payments
    .filter((payment) => payment.termId === termId && counts(payment.paidOn))
    .reduce<Money>((sum, { amount }) => addMoney(sum, amount), { amount: '0', currency });
