import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import { contract } from '../../../domain/contract/contract.js';
import { type ContractCommand, contractRefusals } from '../../../domain/contract/contract.commands.js';
import type { Contract } from '../../../domain/contract/contract.state.js';
import { dayAfter, dayOfNumber, dayNumber } from '../../../domain/kernel/civil.js';
import { fold, Refusal } from '../../../domain/kernel/decider.js';
import { compareVersions, parseVersion, type Version } from '../../../domain/kernel/version.js';
import {
  cancel,
  cny,
  correct,
  correctAgreement,
  correctPayment,
  correctTransfer,
  correctUpgrade,
  returnAllowance,
  pay,
  purchase,
  reinstate,
  renew,
  restore,
  resume,
  revoke,
  sign,
  suspend,
  retract,
  terminate,
  transfer,
  upgrade,
  use,
} from './contract-commands.js';

const first = dayNumber('2024-12-01');
const day = fc.integer({ min: 0, max: 1500 }).map((n) => dayOfNumber(first + n));
const termId = fc.constantFrom('t0', 't1', 't2', 't3', 't4');
const id = fc.constantFrom('i1', 'i2', 'i3', 'i4', 'i5', 'i6');
const correctionId = fc.integer({ min: 1, max: 200 }).map((n) => `y${n}`);
const transferId = fc.constantFrom('tra_1', 'tra_2', 'tra_3');
const yes = fc.boolean();
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Commands over four years, most of which some state accepts. */
const command: fc.Arbitrary<ContractCommand> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ termId, day, period: fc.constantFrom('P1Y', 'P6M', 'P1M', 'P30D'), due: yes })
      .map((value) => renew(value.termId, value.day, { period: value.period, payment: value.due ? 'due' : 'paid' })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ termId, day, startOn: day, period: fc.constantFrom('P1M', 'P6M') })
      .map((value) =>
        renew(value.termId, value.day, { period: value.period, startOn: value.startOn, reason: '补签', role: 'admin' }),
      ),
  },
  fc.tuple(termId, day, day).map(([value, on, lastDay]) => renew(value, on, { period: null, lastDay })),
  fc.tuple(termId, id).map(([value, paymentId]) => pay(paymentId, '10', { termId: value })),
  { weight: 2, arbitrary: fc.tuple(termId, day, yes).map((value) => cancel(...value)) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(id, day, fc.option(fc.integer({ min: 0, max: 90 })), yes)
      .map(([value, from, length, extend]) =>
        suspend(value, from, length === null ? null : dayOfNumber(dayNumber(from) + length), extend),
      ),
  },
  { weight: 3, arbitrary: fc.tuple(day, yes).map((value) => resume(...value)) },
  day.map(terminate),
  { weight: 2, arbitrary: fc.constant(reinstate) },
  fc.tuple(fc.constantFrom('c1', 'c2', 'c3'), day).map((value) => transfer(...value)),
  fc.constantFrom(revoke, restore),
  id.map((agreementId) => sign({ agreementId })),
  fc.tuple(id, fc.constantFrom('4.2', '4.20', '4.3', '5.00'), day).map((value) => upgrade(...value)),
  fc.tuple(id, day, fc.constantFrom(null, 1, 2)).map((value) => use(...value)),
  id.map(returnAllowance),
  {
    weight: 2,
    arbitrary: fc
      .record({
        correctionId: fc.constantFrom('x1', 'x2', 'x3'),
        termId,
        firstDay: optional(day),
        lastDay: optional(day),
      })
      .map(({ correctionId, ...value }) => correct(correctionId, { terms: [value] })),
  },
  fc
    .record({
      correctionId,
      id,
      termId: optional(termId),
      amount: optional(fc.constantFrom('5', '10', '20')),
      paidOn: optional(day),
    })
    .map(({ correctionId: value, id: paymentId, termId, amount, paidOn }) =>
      correctPayment(value, paymentId, {
        ...(termId !== undefined && { termId }),
        ...(amount !== undefined && { amount: cny(amount) }),
        ...(paidOn !== undefined && { paidOn }),
      }),
    ),
  fc
    .tuple(correctionId, id, fc.constantFrom('major-upgrade', 'onsite'), fc.constantFrom(null, 6), day)
    .map(([value, agreementId, kind, toMajor, validFrom]) =>
      correctAgreement(value, agreementId, { kind, toMajor, validFrom }),
    ),
  {
    weight: 2,
    arbitrary: fc
      .tuple(correctionId, id, fc.constantFrom('4.2', '4.20', '4.3', '4.35', '5.00'), day)
      .map(([value, upgradeId, version, performedOn]) => correctUpgrade(value, upgradeId, { version, performedOn })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(correctionId, transferId, fc.constantFrom('c1', 'c2', 'c3', 'c4'), day)
      .map(([value, transfer, customerId, from]) => correctTransfer(value, transfer, { customerId, from })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('payment', 'agreement', 'upgrade'), correctionId, id)
      .map((value) => retract(...value)),
  },
  fc.tuple(correctionId, transferId).map(([value, transfer]) => retract('transfer', value, transfer)),
  fc.tuple(fc.constantFrom('x4', 'x5'), day).map(([value, purchasedOn]) => correct(value, { facts: { purchasedOn } })),
);

