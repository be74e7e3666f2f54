import { describe, expect, it } from '@jest/globals';
import {
  after,
  cancel,
  correct,
  days,
  purchase,
  renew,
  resume,
  suspend,
} from '../../domain/contract/contract-commands.js';

const bought = purchase({ purchasedOn: '2025-01-01', today: '2025-01-01' });
const named = (termId: string, lastDay: string, id = 'x1') => correct(id, { terms: [{ termId, lastDay }] });

describe('C4, C9: a named last day stays, whatever a suspension before it counts', () => {
  it('C5: the resumption of a suspension that had lengthened the term', () => {
    const corrected = [
      bought,
      suspend('s1', '2025-03-01', null, true),
      resume('2025-04-01'),
      named('t0', '2026-06-30'),
    ] as const;
    expect(days(...corrected)).toStrictEqual(['t0 2025-01-01..2026-06-30']);
    expect(days(...corrected, resume('2025-03-11'))).toStrictEqual(['t0 2025-01-01..2026-06-30']);
    expect(days(...corrected, resume('2025-03-01'))).toStrictEqual(['t0 2025-01-01..2026-06-30']);
  });
  it('C5: the resumption of one that was open, or that lengthens only now', () => {
    const open = [bought, suspend('s1', '2025-03-01', null, true), named('t0', '2026-06-30')] as const;
    expect(days(...open, resume('2025-04-01'))).toStrictEqual(['t0 2025-01-01..2026-06-30']);
    const question = [bought, suspend('s1', '2025-03-01', null), named('t0', '2026-06-30'), resume('2025-04-01', true)];
    expect(days(...question)).toStrictEqual(['t0 2025-01-01..2026-06-30']);
  });
  it('C5: a term behind the lengthened one gives way with its first day', () =>
    expect(
      days(
        bought,
        renew('t1', '2025-02-01'),
        renew('t2', '2025-02-01'),
        suspend('s1', '2025-03-01', '2025-03-31', true),
        named('t1', '2027-06-30'),
        resume('2025-03-11'),
      ),
    ).toStrictEqual(['t0 2025-01-01..2026-01-11', 't1 2026-01-12..2027-06-30', 't2 2027-07-01..2028-06-30']));
  it('C5: a suspension recorded afterwards lengthens it', () =>
    expect(days(bought, named('t0', '2026-06-30'), suspend('s1', '2025-03-01', '2025-03-31', true))).toStrictEqual([
      't0 2025-01-01..2026-07-31',
    ]));
});

describe('C4, C5: a term cut during a suspension is not lengthened past the cut, whichever came first', () => {
  const paid = [bought, renew('t1', '2025-06-01'), renew('t2', '2025-06-01')] as const;
  const cut = ['t0 2025-01-01..2026-01-01', 't1 2026-01-02..2026-08-14', 't2 2027-01-02..2028-01-01'];
  it('the suspension', () =>
    expect(
      days(...paid, suspend('s1', '2026-06-01', null, true), cancel('t1', '2026-08-15'), resume('2026-09-01')),
    ).toStrictEqual(cut));
  it('the cut', () =>
    expect(
      days(...paid, cancel('t1', '2026-08-15'), suspend('s1', '2026-06-01', null, true), resume('2026-07-01')),
    ).toStrictEqual(cut));
  it('the cut, and a suspension whose last day is known', () =>
    expect(days(...paid, cancel('t1', '2026-08-15'), suspend('s1', '2026-06-01', '2026-06-30', true))).toStrictEqual(
      cut,
    ));
  it('nor by a suspension in the term before it', () =>
    expect(days(...paid, cancel('t1', '2026-08-15'), suspend('s1', '2025-06-01', '2025-06-30', true))).toStrictEqual([
      't0 2025-01-01..2026-01-31',
      't1 2026-02-01..2026-08-14',
      't2 2027-01-02..2028-01-01',
    ]));
});

describe('C9, C10: a term with a named last day follows a corrected predecessor with its first day', () => {
  const aligned = [
    bought,
    renew('t1', '2025-06-01', { period: null, lastDay: '2026-12-31' }),
    renew('t2', '2025-06-01'),
  ] as const;
  it('and keeps its last', () => {
    for (const [lastDay, firstDay] of [
      ['2025-12-15', '2025-12-16'],
      ['2026-02-15', '2026-02-16'],
    ] as const)
      expect(days(...aligned, named('t0', lastDay))).toStrictEqual([
        `t0 2025-01-01..${lastDay}`,
        `t1 ${firstDay}..2026-12-31`,
        't2 2027-01-01..2027-12-31',
      ]);
  });
});

describe('C9: a last day corrected back to the computed one gives the period back', () => {
  const corrected = [bought, renew('t1', '2025-06-01'), named('t1', '2027-03-31')] as const;
  it('so that the term is computed again', () => {
    expect(after(...corrected).terms[1]!.period).toBeNull();
    const back = [...corrected, named('t1', '2027-01-01', 'x2')];
    expect(after(...back).terms[1]).toStrictEqual(after(bought, renew('t1', '2025-06-01')).terms[1]);
    expect(days(...back, correct('x3', { terms: [{ termId: 't1', firstDay: '2026-02-01' }] }))[1]).toBe(
      't1 2026-02-01..2027-02-01',
    );
    expect(days(...back, suspend('s1', '2026-03-01', '2026-03-10', true))[1]).toBe('t1 2026-01-02..2027-01-11');
  });
  it('with what a suspension had added, which its resumption counts anew again', () => {
    const back = [
      bought,
      suspend('s1', '2025-03-01', '2025-03-31', true),
      named('t0', '2026-06-30'),
      named('t0', '2026-02-01', 'x2'),
    ] as const;
    expect(after(...back).terms[0]!.period).toBe('P1Y');
    expect(days(...back, resume('2025-03-11'))).toStrictEqual(['t0 2025-01-01..2026-01-11']);
  });
  it('also where a cancellation had cut it', () =>
    expect(
      after(bought, renew('t1', '2025-06-01'), cancel('t1', '2026-08-15'), named('t1', '2027-01-01')).terms[1]!.period,
    ).toBe('P1Y'));
});
