import { newestOf } from '../../domain/request/backups.js';
import type { Role } from '../../domain/kernel/envelope.js';
import type { ActData, RequestDecision } from '../../domain/request/request.events.js';
import type { Request, Visit } from '../../domain/request/request.state.js';
import type { FollowUp, Survey } from '../../domain/survey/survey.js';
import { stateOf } from '../../domain/request/waits.js';
import { shownPerson, shownText } from '../platform/http/validation/sealed-text.js';
import { shownFiles } from './attachments/recorded-files.js';
import type { VendorTerms } from './request-terms.js';
import { shownPromises } from './shown-promises.js';

/** In one order of members, whether the decision was just taken or is read from the ledger again (C11). */
const shownDecision = (decision: RequestDecision): RequestDecision => ({
  at: decision.at,
  knownPosition: decision.knownPosition,
  entitled: decision.entitled,
  outcome: decision.outcome,
  reason: decision.reason,
  conditions: decision.conditions,
  contractId: decision.contractId,
  level: decision.level,
  region: decision.region,
  policyVersion: decision.policyVersion,
  calendarVersion: decision.calendarVersion,
  answerVersion: decision.answerVersion,
  receipt: decision.receipt,
});

/** What every write of a request answers, as it was when the act happened. */
export const writtenRequest = (request: Request, revision: number, terms: VendorTerms, at: number) => ({
  id: request.requestId,
  no: request.no,
  revision,
  state: stateOf(request),
  decision: shownDecision(request.decision),
  promises: shownPromises(request, terms, at, false),
});

/** `GET /requests/{id}`: C never sees what is internal. */
export const requestAnswer = (
  request: Request,
  revision: number,
  terms: VendorTerms,
  now: number,
  { role, satisfactionOwner }: { readonly role: Role; readonly satisfactionOwner: string | null },
) => ({
  ...writtenRequest(request, revision, terms, now),
  promises: shownPromises(request, terms, now, true),
  customerId: request.customerId,
  service: request.service,
  channel: request.channel,
  urgency: request.urgency,
  priority: request.priority,
  title: shownText(request.title),
  description: shownText(request.description),
  contractId: request.contractId,
  contact: shownPerson(request.contact),
  module: request.module,
  targetVersion: request.targetVersion,
  region: request.region,
  intakeId: request.intakeId,
  follows: request.follows,
  requestedAt: request.requestedAt,
  files: shownFiles(request.files),
  cycle: request.cycle,
  entitled: request.decision.entitled,
  goodwill: request.goodwill,
  owner: shownPerson(request.owner),
  satisfactionOwner: shownPerson(request.satisfactionOwner) ?? satisfactionOwner,
  waits: request.waits.map(({ waitId, kind, text, from, until, endedAt }) => ({
    waitId,
    kind,
    text: shownText(text),
    from,
    until,
    endedAt,
  })),
  interactions: request.interactions
    .filter(({ direction }) => role !== 'customer' || direction !== 'internal')
    .map(({ at, direction, channel, text, by, minutes, automatic, files }) => ({
      at,
      direction,
      channel,
      text: shownText(text),
      by: shownPerson(by),
      minutes,
      automatic,
      files: shownFiles(files),
    })),
  backup: backupAnswer(request),
  waiver: waiverAnswer(request.waivers.at(-1)),
  memo: memoAnswer(request.memo),
  visits: request.visits.map(visitAnswer),
  resolution:
    request.resolution === null
      ? null
      : {
          at: request.resolution.at,
          by: shownPerson(request.resolution.by),
          text: shownText(request.resolution.resolution),
          article: request.resolution.article,
        },
  closed: request.closedAt === null ? null : { at: request.closedAt, how: request.closedHow },
  mergedInto: request.merged?.intoId ?? null,
  absorbed: request.absorbed.map(({ requestId }) => requestId),
  survey: surveyAnswer(request),
  textErased: request.textErased,
});

/** R13: the one that was taken last, of those that were confirmed for this request. */
const backupAnswer = ({ backups }: Request) => {
  const backup = newestOf(backups);
  return backup === undefined
    ? null
    : {
        at: backup.at,
        confirmedBy: shownPerson(backup.confirmedBy),
        takenAt: backup.takenAt,
        location: shownText(backup.location),
      };
};

const waiverAnswer = (waiver: Request['waivers'][number] | undefined) =>
  waiver === undefined ? null : { at: waiver.at, consentBy: shownPerson(waiver.consentBy), reason: reasonOf(waiver) };

/** S22: of the latest resolution that was asked about; null before the first. */
export const surveyAnswer = (request: Request) => surveysAnswer(request).at(-1) ?? null;

/** S22: one for each resolution that was asked about. */
export const surveysAnswer = ({ surveys }: Pick<Request, 'surveys'>) =>
  [...surveys].flatMap(([cycle, survey]) => (survey.status === 'unsent' ? [] : [shownSurvey(cycle, survey)]));

const shownSurvey = (cycle: number, survey: Exclude<Survey, { status: 'unsent' }>) => {
  const answer = survey.status === 'answered' ? survey : null;
  return {
    cycle,
    state: survey.status,
    sentAt: survey.sentAt,
    closesAt: survey.status === 'open' ? survey.closesAt : null,
    answeredAt: answer?.answeredAt ?? null,
    score: answer?.score ?? null,
    comment: shownText(answer?.comment),
    followUp: answer?.followUp == null ? null : followUpAnswer(answer.followUp),
  };
};

const followUpAnswer = ({ dueAt, reply }: FollowUp) => ({
  dueAt,
  state: reply === null ? ('open' as const) : ('replied' as const),
  repliedAt: reply?.at ?? null,
  action: shownText(reply?.action),
  text: shownText(reply?.text),
  by: shownPerson(reply?.by ?? null),
});

const reasonOf = ({ reason }: ActData): string | null => shownText(reason);

/** R15: the salt is shown with the memo, so that whoever confirms can compute the hash. */
export const memoAnswer = (memo: Request['memo']) =>
  memo === null
    ? null
    : {
        memoId: memo.memoId,
        version: memo.version,
        text: shownText(memo.text),
        solution: shownText(memo.solution),
        plannedOn: memo.plannedOn,
        salt: shownText(memo.salt),
        sha256: memo.sha256,
        confirmations: (['vendor', 'customer'] as const).flatMap((side) => {
          const confirmed = memo.confirmations[side];
          return confirmed === undefined ? [] : [{ side, person: shownPerson(confirmed.person), at: confirmed.at }];
        }),
        agreedAt: memo.agreedAt,
      };

export const visitAnswer = (visit: Visit) => ({
  visitId: visit.visitId,
  state: visit.state,
  requestedAt: visit.requestedAt,
  reason: shownText(visit.reason),
  targetVersion: visit.targetVersion,
  region: visit.region,
  decision: shownDecision(visit.decision),
  quote: visit.quote,
  schedule: visit.schedule === null ? null : { ...visit.schedule, engineer: shownPerson(visit.schedule.engineer) },
  arrivedAt: visit.arrivedAt,
  finished:
    visit.finished === null
      ? null
      : {
          at: visit.finished.at,
          signedBy: shownPerson(visit.finished.signedBy),
          minutes: visit.finished.minutes,
        },
});
