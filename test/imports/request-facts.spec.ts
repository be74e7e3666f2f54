import { describe, expect, it } from '@jest/globals';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { RequestCommand } from '../../domain/request/request.commands.js';
import type { RequestEvent } from '../../domain/request/request.events.js';
import { type Depending, factsOfRequest } from '../../src/imports/undo/request-facts.js';
import { acts, command, decision, history, named, registration } from '../domain/request/request-commands.js';

const path = 'POST /api/v1/requests/req_1';
const registered = (entitled = true) => command(registration({ entitled }), '12-01 09:00');
const visit = (contractId: string) =>
  command(
    {
      kind: 'visit',
      visitId: 'vis_1',
      targetVersion: null,
      region: 'city',
      decision: { ...decision(true), contractId },
    },
    '12-01 10:00',
  );
const facts = (depending: Depending, ...commands: readonly RequestCommand[]) => {
  const recorded = history(...commands).map((event, index) => ({ ...event, position: index + 1 }));
  const found = factsOfRequest(recorded as unknown as readonly Recorded<RequestEvent>[], depending);
  return found.map(({ category, id, type, way }) => [category, id, type, way]);
};

describe('C9: what of a request holds the undo of an import', () => {
  it('is the request and its visits, each with its way back', () => {
    expect(facts('all', registered(), visit('con_1'))).toEqual([
      ['request', 'req_1', 'RequestRegistered', `${path}/cancel {"reason": "…"}`],
      ['request', 'req_1', 'VisitRequested', `${path}/visits/vis_1/cancel {"reason": "…"}`],
    ]);
  });

  it('is, of a contract, what was decided under it: of the request, later, or of a visit', () => {
    expect(facts({ contractId: 'con_1' }, registered())).toEqual([
      ['request', 'req_1', 'RequestRegistered', expect.stringContaining('/cancel')],
    ]);
    expect(facts({ contractId: 'con_2' }, registered(), visit('con_2'))).toEqual([
      ['request', 'req_1', 'VisitRequested', expect.stringContaining('/visits/vis_1/cancel')],
    ]);
    const again = command({ kind: 'decide', decision: decision(true), visitId: 'vis_1' }, '12-02 09:00');
    expect(facts({ contractId: 'con_1' }, registered(false), again)).toEqual([
      ['request', 'req_1', 'RequestDecided', expect.stringContaining('/cancel')],
    ]);
    expect(facts({ contractId: 'con_3' }, registered(), visit('con_2'))).toEqual([]);
  });

  it('is nothing once it was cancelled or declined, unless something was delivered for it', () => {
    const cancelled = command({ kind: 'cancel' }, '12-02 09:00');
    expect(facts('all', registered(), visit('con_1'), cancelled)).toEqual([]);
    expect(facts('all', registered(false), command({ kind: 'decline' }, '12-02 09:00'))).toEqual([]);
    const work = command({ kind: 'work', mode: 'advice', by: named('张工'), tool: null }, '12-01 11:00');
    expect(facts('all', registered(), work, cancelled)).toEqual([['request', 'req_1', 'RequestRegistered', null]]);
  });

  it('has no way back once it was resolved', () => {
    expect(facts('all', registered(), command(acts.resolve, '12-02 09:00'))).toEqual([
      ['request', 'req_1', 'RequestRegistered', null],
    ]);
  });
});
