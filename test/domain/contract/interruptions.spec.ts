import { describe, expect, it } from '@jest/globals';
import type { ContractEvent, Term } from '../../../domain/contract/contract.events.js';
import {
  after,
  cancel,
  correct,
  days,
  free,
  given,
  history,
  purchase,
  purchased,
  renew,
  renewed,
  resume,
  second,
  suspend,
  terminate,
  third,
} from './contract-commands.js';

const queue = [purchased, renewed(second), renewed(third)];
const bought = [purchase(), renew('t1', '2026-01-15'), renew('t2', '2026-01-15')] as const;
const cancelled = (
  termId: string,
  from: string,
  terms: readonly Term[],
  removed: readonly string[] = [],
  movedUp = false,
): ContractEvent => ({
  type: 'TermCancelled',
  data: { termId, from, reason: '客户要求', movedUp, terms, removed },
});

describe('C4: cancelling a paid term', () => {
  it('C4: a queued one is removed; later ones keep their dates', () => {
    given(...queue)
      .when(cancel('t1', '2026-03-02'))
      .then(cancelled('t1', '2026-03-02', [], ['t1']));
    given(...queue)
      .when(cancel('t1', '2025-12-01'))
      .then(cancelled('t1', '2025-12-01', [], ['t1']));
  });
  it('C4: a running one ends the day before; its last day is a named one', () =>
    given(...queue)
      .when(cancel('t2', '2027-06-16'))
      .then(cancelled('t2', '2027-06-16', [{ ...third, lastDay: '2027-06-15', anchor: 15, period: null }])));
  it('C4: its first and its last day are inside', () => {
    given(...queue)
      .when(cancel('t2', '2027-03-03'))
      .then(cancelled('t2', '2027-03-03', [{ ...third, lastDay: '2027-03-02', anchor: 2, period: null }]));
    given(...queue)
      .when(cancel('t2', '2028-03-01'))
      .then(cancelled('t2', '2028-03-01', [{ ...third, lastDay: '2028-02-29', anchor: 29, period: null }]));
  });
  it('C4: later ones move up where asked to, for a whole term each', () => {
    expect(days(...bought, cancel('t1', '2026-03-02', true))).toStrictEqual([
      't0 2025-03-01..2026-03-01',
      't2 2026-03-02..2027-03-01',
    ]);
    expect(days(...bought, cancel('t1', '2026-06-16', true))).toStrictEqual([
      't0 2025-03-01..2026-03-01',
      't1 2026-03-02..2026-06-15',
      't2 2026-06-16..2027-06-15',
    ]);
  });
  it('C4, C10: a term with a named end moves up by its days', () =>
    expect(
      days(
        purchase(),
        renew('t1', '2026-01-15'),
        renew('t2', '2026-01-15', { period: null, lastDay: '2027-03-31' }),
        cancel('t1', '2026-03-02', true),
      ).at(-1),
    ).toBe('t2 2026-03-02..2026-03-31'));
  it('T4, C4: what is renewed after a cancelled term counts from its end', () =>
    expect(
      days(purchase(), renew('t1', '2026-01-15'), cancel('t1', '2026-06-16'), renew('t2', '2026-06-01')).at(-1),
    ).toBe('t2 2026-06-16..2027-06-15'));
  it('C4: not the free term, not one that is over, not an unknown one', () => {
    given(...queue)
      .when(cancel('t0', '2025-06-01'))
      .refuses('free-term-not-cancellable', 'C4', { termId: 't0' });
    given(...queue)
      .when(cancel('t1', '2027-03-03'))
      .refuses('cancel-after-term', 'C4', { from: '2027-03-03', firstDay: '2026-03-02', lastDay: '2027-03-01' });
    given(...queue)
      .when(cancel('t9', '2027-03-03'))
      .refuses('term-unknown', 'C4', { termId: 't9' });
  });
  it('C11: once', () => {
    given(...history(...bought, cancel('t1', '2026-03-02')))
      .when(cancel('t1', '2026-03-02'))
      .then();
    given(...history(...bought, cancel('t1', '2026-06-16', true)))
      .when(cancel('t1', '2026-06-16', true))
      .then();
  });
  it('C4, C3: a paid term that lies before the free one can go too', () => {
    const swapped = [
      purchase(),
      renew('t9', '2026-04-10'),
      correct('x1', { terms: [{ termId: 't0', firstDay: '2027-06-01' }] }),
    ] as const;
    expect(days(...swapped)).toStrictEqual(['t9 2026-04-10..2027-04-10', 't0 2027-06-01..2028-06-01']);
    expect(days(...swapped, cancel('t9', '2026-04-10', true))).toStrictEqual(['t0 2027-06-01..2028-06-01']);
  });
});

