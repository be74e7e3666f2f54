import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../../domain/kernel/civil.js';
import { renewals } from '../../../projections/renewals/renewals.js';
import {
  renewalContractAt,
  type RenewalFactsRow,
  type RenewalsRow,
} from '../../../projections/renewals/renewals.row.js';
import fc from '../../support/fast-check.js';
import { freeTerm, History, paidTerm } from '../../support/history.js';
import { project } from '../../support/sheets.js';

const pageAt = (rows: Iterable<unknown>, position: number): RenewalFactsRow =>
  [...rows]
    .filter((row): row is RenewalFactsRow => 'facts' in (row as object))
    .filter(({ knownFrom, knownTo }) => knownFrom <= position && (knownTo === null || position < knownTo))[0]!;

describe('the view of renewals', () => {
  it('T5: has every last day that a term was ever known to have, and its terms as known at each position', () => {
    const history = new History();
    const bought = history.purchase();
    const free = freeTerm('2025-03-01', { termId: 'con_k-t0' });
    const renewed = history.renewed(paidTerm('trm_1', '2026-05-01', { lastDay: '2027-04-30' }));
    const corrected = history.ofContract({
      type: 'ContractCorrected',
      data: {
        correctionId: 'cor_1',
        reason: '录入有误',
        facts: {},
        terms: [paidTerm('trm_1', '2026-03-02', { lastDay: '2027-03-01' })],
        removed: [],
      } as never,
    });
    const terminated = history.ofContract({
      type: 'ContractTerminated',
      data: { from: '2026-06-01', reason: '停用' } as never,
    });
    const rows = project(renewals, history.events);
    const ends = [...rows.keys()].filter((id) => id.includes(':2')).sort();
    expect(ends).toEqual(['con_k:2026-03-01', 'con_k:2027-03-01', 'con_k:2027-04-30']);
    const known = (position: number) => {
      const contract = renewalContractAt(pageAt(rows.values(), position), position);
      return contract && [contract.terms.map(({ lastDay }) => lastDay), contract.terminatedFrom];
    };
    expect(known(bought - 1)).toBeNull();
    expect(known(bought)).toEqual([[free.lastDay], null]);
    expect(known(renewed)).toEqual([[free.lastDay, '2027-04-30'], null]);
    expect(known(corrected)).toEqual([[free.lastDay, '2027-03-01'], null]);
    expect(known(terminated)).toEqual([[free.lastDay, '2027-03-01'], '2026-06-01']);
  });

  it('C9: a withdrawn contract is known until it is withdrawn', () => {
    const history = new History();
    const bought = history.purchase();
    const withdrawn = history.ofContract({ type: 'ContractWithdrawn', data: { reason: '导入有误' } as never });
    const row = project(renewals, history.events).get('con_k') as RenewalFactsRow;
    expect(renewalContractAt(row, bought)).toMatchObject({ contractNo: 'XS-2025-0311' });
    expect(renewalContractAt(row, withdrawn)).toBeNull();
  });

  it('a contract that is changed without end has rows of a bounded size', () => {
    const history = new History();
    history.purchase();
    for (let i = 0; i < 40; i += 1)
      history.ofContract({
        type: 'TermCancelled',
        data: {
          termId: 'con_k-t0',
          terms: [
            freeTerm('2025-03-01', { termId: 'con_k-t0', lastDay: `2026-02-${String((i % 28) + 1).padStart(2, '0')}` }),
          ],
          removed: [],
        } as never,
      });
    const rows = [...project(renewals, history.events).values()].filter(
      (row): row is RenewalFactsRow => 'facts' in row,
    );
    expect(Math.max(...rows.map(({ facts }) => facts.length))).toBeLessThanOrEqual(12);
    for (const event of history.events) {
      const [term] = renewalContractAt(pageAt(rows, event.position), event.position)!.terms;
      const data = event.data as { term?: { lastDay: string }; terms?: [{ lastDay: string }] };
      expect(term!.lastDay).toBe((data.term ?? data.terms![0]).lastDay);
    }
  });

  it('T5: answers at a position as the view did that had no later event, and has a row for each last day', () => {
    const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2026-03-02', days));
    const laid = fc
      .tuple(fc.integer({ min: 0, max: 3 }), day)
      .map(([term, firstDay]) => paidTerm(`trm_${term}`, firstDay));
    const change = fc.oneof(
      laid.map((term) => ({ type: 'ContractRenewed', data: { term, gapClosed: false } })),
      laid.map((term) => ({
        type: 'ContractCorrected',
        data: {
          correctionId: 'c',
          reason: 'r',
          facts: { contractNo: `X-${term.firstDay}` },
          terms: [term],
          removed: [],
        },
      })),
      fc.integer({ min: 0, max: 3 }).map((term) => ({
        type: 'TermCancelled',
        data: { termId: `trm_${term}`, terms: [], removed: [`trm_${term}`] },
      })),
      day.map((from) => ({ type: 'ContractTerminated', data: { from, reason: 'r' } })),
      fc.constant({ type: 'ContractReinstated', data: { reason: 'r' } }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const history = new History();
        history.purchase();
        for (const each of changes) history.ofContract(each as never);
        const whole = project(renewals, history.events);
        const prefix = new Map<string, RenewalsRow>();
        for (const event of history.events) {
          project(renewals, [event], prefix);
          const known = renewalContractAt(pageAt(whole.values(), event.position), event.position);
          expect(known).toEqual(renewalContractAt(prefix.get('con_k') as RenewalFactsRow, event.position));
          for (const { lastDay } of known!.terms) expect(whole.has(`con_k:${lastDay}`)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });
});
