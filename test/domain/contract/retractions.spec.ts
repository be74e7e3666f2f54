import { describe, expect, it } from '@jest/globals';
import type { ContractCommand } from '../../../domain/contract/contract.commands.js';
import { upgradesDecided } from '../../../domain/contract/upgrade-decisions.js';
import { installedOn } from '../../../domain/contract/rights.js';
import { ownerOn } from '../../../domain/contract/contract-status.js';
import {
  after,
  cny,
  correct,
  correctAgreement,
  correctPayment,
  correctTransfer,
  correctUpgrade,
  decision,
  given,
  history,
  pay,
  purchase,
  renew,
  sign,
  retract,
  terminate,
  transfer,
  upgrade,
} from './contract-commands.js';

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

describe('C9: an agreement recorded by mistake', () => {
  const signed = history(purchase(), sign());
  const recorded = after(purchase(), sign()).agreements[0]!;

  it('is corrected: another major version, kind or days; what is not named stays', () => {
    given(...signed)
      .when(correctAgreement('x', 'a1', { toMajor: 6 }, { role: 'sales' }))
      .then({ type: 'AgreementCorrected', data: { ...correction, agreement: { ...recorded, toMajor: 6 } } });
    given(...signed)
      .when(correctAgreement('x', 'a1', { kind: 'onsite' }))
      .then({
        type: 'AgreementCorrected',
        data: { ...correction, agreement: { ...recorded, kind: 'onsite', toMajor: null } },
      });
    const { agreements } = after(
      purchase(),
      sign(),
      correctAgreement('x', 'a1', { validTo: '2026-10-14' }),
      correctAgreement('y', 'a1', { validTo: null, scope: '一次' }),
    );
    expect(agreements).toEqual([{ ...recorded, scope: '一次' }]);
  });
  it('stays one that could be recorded so, and its days need an admin', () => {
    const on = (facts: Parameters<typeof correctAgreement>[2], more = {}) =>
      given(...signed).when(correctAgreement('x', 'a1', facts, more));
    on({ toMajor: null }).refuses('major-needed', 'V1', { kind: 'major-upgrade' });
    on({ kind: 'onsite', toMajor: 6 }).refuses('major-not-expected', 'V1', { kind: 'onsite', toMajor: 6 });
    on({ validTo: '2025-10-14' }).refuses('agreement-runs-backwards', 'C1', {
      validFrom: '2025-10-15',
      validTo: '2025-10-14',
    });
    on({ signedOn: '2031-01-01' }).refuses('signed-in-future', 'C2', { signedOn: '2031-01-01', today: '2030-01-01' });
    on({ validTo: '2026-10-14' }, { role: 'sales' }).refuses('needs-admin', 'C9', {
      what: 'validTo',
      value: '2026-10-14',
    });
    on({ toMajor: 5 }).then();
  });
  it('goes on being corrected after a termination, but is not signed after it', () => {
    const ended = history(purchase(), sign(), terminate('2025-09-01'));
    expect(history(purchase(), sign(), terminate('2025-09-01'), correctAgreement('x', 'a1', { toMajor: 6 }))).toEqual([
      ...ended,
      { type: 'AgreementCorrected', data: { ...correction, agreement: { ...recorded, toMajor: 6 } } },
    ]);
    given(...ended)
      .when(correctAgreement('x', 'a1', { signedOn: '2025-09-15' }))
      .refuses('terminated', 'C6', { from: '2025-09-01' });
  });
  it('is taken back: it never was', () => {
    given(...signed)
      .when(retract('agreement', 'x', 'a1'))
      .then({
        type: 'AgreementTakenBack',
        data: { ...correction, agreementId: 'a1', kind: 'major-upgrade', validFrom: '2025-10-15' },
      });
    given(...signed)
      .when(retract('agreement', 'x', 'a9'))
      .refuses('agreement-unknown', 'C9', { id: 'a9', contractId: 'k' });
    const removed = history(purchase(), sign(), retract('agreement', 'x', 'a1'));
    given(...removed)
      .when(retract('agreement', 'y', 'a1'))
      .then();
    given(...removed)
      .when(sign())
      .then();
  });
});

