import { describe, expect, it } from '@jest/globals';
import type { ContractEvent, CorrectedFacts, Term } from '../../../domain/contract/contract.events.js';
import {
  after,
  cancel,
  correct,
  days,
  free,
  given,
  history,
  product,
  purchase,
  purchased,
  renew,
  renewed,
  resume,
  second,
  suspend,
  term,
  terminate,
  third,
} from './contract-commands.js';

const corrected = (facts: CorrectedFacts, terms: readonly Term[] = []): ContractEvent => ({
  type: 'ContractCorrected',
  data: { correctionId: 'x1', reason: '录入错误', facts, terms, removed: [] },
});
const late = term('t1', '2026-04-10', '2026-04-10', '2027-04-10');
const queue = [purchased, renewed(second), renewed(third)];
const bought = [purchase(), renew('t1', '2026-01-15'), renew('t2', '2026-01-15')] as const;

describe('C9: correcting dates', () => {
  it('C9: a first day recomputes the last day from the agreed period, worked answer 5', () =>
    given(purchased, renewed(late))
      .when(correct('x1', { terms: [{ termId: 't1', firstDay: '2026-03-02' }] }))
      .then(corrected({}, [{ ...second, signedOn: '2026-04-10' }])));
  it('C9: unless a last day is given, which then is a named one', () => {
    const named = { ...late, firstDay: '2026-03-02', lastDay: '2027-04-10', period: null };
    given(purchased, renewed(late))
      .when(correct('x1', { terms: [{ termId: 't1', firstDay: '2026-03-02', lastDay: '2027-04-10' }] }))
      .then(corrected({}, [named]));
    given(purchased)
      .when(correct('x1', { terms: [{ termId: 't0', lastDay: '2026-02-28' }] }))
      .then(corrected({}, [{ ...free, lastDay: '2026-02-28', anchor: 28, period: null }]));
  });
  it('C9, C4, C10: a last day that was ever named stays, whatever the first day becomes', () => {
    const to = (firstDay: string) => correct('x9', { terms: [{ termId: 't1', firstDay }] });
    expect(
      days(purchase(), renew('t1', '2026-03-10', { period: null, lastDay: '2026-12-31' }), to('2026-03-02')).at(-1),
    ).toBe('t1 2026-03-02..2026-12-31');
    expect(days(purchase(), renew('t1', '2026-04-10'), cancel('t1', '2026-06-15'), to('2026-03-02')).at(-1)).toBe(
      't1 2026-03-02..2026-06-14',
    );
    expect(
      days(
        purchase(),
        renew('t1', '2026-04-10'),
        correct('x1', { terms: [{ termId: 't1', lastDay: '2027-12-31' }] }),
        to('2026-04-05'),
      ).at(-1),
    ).toBe('t1 2026-04-05..2027-12-31');
    expect(
      days(
        purchase(),
        correct('x1', { terms: [{ termId: 't0', lastDay: '2026-06-30' }] }),
        correct('x2', { facts: { purchasedOn: '2025-03-05' } }),
      ),
    ).toStrictEqual(['t0 2025-03-05..2026-06-30']);
    given(...history(purchase(), renew('t1', '2026-04-10'), cancel('t1', '2026-06-15')))
      .when(to('2026-06-15'))
      .refuses('term-runs-backwards', 'C9', { firstDay: '2026-06-15', lastDay: '2026-06-14' });
    given(...history(purchase(), correct('x1', { terms: [{ termId: 't0', lastDay: '2026-06-30' }] })))
      .when(correct('x2', { facts: { purchasedOn: '2026-07-01' } }))
      .refuses('term-runs-backwards', 'C9', { firstDay: '2026-07-01', lastDay: '2026-06-30' });
  });
  it('C9, C5: with what a suspension added to it', () =>
    expect(
      days(
        purchase(),
        renew('t1', '2026-03-10', { period: null, lastDay: '2026-12-31' }),
        suspend('s1', '2026-05-01', '2026-05-31', true),
        correct('x1', { terms: [{ termId: 't1', firstDay: '2026-03-02' }] }),
      ).at(-1),
    ).toBe('t1 2026-03-02..2027-01-31'));
  it('C9, C1: no term comes to lie before the purchase', () => {
    given(purchased, renewed(late))
      .when(correct('x1', { facts: { purchasedOn: '2027-05-01' } }))
      .refuses('term-before-purchase', 'C9', { firstDay: '2026-04-10', purchasedOn: '2027-05-01' });
    given(purchased)
      .when(correct('x1', { terms: [{ termId: 't0', firstDay: '2025-02-28' }] }))
      .refuses('term-before-purchase', 'C9', { firstDay: '2025-02-28', purchasedOn: '2025-03-01' });
  });
  it('C9: terms that follow move along; a named end does not', () => {
    expect(days(...bought, correct('x1', { terms: [{ termId: 't0', firstDay: '2025-03-11' }] }))).toStrictEqual([
      't0 2025-03-11..2026-03-11',
      't1 2026-03-12..2027-03-11',
      't2 2027-03-12..2028-03-11',
    ]);
    const named = [
      purchase(),
      renew('t1', '2026-01-15', { period: null, lastDay: '2026-12-31' }),
      renew('t2', '2026-01-15'),
    ] as const;
    expect(days(...named, correct('x1', { terms: [{ termId: 't0', lastDay: '2026-02-15' }] }))).toStrictEqual([
      't0 2025-03-01..2026-02-15',
      't1 2026-02-16..2026-12-31',
      't2 2027-01-01..2027-12-31',
    ]);
  });
  it('C9, C5: keeps what a suspension has lengthened', () =>
    expect(
      days(
        purchase(),
        suspend('s1', '2025-08-01', '2025-08-31', true),
        correct('x1', { terms: [{ termId: 't0', firstDay: '2025-03-11' }] }),
      ),
    ).toStrictEqual(['t0 2025-03-11..2026-04-11']));
  it('C9: a purchase day moves the free term only', () => {
    given(...queue)
      .when(correct('x1', { facts: { purchasedOn: '2025-02-20' } }))
      .then(
        corrected({ purchasedOn: '2025-02-20' }, [
          { ...free, firstDay: '2025-02-20', lastDay: '2026-02-20', anchor: 20 },
        ]),
      );
    const both = correct('x1', {
      facts: { purchasedOn: '2025-02-20' },
      terms: [{ termId: 't2', lastDay: '2028-03-31' }],
    });
    expect(days(...bought, both)).toStrictEqual([
      't0 2025-02-20..2026-02-20',
      't1 2026-03-02..2027-03-01',
      't2 2027-03-02..2028-03-31',
    ]);
  });
  it('C9: refuses what would overlap, whatever the order of the terms becomes', () => {
    given(...queue)
      .when(correct('x1', { facts: { purchasedOn: '2025-03-11' } }))
      .refuses('terms-overlap', 'C3', {
        firstDay: '2026-03-02',
        lastDay: '2027-03-01',
        otherFirstDay: '2025-03-11',
        otherLastDay: '2026-03-11',
      });
    given(...queue)
      .when(correct('x1', { terms: [{ termId: 't2', firstDay: '2025-01-01' }] }))
      .refuses('terms-overlap', 'C3', {
        firstDay: '2025-03-01',
        lastDay: '2026-03-01',
        otherFirstDay: '2025-01-01',
        otherLastDay: '2026-01-01',
      });
  });
  it('C9: refuses a term that is unknown or would run backwards', () => {
    given(...queue)
      .when(correct('x1', { terms: [{ termId: 't9', lastDay: '2026-01-01' }] }))
      .refuses('term-unknown', 'C9', { termId: 't9' });
    given(...queue)
      .when(correct('x1', { terms: [{ termId: 't2', lastDay: '2027-03-01' }] }))
      .refuses('term-runs-backwards', 'C9', { firstDay: '2027-03-02', lastDay: '2027-03-01' });
  });
  it('C9: dates are for an admin', () => {
    given(...queue)
      .when(correct('x1', { role: 'sales', facts: { purchasedOn: '2025-02-20' } }))
      .refuses('needs-admin', 'C9', { what: 'date', value: '2025-02-20' });
    given(...queue)
      .when(correct('x1', { role: 'sales', terms: [{ termId: 't2', lastDay: '2028-03-31' }] }))
      .refuses('needs-admin', 'C9', { what: 'date', value: '2027-03-02' });
  });
  it('C9: may be recorded of a terminated contract', () =>
    given(...history(purchase(), terminate('2025-12-01')))
      .when(correct('x1', { facts: { contractNo: 'HT-2' } }))
      .then(corrected({ contractNo: 'HT-2' })));
});

