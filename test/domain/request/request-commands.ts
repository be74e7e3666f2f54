import { isCalendar, workingCalendar } from '../../../domain/kernel/calendar.js';
import type { Role } from '../../../domain/kernel/envelope.js';
import { personal } from '../../../domain/kernel/personal.js';
import type { PromiseTerms } from '../../../domain/request/promise-terms.js';
import type { ActOf, Given, RequestAct, RequestCommand } from '../../../domain/request/request.commands.js';
import type { RequestDecision, RequestEvent } from '../../../domain/request/request.events.js';
import { request } from '../../../domain/request/request.js';
import type { RequestState } from '../../../domain/request/request.state.js';
import { Refusal } from '../../../domain/kernel/decider.js';
import { holidays2025And2026, testPolicy } from '../../support/published.js';
import { hotlineHours, onsiteHours } from '../kernel/hours.js';

const calendarOf = (hours: typeof hotlineHours) => {
  const terms = { hours, holidays: holidays2025And2026, makeUpDays: true, closedDays: [], openDays: [] };
  const made = workingCalendar({ ...terms, zone: 'Asia/Shanghai' });
  if (!isCalendar(made)) throw new Error(made.fault);
  return made;
};
const terms: PromiseTerms = {
  hotline: calendarOf(hotlineHours),
  onsite: calendarOf(onsiteHours),
  respondWithin: testPolicy.priorities.respondWithin,
  priorities: testPolicy.priorities.table,
  arrival: testPolicy.arrival,
  riskShare: 0.75,
};

/** An instant of 2025 in local time, +08:00: `12-01 09:30`. */
export const local = (text: string): string => new Date(`2025-${text.replace(' ', 'T')}:00+08:00`).toISOString();
export const text = (plain: string) => personal('req_1.text', plain);
export const named = (name: string) => ({ name: text(name) });

export const decision = (entitled: boolean): RequestDecision => ({
  at: local('12-01 09:00'),
  knownPosition: 7,
  entitled,
  outcome: entitled ? 'granted' : 'denied',
  reason: entitled ? 'covered' : 'lapsed',
  conditions: [],
  contractId: entitled ? 'con_1' : null,
  level: 'standard',
  region: 'city',
  policyVersion: 1,
  calendarVersion: '2025-2026',
  answerVersion: 2,
  receipt: 'sha256:1',
});

/** Monday, 1 December 2025; whoever acts is an admin with a reason unless it is stated otherwise. */
export const given = (at: string, more: Partial<Given> = {}): Given => ({
  at: local(at),
  now: local('12-31 09:00'),
  role: 'admin',
  reason: text('补录'),
  zone: 'Asia/Shanghai',
  figures: {
    backupMaxAgeHours: 24,
    waiverMaxAgeHours: 24,
    reopenWithinDays: 14,
    actsBackHours: 24,
    requestedBackDays: 7,
  },
  terms: () => terms,
  ...more,
});

export const command = (act: RequestAct, at: string, more?: Partial<Given>): RequestCommand => ({
  act,
  given: given(at, more),
});

export const registration = (
  more: { readonly entitled?: boolean; readonly service?: 'maintenance' | 'onsite'; readonly at?: string } = {},
): ActOf<'register'> => {
  const { entitled = true, service = 'maintenance', at = '12-01 09:00' } = more;
  return {
    kind: 'register',
    visitId: service === 'onsite' && entitled ? 'vis_1' : null,
    facts: {
      requestId: 'req_1',
      no: 'R20251201-00001',
      customerId: 'cus_1',
      service,
      channel: 'hotline',
      urgency: 'normal',
      title: text('无法登录'),
      description: null,
      contractId: null,
      contact: null,
      module: null,
      targetVersion: null,
      region: null,
      intakeId: null,
      follows: null,
      requestedAt: local(at),
      decision: decision(entitled),
    },
  };
};

/** The acts of the state table as they succeed wherever the state accepts them. */
export const acts = {
  acknowledge: { kind: 'acknowledge', by: named('张工') },
  interactions: {
    kind: 'interactions',
    direction: 'outbound',
    channel: 'phone',
    text: text('已回电'),
    by: named('张工'),
    minutes: null,
    automatic: false,
    answers: true,
  },
  wait: { kind: 'wait', waitId: 'wai_1', wait: 'information', text: text('请提供日志'), until: null, automatic: false },
  resume: { kind: 'resume', wait: null },
  backup: {
    kind: 'backup',
    confirmedBy: named('王芳'),
    takenAt: local('12-01 08:00'),
    location: text('D 盘'),
  },
  'backup/waive': { kind: 'backup/waive', consentBy: named('王芳') },
  work: { kind: 'work', mode: 'advice', by: named('张工'), tool: null },
  memo: {
    kind: 'memo',
    memoId: 'mem_1',
    text: text('报表慢'),
    solution: text('下一补丁'),
    plannedOn: '2025-12-10',
    salt: text('00'),
    hash: (version) => `hash${version}`,
  },
  'memo/confirm': {
    kind: 'memo/confirm',
    side: 'vendor',
    person: named('李强'),
    sha256: 'hash1',
    differentPeople: false,
  },
  priority: { kind: 'priority', urgency: 'high' },
  assign: { kind: 'assign', owner: named('赵工') },
  decide: { kind: 'decide', decision: decision(true), visitId: 'vis_9' },
  goodwill: { kind: 'goodwill' },
  refer: { kind: 'refer', waitId: 'wai_2', to: 'renewal' },
  visits: { kind: 'visit', visitId: 'vis_2', targetVersion: null, region: 'city', decision: decision(true) },
  resolve: { kind: 'resolve', resolution: text('已恢复'), by: named('张工'), article: null },
  close: { kind: 'close', confirmedBy: named('王芳') },
  reopen: { kind: 'reopen' },
  decline: { kind: 'decline' },
  cancel: { kind: 'cancel' },
  merge: { kind: 'merge', intoId: 'req_2', intoNo: 'R20251201-00002', mergeId: 'mrg_1' },
  unmerge: { kind: 'unmerge', mergeId: 'mrg_1' },
  'erase-text': { kind: 'erase-text', subject: 'req_1.text', because: '本人要求' },
} as const satisfies Readonly<Record<string, RequestAct>>;

/** The events of acts that are all accepted. */
export const history = (...commands: readonly RequestCommand[]): readonly RequestEvent[] => {
  const events: RequestEvent[] = [];
  let state: RequestState = request.initial;
  for (const each of commands) {
    const decided = request.decide(each, state);
    if (decided instanceof Refusal) throw new Error(`${each.act.kind} was refused: ${decided.code}`);
    events.push(...decided);
    state = decided.reduce((before, event) => request.evolve(before, event), state);
  }
  return events;
};

export const asRole = (role: Role): Partial<Given> => ({ role, now: local('12-01 18:00') });
