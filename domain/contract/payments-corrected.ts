import { Refusal } from '../kernel/decider.js';
import { compareMoney } from '../kernel/money.js';
import type { CommandOf, ContractRefusal } from './contract.commands.js';
import type { ContractEvent, Term } from './contract.events.js';
import type { Contract, Payment } from './contract.state.js';
import { isSame, made, needsAdmin, stated, toCorrect, retractedFact } from './named-fact.js';
import { isNothing, settledOn } from './renewals.js';
import { refuse } from './terms.js';

type Decided = readonly ContractEvent[] | Refusal<ContractRefusal>;

/** C9, C12: amount, day, invoice or term of a payment; what it settles is counted anew. */
export const correctPayment = (command: CommandOf<'correct-payment'>, state: Contract): Decided => {
  const { paymentId, facts, role, today } = command;
  const recorded = toCorrect(
    state.payments.find((item) => item.paymentId === paymentId),
    paymentId,
    state,
    'payment-unknown',
  );
  if (recorded instanceof Refusal) return recorded;
  const payment = stated<Payment>(recorded, facts);
  if (isSame(payment, recorded)) return [];
  const refused =
    needsAdmin(role, [['paidOn', recorded.paidOn, payment.paidOn]]) ??
    (payment.paidOn > today && payment.paidOn !== recorded.paidOn
      ? refuse('paid-in-future', 'C12', { paidOn: payment.paidOn, today })
      : null) ??
    misplaced(payment, recorded, state);
  if (refused !== null) return refused;

  const payments = state.payments.map((item) => (item.paymentId === paymentId ? payment : item));
  const terms = restated(state, payments, [recorded.termId, payment.termId]);
  return [{ type: 'PaymentCorrected', data: { ...made(command), ...payment, terms, removed: [] } }];
};

/** C9, C12: a payment that never was; the term that it settled is due again. */
export const retractPayment = (command: CommandOf<'take-back-payment'>, state: Contract): Decided => {
  const { paymentId } = command;
  const payment = retractedFact(
    state.payments.find((item) => item.paymentId === paymentId),
    paymentId,
    state,
    'payment-unknown',
  );
  if (payment instanceof Refusal || !('paymentId' in payment)) return payment;
  const { termId, amount, paidOn } = payment;
  const remainingPayments = state.payments.filter((item) => item.paymentId !== paymentId);
  const terms = restated(state, remainingPayments, [termId]);
  return [
    { type: 'PaymentTakenBack', data: { ...made(command), paymentId, termId, amount, paidOn, terms, removed: [] } },
  ];
};

/** Whether the payment may belong to its term: the rules of a new one (C12), where term or amount are corrected. */
const misplaced = (payment: Payment, recorded: Payment, state: Contract): Refusal<ContractRefusal> | null => {
  const { termId, amount } = payment;
  if (isSame([termId, amount], [recorded.termId, recorded.amount])) return null;
  const term = state.terms.find((item) => item.termId === termId);
  if (termId !== recorded.termId) {
    if (term === undefined) return refuse('term-unknown', 'C12', { termId });
    if (term.payment !== 'due')
      return refuse('term-not-due', 'C12', { termId, firstDay: term.firstDay, lastDay: term.lastDay });
  }
  const others = state.payments.filter((item) => item.termId === termId && item.paymentId !== payment.paymentId);
  const expected = term?.fee?.currency ?? others[0]?.amount.currency ?? amount.currency;
  if (amount.currency !== expected) return refuse('currency-differs', 'C12', { currency: amount.currency, expected });
  if (compareMoney(amount, { amount: '0', currency: expected }) <= 0)
    return refuse('amount-not-positive', 'C12', { amount: amount.amount });
  return null;
};

/** The terms whose payment differs once these are the payments; each of them was due before it was paid. */
const restated = (state: Contract, payments: readonly Payment[], termIds: readonly string[]): readonly Term[] =>
  state.terms.flatMap((term): readonly Term[] => {
    if (!termIds.includes(term.termId)) return [];
    const paidOn = settledOn(
      payments.filter(({ termId }) => termId === term.termId),
      term.fee,
    );
    const payment = paidOn === null && !isNothing(term.fee) ? 'due' : 'paid';
    return term.payment === payment && term.paidOn === paidOn ? [] : [{ ...term, payment, paidOn }];
  });
