import type { Instant } from '../kernel/civil.js';
import { deferredEvolve } from '../kernel/deferred-evolve.js';
import { evolveMemo } from './evolve-memo.js';
import { evolvePromises } from './evolve-promises.js';
import { evolveVisit } from './evolve-visit.js';
import type { EventOf, RequestEvent } from './request.events.js';
import type { Phase, Request, RequestState, Wait } from './request.state.js';
import { evolveSurveys } from './surveys.js';
import { stateOf } from './waits.js';
import type { Working } from './working-state.js';

/** The state after an event. Its cost does not depend on how many events there were before. */
export const evolve: (state: RequestState, event: RequestEvent) => RequestState = deferredEvolve<
  RequestState,
  RequestEvent,
  { state: Exclude<RequestState, Request> | Working }
>({
  copyOf: (state) => ({
    state: state.status === 'registered' ? { ...state, interactions: [...state.interactions] } : state,
  }),
  apply(copy, event) {
    if (event.type === 'RequestRegistered') copy.state = registered(event.data);
    else if (event.type === 'Abandoned') copy.state = { status: 'abandoned' };
    else if (copy.state.status === 'registered') applyTo(copy.state, event);
    else throw new Error(`${event.type} before RequestRegistered`);
  },
  stateOf: ({ state }) => state,
});

const registered = ({ at: _, reason: __, ...facts }: EventOf<'RequestRegistered'>['data']): Working => ({
  ...facts,
  status: 'registered',
  ownRequestedAt: facts.requestedAt,
  goodwill: false,
  phase: 'registered',
  since: facts.requestedAt,
  cycle: 1,
  respondedAt: null,
  waits: [],
  interactions: [],
  backups: [],
  waivers: [],
  memo: null,
  promises: [],
  visits: [],
  owner: null,
  isAssigned: false,
  satisfactionOwner: null,
  resolution: null,
  resolvedAt: null,
  closedAt: null,
  closedHow: null,
  merged: null,
  survivors: [],
  absorbed: [],
  surveys: new Map(),
  textErased: false,
});

type Later = Exclude<RequestEvent, { type: 'RequestRegistered' | 'Abandoned' }>;

/** A4: an act that changes the state, or what is waited for, is what later acts may not lie before. */
const applyTo = (request: Working, event: Later): void => {
  const before = progressOf(request);
  change(request, event);
  const respondedAt = respondedBy(event);
  if (respondedAt !== null && (request.respondedAt === null || respondedAt < request.respondedAt))
    request.respondedAt = respondedAt;
  if ('at' in event.data && progressOf(request) !== before) request.since = event.data.at;
};
const progressOf = (request: Request): string =>
  `${stateOf(request)} ${request.waits.filter(({ endedAt }) => endedAt === null).length}`;

/** K11: acts that a person of the vendor alone records. */
const responses: ReadonlySet<RequestEvent['type']> = new Set<RequestEvent['type']>([
  'RequestAcknowledged',
  'WorkStarted',
  'VisitQuoted',
  'RequestResolved',
]);
/** When it counts as a response, whoever recorded it; null where it does not. */
const respondedBy = (event: Later): Instant | null => {
  if (event.type === 'InteractionRecorded') {
    const { at, direction, automatic, by } = event.data;
    return direction === 'outbound' && !automatic && by !== null ? at : null;
  }
  return responses.has(event.type) && 'at' in event.data ? event.data.at : null;
};

