import { describe, expect, it } from '@jest/globals';
import { fold, Refusal } from '../../../domain/kernel/decider.js';
import { absorbedOf } from '../../../domain/request/merging.js';
import { request } from '../../../domain/request/request.js';
import type { RequestAct } from '../../../domain/request/request.commands.js';
import type { RequestEvent } from '../../../domain/request/request.events.js';
import type { Request } from '../../../domain/request/request.state.js';
import { acts, command, local, registration } from './request-commands.js';

/** A request through its acts; 1 December 2025 is a Monday, promises of P3 run for four hours of 09:00-12:00, 13:30-18:00. */
class Lived {
  readonly events: RequestEvent[] = [];

  constructor(
    readonly id: string,
    at: string,
  ) {
    const { facts, ...act } = registration({ at });
    this.act({ ...act, facts: { ...facts, requestId: id } }, at);
  }

  get state(): Request {
    const state = fold(request, this.events);
    if (state.status !== 'registered') throw new Error('it is registered');
    return state;
  }

  act(act: RequestAct, at: string): readonly RequestEvent[] {
    const decided = request.decide(command(act, at), fold(request, this.events));
    if (decided instanceof Refusal) throw new Error(`${act.kind} was refused: ${decided.code}`);
    this.events.push(...decided);
    return decided;
  }

  mergeInto(survivor: Lived, mergeId: string, at: string): void {
    survivor.act({ kind: 'absorb', absorbed: absorbedOf(this.state, mergeId, local(at)) }, at);
    this.act({ kind: 'merge', intoId: survivor.id, intoNo: survivor.state.no, mergeId }, at);
  }

  get promise() {
    const { dueAt, verdict } = this.state.promises[0]!;
    return { dueAt, verdict: verdict === null ? null : { state: verdict.state, at: verdict.at } };
  }
}
const made = (at: string, id: string) => new Lived(id, at);

describe('R14: merged requests', () => {
  it('a survivor that is merged itself hands on what it answers for', () => {
    const [early, late, last] = [
      made('12-01 09:00', 'req_1'),
      made('12-01 10:00', 'req_2'),
      made('12-01 11:00', 'req_3'),
    ];
    const ownDue = early.promise.dueAt;
    early.mergeInto(late, 'mrg_1', '12-01 11:10');
    late.mergeInto(last, 'mrg_2', '12-01 11:20');
    expect([last.promise.dueAt, last.state.requestedAt]).toEqual([ownDue, local('12-01 09:00')]);
    last.act({ kind: 'give-back', mergeId: 'mrg_2' }, '12-01 11:30');
    expect([last.promise.dueAt, last.state.requestedAt]).toEqual([local('12-01 16:00'), local('12-01 11:00')]);
  });

  it('what was broken by the due of the other alone is open again once they are two', () => {
    const [early, survivor] = [made('12-01 09:00', 'req_1'), made('12-01 11:00', 'req_2')];
    early.mergeInto(survivor, 'mrg_1', '12-01 11:10');
    survivor.act({ kind: 'overdue' }, '12-01 15:00');
    expect(survivor.promise.verdict).toEqual({ state: 'broken', at: local('12-01 14:00') });
    survivor.act({ kind: 'give-back', mergeId: 'mrg_1' }, '12-01 15:10');
    expect(survivor.promise).toEqual({ dueAt: local('12-01 16:00'), verdict: null });
  });

  it('or kept, by an act of its own that was in time', () => {
    const [early, survivor] = [made('12-01 09:00', 'req_1'), made('12-01 11:00', 'req_2')];
    early.mergeInto(survivor, 'mrg_1', '12-01 11:10');
    survivor.act(acts.acknowledge, '12-01 15:00');
    expect(survivor.promise.verdict?.state).toBe('broken');
    survivor.act({ kind: 'give-back', mergeId: 'mrg_1' }, '12-01 17:00');
    expect(survivor.promise.verdict).toEqual({ state: 'kept', at: local('12-01 15:00') });
  });

  it('what only the other had kept is kept by a later act of its own, or open', () => {
    const [early, survivor, other] = [
      made('12-01 09:00', 'req_1'),
      made('12-01 10:00', 'req_2'),
      made('12-01 10:00', 'req_3'),
    ];
    early.act(acts.acknowledge, '12-01 10:10');
    other.act(acts.acknowledge, '12-01 10:10');
    early.mergeInto(survivor, 'mrg_1', '12-01 10:20');
    survivor.act(acts.acknowledge, '12-01 10:30');
    survivor.act({ kind: 'give-back', mergeId: 'mrg_1' }, '12-01 10:40');
    expect(survivor.promise.verdict).toEqual({ state: 'kept', at: local('12-01 10:30') });
    const idle = made('12-01 10:00', 'req_4');
    other.mergeInto(idle, 'mrg_2', '12-01 10:20');
    expect(idle.promise.verdict).toEqual({ state: 'kept', at: local('12-01 10:10') });
    idle.act({ kind: 'give-back', mergeId: 'mrg_2' }, '12-01 10:40');
    expect(idle.promise.verdict).toBeNull();
  });

  it('what was broken by its own due stays so', () => {
    const [early, survivor] = [made('12-01 09:00', 'req_1'), made('12-01 08:00', 'req_2')];
    early.mergeInto(survivor, 'mrg_1', '12-01 11:10');
    survivor.act({ kind: 'overdue' }, '12-01 17:00');
    const { verdict } = survivor.promise;
    expect(survivor.act({ kind: 'give-back', mergeId: 'mrg_1' }, '12-01 17:10').map(({ type }) => type)).toEqual([
      'RequestUnmerged',
    ]);
    expect(survivor.promise.verdict).toEqual(verdict);
  });
});

it('K13: a change of priority is recorded of a promise whose due is unknown', () => {
  const paused = made('12-01 09:00', 'req_1');
  paused.act({ ...acts.wait, automatic: true }, '12-01 09:10');
  expect(paused.act({ kind: 'priority', urgency: 'low' }, '12-01 09:20').map(({ type, data }) => [type, data])).toEqual(
    [
      ['PriorityChanged', expect.anything()],
      ['PromiseRecomputed', expect.objectContaining({ dueAt: null, priority: paused.state.priority })],
    ],
  );
});
