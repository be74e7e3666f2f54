import fc from '../../support/fast-check.js';
import { Refusal } from '../../../domain/kernel/decider.js';
import type { RequestAct } from '../../../domain/request/request.commands.js';
import type { RequestEvent } from '../../../domain/request/request.events.js';
import { request } from '../../../domain/request/request.js';
import type { RequestState } from '../../../domain/request/request.state.js';
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
export const anyLife = fc.array(fc.tuple(anyAct, fc.integer({ min: 0, max: 200 })), { maxLength: 25 });
const clock = (minutes: number): string => {
  const [day, rest] = [1 + Math.floor(minutes / 1440), minutes % 1440];
  const two = (value: number): string => String(value).padStart(2, '0');
  return `12-${two(day)} ${two(Math.floor(rest / 60))}:${two(rest % 60)}`;
};

/** A request through its acts, those that are refused left out; `act` goes on with it. */
export const lived = (life: readonly (readonly [RequestAct, number])[], entitled: boolean) => {
  const events: RequestEvent[] = [];
  let state: RequestState = request.initial;
  let minutes = 540;
  const act = (each: RequestAct): readonly RequestEvent[] => {
    const decided = request.decide(command(each, clock(minutes)), state);
    if (decided instanceof Refusal) return [];
    events.push(...decided);
    state = decided.reduce((before, event) => request.evolve(before, event), state);
    return decided;
  };
  act(registration({ entitled, service: 'onsite' }));
  for (const [each, later] of life) {
    minutes += later;
    act(each);
  }
  return {
    events,
    act,
    state: () => {
      if (state.status !== 'registered') throw new Error('it is registered');
      return state;
    },
  };
};
