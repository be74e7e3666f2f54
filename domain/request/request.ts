import { type Decider, Refusal } from '../kernel/decider.js';
import { refusedState, refusedTime } from './acts.js';
import type { Outcome } from './decided.js';
import { cancel, close, decline, reopen, resolve } from './ending.js';
import { eraseText } from './erasing.js';
import { evolve } from './evolve.js';
import { brokenBefore, withPromises } from './following-promises.js';
import { acknowledge, assign, changePriority, decideAgain, grantGoodwill, interact, refer } from './handling.js';
import { absorb, giveBack, mergeInto, unmerge } from './merging.js';
import { register } from './registering.js';
import type { Given, RequestAct, RequestCommand, SurveyAct } from './request.commands.js';
import type { RequestEvent } from './request.events.js';
import type { RequestRefusal } from './request-refusals.js';
import type { Request, RequestState } from './request.state.js';
import type { Act } from './state-table.js';
import { decideSurveyAct } from './surveys.js';
import { changeVisit, requestVisit } from './visits.js';
import { confirmBackup, confirmMemo, resume, startWork, wait, waiveBackup, writeMemo } from './working.js';

/** A request for service (R1 to R18), with its promises, waits, memo and visits: one stream each. */
export const request: Decider<RequestState, RequestCommand, RequestEvent, RequestRefusal> = {
  initial: { status: 'missing' },

  decide({ act, given }, state) {
    if (act.kind === 'register') {
      if (state.status === 'registered') return [];
      return following(register(act, given), state, given);
    }
    if (state.status !== 'registered') return new Refusal('request-unknown', 'R1');
    if (act.kind === 'erase-text') return eraseText(act, state);
    if (act.kind === 'overdue') return brokenBefore(state, given);
    if (isOfSurvey(act)) return decideSurveyAct(act, state, given);
    // What a merge does to the survivor follows the merge, whenever the survivor was last changed.
    if (act.kind === 'give-back') return following(giveBack(act, state, given), state, given);
    if (act.kind === 'unmerge' && state.merged !== null && state.merged.mergeId !== act.mergeId) return [];
    if (act.kind === 'merge' && state.merged?.mergeId === act.mergeId) return [];
    // R12: silence about a resolution is none about the next one.
    if (act.kind === 'close' && act.cycle !== undefined && act.cycle !== state.cycle) return [];
    const refused = refusedState(state, tableAct(act.kind)) ?? refusedTime(given, state.since);
    if (refused !== null) return refused;
    return following(decided(act, state, given), state, given);
  },

  evolve,
};

type Later = Exclude<RequestAct, SurveyAct | { kind: 'register' | 'overdue' | 'erase-text' | 'give-back' }>;

const ofSurveys: ReadonlySet<string> = new Set<SurveyAct['kind']>([
  'survey-send',
  'survey-answer',
  'survey-close',
  'follow-up/reply',
]);
const isOfSurvey = (act: RequestAct): act is SurveyAct => ofSurveys.has(act.kind);

const following = (outcome: Outcome, state: RequestState, given: Given) =>
  outcome instanceof Refusal ? outcome : withPromises(outcome, state, given);

/** The row of the state table that an act is decided by. */
const tableAct = (kind: Later['kind']): Act =>
  kind === 'absorb'
    ? 'merge'
    : isOfVisit(kind)
      ? 'visits'
      : (kind as Exclude<typeof kind, 'absorb' | `visit${string}`>);
const isOfVisit = (kind: Later['kind']): kind is Extract<Later['kind'], `visit${string}`> => kind.startsWith('visit');

const decided = (act: Later, state: Request, given: Given): Outcome => {
  switch (act.kind) {
    case 'acknowledge':
      return acknowledge(act, state, given);
    case 'interactions':
      return interact(act, state, given);
    case 'wait':
      return wait(act, given);
    case 'resume':
      return resume(act, state, given);
    case 'backup':
      return confirmBackup(act, state, given);
    case 'backup/waive':
      return waiveBackup(act, given);
    case 'work':
      return startWork(act, state, given);
    case 'memo':
      return writeMemo(act, state, given);
    case 'memo/confirm':
      return confirmMemo(act, state, given);
    case 'priority':
      return changePriority(act, state, given);
    case 'assign':
      return assign(act, state, given);
    case 'decide':
      return decideAgain(act, state, given);
    case 'goodwill':
      return grantGoodwill(state, given);
    case 'refer':
      return refer(act, given);
    case 'resolve':
      return resolve(act, state, given);
    case 'close':
      return close(act, given);
    case 'reopen':
      return reopen(state, given);
    case 'decline':
      return decline(state, given);
    case 'cancel':
      return cancel(state, given);
    case 'merge':
      return mergeInto(act, state, given);
    case 'absorb':
      return absorb(act, state, given);
    case 'unmerge':
      return unmerge(act, state, given);
    case 'visit':
      return requestVisit(act, state, given);
    case 'visit-quote':
    case 'visit-accept':
    case 'visit-refuse':
    case 'visit-schedule':
    case 'visit-arrive':
    case 'visit-refuse-entry':
    case 'visit-finish':
    case 'visit-cancel':
      return changeVisit(act, state, given);
  }
};
