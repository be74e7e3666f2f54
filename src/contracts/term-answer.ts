import type { Term } from '../../domain/contract/contract.events.js';
import type { Money } from '../../domain/kernel/money.js';

export const feeAnswer = (fee: Money | null): Money | null => fee && { amount: fee.amount, currency: fee.currency };

export const termAnswer = ({
  termId,
  kind,
  firstDay,
  lastDay,
  signedOn,
  period,
  payment,
  paidOn,
  fee,
  documentNo,
  policyVersion,
}: Term) => ({
  termId,
  kind,
  firstDay,
  lastDay,
  signedOn,
  period,
  payment,
  paidOn,
  fee: feeAnswer(fee),
  documentNo,
  policyVersion,
});
