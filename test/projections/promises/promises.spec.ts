import { describe, expect, it } from '@jest/globals';
import { promises } from '../../../projections/promises/promises.js';
import { promiseKnownAt } from '../../../projections/promises/promises.row.js';
import { History } from '../../support/history.js';
import { project } from '../../support/sheets.js';

const dueAt = '2026-03-10T06:00:00.000Z';
const given = {
  promiseId: 'pro_1',
  customerId: 'cus_1',
  service: 'maintenance',
  channel: 'hotline',
  requestedOn: '2026-03-10',
  kind: 'respond',
  cycle: 1,
  visitId: null,
  startAt: '2026-03-10T02:00:00.000Z',
  at: '2026-03-10T02:00:00.000Z',
  urgency: 'normal',
  priority: 'P2',
  region: 'city',
  policyVersion: 1,
  calendarVersion: null,
  dueAt,
  atRiskAt: null,
  clock: 'working-minutes',
  provisional: false,
};
const verdict = (type: string, at: string, more: object = {}) => ({
  type,
  data: { promiseId: 'pro_1', at, dueAt, priority: 'P3', pausedMinutes: { memo: 30 }, ...more },
});

describe('the view of promises', () => {
  it('T5, Q2: knows of each position its verdict, its priority and whether that was lowered', () => {
    const history = new History();
    const record = (event: { type: string; data: object }, recordedAt: string) =>
      history.record('request', 'req_1', event, { recordedAt });
    const first = record({ type: 'PromiseGiven', data: given }, '2026-03-10T02:00:00.000Z');
    const recomputed = { ...given, priority: 'P3' };
    const lowered = record({ type: 'PromiseRecomputed', data: recomputed }, '2026-03-10T03:00:00.000Z');
    const broken = record(verdict('PromiseBroken', dueAt), '2026-03-10T06:00:01.000Z');
    // K11: an act that was in time is recorded when the due is past.
    const late = record(verdict('PromiseKept', '2026-03-10T05:00:00.000Z'), '2026-03-10T08:00:00.000Z');
    const row = project(promises, history.events).get('pro_1')!;
    const known = (position: number) => promiseKnownAt(row, position);
    expect(known(first - 1)).toBeNull();
    const open = { state: 'open', priority: 'P2', pausedMinutes: {}, judgedLate: false, lowered: false };
    expect(known(first)).toEqual(open);
    expect(known(lowered)).toEqual({ ...open, priority: 'P3', lowered: true });
    const judged = { priority: 'P3', pausedMinutes: { memo: 30 }, lowered: true };
    expect(known(broken)).toEqual({ ...judged, state: 'broken', judgedLate: false });
    expect(known(late)).toEqual({ ...judged, state: 'kept', judgedLate: true });
  });

  it('R14: a verdict that a merge had brought is gone where the merge is undone', () => {
    const history = new History();
    history.record('request', 'req_1', { type: 'PromiseGiven', data: given });
    history.record('request', 'req_1', verdict('PromiseKept', '2026-03-10T05:00:00.000Z', { mergeId: 'mrg_1' }));
    const undone = history.record('request', 'req_1', {
      type: 'PromiseReopened',
      data: { promiseId: 'pro_1', at: '2026-03-10T05:30:00.000Z' },
    });
    const row = project(promises, history.events).get('pro_1')!;
    expect(promiseKnownAt(row, undone)).toMatchObject({ state: 'open', priority: 'P2' });
    expect(promiseKnownAt(row, undone - 1)).toMatchObject({ state: 'kept' });
  });
});