const suspended = (from: string, to: string | null, extend: boolean, terms: readonly Term[] = []): ContractEvent => ({
  type: 'ContractSuspended',
  data: { suspensionId: 's1', from, to, reason: '欠费', extend, terms, removed: [] },
});
const resumed = (on: string, extend: boolean, terms: readonly Term[] = []): ContractEvent => ({
  type: 'ContractResumed',
  data: { suspensionId: 's1', from: '2025-08-01', on, extend, terms, removed: [] },
});

describe('C5: suspending', () => {
  it('C5: lengthens nothing without extend', () => {
    given(purchased)
      .when(suspend('s1', '2025-08-01', '2025-08-31'))
      .then(suspended('2025-08-01', '2025-08-31', false));
    given(purchased)
      .when(suspend('s1', '2025-08-01', null, true))
      .then(suspended('2025-08-01', null, true));
  });
  it('C5: lengthens the term by the days suspended, worked answer 16', () =>
    given(purchased)
      .when(suspend('s1', '2025-08-01', '2025-08-31', true))
      .then(suspended('2025-08-01', '2025-08-31', true, [{ ...free, lastDay: '2026-04-01' }])));
  it('C5: counts only days inside terms, and moves queued terms on equally', () => {
    expect(days(...bought, suspend('s1', '2025-08-01', '2025-08-31', true))).toStrictEqual([
      't0 2025-03-01..2026-04-01',
      't1 2026-04-02..2027-04-01',
      't2 2027-04-02..2028-04-01',
    ]);
    expect(days(purchase(), renew('t1', '2026-03-11'), suspend('s1', '2026-02-28', '2026-03-12', true))).toStrictEqual([
      't0 2025-03-01..2026-03-01',
      't1 2026-03-11..2027-03-15',
    ]);
    expect(days(purchase(), suspend('s1', '2026-02-20', '2026-05-31', true))).toStrictEqual([
      't0 2025-03-01..2026-03-11',
    ]);
  });
  it('C5: never two at a time, never backwards, never from a day on that is terminated', () => {
    const open = history(purchase(), suspend('s1', '2025-08-01', null));
    given(...open)
      .when(suspend('s2', '2026-01-01', '2026-01-31'))
      .refuses('suspensions-overlap', 'C5', { from: '2026-01-01', otherFrom: '2025-08-01', otherTo: '…' });
    given(...history(purchase(), suspend('s1', '2025-08-01', '2025-08-31')))
      .when(suspend('s2', '2025-08-31', null))
      .refuses('suspensions-overlap', 'C5', { from: '2025-08-31', otherFrom: '2025-08-01', otherTo: '2025-08-31' });
    given(purchased)
      .when(suspend('s1', '2025-08-02', '2025-08-01'))
      .refuses('suspension-runs-backwards', 'C5', { from: '2025-08-02', to: '2025-08-01' });
    given(...history(purchase(), terminate('2025-12-01')))
      .when(suspend('s1', '2025-12-01', null))
      .refuses('terminated', 'C6', { from: '2025-12-01' });
    given(...history(purchase(), terminate('2025-12-01')))
      .when(suspend('s1', '2025-08-01', null))
      .then(suspended('2025-08-01', null, false));
  });
  it('C11: once', () =>
    given(...history(purchase(), suspend('s1', '2025-08-01', '2025-08-31', true)))
      .when(suspend('s1', '2025-08-01', '2025-08-31', true))
      .then());
});

