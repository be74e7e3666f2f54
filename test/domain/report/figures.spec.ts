import { describe, expect, it } from '@jest/globals';
import { PromiseTally } from '../../../domain/report/promises.js';
import { average, percent } from '../../../domain/report/rates.js';
import { renewalOf, RenewalTally } from '../../../domain/report/renewals.js';
import { SatisfactionTally } from '../../../domain/report/satisfaction.js';
import { type CountedIntake, ServiceLevelTally } from '../../../domain/report/service-levels.js';
import fc from '../../support/fast-check.js';

describe('Q1 to Q4: rates', () => {
  it('are rounded half up to one decimal, and null over nothing', () => {
    expect([percent(2, 3), percent(1, 3), percent(7, 8), percent(0, 9), percent(9, 9), percent(0, 0)]).toEqual([
      66.7,
      33.3,
      87.5,
      0,
      100,
      null,
    ]);
    // 50.05 %: as a fraction of binary a little less than that, which would round down.
    expect([percent(1, 400), percent(201, 400), percent(1001, 2000), percent(1009, 2000)]).toEqual([
      0.3, 50.3, 50.1, 50.5,
    ]);
  });

  it('agree with fractions of any size', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 1_000_000 }), (part, whole) => {
        const tenths = (BigInt(part) * 2000n + BigInt(whole)) / (2n * BigInt(whole));
        expect(percent(part, whole)).toBe(Number(`${tenths / 10n}.${tenths % 10n}`));
      }),
    );
  });

  it('averages have two decimals', () => {
    expect([average(17, 5), average(10, 3), average(1, 8), average(0, 0)]).toEqual([3.4, 3.33, 0.13, null]);
  });
});

const call = (given: Partial<CountedIntake> = {}): CountedIntake => ({
  channel: 'hotline',
  inHours: true,
  answer: 'answered',
  closed: false,
  registered: false,
  ...given,
});
const levelsOf = (intakes: readonly CountedIntake[]) => {
  const tally = new ServiceLevelTally();
  for (const each of intakes) tally.add(each);
  return tally.figures();
};

describe('Q1: service levels', () => {
  it('R2: calls in hotline hours, answered without a callback', () => {
    const { calls } = levelsOf([
      call(),
      call({ channel: 'phone' }),
      call({ answer: 'called-back' }),
      call({ answer: null, closed: true }),
      call({ inHours: false }),
      call({ channel: 'email' }),
      call({ channel: 'im' }),
    ]);
    expect(calls).toEqual({ received: 4, answered: 2, rate: 50 });
  });

  it('R2, R18: intakes that a request names, without those that ask for nothing', () => {
    const mail = call({ channel: 'email', answer: null });
    const registered = { ...mail, registered: true };
    const { intakes } = levelsOf([
      registered,
      registered,
      { ...mail, closed: true },
      { ...registered, closed: true },
      mail,
      registered,
    ]);
    expect(intakes).toEqual({ received: 4, registered: 3, rate: 75 });
  });

  it('over nothing there is no rate', () => {
    expect(levelsOf([])).toEqual({
      calls: { received: 0, answered: 0, rate: null },
      intakes: { received: 0, registered: 0, rate: null },
    });
  });
});

describe('Q2: promises', () => {
  it('kept of those that were judged; open and void beside', () => {
    const tally = new PromiseTally();
    const promise = { priority: 'P3', pausedMinutes: {}, judgedLate: false, lowered: false } as const;
    for (let i = 0; i < 7; i += 1) tally.add({ ...promise, state: 'kept', pausedMinutes: { memo: 10, backup: 5 } });
    tally.add({ ...promise, state: 'broken', judgedLate: true });
    tally.add({ ...promise, state: 'void', lowered: true });
    tally.add({ ...promise, state: 'open' });
    tally.addGoodwill();
    expect(tally.figures()).toEqual({
      kept: 7,
      broken: 1,
      goodwill: 1,
      open: 1,
      void: 1,
      rate: 87.5,
      pausedMinutes: { information: 0, access: 0, backup: 35, quote: 0, memo: 70 },
      judgedLate: 1,
      lowered: 1,
    });
  });
});

describe('Q3: satisfaction', () => {
  it('answers, their average, low ones and what followed', () => {
    const tally = new SatisfactionTally(2);
    const dueAt = '2025-12-11T10:00:00.000Z';
    const survey = { superseded: false, score: null, followUp: null } as const;
    tally.add({ ...survey, score: 5 });
    tally.add({ ...survey, score: 4 });
    tally.add({ ...survey, score: 2, followUp: { dueAt, repliedAt: dueAt } });
    tally.add({ ...survey, score: 5 });
    tally.add({ ...survey, score: 1, followUp: { dueAt, repliedAt: '2025-12-11T10:00:00.001Z' } });
    for (let i = 0; i < 3; i += 1) tally.add(survey);
    tally.add({ superseded: true, score: null, followUp: null });
    expect(tally.figures()).toEqual({
      sent: 8,
      answered: 5,
      responseRate: 62.5,
      average: 3.4,
      scores: { 1: 1, 2: 1, 3: 0, 4: 1, 5: 2 },
      low: 2,
      followUps: { inTime: 1, late: 1, open: 0 },
    });
  });
});

describe('Q4: renewals', () => {
  const free = { termId: 'trm_0', firstDay: '2025-03-01', lastDay: '2026-03-01' };
  const paidFrom = (firstDay: string) => ({ termId: 'trm_1', firstDay, lastDay: '2027-03-01' });
  const seen = (today: string, next?: string, terminatedFrom: string | null = null) =>
    renewalOf(free, { terms: [free, ...(next === undefined ? [] : [paidFrom(next)])], terminatedFrom }, today, 30);

  it('on time where a term begins the day after, late with the days of the gap', () => {
    expect(seen('2026-02-01', '2026-03-02')).toEqual({ state: 'on-time' });
    expect(seen('2026-06-01', '2026-03-03')).toEqual({ state: 'late', nextFirstDay: '2026-03-03', gapDays: 1 });
    expect(seen('2026-06-01', '2026-05-01')).toEqual({ state: 'late', nextFirstDay: '2026-05-01', gapDays: 60 });
  });

  it('open until thirty whole days have passed, then lost', () => {
    expect(seen('2026-02-01')).toEqual({ state: 'open' });
    expect(seen('2026-03-31')).toEqual({ state: 'open' });
    expect(seen('2026-04-01')).toEqual({ state: 'lost' });
  });

  it('C6: a term that was terminated is none; one that ended before is', () => {
    expect(seen('2026-06-01', undefined, '2026-03-01')).toBeNull();
    expect(seen('2026-06-01', undefined, '2026-03-02')).toEqual({ state: 'lost' });
  });

  it('the rate is renewed of renewed and lost', () => {
    const tally = new RenewalTally();
    tally.add({ state: 'on-time' });
    tally.add({ state: 'late', nextFirstDay: '2026-03-09', gapDays: 7 });
    tally.add({ state: 'lost' });
    tally.add({ state: 'open' });
    expect(tally.figures()).toEqual({ terms: 4, onTime: 1, late: 1, gapDays: 7, lost: 1, open: 1, rate: 66.7 });
  });
});
