import { describe, expect, it } from '@jest/globals';
import type { ContractEvent } from '../../../domain/contract/contract.events.js';
import { contract } from '../../../domain/contract/contract.js';
import { fold } from '../../../domain/kernel/decider.js';
import { deliveredSince } from '../../../domain/contract/ending.js';
import { ownerOn, statusOn } from '../../../domain/contract/contract-status.js';
import {
  after,
  cny,
  given,
  returnAllowance,
  history,
  pay,
  purchase,
  purchased,
  reinstate,
  renew,
  renewed,
  restore,
  revoke,
  second,
  sign,
  suspend,
  terminate,
  transfer,
  upgrade,
  use,
} from './contract-commands.js';

describe('C12: payments', () => {
  const due = { ...second, payment: 'due' as const, fee: cny('8000.00') };
  const owed = [purchased, renewed(due)];
  const received = (paymentId: string, amount: string, term: typeof second, settled: boolean): ContractEvent => ({
    type: 'PaymentReceived',
    data: { paymentId, termId: 't1', amount: cny(amount), paidOn: '2026-04-20', invoiceNo: null, settled, term },
  });
  const settled = { ...due, payment: 'paid' as const, paidOn: '2026-04-20' };
  it('C12: settle a term once their sum reaches the fee', () => {
    given(...owed)
      .when(pay('p1', '7999.99'))
      .then(received('p1', '7999.99', due, false));
    given(...owed, received('p1', '7999.99', due, false))
      .when(pay('p2', '0.01'))
      .then(received('p2', '0.01', settled, true));
    given(...owed)
      .when(pay('p1', '8000'))
      .then(received('p1', '8000', settled, true));
  });
  it('C12: settle it on the day on which the sum was reached, in whatever order they are recorded', () => {
    const first = pay('p1', '6000', { paidOn: '2026-04-20' });
    const paid = (paymentId: string, amount: string, paidOn: string) =>
      after(
        purchase(),
        renew('t1', '2026-01-15', { payment: 'due', fee: cny('8000.00') }),
        first,
        pay(paymentId, amount, { paidOn }),
      ).terms[1];
    expect(
      [paid('p2', '2000', '2026-04-01'), paid('p2', '2000', '2026-04-28'), paid('p2', '9000', '2026-04-01')].map(
        (term) => term?.paidOn,
      ),
    ).toStrictEqual(['2026-04-20', '2026-04-28', '2026-04-01']);
  });
  it('C12: any payment settles a term without a fee', () => {
    const open = { ...due, fee: null };
    given(purchased, renewed(open))
      .when(pay('p1', '1'))
      .then(received('p1', '1', { ...settled, fee: null }, true));
  });
  it('C12: are for a term that is due, positive, in its currency and not of the future', () => {
    given(...owed)
      .when(pay('p1', '1', { termId: 't9' }))
      .refuses('term-unknown', 'C12', { termId: 't9' });
    given(purchased, renewed(second))
      .when(pay('p1', '1'))
      .refuses('term-not-due', 'C12', { termId: 't1', firstDay: '2026-03-02', lastDay: '2027-03-01' });
    given(...owed)
      .when(pay('p1', '0.00'))
      .refuses('amount-not-positive', 'C12', { amount: '0.00' });
    given(...owed)
      .when(pay('p1', '1', { amount: { amount: '1', currency: 'USD' } }))
      .refuses('currency-differs', 'C12', { currency: 'USD', expected: 'CNY' });
    given(...owed)
      .when(pay('p1', '1', { paidOn: '2026-05-02' }))
      .refuses('paid-in-future', 'C12', { paidOn: '2026-05-02', today: '2026-05-01' });
  });
  it('C11: once', () =>
    given(...owed, received('p1', '8000', settled, true))
      .when(pay('p1', '8000'))
      .then());
});

