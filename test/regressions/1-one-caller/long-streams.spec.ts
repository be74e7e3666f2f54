import { describe, expect, it } from '@jest/globals';
import { contract } from '../../../domain/contract/contract.js';
import type { ContractEvent } from '../../../domain/contract/contract.events.js';
import { customer } from '../../../domain/customer/customer.js';
import type { CustomerEvent } from '../../../domain/customer/customer.events.js';
import { addDays } from '../../../domain/kernel/civil.js';
import { type Decider, fold } from '../../../domain/kernel/decider.js';
import { merges } from '../../../domain/merges/merges.js';
import type { MergeEvent } from '../../../domain/merges/merges.events.js';
import { purchased, second, term } from '../../domain/contract/contract-commands.js';
import { visitsOf } from '../../support/count-visits.js';

/** Work of a fold over so many events, and of reading one member of its result. */
const work = <S extends object, E, R extends string>(
  decider: Decider<S, never, E, R>,
  events: readonly E[],
  member: keyof S | 'terms' | 'contacts',
): number => visitsOf(() => void Reflect.get(fold(decider, events), member));

/** Ten times as many events cost ten times as much, give or take what a beginning costs. */
const isLinear = (of: (events: number) => number): void => {
  const [some, many] = [of(1_000), of(10_000)];
  expect(some).toBeGreaterThan(0);
  expect(many).toBeLessThan(12 * some);
};

const merged = (count: number): readonly MergeEvent[] =>
  Array.from({ length: count }, (_, n) => ({
    type: 'CustomersMerged' as const,
    data: { absorbedId: `a${n}`, intoId: n % 2 === 0 ? 'b' : `c${n}`, reason: '重复登记' },
  }));

/** One event of a contract by its number, of every kind that makes something grow. */
const contractEvents: Readonly<Record<string, (n: number) => ContractEvent>> = {
  renewals: (n) => {
    const firstDay = addDays('2026-03-02', n);
    const renewal = term(`n${n}`, '2026-01-15', firstDay, firstDay, { period: 'P1D' });
    return { type: 'ContractRenewed', data: { term: renewal, gapClosed: false } };
  },
  payments: (n) => ({
    type: 'PaymentReceived',
    data: {
      paymentId: `p${n}`,
      termId: 't1',
      amount: { amount: '1', currency: 'CNY' },
      paidOn: '2026-03-02',
      invoiceNo: null,
      settled: false,
      term: second,
    },
  }),
  uses: (n) => ({
    type: 'AllowanceUsed',
    data: { useId: `u${n}`, service: 'media', termId: 't0', on: '2025-06-01', reference: null },
  }),
  'uses given back': (n) =>
    n % 2 === 0
      ? {
          type: 'AllowanceUsed',
          data: { useId: `u${n}`, service: 'media', termId: 't0', on: '2025-06-01', reference: null },
        }
      : { type: 'AllowanceGivenBack', data: { useId: `u${n - 1}`, reason: '取消' } },
  suspensions: (n) => {
    const day = addDays('2025-03-01', n);
    return {
      type: 'ContractSuspended',
      data: { suspensionId: `s${n}`, from: day, to: day, reason: '欠费', extend: false, terms: [], removed: [] },
    };
  },
  transfers: (n) => ({
    type: 'ContractTransferred',
    data: { fromCustomerId: `c${n}`, toCustomerId: `c${n + 1}`, from: addDays('2025-03-02', n) },
  }),
  agreements: (n) => ({
    type: 'AgreementSigned',
    data: {
      agreementId: `g${n}`,
      kind: 'onsite',
      signedOn: '2025-03-01',
      validFrom: '2025-03-01',
      validTo: null,
      toMajor: null,
      scope: null,
      fee: null,
    },
  }),
  corrections: (n) => ({
    type: 'ContractCorrected',
    data: { correctionId: `x${n}`, reason: '录入错误', facts: { contractNo: `HT-${n}` }, terms: [], removed: [] },
  }),
  'days named again and again': (n) => ({
    type: 'ContractCorrected',
    data: {
      correctionId: `x${n}`,
      reason: '录入错误',
      facts: {},
      terms: [{ ...second, lastDay: addDays('2027-01-01', n % 50), period: null }],
      removed: [],
    },
  }),
};

describe('a stream of any length: each event costs the same', () => {
  it('C1: merges', () => isLinear((count) => work(merges, merged(count), 'into')));

  it.each(Object.entries(contractEvents))('C2 to C12: %s of a contract', (_name, event) => {
    const renewed: ContractEvent = { type: 'ContractRenewed', data: { term: second, gapClosed: false } };
    isLinear((count) =>
      work(contract, [purchased, renewed, ...Array.from({ length: count }, (_, n) => event(n))], 'terms'),
    );
  });

  it('A2: contacts of a customer', () => {
    const registered: CustomerEvent = {
      type: 'CustomerRegistered',
      data: { customerId: 'c', code: 'KH1', name: '甲方', level: 'key', region: 'city', manager: null },
    };
    const person = { plain: { name: '张三', email: null, phone: null, im: null } };
    const contact = (n: number): CustomerEvent => {
      const contactId = `p${n - (n % 3)}`;
      if (n % 3 === 1) return { type: 'ContactRemoved', data: { contactId } };
      if (n % 3 === 2) return { type: 'ContactErased', data: { contactId, reason: '要求' } };
      return {
        type: 'ContactAdded',
        data: { contactId, role: 'it', notify: true, person },
      } as unknown as CustomerEvent;
    };
    isLinear((count) =>
      work(customer, [registered, ...Array.from({ length: count }, (_, n) => contact(n))], 'contacts'),
    );
  });

  it('10,000 merges are folded and read without a stall', () => {
    const events = merged(10_000);
    const before = performance.now();
    expect(fold(merges, events).into.size).toBe(10_000);
    expect(performance.now() - before).toBeLessThan(500);
  });

  it('a state stays as it was, whatever follows it', () => {
    const one = fold(merges, merged(1));
    const other = merges.evolve(one, { type: 'CustomersMerged', data: { absorbedId: 'x', intoId: 'y', reason: 'r' } });
    expect([...other.into.keys()]).toEqual(['a0', 'x']);
    expect([...one.into.keys()]).toEqual(['a0']);
  });
});