describe('C9, V4: an upgrade recorded by mistake', () => {
  const commands = [
    purchase(),
    upgrade('u1', '4.20', '2025-06-01'),
    upgrade('u2', '4.40', '2025-08-01'),
    upgrade('u3', '4.60', '2025-08-01'),
  ] as const;
  const performed = history(...commands);
  const installed = (day: string, ...more: readonly ContractCommand[]) =>
    installedOn(after(...commands, ...more), day).text;

  it('taken back restores the version before it until the next', () => {
    given(...performed)
      .when(retract('upgrade', 'x', 'u1'))
      .then({
        type: 'UpgradeTakenBack',
        data: { ...correction, upgradeId: 'u1', targetVersion: '4.20', performedOn: '2025-06-01' },
      });
    expect(['2025-06-01', '2025-08-01'].map((day) => installed(day, retract('upgrade', 'x', 'u1')))).toEqual([
      '4.11',
      '4.60',
    ]);
    expect(installed('2025-09-01', retract('upgrade', 'x', 'u3'))).toBe('4.40');
    expect(installed('2025-07-01', retract('upgrade', 'x', 'u1'), upgrade('u4', '4.20', '2025-07-01'))).toBe('4.20');
  });
  it('is corrected between those before and after it, also on one day', () => {
    given(...performed)
      .when(correctUpgrade('x', 'u2', { version: '4.50' }))
      .then({
        type: 'UpgradeCorrected',
        data: {
          ...correction,
          upgradeId: 'u2',
          fromVersion: '4.20',
          targetVersion: '4.50',
          performedOn: '2025-08-01',
          module: null,
          decision,
        },
      });
    expect(installed('2025-08-01', correctUpgrade('x', 'u2', { version: '4.50' }))).toBe('4.60');
    const on = (id: string, facts: Parameters<typeof correctUpgrade>[2], more = {}) =>
      given(...performed).when(correctUpgrade('x', id, facts, more));
    on('u1', { version: '4.50' }).refuses('not-an-upgrade', 'V4', { targetVersion: '4.50', installed: '4.40' });
    on('u1', { version: '4.1' }).refuses('not-an-upgrade', 'V4', { targetVersion: '4.1', installed: '4.11' });
    on('u1', { performedOn: '2025-08-02' }).refuses('not-an-upgrade', 'V4', {
      targetVersion: '4.20',
      installed: '4.60',
    });
    on('u1', { version: '4.4' }).refuses('already-exercised', 'V4', { targetVersion: '4.4' });
    on('u1', { version: 'x' }).refuses('version-unreadable', 'V1', { version: 'x' });
    on('u1', { performedOn: '2030-01-02' }).refuses('performed-in-future', 'V4', {
      performedOn: '2030-01-02',
      today: '2030-01-01',
    });
    on('u9', { version: '4.50' }).refuses('upgrade-unknown', 'C9', { id: 'u9', contractId: 'k' });
  });
  it('V4, D8: needs an admin for its day, and where the corrected facts give no right to it', () => {
    const denied = { ...decision, entitled: false, reason: 'needs-agreement' };
    const on = (facts: Parameters<typeof correctUpgrade>[2], more = {}) =>
      given(...performed).when(correctUpgrade('x', 'u3', facts, more));
    on({ performedOn: '2025-08-02' }, { role: 'sales' }).refuses('needs-admin', 'C9', {
      what: 'performedOn',
      value: '2025-08-02',
    });
    on({ version: '5.00' }, { role: 'sales', decision: denied }).refuses('not-entitled', 'D8', {
      reason: 'needs-agreement',
    });
    on({ version: '5.00' }, { decision: denied }).then({
      type: 'UpgradeCorrected',
      data: {
        ...correction,
        upgradeId: 'u3',
        fromVersion: '4.40',
        targetVersion: '5.00',
        performedOn: '2025-08-01',
        module: null,
        decision: denied,
      },
    });
  });
  it('is asked again as corrected, and not at all once it was taken back', () => {
    const anew = { ...decision, receipt: 'anew' };
    const decided = (...more: readonly ContractCommand[]) =>
      upgradesDecided(history(...commands, ...more)).map((upgradeDecided) => [
        upgradeDecided.upgradeId,
        upgradeDecided.targetVersion,
        upgradeDecided.revision,
        upgradeDecided.decision.receipt,
        upgradeDecided.unknownThen,
      ]);
    expect(decided(correctUpgrade('x', 'u2', { version: '4.50' }, { decision: anew }))).toEqual([
      ['u1', '4.20', 1, 'r', ['u1', 'u2', 'u3']],
      ['u2', '4.50', 4, 'anew', ['u2', 'u3']],
      ['u3', '4.60', 3, 'r', ['u3']],
    ]);
    expect(decided(retract('upgrade', 'x', 'u2'))).toEqual([
      ['u1', '4.20', 1, 'r', ['u1', 'u3']],
      ['u3', '4.60', 3, 'r', ['u3']],
    ]);
  });
});

