import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import { contract } from '../../../domain/contract/contract.js';
import type { ContractCommand } from '../../../domain/contract/contract.commands.js';
import type { Contract } from '../../../domain/contract/contract.state.js';
import { statusOn } from '../../../domain/contract/contract-status.js';
import { fold, Refusal } from '../../../domain/kernel/decider.js';
import { dayOf, type Length, Model, type ModelCommand, textOf } from './model.js';
import { cancel, correct, purchase, reinstate, renew, resume, suspend, terminate } from './contract-commands.js';

const origin = dayOf('2024-01-31');
const day = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 900 }) },
  // Days at which terms meet.
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 366, 367, 368, 397, 548, 731, 732) },
);
const at = day.map((days) => origin + days);
const termId = fc.constantFrom('t0', 't1', 't2', 't3', 't4');
const length: fc.Arbitrary<Length> = fc.constantFrom({ months: 12 }, { months: 6 }, { months: 1 }, { days: 30 });
const yes = fc.boolean();
const mostly = fc.constantFrom(true, true, true, false);

/** Nothing that HTTP refuses as malformed; most of it is recorded by some contract. */
const command: fc.Arbitrary<ModelCommand> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({ id: termId, signed: at, length, start: fc.option(at, { freq: 5 }) })
      .map(({ id, ...value }) => ({ renew: id, last: null, ...value })),
  },
  fc
    .record({ id: termId, signed: at, last: at })
    .map(({ id, ...value }) => ({ renew: id, length: null, start: null, ...value })),
  { weight: 2, arbitrary: fc.record({ cancel: termId, from: at, moveUp: yes }) },
  {
    weight: 3,
    arbitrary: fc
      .record({
        suspend: fc.constantFrom('s1', 's2', 's3', 's4'),
        from: at,
        days: fc.option(fc.integer({ min: 0, max: 90 })),
        extend: mostly,
      })
      .map(({ days, ...value }) => ({ ...value, to: days === null ? null : value.from + days })),
  },
  { weight: 3, arbitrary: fc.record({ resume: at, extend: mostly }) },
  {
    weight: 3,
    arbitrary: fc.record(
      { correct: fc.constantFrom('x1', 'x2', 'x3', 'x4'), term: termId, first: at, last: at },
      { requiredKeys: ['correct', 'term'] },
    ),
  },
  fc.record({ purchased: fc.constantFrom('y1', 'y2'), on: at }),
  fc.record({ terminate: at }),
  fc.constant({ reinstate: true as const }),
);

const periodOf = (of: Length): string => ('months' in of ? `P${of.months}M` : `P${of.days}D`);
const optional = (of: number | undefined): string | undefined => (of === undefined ? undefined : textOf(of));

const commandOf = (item: ModelCommand): ContractCommand => {
  if ('renew' in item)
    return renew(item.renew, textOf(item.signed), {
      period: item.length && periodOf(item.length),
      lastDay: item.last === null ? null : textOf(item.last),
      startOn: item.start === null ? null : textOf(item.start),
      reason: '补签',
      role: 'admin',
    });
  if ('cancel' in item) return cancel(item.cancel, textOf(item.from), item.moveUp);
  if ('suspend' in item)
    return suspend(item.suspend, textOf(item.from), item.to === null ? null : textOf(item.to), item.extend);
  if ('resume' in item) return resume(textOf(item.resume), item.extend);
  if ('correct' in item)
    return correct(item.correct, {
      terms: [{ termId: item.term, firstDay: optional(item.first), lastDay: optional(item.last) }],
    });
  if ('purchased' in item) {
    const purchasedOn = textOf(item.on);
    return correct(item.purchased, { facts: { purchasedOn }, bought: { signedOn: purchasedOn, policyVersion: 1 } });
  }
  return 'terminate' in item ? terminate(textOf(item.terminate)) : reinstate;
};

const shown = (terms: readonly { id: string; first: string; last: string; named: boolean }[]): readonly string[] =>
  terms.map(({ id, first, last, named }) => `${id} ${first}..${last}${named ? ' named' : ''}`);

describe('C1 to C10, T3, T4: an independent model of terms', () => {
  it('agrees on every term, every refusal and every state over any history', () => {
    const purchased = textOf(origin);
    fc.assert(
      fc.property(
        fc.array(command, { minLength: 4, maxLength: 24 }),
        fc.array(at, { maxLength: 8 }),
        (commands, days) => {
          const model = new Model(origin, { months: 12 });
          let state = fold(
            contract,
            contract.decide(
              purchase({ purchasedOn: purchased, today: purchased }),
              contract.initial,
            ) as readonly never[],
          );
          for (const each of commands) {
            const events = contract.decide(commandOf(each), state);
            const outcome = events instanceof Refusal ? 'refused' : events.length === 0 ? 'nothing' : 'changed';
            if (!(events instanceof Refusal)) state = events.reduce(contract.evolve, state);
            const { terms } = state as Contract;
            expect([
              model.execute(each),
              shown(
                model.terms.map(({ id, first, last, length: agreed }) => ({
                  id,
                  first: textOf(first),
                  last: textOf(last),
                  named: agreed === null,
                })),
              ),
            ]).toStrictEqual([
              outcome,
              shown(
                terms.map((term) => ({
                  id: term.termId,
                  first: term.firstDay,
                  last: term.lastDay,
                  named: term.period === null,
                })),
              ),
            ]);
          }
          for (const each of days)
            expect([textOf(each), statusOn(state as Contract, textOf(each))]).toStrictEqual([
              textOf(each),
              model.stateOn(each),
            ]);
        },
      ),
      { numRuns: 1_500 },
    );
  });
});
