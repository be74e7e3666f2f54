import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import { addDays, dayAfter } from '../../../domain/kernel/civil.js';
import { contractList } from '../../../projections/contract-list/contract-list.js';
import type { ContractListRow, ListedState } from '../../../projections/contract-list/contract-list.row.js';
import { stateSpans } from '../../../projections/contract-list/state-spans.js';
import { History, paidTerm } from '../../support/history.js';
import { project } from '../../support/sheets.js';

const listed = (notify: (history: History) => void): ContractListRow => {
  const history = new History();
  notify(history);
  return project(contractList, history.events).get('con_k')!;
};
const stateOn = ({ states }: Pick<ContractListRow, 'states'>, day: string): ListedState[] =>
  states.filter(({ from, to }) => from <= day && (to === null || day < to)).map(({ state }) => state);
const spansOf = ({ states }: ContractListRow): string[] =>
  states.map(({ from, to, state }) => `${from} ${to ?? '-'} ${state}`);

describe('contract list', () => {
  it('C1: a purchase is listed with its free term, its numbers searchable in one form', () => {
    const row = listed((history) => history.purchase({ contractNo: 'ｘs-2025-0311 ' }));
    expect(row).toMatchObject({
      contractId: 'con_k',
      owners: [{ from: '1900-01-01', to: null, customerId: 'cus_a' }],
      contractKey: 'XS-2025-0311',
      product: { series: 'EKP' },
      hasGap: false,
      isUnpaid: false,
      lastDay: '2026-03-01',
      revision: 0,
    });
    expect(spansOf(row)).toEqual([
      '1900-01-01 2025-03-01 not-started',
      '2025-03-01 2026-03-02 in-term',
      '2026-03-02 - lapsed',
    ]);
  });

  it('C3: a late renewal leaves a gap; T2: its last day is still in term', () => {
    const row = listed((history) => {
      history.purchase();
      history.renewed(paidTerm('t1', '2026-04-10'));
    });
    expect(spansOf(row).slice(1)).toEqual([
      '2025-03-01 2026-03-02 in-term',
      '2026-03-02 2026-04-10 gap',
      '2026-04-10 2027-04-11 in-term',
      '2027-04-11 - lapsed',
    ]);
    expect(row.lastDay).toBe('2027-04-10');
  });

  it('C5: suspended goes before the terms, and ends on the day it was resumed', () => {
    const row = listed((history) => {
      history.purchase();
      history.ofContract({
        type: 'ContractSuspended',
        data: { suspensionId: 's1', from: '2025-08-01', to: null, reason: 'r', extend: false, terms: [], removed: [] },
      });
      history.ofContract({
        type: 'ContractResumed',
        data: { suspensionId: 's1', from: '2025-08-01', on: '2025-09-01', extend: false, terms: [], removed: [] },
      });
    });
    expect([
      ...stateOn(row, '2025-07-31'),
      ...stateOn(row, '2025-08-01'),
      ...stateOn(row, '2025-08-31'),
      ...stateOn(row, '2025-09-01'),
    ]).toEqual(['in-term', 'suspended', 'suspended', 'in-term']);
  });

  it('C5: resumed on its first day it never was suspended', () => {
    const row = listed((history) => {
      history.purchase();
      history.ofContract({
        type: 'ContractSuspended',
        data: { suspensionId: 's1', from: '2025-08-01', to: null, reason: 'r', extend: false, terms: [], removed: [] },
      });
      history.ofContract({
        type: 'ContractResumed',
        data: { suspensionId: 's1', from: '2025-08-01', on: '2025-08-01', extend: false, terms: [], removed: [] },
      });
    });
    expect(row.suspensions).toEqual([]);
    expect(stateOn(row, '2025-08-01')).toEqual(['in-term']);
  });

  it('C6: terminated goes before all but the beginning, and reinstated counts as never terminated', () => {
    const before = listed((history) => history.purchase());
    const end = (history: History): void => {
      history.purchase();
      history.ofContract({ type: 'ContractTerminated', data: { from: '2025-06-01', reason: 'r' } });
    };
    expect(spansOf(listed(end)).slice(1)).toEqual(['2025-03-01 2025-06-01 in-term', '2025-06-01 - terminated']);
    const undone = listed((history) => {
      end(history);
      history.ofContract({ type: 'ContractReinstated', data: { reason: 'r' } });
    });
    expect(undone).toEqual({ ...before, revision: 2 });
  });

  it('C4: a cancelled term that had not begun is listed no more', () => {
    const row = listed((history) => {
      history.purchase();
      history.renewed(paidTerm('t1', '2026-03-02'));
      history.ofContract({
        type: 'TermCancelled',
        data: { termId: 't1', from: '2026-03-02', reason: 'r', movedUp: false, terms: [], removed: ['t1'] },
      });
    });
    expect(row).toMatchObject({ lastDay: '2026-03-01', terms: [{ kind: 'free' }] });
  });

  it('C7, C9: lists under the owner of each day and by the corrected facts', () => {
    const row = listed((history) => {
      history.purchase();
      history.ofContract({
        type: 'ContractTransferred',
        data: { fromCustomerId: 'cus_a', toCustomerId: 'cus_b', from: '2025-05-01' },
      });
      history.ofContract({
        type: 'ContractCorrected',
        data: { correctionId: 'c1', reason: 'r', facts: { contractNo: 'xs-9' }, terms: [], removed: [] },
      });
    });
    expect(row).toMatchObject({
      owners: [
        { from: '1900-01-01', to: '2025-05-01', customerId: 'cus_a' },
        { from: '2025-05-01', to: null, customerId: 'cus_b' },
      ],
      contractNo: 'xs-9',
      contractKey: 'XS-9',
      licenceNo: 'L-XS-2025-0311',
      purchasedOn: '2025-03-01',
      revision: 2,
    });
  });

  it('an event of a contract that was never purchased is poison, not an empty row', () => {
    expect(() => listed((history) => history.renewed(paidTerm('t1', '2026-04-10')))).toThrow('before it was purchased');
  });

  it('T6: every day has exactly one state, and spans meet without overlap', () => {
    const day = fc.integer({ min: 0, max: 900 }).map((days) => addDays('2025-01-01', days));
    const days = fc
      .tuple(day, fc.integer({ min: 0, max: 400 }))
      .map(([firstDay, length]) => ({ firstDay, lastDay: addDays(firstDay, length) }));
    const facts = fc.record({
      purchasedOn: day,
      terms: fc.array(
        days.map((span) => ({ termId: 't', kind: 'paid' as const, payment: 'paid' as const, ...span })),
        { minLength: 1, maxLength: 4 },
      ),
      suspensions: fc.array(
        days.map(({ firstDay, lastDay }) => ({ suspensionId: 's', from: firstDay, to: lastDay })),
        { maxLength: 3 },
      ),
      terminatedFrom: fc.option(day),
    });
    fc.assert(
      fc.property(facts, day, (given, question) => {
        const states = stateSpans(given);
        expect(states[0]!.from).toBe('1900-01-01');
        for (const [index, { to }] of states.entries()) expect(to).toBe(states[index + 1]?.from ?? null);
        const inTerm = given.terms.some(
          ({ firstDay, lastDay }) => firstDay <= question && question < dayAfter(lastDay),
        );
        const suspended = given.suspensions.some(({ from, to }) => from <= question && question < dayAfter(to));
        const [state, ...more] = stateOn({ states }, question);
        expect(more).toEqual([]);
        // D2: what has not started is neither terminated nor suspended yet.
        if (question < given.purchasedOn || given.terms.every(({ firstDay }) => question < firstDay))
          expect(state).toBe('not-started');
        else if (given.terminatedFrom !== null && given.terminatedFrom <= question) expect(state).toBe('terminated');
        else if (suspended) expect(state).toBe('suspended');
        else expect(state === 'in-term').toBe(inTerm && question >= given.purchasedOn);
      }),
    );
  });
});
