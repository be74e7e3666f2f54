import { describe, expect, it } from '@jest/globals';
import { intakes } from '../../../projections/intakes/intakes.js';
import { intakeKnownAt } from '../../../projections/intakes/intakes.row.js';
import { History } from '../../support/history.js';
import { project } from '../../support/sheets.js';

const receivedAt = '2025-12-01T01:00:00.000Z';
const at = '2025-12-01T01:00:20.000Z';
const received = (intakeId: string) => ({
  type: 'IntakeReceived',
  data: { intakeId, channel: 'hotline', receivedAt, from: null, text: null },
});
const registered = (intakeId: string | null) => ({
  type: 'RequestRegistered',
  data: { channel: 'hotline', requestedAt: receivedAt, intakeId },
});

describe('the view of intakes', () => {
  it('T5: knows each act from its position on', () => {
    const history = new History();
    const first = history.record('intake', 'int_1', received('int_1'));
    const answered = history.record('intake', 'int_1', {
      type: 'IntakeAnswered',
      data: { at, by: { id: 'usr_1' }, callback: true },
    });
    const raised = history.record('request', 'req_1', registered('int_1'));
    history.record('request', 'req_2', registered('int_1'));
    const closed = history.record('intake', 'int_1', { type: 'IntakeClosed', data: { at, as: 'abandoned' } });
    const row = project(intakes, history.events).get('int_1')!;
    expect(row).toMatchObject({ open: false, revision: 2, requests: [{ requestId: 'req_1' }, { requestId: 'req_2' }] });
    const known = (position: number) => {
      const found = intakeKnownAt(row, position);
      return found && [found.answer?.callback ?? null, found.requests.length, found.closed?.as ?? null, found.open];
    };
    expect(known(first - 1)).toBeNull();
    expect(known(first)).toEqual([null, 0, null, true]);
    expect(known(answered)).toEqual([true, 0, null, true]);
    expect(known(raised)).toEqual([true, 1, null, false]);
    expect(known(closed)).toEqual([true, 2, 'abandoned', false]);
  });

  it('R18: a request without an intake is its own, answered where a person registered it from a call', () => {
    const history = new History();
    history.record('request', 'req_1', registered(null));
    history.record('request', 'req_2', { ...registered(null), data: { ...registered(null).data, channel: 'email' } });
    const bySystem = history.record('request', 'req_3', registered(null));
    const event = history.events.find(({ position }) => position === bySystem)!;
    Object.assign(event.meta, { role: 'system' });
    const rows = project(intakes, history.events);
    const shown = [...rows.values()].map(({ intakeId, channel, answer, open }) => [
      intakeId,
      channel,
      answer?.at,
      open,
    ]);
    expect(shown).toEqual([
      ['req_1', 'hotline', receivedAt, false],
      ['req_2', 'email', undefined, false],
      ['req_3', 'hotline', undefined, false],
    ]);
  });
});
