import { type Day, dayAfter } from '../kernel/civil.js';
import type { Refusal } from '../kernel/decider.js';
import { addMoney, compareMoney, type Money } from '../kernel/money.js';
import { parsePeriod } from '../kernel/period.js';
import { type Before, computedSpan, spanBetween, openingSpan } from '../kernel/term.js';
import type { CommandOf, ContractRefusal } from './contract.commands.js';
import type { ContractEvent, Term } from './contract.events.js';
import type { Contract, Payment } from './contract.state.js';
import { asBefore, endOf, inOrder, misplacedIn, refuse, termBefore } from './terms.js';

type Decided = readonly ContractEvent[] | Refusal<ContractRefusal>;

/** C1: opens the free term on the purchase day; paid terms of an imported record are recorded with it or not at all. */
export const purchase = (command: CommandOf<'purchase'>): Decided => {
  const {
    contractId,
    customerId,
    contractNo,
    licenceNo,
    product,
    purchasedOn,
    freePeriod,
    fee,
    note,
    importedAs,
    importedPersons,
    termEnds,
    policyVersion,
    today,
  } = command;
  const period = parsePeriod(freePeriod);
  if (period === null) return refuse('period-unreadable', 'C1', { period: freePeriod });
  const signedOn = purchasedOn > today ? today : purchasedOn;
  const basics = { fee: null, documentNo: null, payment: 'paid', paidOn: null } as const;
  const free: Term = {
    termId: command.termId,
    kind: 'free',
    signedOn,
    ...openingSpan(purchasedOn, period, endOf(termEnds, policyVersion)),
    period: freePeriod,
    policyVersion,
    ...basics,
  };

  const paid: Term[] = [];
  for (const paidTerm of [...command.paidTerms].sort((a, b) => (a.firstDay < b.firstDay ? -1 : 1))) {
    const { firstDay, lastDay } = paidTerm;
    if (lastDay < firstDay) return refuse('term-runs-backwards', 'C10', { firstDay, lastDay });
    const previous = paid.at(-1) ?? free;
    const span = spanBetween(
      firstDay,
      lastDay,
      previous.lastDay < firstDay ? asBefore(previous, termEnds) : null,
      endOf(termEnds, paidTerm.policyVersion),
    );
    paid.push({
      termId: paidTerm.termId,
      kind: 'paid',
      signedOn: paidTerm.signedOn,
      ...span,
      period: null,
      policyVersion: paidTerm.policyVersion,
      ...basics,
    });
  }
  const misplaced = misplacedIn(inOrder([free, ...paid]), purchasedOn, 'C3');
  if (misplaced !== null) return misplaced;
  return [
    {
      type: 'ContractPurchased',
      data: {
        contractId,
        customerId,
        contractNo,
        licenceNo,
        product,
        purchasedOn,
        freePeriod,
        term: free,
        fee,
        note,
        importedAs,
        ...(importedPersons !== undefined && { importedPersons }),
      },
    },
    ...paid.map((term) => ({ type: 'ContractRenewed', data: { term, gapClosed: false } }) as const),
  ];
};

/** C2, C3, C10: the day of signing decides whether it is on time; a late one begins on it. */
export const renew = (command: CommandOf<'renew'>, state: Contract): Decided => {
  const { termId, signedOn, startOn, reason, today, role, policyVersion, fee, payment, documentNo } = command;
  if (state.recordedIds.has(termId)) return [];
  if (signedOn > today) return refuse('signed-in-future', 'C2', { signedOn, today });
  // C1: a purchase to come was signed when it was recorded, and its renewals may be signed from that day on.
  const soldOn = soldOnIn(state);
  if (signedOn < soldOn) return refuse('signed-before-purchase', 'C2', { signedOn, purchasedOn: soldOn });
  if ((command.period === null) === (command.lastDay === null)) return refuse('length-ambiguous', 'C10');

  const last = state.terms.at(-1)!;
  const due = signedOn <= last.lastDay ? dayAfter(last.lastDay) : signedOn;
  const firstDay = startOn ?? due;
  if (firstDay !== due && reason === null) return refuse('start-needs-reason', 'C3', { startOn: firstDay, due });
  if (firstDay < signedOn && role !== 'admin') return refuse('needs-admin', 'C3', { what: 'startOn', value: firstDay });

  const span = spanOf(command, firstDay, asBefore(termBefore(state.terms, firstDay), command.termEnds));
  if (!('anchor' in span)) return span;
  const term: Term = {
    termId,
    kind: 'paid',
    signedOn,
    ...span,
    period: command.period,
    policyVersion,
    payment: isNothing(fee) ? 'paid' : payment,
    paidOn: null,
    fee,
    documentNo,
  };
  if (state.terminatedFrom !== null && firstDay >= state.terminatedFrom)
    return refuse('terminated', 'C6', { from: state.terminatedFrom });
  return (
    misplacedIn(inOrder([...state.terms, term]), state.purchasedOn, 'C3') ?? [
      { type: 'ContractRenewed', data: { term, gapClosed: firstDay < due } },
    ]
  );
};

