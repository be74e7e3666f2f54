import { idOfStream, type Recorded } from '../../domain/kernel/envelope.js';
import { idOfPerson } from '../../domain/kernel/person.js';
import type { Veiled } from '../../domain/kernel/personal.js';
import type { RequestEvent } from '../../domain/request/request.events.js';
import type { SurveyEvent } from '../../domain/survey/survey.events.js';
import { allOf, type Projection } from '../projection.js';
import type { ListedRequestState, RequestRow } from './requests.row.js';
import { withPromise } from './listed-promises.js';

export type Listed = Exclude<
  RequestEvent,
  SurveyEvent | { type: 'Abandoned' | 'TextErased' | `Visit${string}` | Silent }
>;
type Silent = 'BackupConfirmed' | 'BackupWaived' | 'MemoWritten' | 'MemoConfirmed' | 'InteractionRecorded';
type Facts = Omit<RequestRow, 'state' | 'hasOpenPromise' | 'hasBrokenPromise' | 'nextDueAt'>;

/** Requests as they are listed. What time alone changes is judged when they are read. */
export const requests: Projection<RequestRow, Listed> = {
  name: 'requests',
  version: 4,
  handles: allOf<Listed>()({
    RequestRegistered: true,
    PromiseGiven: true,
    PromiseRecomputed: true,
    PromiseKept: true,
    PromiseBroken: true,
    PromiseVoided: true,
    PromiseReopened: true,
    RequestAcknowledged: true,
    WaitBegun: true,
    WaitEnded: true,
    WorkStarted: true,
    MemoAgreed: true,
    PriorityChanged: true,
    RequestAssigned: true,
    RequestDecided: true,
    GoodwillGranted: true,
    RequestReferred: true,
    RequestResolved: true,
    RequestClosed: true,
    RequestReopened: true,
    RequestDeclined: true,
    RequestCancelled: true,
    RequestMerged: true,
    RequestAbsorbed: true,
    RequestUnmerged: true,
  }),
  indexes: [
    ['requestedAt'],
    ['goodwillRequestedAt'],
    ['state', 'requestedAt'],
    ['ownerId', 'requestedAt'],
    ['customerId', 'requestedAt'],
    ['service', 'requestedAt'],
    ['priority', 'requestedAt'],
    ['hasOpenPromise', 'requestedAt'],
    ['nextDueAt'],
    ['no'],
    ['intakeId'],
    ['contactId'],
    ['contractId'],
  ],
  rows: (event) => [idOfStream(event.stream)],
  apply(event, before, id) {
    if (event.type === 'RequestRegistered') return { row: listed(registered(event)) };
    if (before === undefined) throw new Error(`${event.type} of ${id} before it was registered`);
    return { row: listed({ ...changed(before, event), revision: event.revision }) };
  },
};

const opened: readonly ListedRequestState[] = ['registered', 'acknowledged', 'working'];

const listed = (facts: Facts): RequestRow => {
  const open = facts.promises.filter(({ verdict }) => verdict === null);
  const dues = open.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt])).sort();
  return {
    ...facts,
    state: opened.includes(facts.phase) && facts.waits.length > 0 ? 'waiting' : facts.phase,
    hasOpenPromise: open.length > 0,
    hasBrokenPromise: facts.promises.some(({ verdict }) => verdict === 'broken'),
    nextDueAt: dues[0] ?? null,
  };
};

const registered = ({
  vendor,
  position,
  revision,
  data,
}: Recorded<Extract<Listed, { type: 'RequestRegistered' }>>): Facts => ({
  vendor,
  requestId: data.requestId,
  no: data.no,
  customerId: data.customerId,
  service: data.service,
  channel: data.channel,
  urgency: data.urgency,
  priority: data.priority,
  title: data.title as Veiled,
  contractId: data.contractId,
  intakeId: data.intakeId,
  contactId: idOfPerson(data.contact),
  ownerId: null,
  requestedAt: data.requestedAt,
  ownRequestedAt: data.requestedAt,
  position,
  entitled: data.decision.entitled,
  goodwill: false,
  goodwillRequestedAt: null,
  goodwillPriority: null,
  goodwillPosition: null,
  phase: 'registered',
  phaseBefore: null,
  mergedInto: null,
  waits: [],
  promises: [],
  revision,
});

const changed = (row: RequestRow, event: Recorded<Exclude<Listed, { type: 'RequestRegistered' }>>): Facts => {
  switch (event.type) {
    case 'PromiseGiven':
    case 'PromiseRecomputed':
    case 'PromiseKept':
    case 'PromiseBroken':
    case 'PromiseVoided':
    case 'PromiseReopened':
      return { ...row, promises: withPromise(row.promises, event) };
    case 'RequestAcknowledged':
      return { ...row, phase: 'acknowledged', ownerId: row.ownerId ?? idOfPerson(event.data.by) };
    case 'WaitBegun': {
      const { waitId, kind, until } = event.data;
      return { ...row, waits: [...row.waits, { waitId, kind, until }] };
    }
    case 'RequestReferred':
      return { ...row, waits: [...row.waits, { waitId: event.data.waitId, kind: 'sales', until: null }] };
    case 'MemoAgreed': {
      const waitId = `${event.data.memoId}-${event.data.version}`;
      return { ...row, waits: [...row.waits, { waitId, kind: 'memo', until: event.data.until }] };
    }
    case 'WaitEnded':
      return { ...row, waits: row.waits.filter(({ waitId }) => !event.data.waitIds.includes(waitId)) };
    case 'WorkStarted':
      return { ...row, phase: 'working' };
    case 'PriorityChanged':
      return { ...row, urgency: event.data.urgency, priority: event.data.to };
    case 'RequestAssigned':
      return event.data.owner === undefined ? row : { ...row, ownerId: idOfPerson(event.data.owner) };
    case 'RequestDecided':
      return { ...row, entitled: event.data.decision.entitled };
    case 'GoodwillGranted':
      return {
        ...row,
        goodwill: true,
        goodwillRequestedAt: row.requestedAt,
        goodwillPriority: row.priority,
        goodwillPosition: row.goodwillPosition ?? event.position,
      };
    case 'RequestResolved':
      return { ...row, phase: 'resolved' };
    case 'RequestClosed':
      return { ...row, phase: 'closed' };
    case 'RequestReopened':
      return { ...row, phase: 'registered' };
    case 'RequestDeclined':
      return { ...row, phase: 'declined' };
    case 'RequestCancelled':
      return { ...row, phase: 'cancelled' };
    case 'RequestMerged':
      return { ...row, phase: 'merged', phaseBefore: row.phase, mergedInto: event.data.intoId };
    case 'RequestAbsorbed':
      return { ...row, requestedAt: event.data.answersFrom };
    case 'RequestUnmerged':
      return event.data.answersFrom !== null
        ? { ...row, requestedAt: event.data.answersFrom }
        : { ...row, phase: row.phaseBefore ?? row.phase, phaseBefore: null, mergedInto: null };
  }
};