const change = (request: Working, event: Later): void => {
  switch (event.type) {
    case 'RequestAcknowledged':
      request.phase = 'acknowledged';
      request.owner ??= event.data.by;
      return;
    case 'InteractionRecorded':
      request.interactions.push(event.data);
      return;
    case 'WaitBegun':
      request.waits = [...request.waits, waitOf(event.data)];
      return;
    case 'WaitEnded':
      request.waits = ended(request.waits, event.data.waitIds, event.data.at);
      return;
    case 'RequestReferred':
      request.waits = [
        ...request.waits,
        { waitId: event.data.waitId, kind: 'sales', text: null, from: event.data.at, until: null, endedAt: null },
      ];
      return;
    case 'BackupConfirmed':
      request.backups = [...request.backups, event.data];
      return;
    case 'BackupWaived':
      request.waivers = [...request.waivers, event.data];
      return;
    case 'WorkStarted':
      request.phase = 'working';
      return;
    case 'MemoWritten':
    case 'MemoConfirmed':
    case 'MemoAgreed':
      evolveMemo(request, event);
      return;
    case 'PriorityChanged':
      request.urgency = event.data.urgency;
      request.priority = event.data.to;
      evolvePromises(request, event);
      return;
    case 'RequestAssigned': {
      const { owner, satisfactionOwner } = event.data;
      if (owner !== undefined) [request.owner, request.isAssigned] = [owner, owner !== null];
      if (satisfactionOwner !== undefined) request.satisfactionOwner = satisfactionOwner;
      return;
    }
    case 'RequestDecided':
      request.decision = event.data.decision;
      return;
    case 'GoodwillGranted':
      request.goodwill = true;
      return;
    case 'RequestResolved':
      [request.phase, request.resolution, request.resolvedAt] = ['resolved', event.data, event.data.at];
      return;
    case 'RequestClosed':
      [request.phase, request.closedAt, request.closedHow] = ['closed', event.data.at, event.data.how];
      return;
    case 'RequestReopened':
      [request.phase, request.cycle, request.respondedAt] = ['registered', event.data.cycle, null];
      [request.resolution, request.resolvedAt, request.closedAt, request.closedHow] = [null, null, null, null];
      return;
    case 'RequestDeclined':
      request.phase = 'declined';
      return;
    case 'RequestCancelled':
      request.phase = 'cancelled';
      return;
    case 'RequestMerged':
      request.merged = mergedBy(event.data, request.phase);
      request.survivors = [...request.survivors, event.data.intoId];
      request.phase = 'merged';
      return;
    case 'RequestUnmerged':
      unmerge(request, event.data.mergeId);
      evolvePromises(request, event);
      return;
    case 'RequestAbsorbed':
      request.absorbed = [...request.absorbed, event.data];
      evolvePromises(request, event);
      return;
    case 'SurveySent':
    case 'SurveyAnswered':
    case 'SurveyClosed':
    case 'SurveySuperseded':
    case 'FollowUpOpened':
    case 'FollowUpReplied':
      evolveSurveys(request, event);
      return;
    case 'TextErased':
      request.textErased = true;
      return;
    case 'PromiseGiven':
    case 'PromiseRecomputed':
    case 'PromiseKept':
    case 'PromiseBroken':
    case 'PromiseVoided':
    case 'PromiseReopened':
      evolvePromises(request, event);
      return;
    case 'VisitRequested':
    case 'VisitQuoted':
    case 'VisitAccepted':
    case 'VisitRefused':
    case 'VisitScheduled':
    case 'VisitArrived':
    case 'VisitEntryRefused':
    case 'VisitFinished':
    case 'VisitCancelled':
      request.visits = evolveVisit(request.visits, event);
      return;
  }
};

const mergedBy = ({ intoId, intoNo, mergeId }: EventOf<'RequestMerged'>['data'], before: Phase) => ({
  intoId,
  intoNo,
  mergeId,
  before,
});

const waitOf = ({ waitId, kind, text, at, until }: EventOf<'WaitBegun'>['data']): Wait => ({
  waitId,
  kind,
  text,
  from: at,
  until,
  endedAt: null,
});

export const ended = (waits: readonly Wait[], ids: readonly string[], at: string): readonly Wait[] =>
  waits.map((wait) => (wait.endedAt === null && ids.includes(wait.waitId) ? { ...wait, endedAt: at } : wait));

/** R14: nothing moved, so that what was merged is as it was before; the survivor no longer answers for it. */
const unmerge = (request: Working, mergeId: string): void => {
  if (request.merged?.mergeId === mergeId) {
    request.phase = request.merged.before as Phase;
    request.merged = null;
  }
  request.absorbed = request.absorbed.filter((absorbed) => absorbed.mergeId !== mergeId);
};
