import { describe, expect, it } from '@jest/globals';
import { contractsOf, prepareSheet, stateAt } from '../../../domain/entitlement/sheet.js';
import { epochOf } from '../../../domain/kernel/civil.js';
import { customerSheet } from '../../../projections/customer-sheet/customer-sheet.js';
import { History } from '../../support/history.js';
import { project } from '../../support/sheets.js';

const zone = 'Asia/Shanghai';
const at = (instant: string): number => epochOf(instant);

describe('customer-sheet', () => {
  it('T5, D9: the level at an instant is the last that had begun by then, whenever it was recorded', () => {
    const history = new History();
    history.customer('cus_a', 'standard', 'unknown', { effectiveAt: '2025-01-01T00:00:00.000Z' });
    history.ofCustomer(
      'cus_a',
      { type: 'CustomerLevelChanged', data: { from: 'standard', to: 'vip' } },
      { effectiveAt: '2025-06-01T00:00:00.000Z' },
    );
    const before = history.position;
    history.ofCustomer(
      'cus_a',
      { type: 'CustomerLevelChanged', data: { from: 'vip', to: 'key' } },
      { effectiveAt: '2025-03-01T00:00:00.000Z' },
    );
    history.ofCustomer(
      'cus_a',
      { type: 'CustomerRegionChanged', data: { from: 'unknown', to: 'outside' } },
      { effectiveAt: '2025-07-01T00:00:00.000Z' },
    );
    const customer = [project(customerSheet, history.events).get('cus_a')!];
    const now = prepareSheet({ customer, contracts: [] }, history.position, zone)!;
    expect(
      ['2024-01-01', '2025-02-28', '2025-03-01', '2025-05-31', '2025-06-01'].map((day) =>
        stateAt(now.levels, at(`${day}T00:00:00.000Z`)),
      ),
    ).toEqual(['standard', 'standard', 'key', 'key', 'vip']);
    expect(['2025-06-30', '2025-07-01'].map((day) => stateAt(now.regions, at(`${day}T00:00:00.000Z`)))).toEqual([
      'unknown',
      'outside',
    ]);
    const then = prepareSheet({ customer, contracts: [] }, before, zone)!;
    expect(stateAt(then.levels, at('2025-03-01T00:00:00.000Z'))).toBe('standard');
    expect([then.knownFrom, then.knownUntil]).toEqual([before, before + 1]);
  });

  it(
    'C7, C9: lists every contract the customer was ever ' + 'recorded to own, from the position of that record on',
    () => {
      const history = new History();
      history.customer('cus_a');
      history.customer('cus_b');
      history.purchase({ contractId: 'con_1', contractNo: 'A' });
      history.purchase({ contractId: 'con_2', contractNo: 'B' });
      const bought = history.position;
      history.ofContract(
        { type: 'ContractTransferred', data: { fromCustomerId: 'cus_a', toCustomerId: 'cus_b', from: '2025-06-01' } },
        'con_1',
      );
      history.ofContract(
        {
          type: 'ContractCorrected',
          data: { correctionId: 'c', reason: 'r', facts: { customerId: 'cus_b' }, terms: [], removed: [] },
        },
        'con_2',
      );
      history.ofContract(
        { type: 'ContractTransferred', data: { fromCustomerId: 'cus_b', toCustomerId: 'cus_b', from: '2025-07-01' } },
        'con_1',
      );
      const rows = project(customerSheet, history.events);
      expect(contractsOf([rows.get('cus_a')!], history.position)).toEqual(['con_1', 'con_2']);
      expect(contractsOf([rows.get('cus_b')!], history.position)).toEqual(['con_1', 'con_2']);
      expect(contractsOf([rows.get('cus_b')!], bought)).toEqual([]);
      expect(contractsOf([rows.get('cus_b')!], bought + 1)).toEqual(['con_1']);
    },
  );

  it('D1: before the customer was registered nobody is known', () => {
    const history = new History();
    const registered = history.customer('cus_a');
    const customer = [project(customerSheet, history.events).get('cus_a')!];
    expect(prepareSheet({ customer, contracts: [] }, registered - 1, zone)).toBeNull();
  });

  it('T5: a hundred changes of level leave a short page, and old ones are still found', () => {
    const history = new History();
    history.customer('cus_a');
    for (let i = 0; i < 100; i++) {
      const day = `20${25 + Math.floor(i / 10)}-0${1 + (i % 9)}-01`;
      history.ofCustomer(
        'cus_a',
        { type: 'CustomerLevelChanged', data: { from: 'key', to: i % 2 === 0 ? 'vip' : 'standard' } },
        { recordedAt: `${day}T01:00:00.000Z` },
      );
    }
    const rows = [...project(customerSheet, history.events).values()];
    const live = rows.find((row) => row.part === 'page' && row.knownTo === null)!;
    expect(live.facts.length).toBeLessThan(30);
    const all = prepareSheet(
      { customer: [live, ...rows.filter((row) => row.part === 'aged')], contracts: [] },
      history.position,
      zone,
    )!;
    expect(all.levels).toHaveLength(101);
    expect(all.answersFrom).toBe(-Infinity);
    const some = prepareSheet({ customer: [live], contracts: [] }, history.position, zone)!;
    expect(some.answersFrom).toBeGreaterThan(at('2030-01-01T00:00:00.000Z'));
    expect(stateAt(some.levels, some.answersFrom)).toBe(stateAt(all.levels, some.answersFrom));
  });
});
