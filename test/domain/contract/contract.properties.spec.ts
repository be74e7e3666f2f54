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
  giveBack,
  pay,
  purchase,
  reinstate,
  renew,
  restore,
  resume,
  revoke,
  sign,
  suspend,
  takeBack,
  terminate,
  transfer,
  upgrade,
  use,
} from './said.js';

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
      .map((it) => renew(it.termId, it.day, { period: it.period, payment: it.due ? 'due' : 'paid' })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ termId, day, startOn: day, period: fc.constantFrom('P1M', 'P6M') })
      .map((it) => renew(it.termId, it.day, { period: it.period, startOn: it.startOn, reason: '补签', role: 'admin' })),
  },
  fc.tuple(termId, day, day).map(([it, on, lastDay]) => renew(it, on, { period: null, lastDay })),
  fc.tuple(termId, id).map(([it, paymentId]) => pay(paymentId, '10', { termId: it })),
  { weight: 2, arbitrary: fc.tuple(termId, day, yes).map((it) => cancel(...it)) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(id, day, fc.option(fc.integer({ min: 0, max: 90 })), yes)
      .map(([it, from, length, extend]) =>
        suspend(it, from, length === null ? null : dayOfNumber(dayNumber(from) + length), extend),
      ),
  },
  { weight: 3, arbitrary: fc.tuple(day, yes).map((it) => resume(...it)) },
  day.map(terminate),
  { weight: 2, arbitrary: fc.constant(reinstate) },
  fc.tuple(fc.constantFrom('c1', 'c2', 'c3'), day).map((it) => transfer(...it)),
  fc.constantFrom(revoke, restore),
  id.map((agreementId) => sign({ agreementId })),
  fc.tuple(id, fc.constantFrom('4.2', '4.20', '4.3', '5.00'), day).map((it) => upgrade(...it)),
  fc.tuple(id, day, fc.constantFrom(null, 1, 2)).map((it) => use(...it)),
  id.map(giveBack),
  {
    weight: 2,
    arbitrary: fc
      .record({
        correctionId: fc.constantFrom('x1', 'x2', 'x3'),
        termId,
        firstDay: optional(day),
        lastDay: optional(day),
      })
      .map(({ correctionId, ...it }) => correct(correctionId, { terms: [it] })),
  },
  fc
    .record({
      correctionId,
      id,
      termId: optional(termId),
      amount: optional(fc.constantFrom('5', '10', '20')),
      paidOn: optional(day),
    })
    .map(({ correctionId: it, id: paymentId, termId, amount, paidOn }) =>
      correctPayment(it, paymentId, {
        ...(termId !== undefined && { termId }),
        ...(amount !== undefined && { amount: cny(amount) }),
        ...(paidOn !== undefined && { paidOn }),
      }),
    ),
  fc
    .tuple(correctionId, id, fc.constantFrom('major-upgrade', 'onsite'), fc.constantFrom(null, 6), day)
    .map(([it, agreementId, kind, toMajor, validFrom]) =>
      correctAgreement(it, agreementId, { kind, toMajor, validFrom }),
    ),
  {
    weight: 2,
    arbitrary: fc
      .tuple(correctionId, id, fc.constantFrom('4.2', '4.20', '4.3', '4.35', '5.00'), day)
      .map(([it, upgradeId, version, performedOn]) => correctUpgrade(it, upgradeId, { version, performedOn })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(correctionId, transferId, fc.constantFrom('c1', 'c2', 'c3', 'c4'), day)
      .map(([it, transfer, customerId, from]) => correctTransfer(it, transfer, { customerId, from })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('payment', 'agreement', 'upgrade'), correctionId, id)
      .map((it) => takeBack(...it)),
  },
  fc.tuple(correctionId, transferId).map(([it, transfer]) => takeBack('transfer', it, transfer)),
  fc.tuple(fc.constantFrom('x4', 'x5'), day).map(([it, purchasedOn]) => correct(it, { facts: { purchasedOn } })),
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
  const installed = [product.version, ...upgrades.map((it) => it.version)];
  expect(installed.every((it, at) => at === 0 || compareVersions(version(installed[at - 1]!), version(it)) < 0)).toBe(
    true,
  );
  const performed = upgrades.map(({ performedOn }) => performedOn);
  expect(performed.every((it, at) => at === 0 || performed[at - 1]! <= it)).toBe(true);
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
        for (const said of commands) {
          const more = contract.decide(said, state);
          if (more instanceof Refusal) {
            expect(more.code in contractRefusals).toBe(true);
            continue;
          }
          events.push(...(more as readonly never[]));
          state = more.reduce(contract.evolve, state);
          if (state.status !== 'purchased') throw new Error('a contract went missing');
          holds(state);
          const again = contract.decide(said, state);
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
