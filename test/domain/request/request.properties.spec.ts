import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import { Refusal } from '../../../domain/kernel/decider.js';
import type { RequestAct } from '../../../domain/request/request.commands.js';
import type { RequestEvent } from '../../../domain/request/request.events.js';
import { request } from '../../../domain/request/request.js';
import type { RequestState } from '../../../domain/request/request.state.js';
import { stateOf } from '../../../domain/request/waits.js';
import { acts, command, named, registration } from './request-commands.js';

const visitActs: readonly RequestAct[] = [
  {
    kind: 'visit-quote',
    visitId: 'vis_1',
    fee: { amount: '1', currency: 'CNY' },
    travel: { basis: 'actual', amount: null },
  },
  { kind: 'visit-accept', visitId: 'vis_1', by: named('王芳') },
  { kind: 'visit-refuse', visitId: 'vis_1', by: named('王芳') },
  { kind: 'visit-arrive', visitId: 'vis_1', by: named('张工') },
  { kind: 'visit-cancel', visitId: 'vis_1', agreedBy: named('王芳') },
];
const anyAct = fc.constantFrom<RequestAct>(...Object.values(acts), ...visitActs);
/** Acts in the order in which they happened, minutes after the one before. */
const anyLife = fc.array(fc.tuple(anyAct, fc.integer({ min: 0, max: 200 })), { maxLength: 25 });
const clock = (minutes: number): string => {
  const [day, rest] = [1 + Math.floor(minutes / 1440), minutes % 1440];
  const two = (value: number): string => String(value).padStart(2, '0');
  return `12-${two(day)} ${two(Math.floor(rest / 60))}:${two(rest % 60)}`;
};

describe('any life of a request', () => {
  it.each([true, false])('keeps its invariants (entitled: %s)', (entitled) =>
    fc.assert(
      fc.property(anyLife, (life) => {
        const events: RequestEvent[] = [];
        let state: RequestState = request.initial;
        let minutes = 540;
        const add = (act: RequestAct): void => {
          const decided = request.decide(command(act, clock(minutes)), state);
          if (decided instanceof Refusal) return;
          events.push(...decided);
          state = decided.reduce((before, event) => request.evolve(before, event), state);
        };
        add(registration({ entitled, service: 'onsite' }));
        for (const [act, later] of life) {
          minutes += later;
          add(act);
        }
        if (state.status !== 'registered') throw new Error('it is registered');
        expect(events.reduce<RequestState>((before, event) => request.evolve(before, event), request.initial)).toEqual(
          state,
        );
        const ids = state.promises.map(({ promiseId }) => promiseId);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { verdict, dueAt } of state.promises) {
          if (verdict?.state === 'kept' && dueAt !== null) expect(verdict.at <= dueAt).toBe(true);
          if (verdict?.state === 'broken') expect(dueAt).not.toBeNull();
        }
        const isOver = ['closed', 'declined', 'cancelled', 'resolved'].includes(stateOf(state));
        if (isOver) expect(state.waits.filter(({ endedAt }) => endedAt === null)).toEqual([]);
        for (const { from, endedAt } of state.waits) if (endedAt !== null) expect(endedAt >= from).toBe(true);
        // C11: what is decided twice adds nothing.
        for (const act of [acts.acknowledge, acts.priority, acts.assign, acts.goodwill, acts['erase-text']]) {
          add(act);
          const again = request.decide(command(act, clock(minutes)), state);
          expect(again instanceof Refusal ? [] : again).toEqual([]);
        }
      }),
      { numRuns: 150 },
    ),
  );
});