describe('C7, C9: a transfer recorded by mistake', () => {
  const commands = [purchase(), transfer('c2', '2025-06-01'), transfer('c3', '2025-09-01')] as const;
  const transferred = history(...commands);
  const owner = (day: string, ...more: readonly ContractCommand[]) => ownerOn(after(...commands, ...more), day);

  it('taken back gives the contract back, and a later one counts on from its own id', () => {
    given(...transferred)
      .when(retract('transfer', 'x', 'tra_2'))
      .then({
        type: 'TransferTakenBack',
        data: {
          ...correction,
          transferId: 'tra_2',
          fromCustomerId: 'c2',
          toCustomerId: 'c3',
          from: '2025-09-01',
          owners: [
            { customerId: 'c1', from: null },
            { customerId: 'c2', from: '2025-06-01' },
          ],
        },
      });
    expect(owner('2025-10-01', retract('transfer', 'x', 'tra_2'))).toBe('c2');
    const { owners } = after(...commands, retract('transfer', 'x', 'tra_2'), transfer('c3', '2025-10-01'));
    expect(owners.map(({ transferId }) => transferId)).toEqual([undefined, 'tra_1', 'tra_3']);
  });
  it('that a later transfer builds on is refused, naming that one', () => {
    const later = {
      contractId: 'k',
      transferId: 'tra_1',
      laterId: 'tra_2',
      laterFrom: '2025-09-01',
      customerId: 'c3',
    };
    given(...transferred)
      .when(retract('transfer', 'x', 'tra_1'))
      .refuses('later-transfer', 'C9', later);
    given(...transferred)
      .when(correctTransfer('x', 'tra_1', { from: '2025-09-01' }))
      .refuses('later-transfer', 'C9', later);
    expect(after(...commands, retract('transfer', 'x', 'tra_2'), retract('transfer', 'y', 'tra_1')).owners).toEqual([
      { customerId: 'c1', from: null },
    ]);
  });
  it('is corrected in customer and day, between the owners before and after it', () => {
    given(...transferred)
      .when(correctTransfer('x', 'tra_1', { customerId: 'c4', from: '2025-05-01' }))
      .then({
        type: 'TransferCorrected',
        data: {
          ...correction,
          transferId: 'tra_1',
          was: { toCustomerId: 'c2', from: '2025-06-01' },
          toCustomerId: 'c4',
          from: '2025-05-01',
          owners: [
            { customerId: 'c1', from: null },
            { customerId: 'c4', from: '2025-05-01' },
            { customerId: 'c3', from: '2025-09-01' },
          ],
        },
      });
    const on = (id: string, facts: Parameters<typeof correctTransfer>[2], more = {}) =>
      given(...transferred).when(correctTransfer('x', id, facts, more));
    on('tra_1', { customerId: 'c3' }).refuses('already-owner', 'C7', { customerId: 'c3' });
    on('tra_1', { customerId: 'c1' }).refuses('already-owner', 'C7', { customerId: 'c1' });
    on('tra_2', { from: '2025-06-01' }).refuses('transfer-too-early', 'C7', {
      from: '2025-06-01',
      since: '2025-06-01',
    });
    on('tra_1', { from: '2025-02-28' }).refuses('transfer-too-early', 'C7', {
      from: '2025-02-28',
      since: '2025-03-01',
    });
    on('tra_1', { from: '2025-07-01' }, { role: 'sales' }).refuses('needs-admin', 'C9', {
      what: 'from',
      value: '2025-07-01',
    });
    on('tra_9', { from: '2025-07-01' }).refuses('transfer-unknown', 'C9', { id: 'tra_9', contractId: 'k' });
    on('tra_1', { customerId: 'c2' }).then();
  });
  it('C6: does not move to where the contract was terminated', () => {
    given(...history(...commands, terminate('2025-10-01')))
      .when(correctTransfer('x', 'tra_2', { from: '2025-10-01' }))
      .refuses('terminated', 'C6', { from: '2025-10-01' });
  });
  it('C9: keeps a corrected buyer', () => {
    expect(owner('2025-10-01', correct('x', { facts: { customerId: 'c7' } }))).toBe('c3');
    const back = [
      correct('x', { facts: { customerId: 'c7' } }),
      retract('transfer', 'y', 'tra_2'),
      retract('transfer', 'z', 'tra_1'),
    ];
    expect(owner('2025-10-01', ...back)).toBe('c7');
  });
});