describe('C6: ending', () => {
  it('C6: terminates from a day on, once', () => {
    const terminated: ContractEvent = { type: 'ContractTerminated', data: { from: '2025-12-01', reason: '停用' } };
    given(purchased).when(terminate('2025-12-01')).then(terminated);
    given(purchased, terminated).when(terminate('2025-12-01')).then();
    given(purchased, terminated)
      .when(terminate('2025-12-02'))
      .refuses('terminated-otherwise', 'C6', { from: '2025-12-02', recorded: '2025-12-01' });
    given(purchased)
      .when(terminate('2025-02-28'))
      .refuses('terminated-before-purchase', 'C6', { from: '2025-02-28', purchasedOn: '2025-03-01' });
    given(purchased, terminated)
      .when(reinstate)
      .then({ type: 'ContractReinstated', data: { reason: '误操作' } });
    given(purchased).when(reinstate).then();
  });
  it('C6: reinstated, it counts as never terminated', () =>
    given(...history(purchase(), terminate('2025-12-01'), reinstate))
      .when(renew('t1', '2026-01-15'))
      .then(renewed(second)));
  it('C6: while terminated, nothing is transferred, signed, upgraded or used from that day on', () => {
    const ended = history(purchase(), terminate('2025-12-01'));
    const from = { from: '2025-12-01' };
    given(...ended)
      .when(transfer('c2', '2025-12-01'))
      .refuses('terminated', 'C6', from);
    given(...ended)
      .when(sign({ signedOn: '2025-12-01' }, '2025-12-01'))
      .refuses('terminated', 'C6', from);
    given(...ended)
      .when(upgrade('u1', '4.2', '2025-12-01'))
      .refuses('terminated', 'C6', from);
    given(...ended)
      .when(use('h1', '2025-12-01'))
      .refuses('terminated', 'C6', from);
  });
  it('C6: what lies before the day of a termination is recorded as ever', () => {
    const ending = history(purchase(), terminate('2025-12-01'));
    given(...ending)
      .when(transfer('c2', '2025-11-30'))
      .then({ type: 'ContractTransferred', data: { fromCustomerId: 'c1', toCustomerId: 'c2', from: '2025-11-30' } });
    expect(after(purchase(), terminate('2025-12-01'), sign()).agreements).toMatchObject([{ agreementId: 'a1' }]);
    given(...history(purchase(), terminate('2026-06-01')))
      .when(renew('t1', '2026-01-15'))
      .then(renewed(second));
    given(...history(purchase(), terminate('2026-03-02')))
      .when(renew('t1', '2026-01-15'))
      .refuses('terminated', 'C6', { from: '2026-03-02' });
  });
  it('C6: knows what was delivered on or after a day', () =>
    expect(
      deliveredSince(
        after(
          purchase(),
          use('h1', '2025-09-01', null),
          use('h0', '2025-08-01', null),
          upgrade('u1', '4.2', '2025-08-15'),
          use('m1', '2025-10-01', null, 'media'),
          returnAllowance('m1'),
        ),
        '2025-08-15',
      ),
    ).toStrictEqual([
      { service: 'upgrade', id: 'u1', on: '2025-08-15' },
      { service: 'health-check', id: 'h1', on: '2025-09-01' },
    ]));
});

describe('C7: transfer', () => {
  const moved: ContractEvent = {
    type: 'ContractTransferred',
    data: { fromCustomerId: 'c1', toCustomerId: 'c2', from: '2025-06-01' },
  };
  it('C7: moves the rights from a day on, once', () => {
    given(purchased).when(transfer('c2', '2025-06-01')).then(moved);
    given(purchased, moved).when(transfer('c2', '2025-06-01')).then();
  });
  it('C7: not to the owner, not before the ownership began', () => {
    given(purchased).when(transfer('c1', '2025-06-01')).refuses('already-owner', 'C7', { customerId: 'c1' });
    given(purchased, moved).when(transfer('c2', '2025-07-01')).refuses('already-owner', 'C7', { customerId: 'c2' });
    given(purchased)
      .when(transfer('c2', '2025-02-28'))
      .refuses('transfer-too-early', 'C7', { from: '2025-02-28', since: '2025-03-01' });
    given(purchased, moved)
      .when(transfer('c3', '2025-05-31'))
      .refuses('transfer-too-early', 'C7', { from: '2025-05-31', since: '2025-06-01' });
  });
  it('C7: the owner of a day is who owned it then', () => {
    const contract = after(purchase(), transfer('c2', '2025-06-01'));
    expect(['2025-01-01', '2025-05-31', '2025-06-01'].map((day) => ownerOn(contract, day))).toStrictEqual([
      'c1',
      'c1',
      'c2',
    ]);
  });
});

it('C8: a licence is revoked and restored, each once', () => {
  const revoked: ContractEvent = { type: 'LicenceRevoked', data: { reason: '盗版' } };
  given(purchased).when(revoke).then(revoked);
  given(purchased, revoked).when(revoke).then();
  given(purchased, revoked)
    .when(restore)
    .then({ type: 'LicenceRestored', data: { reason: '查清' } });
  given(purchased).when(restore).then();
});

