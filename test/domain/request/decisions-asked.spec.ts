import { describe, expect, it } from '@jest/globals';
import { decisionsAsked } from '../../../domain/request/decisions-asked.js';
import { deliveredUnder } from '../../../domain/request/delivered.js';
import type { RequestDecision } from '../../../domain/request/request.events.js';
import { acts, command, decision, history, local, named, registration, text } from './request-commands.js';

const registered = (contractId: string | null = null, entitled = true) => {
  const act = registration({ entitled });
  return command({ ...act, facts: { ...act.facts, contractId } }, '12-01 09:00');
};
const decidedAt = (at: string, contractId: string | null): RequestDecision => ({
  ...decision(contractId !== null),
  at: local(at),
  contractId,
});
const visit = (visitId: string, at: string, contractId: string | null) =>
  command(
    { kind: 'visit', visitId, targetVersion: '4.20', region: 'outside', decision: decidedAt(at, contractId) },
    at,
  );
const advice = (at: string) => command({ kind: 'work', mode: 'advice', by: named('张工'), tool: null }, at);

describe('C9: decisions of a request', () => {
  it('are its own, asked again as it was asked, and one of each visit with the urgency of its time', () => {
    const raised = command({ ...acts.priority, urgency: 'critical' }, '12-01 11:00');
    const events = history(
      registered(),
      visit('vis_1', '12-01 10:00', 'con_1'),
      raised,
      visit('vis_2', '12-01 12:00', 'con_2'),
    );
    const asked = { customerId: 'cus_1', contractId: null, channel: 'hotline', module: null };
    expect(
      decisionsAsked(events).map(({ kind, id, asked, decision: { contractId } }) => ({ kind, id, asked, contractId })),
    ).toEqual([
      {
        kind: 'request',
        id: 'req_1',
        contractId: 'con_1',
        asked: {
          ...asked,
          service: 'maintenance',
          at: local('12-01 09:00'),
          urgency: 'normal',
          targetVersion: null,
          region: null,
        },
      },
      ...[
        ['vis_1', '12-01 10:00', 'normal', 'con_1'] as const,
        ['vis_2', '12-01 12:00', 'critical', 'con_2'] as const,
      ].map(([id, at, urgency, contractId]) => ({
        kind: 'visit',
        id,
        contractId,
        asked: { ...asked, service: 'onsite', at: local(at), urgency, targetVersion: '4.20', region: 'outside' },
      })),
    ]);
    expect(decisionsAsked(events).map(({ revision }) => events[revision]!.type)).toEqual([
      'RequestRegistered',
      'VisitRequested',
      'VisitRequested',
    ]);
  });

  it('R8: one that was asked again goes by the last one', () => {
    const again = command(
      { kind: 'decide', decision: decidedAt('12-02 09:00', 'con_1'), visitId: 'vis_1' },
      '12-02 09:00',
    );
    const [own, ...others] = decisionsAsked(history(registered(null, false), again));
    expect([own!.asked.at, own!.decision.entitled, others]).toEqual([local('12-02 09:00'), true, []]);
  });

  it('are none of what was never registered', () => {
    expect(decisionsAsked([{ type: 'Abandoned', data: { claimedBy: 'req_2' } }])).toEqual([]);
    expect(deliveredUnder([], 'con_1')).toEqual([]);
  });
});

describe('C6: what was delivered for a request', () => {
  const finished = (visitId: string, at: string) =>
    command(
      {
        kind: 'visit-finish',
        visitId,
        by: named('张工'),
        signedBy: named('王芳'),
        minutes: null,
        summary: text('好了'),
      },
      at,
    );
  const visited = (visitId: string, day: string, contractId: string | null) => {
    const money = { amount: '0', currency: 'CNY' };
    return [
      visit(visitId, `${day} 10:00`, contractId),
      command({ kind: 'visit-quote', visitId, fee: money, travel: { basis: 'actual', amount: null } }, `${day} 10:01`),
      command({ kind: 'visit-accept', visitId, by: named('王芳') }, `${day} 10:02`),
      command({ kind: 'visit-arrive', visitId, by: named('张工') }, `${day} 11:00`),
      finished(visitId, `${day} 12:00`),
    ];
  };

  it('is every start of work and every finished visit under the contract', () => {
    const events = history(
      registered(),
      advice('12-01 09:30'),
      ...visited('vis_1', '12-02', 'con_2'),
      advice('12-03 09:00'),
    );
    const work = (at: string) => ({ service: 'maintenance', id: 'req_1', at: local(at) });
    expect(deliveredUnder(events, 'con_1')).toEqual([work('12-01 09:30'), work('12-03 09:00')]);
    expect(deliveredUnder(events, 'con_2')).toEqual([{ service: 'onsite', id: 'vis_1', at: local('12-02 12:00') }]);
    expect(deliveredUnder(events, 'con_3')).toEqual([]);
  });

  it('is all of it where the request names the contract, whichever covered', () => {
    const events = history(registered('con_9'), advice('12-01 09:30'), ...visited('vis_1', '12-02', 'con_2'));
    expect(deliveredUnder(events, 'con_9').map(({ id }) => id)).toEqual(['req_1', 'vis_1']);
  });
});
