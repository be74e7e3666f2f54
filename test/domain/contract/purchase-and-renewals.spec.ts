import { describe, expect, it } from '@jest/globals';
import {
  cny,
  days,
  free,
  given,
  history,
  purchase,
  purchased,
  renew,
  renewed,
  second,
  sign,
  term,
  terminate,
} from './contract-commands.js';

describe('C1: buying', () => {
  it('C1, T3: opens the free term on the purchase day, worked answer 1', () =>
    given().when(purchase()).then(purchased));
  it('C1: a purchase day to come is signed today', () =>
    expect(history(purchase({ today: '2025-02-20' }))).toStrictEqual([
      { ...purchased, data: { ...purchased.data, term: { ...free, signedOn: '2025-02-20' } } },
    ]));
  it('C11: once', () => given(purchased).when(purchase()).then());
  it('C1: refuses a free period that is none', () =>
    given()
      .when(purchase({ freePeriod: '1 year' }))
      .refuses('period-unreadable', 'C1', { period: '1 year' }));

  const paid = (termId: string, firstDay: string, lastDay: string) => ({
    termId,
    signedOn: firstDay,
    firstDay,
    lastDay,
    policyVersion: 1,
  });
  it('C1: takes the paid terms of an imported record along, by first day', () =>
    given()
      .when(purchase({ paidTerms: [paid('t2', '2027-03-02', '2028-03-01'), paid('t1', '2026-03-02', '2027-03-01')] }))
      .then(
        purchased,
        renewed(term('t1', '2026-03-02', '2026-03-02', '2027-03-01', { period: null })),
        renewed(term('t2', '2027-03-02', '2027-03-02', '2028-03-01', { period: null })),
      ));
  it('C1, C3: refuses an imported record whose terms overlap, whole', () => {
    const overlapping = {
      firstDay: '2026-03-01',
      lastDay: '2027-03-01',
      otherFirstDay: '2025-03-01',
      otherLastDay: '2026-03-01',
    };
    given()
      .when(purchase({ paidTerms: [paid('t1', '2026-03-01', '2027-03-01')] }))
      .refuses('terms-overlap', 'C3', overlapping);
    given()
      .when(purchase({ paidTerms: [paid('t1', '2026-03-02', '2027-03-01'), paid('t2', '2027-03-01', '2028-03-01')] }))
      .refuses('terms-overlap', 'C3', {
        firstDay: '2027-03-01',
        lastDay: '2028-03-01',
        otherFirstDay: '2026-03-02',
        otherLastDay: '2027-03-01',
      });
  });
  it('C10: refuses an imported term that runs backwards', () =>
    given()
      .when(purchase({ paidTerms: [paid('t1', '2027-03-02', '2027-03-01')] }))
      .refuses('term-runs-backwards', 'C10', { firstDay: '2027-03-02', lastDay: '2027-03-01' }));
  it('C1: nothing is recorded of a contract that nobody bought', () =>
    given().when(renew('t1', '2026-01-15')).refuses('contract-unknown', 'C1'));
  it('C1: an abandoned stream takes no command', () => {
    const abandoned = { type: 'Abandoned', data: { claimedBy: 'k2' } } as const;
    given(abandoned).when(purchase()).refuses('number-claimed', 'C1');
    given(abandoned).when(terminate('2026-01-01')).refuses('number-claimed', 'C1');
    given(abandoned).when(sign()).refuses('number-claimed', 'C1');
  });
});

describe('C2: renewing on time', () => {
  it('C2: begins the day after, however early it was signed, worked answer 7', () =>
    given(purchased).when(renew('t1', '2026-01-15')).then(renewed(second)));
  it('C2: the last day of the last term is on time', () =>
    given(purchased)
      .when(renew('t1', '2026-03-01'))
      .then(renewed({ ...second, signedOn: '2026-03-01' })));
  it('C2: several may be queued', () =>
    expect(days(purchase(), renew('t1', '2025-04-01'), renew('t2', '2025-04-01', { period: 'P6M' }))).toStrictEqual([
      't0 2025-03-01..2026-03-01',
      't1 2026-03-02..2027-03-01',
      't2 2027-03-02..2027-09-01',
    ]));
  it('T4, C2: does not drift over the leap day', () =>
    expect(
      days(
        purchase({ purchasedOn: '2024-02-29' }),
        renew('t1', '2024-03-01'),
        renew('t2', '2024-03-01'),
        renew('t3', '2024-03-01'),
      ).at(-1),
    ).toBe('t3 2027-03-01..2028-02-29'));
  it('C2: is never signed in the future, nor before the purchase', () => {
    given(purchased)
      .when(renew('t1', '2026-01-15', { today: '2026-01-14' }))
      .refuses('signed-in-future', 'C2', { signedOn: '2026-01-15', today: '2026-01-14' });
    given(purchased)
      .when(renew('t1', '2025-02-28'))
      .refuses('signed-before-purchase', 'C2', { signedOn: '2025-02-28', purchasedOn: '2025-03-01' });
  });
  it('C11: the same term is recorded once', () =>
    given(purchased, renewed(second)).when(renew('t1', '2026-01-15')).then());
  it('C6: not while terminated', () =>
    given(...history(purchase(), terminate('2025-12-01')))
      .when(renew('t1', '2026-01-15'))
      .refuses('terminated', 'C6', { from: '2025-12-01' }));
});