describe('V1, C11: agreements', () => {
  const signed = {
    agreementId: 'a1',
    kind: 'major-upgrade',
    signedOn: '2025-10-01',
    validFrom: '2025-10-15',
    validTo: null,
    toMajor: 5,
    scope: null,
    fee: null,
  } as const;
  it('C11: are signed once, worked answer 11', () => {
    given(purchased).when(sign()).then({ type: 'AgreementSigned', data: signed });
    given(purchased, { type: 'AgreementSigned', data: signed }).when(sign()).then();
  });
  it('V1: name a major exactly where it is a major upgrade', () => {
    given(purchased)
      .when(sign({ toMajor: null }))
      .refuses('major-needed', 'V1', { kind: 'major-upgrade' });
    given(purchased)
      .when(sign({ kind: 'onsite' }))
      .refuses('major-not-expected', 'V1', { kind: 'onsite', toMajor: 5 });
    given(purchased)
      .when(sign({ kind: 'onsite', toMajor: null }))
      .then({ type: 'AgreementSigned', data: { ...signed, kind: 'onsite', toMajor: null } });
  });
  it('C2: are not signed in the future nor valid backwards', () => {
    given(purchased)
      .when(sign({}, '2025-09-30'))
      .refuses('signed-in-future', 'C2', { signedOn: '2025-10-01', today: '2025-09-30' });
    given(purchased)
      .when(sign({ validTo: '2025-10-14' }))
      .refuses('agreement-runs-backwards', 'C1', { validFrom: '2025-10-15', validTo: '2025-10-14' });
  });
});

describe('V4: upgrades', () => {
  const exercised = history(purchase(), upgrade('u1', '4.20', '2025-07-01'));
  it('V4: change the installed version from their day on', () => {
    expect(exercised[1]).toMatchObject({
      type: 'UpgradeExercised',
      data: { upgradeId: 'u1', fromVersion: '4.11', targetVersion: '4.20', performedOn: '2025-07-01', module: null },
    });
    expect(
      history(purchase(), upgrade('u1', '4.20', '2025-07-01'), upgrade('u2', '4.9', '2025-08-01'))[2],
    ).toMatchObject({ data: { fromVersion: '4.20', targetVersion: '4.9' } });
  });
  it('V4, V1: never down, never twice, however the version is written', () => {
    given(purchased)
      .when(upgrade('u1', '4.10', '2025-07-01'))
      .refuses('not-an-upgrade', 'V4', { targetVersion: '4.10', installed: '4.11' });
    given(purchased)
      .when(upgrade('u1', '4.11', '2025-07-01'))
      .refuses('not-an-upgrade', 'V4', { targetVersion: '4.11', installed: '4.11' });
    given(...exercised)
      .when(upgrade('u2', '4.2', '2025-08-01'))
      .refuses('already-exercised', 'V4', { targetVersion: '4.2' });
    given(purchased)
      .when(upgrade('u1', '4.123', '2025-07-01'))
      .refuses('version-unreadable', 'V1', { version: '4.123' });
  });
  it('V4: one recorded afterwards stays below the later one', () => {
    given(...exercised)
      .when(upgrade('u2', '4.3', '2025-06-01'))
      .refuses('not-an-upgrade', 'V4', { targetVersion: '4.3', installed: '4.20' });
    expect(
      history(purchase(), upgrade('u1', '4.20', '2025-07-01'), upgrade('u2', '4.12', '2025-06-01'))[2],
    ).toMatchObject({ data: { fromVersion: '4.11', targetVersion: '4.12' } });
  });
  it('V4, D8: not before they happen, not against the decision', () => {
    given(purchased)
      .when(upgrade('u1', '4.2', '2026-01-02'))
      .refuses('performed-in-future', 'V4', { performedOn: '2026-01-02', today: '2026-01-01' });
    given(purchased)
      .when(upgrade('u1', '4.2', '2025-07-01', { entitled: false, reason: 'lapsed' }))
      .refuses('not-entitled', 'D8', { reason: 'lapsed' });
  });
  it('D8: on a day without right an admin gives a reason; no reason makes up for another denial', () => {
    const questionOf = (reason: string) => upgrade('u1', '4.2', '2025-07-01', { entitled: false, reason });
    const why = { role: 'admin', reason: '客户急需' } as const;
    for (const [reason, code, rule] of [
      ['suspended', 'suspended-that-day', 'C5'],
      ['unpaid', 'unpaid-that-day', 'C12'],
      ['not-licensed', 'licence-revoked-that-day', 'C8'],
    ] as const) {
      given(purchased).when(questionOf(reason)).refuses(code, rule, { on: '2025-07-01' });
      expect(contract.decide({ ...questionOf(reason), ...why }, fold(contract, [purchased]))).toHaveLength(1);
    }
    given(purchased)
      .when({ ...questionOf('lapsed'), ...why })
      .refuses('not-entitled', 'D8', { reason: 'lapsed' });
  });
  it('C11: once', () =>
    given(...exercised)
      .when(upgrade('u1', '4.20', '2025-07-01'))
      .then());
});