/** The day on which the sale was agreed: the purchase day, or the day of recording where that came first (C1). */
const soldOnIn = ({ purchasedOn, terms }: Contract): Day => {
  const signedOn = terms.find(({ kind }) => kind === 'free')?.signedOn ?? purchasedOn;
  return signedOn < purchasedOn ? signedOn : purchasedOn;
};

const spanOf = (
  { period, lastDay, termEnds, policyVersion }: CommandOf<'renew'>,
  firstDay: string,
  previous: Before | null,
) => {
  const end = endOf(termEnds, policyVersion);
  if (lastDay !== null)
    return lastDay < firstDay
      ? refuse('term-runs-backwards', 'C10', { firstDay, lastDay })
      : spanBetween(firstDay, lastDay, previous, end);
  const length = parsePeriod(period!);
  return length === null
    ? refuse('period-unreadable', 'C10', { period: period! })
    : computedSpan(firstDay, length, previous, end);
};

/** C12: settled once what was paid for the term reaches its fee; any payment settles a term without one. */
export const pay = (
  { paymentId, termId, amount, paidOn, invoiceNo, today }: CommandOf<'pay'>,
  state: Contract,
): Decided => {
  if (state.payments.some((payment) => payment.paymentId === paymentId) || state.takenBack.has(paymentId)) return [];
  const term = state.terms.find((item) => item.termId === termId);
  if (term === undefined) return refuse('term-unknown', 'C12', { termId });
  if (term.payment !== 'due')
    return refuse('term-not-due', 'C12', { termId, firstDay: term.firstDay, lastDay: term.lastDay });
  if (paidOn > today) return refuse('paid-in-future', 'C12', { paidOn, today });
  const earlier = state.payments.filter((payment) => payment.termId === termId);
  const currency = term.fee?.currency ?? earlier[0]?.amount.currency ?? amount.currency;
  if (amount.currency !== currency)
    return refuse('currency-differs', 'C12', { currency: amount.currency, expected: currency });
  // C12: a fee of 0.00 that older versions left due is settled by a payment of that amount.
  if (compareMoney(amount, { amount: '0', currency }) <= 0 && !isNothing(term.fee))
    return refuse('amount-not-positive', 'C12', { amount: amount.amount });
  const reached = settledOn([...earlier, { amount, paidOn }], term.fee);
  const after: Term = reached === null ? term : { ...term, payment: 'paid', paidOn: reached };
  return [
    {
      type: 'PaymentReceived',
      data: { paymentId, termId, amount, paidOn, invoiceNo, settled: reached !== null, term: after },
    },
  ];
};

/** C12: a fee of 0.00 is paid as soon as it is due. */
export const isNothing = (fee: Money | null): boolean =>
  fee !== null && compareMoney(fee, { amount: '0', currency: fee.currency }) === 0;

/** C12: the day on which what was paid reached the fee, in whatever order the payments were recorded; null: not yet. */
export const settledOn = (payments: readonly Pick<Payment, 'amount' | 'paidOn'>[], fee: Money | null): Day | null => {
  let sum: Money | null = null;
  for (const { amount, paidOn } of payments.toSorted((a, b) =>
    a.paidOn < b.paidOn ? -1 : a.paidOn > b.paidOn ? 1 : 0,
  )) {
    sum = sum === null ? amount : addMoney(sum, amount);
    if (fee === null || compareMoney(sum, fee) >= 0) return paidOn;
  }
  return null;
};