const version = (text: string): Version => parseVersion(text) as Version;

const holds = ({ terms, suspensions, owners, uses, upgrades, product, payments }: Contract): void => {
  for (const [index, { firstDay, lastDay }] of terms.entries()) {
    expect(firstDay <= lastDay).toBe(true);
    const next = terms[index + 1];
    if (next !== undefined) expect(lastDay < next.firstDay).toBe(true);
  }
  expect(terms.filter(({ kind }) => kind === 'free')).toHaveLength(1);
  const spans = [...suspensions].sort((a, b) => (a.from < b.from ? -1 : 1));
  for (const [index, { to }] of spans.slice(0, -1).entries())
    expect(to !== null && dayAfter(to) <= spans[index + 1]!.from).toBe(true);
  expect(owners.slice(1).every(({ customerId }, index) => customerId !== owners[index]!.customerId)).toBe(true);
  const since = owners.slice(1).map(({ from }) => from!);
  expect(since.every((from, index) => index === 0 || since[index - 1]! < from)).toBe(true);
  expect(new Set(uses.map(({ useId }) => useId)).size).toBe(uses.length);
  // V4: never down and never twice, by the days on which they were performed.
  const installed = [product.version, ...upgrades.map((item) => item.version)];
  expect(
    installed.every((value, at) => at === 0 || compareVersions(version(installed[at - 1]!), version(value)) < 0),
  ).toBe(true);
  const performed = upgrades.map(({ performedOn }) => performedOn);
  expect(performed.every((value, at) => at === 0 || performed[at - 1]! <= value)).toBe(true);
  // C12: a term that names the day it was paid on has a payment of that day.
  for (const { termId, paidOn } of terms)
    if (paidOn !== null)
      expect(payments.some((payment) => payment.termId === termId && payment.paidOn === paidOn)).toBe(true);
};

describe('C1 to C12, V4, D9: any contract', () => {
  it('C3, C5, C7, C11: terms never share a day and stay in order, and deciding again adds nothing', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        const events = [...(contract.decide(purchase(), contract.initial) as readonly never[])];
        let state = fold(contract, events);
        for (const recorded of commands) {
          const more = contract.decide(recorded, state);
          if (more instanceof Refusal) {
            expect(more.code in contractRefusals).toBe(true);
            continue;
          }
          events.push(...(more as readonly never[]));
          state = more.reduce(contract.evolve, state);
          if (state.status !== 'purchased') throw new Error('a contract went missing');
          holds(state);
          const again = contract.decide(recorded, state);
          if (!(again instanceof Refusal)) expect(again).toStrictEqual([]);
        }
        expect(fold(contract, events)).toStrictEqual(state);
      }),
      { numRuns: 500 },
    );
  });

  it('C11: every refusal of the list is reached by a test', () => {
    const here = new URL('.', import.meta.url);
    const tests = readdirSync(here)
      .filter((name) => name.endsWith('.spec.ts'))
      .map((name) => readFileSync(new URL(name, here), 'utf8'))
      .join('\n');
    expect(Object.keys(contractRefusals).filter((code) => !tests.includes(`.refuses('${code}'`))).toStrictEqual([]);
  });
});
