import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../domain/entitlement/decide.js';
import { addDays } from '../../../domain/kernel/civil.js';
import type { ContractSheetRow } from '../../../projections/contract-sheet/contract-sheet.row.js';
import { contractSheet, contractSheetIn } from '../../../projections/contract-sheet/contract-sheet.js';
import { factsKnownAt } from '../../../projections/facts/facts.row.js';
import { History, paidTerm } from '../../support/history.js';
import { bookWith } from '../../support/published.js';
import { prepared, project, questionOf, sheetRows, viewsOf } from '../../support/sheets.js';

/**
 * Twelve years of a contract: every month suspended and resumed, its licence revoked and restored, a payment noted;
 * every year renewed.
 */
const longHistory = (): History => {
  const history = new History();
  history.customer('cus_a');
  history.purchase();
  for (let month = 0; month < 144; month++) {
    const day = addDays('2025-03-05', month * 30);
    const recordedAt = `${day}T02:00:00.000Z`;
    const year = Math.floor(month / 12);
    const firstDay = addDays('2026-03-02', year * 365);
    const term = paidTerm(`trm_${year}`, firstDay, { lastDay: addDays(firstDay, 364) });
    if (month % 12 === 0) history.renewed(term, 'con_k', { recordedAt });
    history.ofContract(
      {
        type: 'ContractSuspended',
        data: { suspensionId: `sus_${month}`, from: day, to: null, reason: 'r', extend: false, terms: [], removed: [] },
      },
      'con_k',
      { recordedAt },
    );
    history.ofContract({
      type: 'ContractResumed',
      data: { suspensionId: `sus_${month}`, from: day, on: addDays(day, 2), extend: false, terms: [], removed: [] },
    });
    history.ofContract({ type: 'LicenceRevoked', data: { reason: 'r' } }, 'con_k', {
      recordedAt,
      effectiveAt: `${addDays(day, 4)}T00:00:00.000Z`,
    });
    history.ofContract({ type: 'LicenceRestored', data: { reason: 'r' } }, 'con_k', {
      recordedAt,
      effectiveAt: `${addDays(day, 5)}T00:00:00.000Z`,
    });
    const amount = { amount: '1.00', currency: 'CNY' };
    for (const payment of ['due', 'paid'] as const)
      history.ofContract({
        type: 'PaymentReceived',
        data: {
          paymentId: `${month}-${payment}`,
          termId: term.termId,
          amount,
          paidOn: day,
          invoiceNo: null,
          settled: payment === 'paid',
          term: { ...term, payment },
        },
      });
  }
  return history;
};

const rowsOf = (history: History): ReadonlyMap<string, ContractSheetRow> => project(contractSheet, history.events);

