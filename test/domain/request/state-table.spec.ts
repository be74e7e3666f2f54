import { describe, expect, it } from '@jest/globals';
import { fold, Refusal } from '../../../domain/kernel/decider.js';
import { request } from '../../../domain/request/request.js';
import type { RequestCommand } from '../../../domain/request/request.commands.js';
import type { Request } from '../../../domain/request/request.state.js';
import {
  type Act,
  acceptedIn,
  possibleIn,
  type RequestStateName,
  requestStates,
} from '../../../domain/request/state-table.js';
import { stateOf } from '../../../domain/request/waits.js';
import { acts, command, history, registration } from './request-commands.js';

const at = (act: Act, time: string): RequestCommand => command(acts[act], time);
/** How a request comes to each state; without a right where an act needs that. */
const leading: Readonly<Record<RequestStateName, readonly RequestCommand[]>> = {
  registered: [],
  acknowledged: [at('acknowledge', '12-01 09:10')],
  working: [at('work', '12-01 09:10')],
  waiting: [at('wait', '12-01 09:10')],
  resolved: [at('resolve', '12-01 09:10')],
  closed: [at('resolve', '12-01 09:10'), at('close', '12-01 09:20')],
  declined: [at('decline', '12-01 09:10')],
  cancelled: [at('cancel', '12-01 09:10')],
  merged: [at('merge', '12-01 09:10')],
};
const needsRight: readonly Act[] = ['work', 'resolve', 'visits'];

const stateBefore = (state: RequestStateName, act: Act) => {
  const isDenied = act === 'decide' || act === 'goodwill';
  const memo = act === 'memo/confirm' ? [at('memo', '12-01 09:05')] : [];
  const served =
    isDenied && leading[state].some(({ act: { kind } }) => (needsRight as readonly string[]).includes(kind));
  // Whoever works without a right does so out of goodwill.
  const goodwill = served ? [at('goodwill', '12-01 09:01')] : [];
  const commands = [
    command(registration({ entitled: !isDenied }), '12-01 09:00'),
    ...goodwill,
    ...memo,
    ...leading[state],
  ];
  return fold(request, history(...commands)) as Request;
};

const pairs = requestStates.flatMap((state) => (Object.keys(acceptedIn) as Act[]).map((act) => [state, act] as const));

describe('R3: the state table', () => {
  it.each(requestStates)('a request comes to be %s', (state) =>
    expect(stateOf(stateBefore(state, 'acknowledge'))).toBe(state),
  );

  it.each(pairs)('%s: %s', (state, act) => {
    const before = stateBefore(state, act);
    // Of a merge that is recorded a repeat changes nothing; this is another one.
    const decided =
      act === 'merge' ? command({ ...acts.merge, mergeId: 'mrg_2' }, '12-01 09:30') : at(act, '12-01 09:30');
    const outcome = request.decide(decided, before);
    if ((acceptedIn[act] as readonly string[]).includes(state)) {
      expect(outcome).not.toBeInstanceOf(Refusal);
      return;
    }
    const { requestId: id, no } = before;
    expect(outcome).toStrictEqual(
      state === 'merged'
        ? new Refusal('request-merged', 'R14', { id, no, survivor: 'R20251201-00002' })
        : new Refusal('request-state', 'R3', { id, no, state, act, possible: possibleIn(state).join(', ') }),
    );
  });
});