describe('C3: renewing late', () => {
  const late = term('t1', '2026-04-10', '2026-04-10', '2027-04-10');
  it('C3: begins on the signing day, worked answer 4', () =>
    given(purchased).when(renew('t1', '2026-04-10')).then(renewed(late)));
  it('C3: an admin closes the gap with a reason', () =>
    given(purchased)
      .when(renew('t1', '2026-04-10', { startOn: '2026-03-02', reason: '补签', role: 'admin' }))
      .then(renewed({ ...second, signedOn: '2026-04-10' }, true)));
  it('C3: nobody else does, and not without a reason', () => {
    given(purchased)
      .when(renew('t1', '2026-04-10', { startOn: '2026-03-02', reason: '补签' }))
      .refuses('needs-admin', 'C3', { what: 'startOn', value: '2026-03-02' });
    given(purchased)
      .when(renew('t1', '2026-04-10', { startOn: '2026-03-02', role: 'admin' }))
      .refuses('start-needs-reason', 'C3', { startOn: '2026-03-02', due: '2026-04-10' });
  });
  it('C3: a later start needs no admin', () =>
    given(purchased)
      .when(renew('t1', '2026-04-10', { startOn: '2026-05-01', reason: '约定' }))
      .then(renewed(term('t1', '2026-04-10', '2026-05-01', '2027-05-01'))));
  it('C3: may not overlap a term, neither at its beginning nor at its end', () => {
    given(purchased)
      .when(renew('t1', '2026-04-10', { startOn: '2026-03-01', reason: '补签', role: 'admin' }))
      .refuses('terms-overlap', 'C3', {
        firstDay: '2026-03-01',
        lastDay: '2027-03-01',
        otherFirstDay: '2025-03-01',
        otherLastDay: '2026-03-01',
      });
    given(purchased, renewed(late))
      .when(renew('t2', '2026-06-01', { startOn: '2026-03-02', reason: '补签', role: 'admin' }))
      .refuses('terms-overlap', 'C3', {
        firstDay: '2026-04-10',
        lastDay: '2027-04-10',
        otherFirstDay: '2026-03-02',
        otherLastDay: '2027-03-01',
      });
  });
  it('C3, C1: no term lies before the purchase', () => {
    given(purchased)
      .when(renew('t1', '2025-03-01', { startOn: '2024-01-01', period: 'P6M', reason: '补录', role: 'admin' }))
      .refuses('term-before-purchase', 'C3', { firstDay: '2024-01-01', purchasedOn: '2025-03-01' });
    given()
      .when(
        purchase({
          paidTerms: [
            { termId: 't1', signedOn: '2024-01-01', firstDay: '2024-01-01', lastDay: '2024-12-31', policyVersion: 1 },
          ],
        }),
      )
      .refuses('term-before-purchase', 'C3', { firstDay: '2024-01-01', purchasedOn: '2025-03-01' });
  });
  it('C3, C10: a closed gap may end at the next term', () =>
    given(purchased, renewed(late))
      .when(
        renew('t2', '2026-06-01', {
          startOn: '2026-03-02',
          period: null,
          lastDay: '2026-04-09',
          reason: '补签',
          role: 'admin',
        }),
      )
      .then(renewed(term('t2', '2026-06-01', '2026-03-02', '2026-04-09', { period: null }), true)));
});

describe('C10: renewing to an end day', () => {
  it('C10: ends on the day named', () =>
    given(purchased)
      .when(renew('t1', '2026-01-15', { period: null, lastDay: '2026-12-31' }))
      .then(renewed({ ...second, lastDay: '2026-12-31', anchor: 31, period: null })));
  it('C10: names a length or an end day, one of both', () => {
    given(purchased)
      .when(renew('t1', '2026-01-15', { lastDay: '2026-12-31' }))
      .refuses('length-ambiguous', 'C10');
    given(purchased)
      .when(renew('t1', '2026-01-15', { period: null }))
      .refuses('length-ambiguous', 'C10');
  });
  it('C10: neither backwards nor unreadable', () => {
    given(purchased)
      .when(renew('t1', '2026-01-15', { period: null, lastDay: '2026-03-01' }))
      .refuses('term-runs-backwards', 'C10', { firstDay: '2026-03-02', lastDay: '2026-03-01' });
    given(purchased)
      .when(renew('t1', '2026-01-15', { period: 'PT5H' }))
      .refuses('period-unreadable', 'C10', { period: 'PT5H' });
  });
  it('C12: keeps fee, payment and document number', () => {
    const recorded = { fee: cny('8000.00'), payment: 'due', documentNo: 'XF-7' } as const;
    given(purchased)
      .when(renew('t1', '2026-01-15', recorded))
      .then(renewed({ ...second, ...recorded }));
  });
});