describe('contract-sheet', () => {
  it('T5: the live page holds what is true, however often it was changed', () => {
    const history = longHistory();
    const live = rowsOf(history).get('con_k')!;
    expect(live.facts.length).toBeLessThan(80);
    const short = new History();
    short.customer('cus_a');
    short.purchase();
    for (let i = 0; i < 3_000; i++)
      short.ofContract({
        type: 'ContractCorrected',
        data: {
          correctionId: `c${i}`,
          reason: 'r',
          facts: { purchasedOn: addDays('2025-03-01', i % 9), contractNo: `XS-${i}` },
          terms: [],
          removed: [],
        },
      });
    expect(rowsOf(short).get('con_k')!.facts.length).toBeLessThanOrEqual(16);
  });

  it('T5: every instant and position is answered from a page, and from aged rows for long past instants alone', () => {
    const history = longHistory();
    const views = viewsOf(history.events);
    const whole = {
      ...views,
      contracts: project(
        contractSheetIn({ wholeUpTo: Infinity, replacedAtMost: Infinity, old: () => null, answersFrom: () => '' }),
        history.events,
      ),
    };
    const book = bookWith();
    const counted = { one: 0, withAged: 0 };
    for (let known = 4; known <= history.position; known += 61)
      for (let day = 0; day < 4_600; day += 97) {
        const question = questionOf(
          { service: 'maintenance', at: `${addDays('2025-01-01', day)}T16:00:00.000Z` },
          known,
        );
        const [read] = sheetRows(views, 'cus_a', question.at, known).contracts;
        if (read!.length === 1) counted.one++;
        else counted.withAged++;
        expect(decide(question, prepared(views, question, book)!, book)).toEqual(
          decide(question, prepared(whole, question, book)!, book),
        );
      }
    expect(counted.one).toBeGreaterThan(200);
    expect(counted.withAged).toBeGreaterThan(50);
  });

  it('T5: a question about today reads one page of a contract with a long past', () => {
    const history = longHistory();
    const today = questionOf({ service: 'maintenance', at: history.events.at(-1)!.meta.recordedAt }, history.position);
    expect(
      sheetRows(viewsOf(history.events), 'cus_a', today.at, history.position).contracts.map((rows) => rows.length),
    ).toEqual([1]);
  });

  it('C5, T5: a suspension that has aged since is still ended earlier, or never was', () => {
    const history = new History();
    history.customer('cus_a');
    history.purchase();
    for (let n = 0; n < 30; n++) {
      const from = addDays('2025-03-05', n * 10);
      history.ofContract(
        {
          type: 'ContractSuspended',
          data: {
            suspensionId: `sus_${n}`,
            from,
            to: addDays(from, 5),
            reason: 'r',
            extend: false,
            terms: [],
            removed: [],
          },
        },
        'con_k',
        { recordedAt: `${addDays(from, 6)}T02:00:00.000Z` },
      );
    }
    const before = history.position;
    const book = bookWith();
    const reason = (at: string, known = history.position) => {
      const [views, question] = [
        viewsOf(history.events),
        questionOf({ service: 'maintenance', at: `${at}T04:00:00.000Z` }, known),
      ];
      return decide(question, prepared(views, question, book)!, book).reason;
    };
    expect(
      rowsOf(history)
        .get('con_k')!
        .facts.some(({ key }) => key === 'suspension:sus_0'),
    ).toBe(false);
    for (const [n, on] of [
      [0, '2025-03-07'],
      [1, '2025-03-15'],
    ] as const)
      history.ofContract({
        type: 'ContractResumed',
        data: {
          suspensionId: `sus_${n}`,
          from: addDays('2025-03-05', n * 10),
          on,
          extend: false,
          terms: [],
          removed: [],
        },
      });
    expect(
      ['2025-03-06', '2025-03-07', '2025-03-15', '2025-03-26'].map((day) => [reason(day), reason(day, before)]),
    ).toEqual([
      ['suspended', 'suspended'],
      ['covered', 'suspended'],
      ['covered', 'suspended'],
      ['suspended', 'suspended'],
    ]);
  });

  it('D9: a use that is given back is gone for later knowledge only', () => {
    const history = new History();
    history.purchase();
    const used = history.ofContract({
      type: 'AllowanceUsed',
      data: { useId: 'use_1', service: 'media', termId: 'con_k-t0', on: '2025-04-01', reference: null },
    });
    history.ofContract({ type: 'AllowanceGivenBack', data: { useId: 'use_1', reason: 'cancelled' } });
    const rows = [rowsOf(history).get('con_k')!];
    expect(factsKnownAt(rows, used).filter((fact) => fact.kind === 'use')).toHaveLength(1);
    expect(factsKnownAt(rows, used + 1).filter((fact) => fact.kind === 'use')).toEqual([]);
  });

  it('C12: a payment proves the fee and leaves the proof of the days alone', () => {
    const history = new History();
    history.purchase();
    const term = paidTerm('trm_1', '2026-03-02', { payment: 'due' });
    const renewed = history.renewed(term);
    const paid = history.ofContract({
      type: 'PaymentReceived',
      data: {
        paymentId: 'p',
        termId: 'trm_1',
        amount: { amount: '1.00', currency: 'CNY' },
        paidOn: '2026-03-05',
        invoiceNo: null,
        settled: true,
        term: { ...term, payment: 'paid', paidOn: '2026-03-05' },
      },
    });
    const fact = factsKnownAt([rowsOf(history).get('con_k')!], paid).find((item) => item.key === 'term:trm_1');
    expect(fact).toMatchObject({
      proof: [{ position: renewed, type: 'ContractRenewed' }],
      paid: [{ position: paid, type: 'PaymentReceived' }],
      paidOn: '2026-03-05',
      position: paid,
    });
  });

  it('C9: a correction proves a fact together with the event that first recorded it, however many are between', () => {
    const history = new History();
    const bought = history.purchase();
    for (const day of ['2025-02-01', '2025-02-02', '2025-02-03'])
      history.ofContract({
        type: 'ContractCorrected',
        data: { correctionId: day, reason: 'r', facts: { purchasedOn: day }, terms: [], removed: [] },
      });
    expect(
      factsKnownAt([rowsOf(history).get('con_k')!], history.position).find((item) => item.kind === 'purchase'),
    ).toMatchObject({
      purchasedOn: '2025-02-03',
      customerId: 'cus_a',
      proof: [
        { position: bought, type: 'ContractPurchased' },
        { position: history.position, type: 'ContractCorrected' },
      ],
    });
  });

  it('stops loudly at an event of a contract that was never purchased', () => {
    const history = new History();
    history.ofContract({ type: 'ContractTerminated', data: { from: '2025-01-01', reason: 'r' } }, 'con_x');
    expect(() => rowsOf(history)).toThrow(/con_x, which was never purchased/);
  });
});