describe('C5: resuming', () => {
  it('C5: ends an open suspension and lengthens with extend, then or at first', () => {
    const open = (extend: boolean) => history(purchase(), suspend('s1', '2025-08-01', null, extend));
    given(...open(false))
      .when(resume('2025-09-01'))
      .then(resumed('2025-09-01', false));
    given(...open(false))
      .when(resume('2025-09-01', true))
      .then(resumed('2025-09-01', true, [{ ...free, lastDay: '2026-04-01' }]));
    given(...open(true))
      .when(resume('2025-09-01'))
      .then(resumed('2025-09-01', true, [{ ...free, lastDay: '2026-04-01' }]));
  });
  it('C5: earlier than planned, only the days really suspended count', () => {
    expect(days(...bought, suspend('s1', '2025-08-01', '2025-08-31', true), resume('2025-08-11'))).toStrictEqual([
      't0 2025-03-01..2026-03-11',
      't1 2026-03-12..2027-03-11',
      't2 2027-03-12..2028-03-11',
    ]);
    expect(
      days(
        purchase(),
        renew('t1', '2026-01-15'),
        suspend('s1', '2026-02-20', '2026-03-21', true),
        resume('2026-02-25'),
      ),
    ).toStrictEqual(['t0 2025-03-01..2026-03-06', 't1 2026-03-07..2027-03-06']);
  });
  it('C5: what a resumption counts anew is what a second one starts from', () => {
    const early = [
      purchase(),
      renew('t1', '2026-01-15'),
      suspend('s1', '2026-02-20', '2026-03-21', true),
      resume('2026-02-25'),
    ] as const;
    expect(after(...early).suspensions).toStrictEqual([
      {
        suspensionId: 's1',
        from: '2026-02-20',
        to: '2026-02-24',
        extend: true,
        lengthened: { termId: 't0', days: 5 },
        settled: false,
      },
    ]);
    expect(days(...early, resume('2026-02-23'))).toStrictEqual([
      't0 2025-03-01..2026-03-04',
      't1 2026-03-05..2027-03-04',
    ]);
  });
  it('C5: a term signed since can be the last one touched: what is counted anew is its own', () => {
    const later = [
      purchase(),
      suspend('s1', '2026-03-01', '2026-03-31', true),
      renew('t1', '2026-01-15'),
      resume('2026-03-31'),
    ] as const;
    expect(after(...later).suspensions[0]!.lengthened).toStrictEqual({ termId: 't1', days: 30 });
    expect(days(...later)).toStrictEqual(['t0 2025-03-01..2026-03-01', 't1 2026-03-02..2027-03-31']);
    expect(days(...later, resume('2026-03-11'))).toStrictEqual([
      't0 2025-03-01..2026-03-01',
      't1 2026-03-02..2027-03-11',
    ]);
  });
  it('C5: may lengthen after the suspension ended by itself', () =>
    expect(days(purchase(), suspend('s1', '2025-08-01', '2025-08-31'), resume('2025-09-01', true))).toStrictEqual([
      't0 2025-03-01..2026-04-01',
    ]));
  it('C4, C5: a cancelled end stays, whatever the suspension before it counted', () => {
    const ended = [
      purchase(),
      renew('t1', '2026-01-15'),
      suspend('s1', '2026-08-01', '2026-08-31', true),
      cancel('t1', '2026-08-20'),
    ] as const;
    expect(days(...ended, resume('2026-08-11')).at(-1)).toBe('t1 2026-03-02..2026-08-19');
    const atOnce = [...ended.slice(0, 3), cancel('t1', '2026-03-10')];
    expect(days(...atOnce, resume('2026-08-02')).at(-1)).toBe('t1 2026-03-02..2026-03-09');
  });
  it('C5, C9: a last day that was corrected stays, though less remains than what was added to it', () => {
    const short = [
      purchase(),
      suspend('s1', '2025-08-01', '2025-08-31', true),
      correct('x1', { terms: [{ termId: 't0', lastDay: '2025-03-05' }] }),
    ] as const;
    given(...history(...short))
      .when(resume('2025-08-11'))
      .then(resumed('2025-08-11', true));
  });
  it('C5: needs a suspension that runs on that day or did the day before', () => {
    given(purchased).when(resume('2025-09-01')).refuses('not-suspended', 'C5', { on: '2025-09-01' });
    given(...history(purchase(), suspend('s1', '2025-08-01', '2025-08-31')))
      .when(resume('2025-09-02'))
      .refuses('not-suspended', 'C5', { on: '2025-09-02' });
    for (const to of [null, '2025-08-31'])
      given(...history(purchase(), suspend('s1', '2025-08-01', to)))
        .when(resume('2025-07-31'))
        .refuses('resumed-before-suspended', 'C5', { on: '2025-07-31', from: '2025-08-01' });
  });
  it('C5: resumed on its first day it never was, and has lengthened nothing', () => {
    given(...history(purchase(), suspend('s1', '2025-08-01', null)))
      .when(resume('2025-08-01'))
      .then(resumed('2025-08-01', false));
    given(...history(purchase(), suspend('s1', '2025-08-01', '2025-08-31', true)))
      .when(resume('2025-08-01'))
      .then(resumed('2025-08-01', true, [free]));
    expect(
      after(purchase(), suspend('s1', '2025-08-01', '2025-08-31', true), resume('2025-08-01')).suspensions,
    ).toStrictEqual([]);
    const two = [
      purchase(),
      suspend('s0', '2025-07-01', '2025-07-31'),
      suspend('s1', '2025-08-01', null),
      resume('2025-08-01'),
    ] as const;
    expect(after(...two).suspensions.map(({ suspensionId, to }) => [suspensionId, to])).toStrictEqual([
      ['s0', '2025-07-31'],
    ]);
  });
  it('C5: ends the one that runs, not the one that ended the day before', () => {
    const two = history(purchase(), suspend('s0', '2025-07-01', '2025-07-31'), suspend('s1', '2025-08-01', null));
    given(...two)
      .when(resume('2025-08-11'))
      .then(resumed('2025-08-11', false));
  });
  it('C11: once', () =>
    given(...history(purchase(), suspend('s1', '2025-08-01', null, true), resume('2025-09-01')))
      .when(resume('2025-09-01'))
      .then());
});
