import { describe, expect, it } from '@jest/globals';
import type { ContractCommand } from '../../../domain/contract/contract.commands.js';
import { after, cny, correctPayment, given, history, pay, purchase, renew, retract } from './contract-commands.js';

const correction = { correctionId: 'x', reason: '录入错误' };

describe('C9, C12: a payment recorded by mistake', () => {
  const due = renew('t1', '2026-01-15', { payment: 'due', fee: cny('8000.00') });
  const owed = history(purchase(), due);
  const paid = history(purchase(), due, pay('p1', '8000.00'));
  const term = (commands: readonly ContractCommand[]) => {
    const found = after(...commands).terms.find(({ termId }) => termId === 't1')!;
    return [found.payment, found.paidOn];
  };

  it('is taken back with a reason, and the term it settled is due again', () => {
    const open = after(purchase(), due).terms[1]!;
    given(...paid)
      .when(retract('payment', 'x', 'p1'))
      .then({
        type: 'PaymentTakenBack',
        data: {
          ...correction,
          paymentId: 'p1',
          termId: 't1',
          amount: cny('8000.00'),
          paidOn: '2026-04-20',
          terms: [open],
          removed: [],
        },
      });
    expect(after(purchase(), due, pay('p1', '8000.00'), retract('payment', 'x', 'p1')).payments).toEqual([]);
  });
  it('of several leaves the term settled by the others, from the day on which they reach the fee', () => {
    const three = [
      purchase(),
      due,
      pay('p1', '5000', { paidOn: '2026-02-01' }),
      pay('p2', '1000', { paidOn: '2026-02-10' }),
      pay('p3', '7000', { paidOn: '2026-03-01' }),
    ];
    expect(term(three)).toEqual(['paid', '2026-03-01']);
    expect(term([...three, retract('payment', 'x', 'p2')])).toEqual(['paid', '2026-03-01']);
    expect(term([...three, retract('payment', 'x', 'p1')])).toEqual(['paid', '2026-03-01']);
    expect(term([...three, retract('payment', 'x', 'p3')])).toEqual(['due', null]);
    expect(term([...three, correctPayment('x', 'p2', { amount: cny('3000') })])).toEqual(['paid', '2026-02-10']);
    expect(term([...three, correctPayment('x', 'p3', { paidOn: '2026-02-15' })])).toEqual(['paid', '2026-02-15']);
  });
  it('is corrected in amount, day and invoice; the rest stays', () => {
    const { payments } = after(
      purchase(),
      due,
      pay('p1', '8000.00', { invoiceNo: 'F-1' }),
      correctPayment('x', 'p1', { amount: cny('7000.00') }),
      correctPayment('y', 'p1', { invoiceNo: null }),
    );
    expect(payments).toEqual([
      { paymentId: 'p1', termId: 't1', amount: cny('7000.00'), paidOn: '2026-04-20', invoiceNo: null },
    ]);
    expect(
      term([purchase(), due, pay('p1', '8000.00'), correctPayment('x', 'p1', { amount: cny('7000.00') })]),
    ).toEqual(['due', null]);
  });
  it('moves to the term it was paid for, which must be due', () => {
    const two = [purchase(), due, renew('t2', '2026-01-16', { payment: 'due', fee: cny('8000.00') })] as const;
    const moved = after(...two, pay('p1', '8000.00'), correctPayment('x', 'p1', { termId: 't2' }));
    expect(moved.terms.map(({ termId, payment, paidOn }) => [termId, payment, paidOn])).toEqual([
      ['t0', 'paid', null],
      ['t1', 'due', null],
      ['t2', 'paid', '2026-04-20'],
    ]);
    given(...paid)
      .when(correctPayment('x', 'p1', { termId: 't0' }))
      .refuses('term-not-due', 'C12', { termId: 't0', firstDay: '2025-03-01', lastDay: '2026-03-01' });
    given(...paid)
      .when(correctPayment('x', 'p1', { termId: 't9' }))
      .refuses('term-unknown', 'C12', { termId: 't9' });
  });
  it('is held to the rules of a new one, and its day to an admin', () => {
    const on = (facts: Parameters<typeof correctPayment>[2], more = {}) =>
      given(...paid).when(correctPayment('x', 'p1', facts, more));
    on({ amount: { amount: '8000.00', currency: 'USD' } }).refuses('currency-differs', 'C12', {
      currency: 'USD',
      expected: 'CNY',
    });
    on({ amount: cny('0') }).refuses('amount-not-positive', 'C12', { amount: '0' });
    on({ paidOn: '2030-01-02' }).refuses('paid-in-future', 'C12', { paidOn: '2030-01-02', today: '2030-01-01' });
    on({ paidOn: '2026-04-19' }, { role: 'sales' }).refuses('needs-admin', 'C9', {
      what: 'paidOn',
      value: '2026-04-19',
    });
    on({ amount: cny('8000.00') }, { role: 'sales' }).then();
  });
  it(
    'unknown is refused; taken back it can be taken back ' + 'again, but not corrected, nor recorded by its command',
    () => {
      given(...owed)
        .when(retract('payment', 'x', 'p1'))
        .refuses('payment-unknown', 'C9', { id: 'p1', contractId: 'k' });
      const removed = [
        ...paid,
        ...history(purchase(), due, pay('p1', '8000.00'), retract('payment', 'x', 'p1')).slice(-1),
      ];
      given(...removed)
        .when(retract('payment', 'y', 'p1'))
        .then();
      given(...removed)
        .when(pay('p1', '8000.00'))
        .then();
      given(...removed)
        .when(correctPayment('y', 'p1', { amount: cny('1') }))
        .refuses('taken-back', 'C9', { id: 'p1' });
    },
  );
});

describe('C12: a fee of 0.00', () => {
  it.each(['0', '0.00', '0.0000'])('%s that is due is paid', (amount) =>
    expect(after(purchase(), renew('t1', '2026-01-15', { payment: 'due', fee: cny(amount) })).terms[1]).toMatchObject({
      payment: 'paid',
      paidOn: null,
    }),
  );
  it('that an older version left due is settled by a payment of nothing, and without one is not due again', () => {
    const recorded = history(purchase(), renew('t1', '2026-01-15', { fee: cny('0.00') }));
    const left = recorded.map((event) =>
      event.type === 'ContractRenewed'
        ? { ...event, data: { ...event.data, term: { ...event.data.term, payment: 'due' as const } } }
        : event,
    );
    const settled = { ...(left[1] as { data: { term: object } }).data.term, payment: 'paid', paidOn: '2026-04-20' };
    given(...left)
      .when(pay('p1', '0.00'))
      .then({
        type: 'PaymentReceived',
        data: {
          paymentId: 'p1',
          termId: 't1',
          amount: cny('0.00'),
          paidOn: '2026-04-20',
          invoiceNo: null,
          settled: true,
          term: settled as never,
        },
      });
  });
});