describe('C9: correcting facts', () => {
  it('C9: records what differs, for anybody who may correct', () => {
    const facts = { customerId: 'c7', contractNo: 'HT-2', licenceNo: 'L-1', fee: { amount: '8000', currency: 'CNY' } };
    given(purchased)
      .when(correct('x1', { role: 'sales', facts }))
      .then(corrected({ customerId: 'c7', contractNo: 'HT-2', fee: facts.fee }));
    const { contractNo, owners, fee } = after(purchase(), correct('x1', { facts }));
    expect({ contractNo, owners, fee }).toStrictEqual({
      contractNo: 'HT-2',
      owners: [{ customerId: 'c7', from: null }],
      fee: facts.fee,
    });
  });
  it('C11: what is so already is no correction, in whatever order of its members', () => {
    const { series, name, version, modules } = product;
    const facts = {
      product: { version, modules, name, series },
      contractNo: 'HT-1',
      purchasedOn: '2025-03-01',
      fee: null,
    };
    given(purchased)
      .when(correct('x1', { facts, terms: [{ termId: 't0', firstDay: '2025-03-01', lastDay: '2026-03-01' }] }))
      .then();
    given(purchased)
      .when(correct('x1', { facts: { product: { ...product, modules: [] } } }))
      .then(corrected({ product: { ...product, modules: [] } }));
  });
  it('C11: once', () =>
    given(...history(purchase(), correct('x1', { facts: { contractNo: 'HT-2' } })))
      .when(correct('x1', { facts: { contractNo: 'HT-3' } }))
      .then());
  it('C5, C9: a resumption after a correction counts from where the term lies now', () =>
    expect(
      days(
        purchase(),
        suspend('s1', '2025-08-01', '2025-08-31', true),
        correct('x1', { terms: [{ termId: 't0', firstDay: '2025-03-11' }] }),
        resume('2025-08-11'),
      ),
    ).toStrictEqual(['t0 2025-03-11..2026-03-21']));
});
