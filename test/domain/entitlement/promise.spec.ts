import { describe, expect, it } from '@jest/globals';
import type { Level, Region } from '../../../domain/kernel/vocabulary.js';
import { History, paidTerm } from '../../support/history.js';
import { holidays2025And2026, testPolicy } from '../../support/published.js';
import { type QuestionInput, ask } from '../../support/sheets.js';

const bought = (level: Level = 'key', region: Region = 'city'): History => {
  const history = new History();
  history.customer('cus_a', level, region);
  history.purchase();
  history.renewed(paidTerm('trm_1', '2026-03-02'));
  return history;
};
const tuesday: QuestionInput = { service: 'maintenance', at: '2025-06-03T02:00:00.000Z', urgency: 'normal' };

describe('promises', () => {
  it('K4: priority by urgency and level, response in working minutes', () => {
    expect(ask(bought('vip'), tuesday).promise).toEqual({
      priority: 'P2',
      respondBy: '2025-06-03T03:00:00.000Z',
      provisional: false,
    });
    expect(ask(bought('standard'), tuesday).promise).toEqual({
      priority: 'P3',
      respondBy: '2025-06-03T07:00:00.000Z',
      provisional: false,
    });
    expect(ask(bought(), { ...tuesday, urgency: 'low' }).promise).toMatchObject({ priority: 'P3' });
  });

  it('K4: the level at the instant counts', () => {
    const history = bought('standard');
    history.ofCustomer(
      'cus_a',
      { type: 'CustomerLevelChanged', data: { from: 'standard', to: 'vip' } },
      { effectiveAt: '2025-06-03T02:00:00.000Z' },
    );
    expect(ask(history, { ...tuesday, at: '2025-06-03T01:59:59.999Z' }).promise?.priority).toBe('P3');
    expect(ask(history, tuesday).promise?.priority).toBe('P2');
  });

  it('K4: critical outside hours starts at once and counts elapsed time, inside hours it works on', () => {
    expect(ask(bought(), { ...tuesday, urgency: 'critical', at: '2025-06-07T20:00:00.000Z' }).promise).toMatchObject({
      priority: 'P1',
      respondBy: '2025-06-07T20:30:00.000Z',
    });
    expect(ask(bought(), { ...tuesday, urgency: 'high', at: '2025-06-07T20:00:00.000Z' }).promise).toMatchObject({
      respondBy: '2025-06-09T02:00:00.000Z',
    });
    expect(ask(bought(), { ...tuesday, urgency: 'critical', at: '2025-06-03T03:50:00.000Z' }).promise).toMatchObject({
      respondBy: '2025-06-03T05:20:00.000Z',
    });
  });

  it('K4: no promise without an urgency, and none for a denial', () => {
    expect(ask(bought(), { ...tuesday, urgency: null })).not.toHaveProperty('promise');
    expect(ask(bought(), { ...tuesday, at: '2029-01-01' })).not.toHaveProperty('promise');
  });

  it('K5: the site of the question goes before that of the customer; an unknown one gets the longer promise', () => {
    const friday: QuestionInput = { ...tuesday, service: 'onsite', at: '2025-11-21T09:00:00Z' };
    expect(ask(bought('key', 'suburb'), friday).promise).toMatchObject({ arriveBy: '2025-11-26T10:00:00.000Z' });
    expect(ask(bought('key', 'suburb'), { ...friday, region: 'city' }).promise).toMatchObject({
      arriveBy: '2025-11-23T09:00:00.000Z',
    });
    expect(ask(bought('key', 'unknown'), friday).promise).toMatchObject({
      arriveBy: '2025-11-26T10:00:00.000Z',
      regionUnknown: true,
    });
    expect(ask(bought('key', 'city'), friday).promise).not.toHaveProperty('regionUnknown');
    expect(ask(bought(), tuesday).promise).not.toHaveProperty('arriveBy');
  });

  it('K2: a promise past the last announced year is provisional', () => {
    const eve: QuestionInput = { ...tuesday, service: 'onsite', at: '2026-12-31T09:30:00Z' };
    expect(ask(bought(), eve).promise).toMatchObject({ respondBy: '2027-01-01T05:30:00.000Z', provisional: true });
    expect(ask(bought(), { ...eve, at: '2026-12-30T01:00:00Z', region: 'outside' }).promise).toMatchObject({
      respondBy: '2026-12-30T06:00:00.000Z',
      provisional: true,
    });
    expect(ask(bought(), { ...eve, at: '2026-12-28T01:00:00Z', region: 'outside' }).promise).toMatchObject({
      provisional: false,
    });
  });
});

describe('P2: what judges', () => {
  const stricter = {
    ...testPolicy,
    version: 2,
    effectiveFrom: '2026-01-01',
    services: { ...testPolicy.services, training: { ...testPolicy.services.training, channels: ['website' as const] } },
  };
  const policies = [
    { version: 1, effectiveFrom: testPolicy.effectiveFrom, position: 1, policy: testPolicy },
    { version: 2, effectiveFrom: stricter.effectiveFrom, position: 2, policy: stricter },
  ];

  it('P2: a term is judged by its own version to its end, and after it by the same', () => {
    const history = new History();
    history.customer('cus_a');
    history.purchase();
    const question: QuestionInput = { service: 'training', channel: 'hotline', at: '2026-02-01' };
    expect(ask(history, question, { policies })).toMatchObject({ entitled: true, policyVersion: 1 });
    expect(ask(history, { ...question, at: '2026-05-01' }, { policies })).toMatchObject({
      reason: 'lapsed',
      policyVersion: 1,
    });
    history.renewed(paidTerm('trm_1', '2026-03-02', { policyVersion: 2 }));
    expect(ask(history, question, { policies })).toMatchObject({
      entitled: true,
      policyVersion: 1,
      nextChangeAt: '2026-03-01T16:00:00.000Z',
    });
    expect(ask(history, { ...question, at: '2026-03-02' }, { policies })).toMatchObject({
      reason: 'channel-not-offered',
      policyVersion: 2,
    });
  });

  it(
    'P2, D7: without a contract the version in force on the day answers; a calendar published later is not ' + 'known',
    () => {
      const history = new History();
      history.customer('cus_a');
      const calendars = [
        { version: 'cn-2025', position: 2, holidays: holidays2025And2026 },
        { version: 'cn-2026', position: 90, holidays: holidays2025And2026 },
      ];
      expect(ask(history, { service: 'training', at: '2025-12-31' }, { policies, calendars })).toMatchObject({
        policyVersion: 1,
        calendarVersion: 'cn-2025',
      });
      expect(
        ask(history, { service: 'training', at: '2026-01-01', knownPosition: 90 }, { policies, calendars }),
      ).toMatchObject({ policyVersion: 2, calendarVersion: 'cn-2026' });
    },
  );
});
