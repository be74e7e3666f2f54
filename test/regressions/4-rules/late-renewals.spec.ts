import { describe, expect, it } from '@jest/globals';
import { cancel, days, purchase, renew, resume, suspend } from '../../domain/contract/contract-commands.js';

const bought = (purchasedOn: string) => purchase({ purchasedOn, today: purchasedOn });

describe('C2, C3: a late renewal begins on its signing day and is not queued', () => {
  it('C5: resuming on its first day lengthens the term before it up to that day, and moves nothing', () =>
    expect(
      days(
        bought('2025-01-01'),
        suspend('s1', '2025-09-01', null, true),
        renew('t1', '2026-03-10'),
        resume('2026-03-10'),
      ),
    ).toStrictEqual(['t0 2025-01-01..2026-03-09', 't1 2026-03-10..2027-03-10']));

  it('C5: a suspension recorded late lengthens the term it was in', () => {
    const late = [bought('2024-01-01'), renew('t1', '2026-11-20')] as const;
    expect(days(...late, suspend('s1', '2024-06-01', '2024-06-30', true))).toStrictEqual([
      't0 2024-01-01..2025-01-31',
      't1 2026-11-20..2027-11-20',
    ]);
    // What is queued behind the late one follows that one.
    expect(days(...late, renew('t2', '2026-12-01'), suspend('s1', '2024-06-01', '2024-06-30', true))).toStrictEqual([
      't0 2024-01-01..2025-01-31',
      't1 2026-11-20..2027-11-20',
      't2 2027-11-21..2028-11-20',
    ]);
    expect(
      days(...late, renew('t2', '2026-12-01'), suspend('s1', '2026-12-01', '2026-12-10', true)).slice(1),
    ).toStrictEqual(['t1 2026-11-20..2027-11-30', 't2 2027-12-01..2028-11-30']);
  });

  it('C5: terms queued before it go on as far as there is room, whole', () =>
    expect(
      days(
        bought('2024-01-01'),
        renew('t1', '2024-12-01', { period: 'P6M' }),
        renew('t2', '2025-07-11'),
        suspend('s1', '2024-06-01', '2024-06-30', true),
      ),
    ).toStrictEqual(['t0 2024-01-01..2025-01-10', 't1 2025-01-11..2025-07-10', 't2 2025-07-11..2026-07-11']));

  it('C5: resumed earlier than recorded, what was added goes back, and the late one still stays', () =>
    expect(
      days(
        bought('2024-01-01'),
        renew('t1', '2025-01-20'),
        suspend('s1', '2024-06-01', '2024-06-30', true),
        resume('2024-06-11'),
      ),
    ).toStrictEqual(['t0 2024-01-01..2025-01-11', 't1 2025-01-20..2026-01-20']));

  it('C3, C5: nor does one whose gap an admin closed', () =>
    expect(
      days(
        bought('2025-01-01'),
        renew('t1', '2026-03-10', { startOn: '2026-01-12', reason: '补签', role: 'admin' }),
        suspend('s1', '2025-06-01', '2025-06-30', true),
      ),
    ).toStrictEqual(['t0 2025-01-01..2026-01-11', 't1 2026-01-12..2027-01-12']));

  it('C3, C5: signed on the very day after, it leaves no room to lengthen', () =>
    expect(
      days(bought('2025-01-01'), renew('t1', '2026-01-02'), suspend('s1', '2025-06-01', '2025-06-30', true)),
    ).toStrictEqual(['t0 2025-01-01..2026-01-01', 't1 2026-01-02..2027-01-01']));

  it('C4: moving up leaves it where it runs, and what is queued behind it too', () => {
    const queue = [
      bought('2025-01-01'),
      renew('t1', '2025-06-01', { period: 'P1M' }),
      renew('t2', '2026-03-10'),
      renew('t3', '2026-04-01'),
    ] as const;
    expect(days(...queue, cancel('t1', '2026-01-10', true))).toStrictEqual([
      't0 2025-01-01..2026-01-01',
      't1 2026-01-02..2026-01-09',
      't2 2026-03-10..2027-03-10',
      't3 2027-03-11..2028-03-10',
    ]);
    expect(days(...queue, cancel('t2', '2026-06-01', true)).slice(2)).toStrictEqual([
      't2 2026-03-10..2026-05-31',
      't3 2026-06-01..2027-05-31',
    ]);
  });

  it('C2, C4: one that was queued stays queued, wherever it was moved', () =>
    expect(
      days(
        bought('2025-01-01'),
        renew('t1', '2025-06-01', { period: 'P6M' }),
        renew('t2', '2026-05-01', { period: 'P6M' }),
        cancel('t1', '2026-02-01', true),
        suspend('s1', '2025-07-01', '2025-07-10', true),
      ),
    ).toStrictEqual(['t0 2025-01-01..2026-01-11', 't1 2026-01-12..2026-01-31', 't2 2026-02-01..2026-07-31']));

  it('C2, C5: a paid term of an import that leaves no gap counts as on time', () => {
    const term = (termId: string, firstDay: string, lastDay: string) => ({
      termId,
      signedOn: firstDay,
      firstDay,
      lastDay,
      policyVersion: 1,
    });
    const imported = purchase({
      purchasedOn: '2022-01-01',
      importedAs: 'hmac',
      paidTerms: [term('t1', '2023-01-02', '2024-01-01'), term('t2', '2024-03-01', '2025-03-01')],
    });
    expect(days(imported, suspend('s1', '2022-06-01', '2022-06-30', true))).toStrictEqual([
      't0 2022-01-01..2023-01-31',
      't1 2023-02-01..2024-01-31',
      't2 2024-03-01..2025-03-01',
    ]);
  });
});

describe('C4: moving up', () => {
  it('closes a deliberate later startOn too, wherever it lies', () => {
    const later = { startOn: '2027-06-01', reason: '客户要求' };
    expect(
      days(
        bought('2025-01-01'),
        renew('t1', '2025-06-01'),
        renew('t2', '2025-06-01', later),
        cancel('t1', '2026-01-02', true),
      ),
    ).toStrictEqual(['t0 2025-01-01..2026-01-01', 't2 2026-01-02..2027-01-01']);
    expect(
      days(
        bought('2025-01-01'),
        renew('t1', '2025-06-01', { period: 'P6M' }),
        renew('t2', '2025-06-01', { period: 'P6M' }),
        renew('t3', '2025-06-01', later),
        cancel('t1', '2026-01-02', true),
      ),
    ).toStrictEqual(['t0 2025-01-01..2026-01-01', 't2 2026-01-02..2026-07-01', 't3 2026-07-02..2027-07-01']);
  });
});