describe('D9: allowances', () => {
  const used = (useId: string, on: string, termId = 't0'): ContractEvent => ({
    type: 'AllowanceUsed',
    data: { useId, service: 'health-check', termId, on, reference: null },
  });
  const back: ContractEvent = { type: 'AllowanceGivenBack', data: { useId: 'h1', reason: '取消' } };
  it('D9: count per service and term, and are not carried over', () => {
    given(purchased).when(use('h1', '2025-06-01')).then(used('h1', '2025-06-01'));
    given(purchased, used('h1', '2025-06-01'))
      .when(use('h2', '2026-03-01'))
      .refuses('allowance-exhausted', 'D9', { service: 'health-check', used: 1, limit: 1 });
    given(purchased, renewed(second), used('h1', '2025-06-01'))
      .when(use('h2', '2026-03-02'))
      .then(used('h2', '2026-03-02', 't1'));
    given(purchased, used('h1', '2025-06-01'))
      .when(use('m1', '2025-06-01', 1, 'media'))
      .then({
        type: 'AllowanceUsed',
        data: { useId: 'm1', service: 'media', termId: 't0', on: '2025-06-01', reference: null },
      });
  });
  it('D9: a policy without a limit sets none', () =>
    given(purchased, used('h1', '2025-06-01'))
      .when(use('h2', '2025-06-02', null))
      .then(used('h2', '2025-06-02')));
  it('D9: what is given back can be used again', () => {
    given(purchased, used('h1', '2025-06-01')).when(returnAllowance('h1')).then(back);
    given(purchased, used('h1', '2025-06-01'), back).when(use('h2', '2025-07-01')).then(used('h2', '2025-07-01'));
    given(purchased).when(returnAllowance('h1')).refuses('use-unknown', 'D9', { useId: 'h1' });
  });
  it('D9: belong to a term', () =>
    given(purchased).when(use('h1', '2026-03-02')).refuses('no-term-that-day', 'D9', { on: '2026-03-02' }));
  it('C5, C8, C12: not on days without right, unless an admin gives the reason', () => {
    const due = { ...second, payment: 'due' as const };
    const paid = { ...second, paidOn: '2026-04-20' };
    const suspended = history(purchase(), suspend('s1', '2025-06-01', '2025-06-30'));
    const check = use('h1', '2025-06-30');
    const why = { role: 'admin', reason: '客户急需' } as const;
    given(...suspended)
      .when(check)
      .refuses('suspended-that-day', 'C5', { on: '2025-06-30' });
    given(...suspended)
      .when({ ...check, role: 'admin' })
      .refuses('suspended-that-day', 'C5', { on: '2025-06-30' });
    given(...suspended)
      .when({ ...check, reason: '客户急需' })
      .refuses('suspended-that-day', 'C5', { on: '2025-06-30' });
    given(...suspended)
      .when({ ...check, ...why })
      .then(used('h1', '2025-06-30'));
    given(...suspended)
      .when(use('h1', '2025-07-01'))
      .then(used('h1', '2025-07-01'));
    given(purchased)
      .when({ ...check, licenceValid: false })
      .refuses('licence-revoked-that-day', 'C8', { on: '2025-06-30' });
    for (const term of [due, paid])
      given(purchased, renewed(term))
        .when(use('h1', '2026-04-19'))
        .refuses('unpaid-that-day', 'C12', { on: '2026-04-19' });
    given(purchased, renewed(paid))
      .when(use('h1', '2026-04-20'))
      .then(used('h1', '2026-04-20', 't1'));
    given(purchased, renewed(due))
      .when({ ...use('h1', '2026-04-19'), servedUnpaid: true })
      .then(used('h1', '2026-04-19', 't1'));
  });
  it('C11: each once', () => {
    given(purchased, used('h1', '2025-06-01')).when(use('h1', '2025-06-01')).then();
    given(purchased, used('h1', '2025-06-01'), back).when(returnAllowance('h1')).then();
  });
});

it('D2: the state of a contract on a day: started, terminated, suspended, then its terms', () => {
  const contract = after(
    purchase(),
    renew('t1', '2026-04-10'),
    suspend('s1', '2027-04-01', '2027-04-20'),
    terminate('2027-06-01'),
  );
  const rights = [
    '2025-02-28',
    '2025-03-01',
    '2026-03-01',
    '2026-03-02',
    '2026-04-10',
    '2027-03-31',
    '2027-04-20',
    '2027-04-21',
    '2027-06-01',
  ].map((day) => statusOn(contract, day));
  expect(rights).toStrictEqual([
    'not-started',
    'in-term',
    'in-term',
    'gap',
    'in-term',
    'in-term',
    'suspended',
    'lapsed',
    'terminated',
  ]);
});
