import { channels, priorities, regions, services, urgencies } from '../../domain/kernel/vocabulary.js';
import { directions, promiseClocks, promiseKinds, sides } from '../../domain/request/request.events.js';
import { visitStates } from '../../domain/request/request.state.js';
import { requestStates } from '../../domain/request/state-table.js';
import { attachmentBounds } from './attachments/bounds.js';
import type { ProblemCode } from '../platform/http/problems/catalogue.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import {
  day,
  instant,
  list,
  money,
  named,
  object,
  oneOf,
  orNull,
  page,
  type Schema,
  text,
  whole,
  yesNo,
} from '../platform/http/server/schemas.js';

const number: Schema = { type: 'number' };
export const requestDecision = named(
  'RequestDecision',
  object({
    at: instant,
    knownPosition: whole,
    entitled: yesNo,
    outcome: oneOf(['granted', 'granted-with-conditions', 'denied']),
    reason: text,
    conditions: list(text),
    contractId: orNull(text),
    level: text,
    region: oneOf(regions),
    policyVersion: whole,
    calendarVersion: orNull(text),
    answerVersion: whole,
    receipt: text,
  }),
);
export const promiseStates = ['open', 'paused', 'at-risk', 'kept', 'broken', 'void'] as const;
const promise = named(
  'Promise',
  object({
    id: text,
    kind: oneOf(promiseKinds),
    cycle: whole,
    visitId: orNull(text),
    clock: oneOf(promiseClocks),
    priority: oneOf(priorities),
    startAt: instant,
    dueAt: orNull(instant),
    dueIfResumedNow: orNull(instant),
    atRiskAt: orNull(instant),
    state: oneOf(promiseStates),
    reason: orNull(text),
    metAt: orNull(instant),
    pausedMinutes: number,
    policyVersion: whole,
    calendarVersion: orNull(text),
    provisional: yesNo,
    underNewest: orNull(object({ dueAt: orNull(instant), policyVersion: whole, calendarVersion: orNull(text) })),
  }),
);
const state = oneOf(requestStates);
const writtenMembers = {
  id: text,
  no: text,
  revision: whole,
  state,
  decision: requestDecision,
  promises: list(promise),
};

/** What every write answers, and what it adds. */
export const written = (more: Readonly<Record<string, Schema>> = {}): Schema => object({ ...writtenMembers, ...more });

/** Refusals of every act on a registered request (A4, R3). */
export const refusedByEvery = [
  'at-in-future',
  'at-too-early',
  'needs-admin',
  'request-state',
  'request-merged',
] as const satisfies readonly ProblemCode[];

export const memoSchema = object({
  memoId: text,
  version: whole,
  text: orNull(text),
  solution: orNull(text),
  plannedOn: day,
  salt: orNull(text),
  sha256: text,
  confirmations: list(object({ side: oneOf(sides), person: orNull(text), at: instant })),
  agreedAt: orNull(instant),
});
export const visitSchema = object({
  visitId: text,
  state: oneOf(visitStates),
  requestedAt: instant,
  reason: orNull(text),
  targetVersion: orNull(text),
  region: oneOf(regions),
  decision: requestDecision,
  quote: orNull(object({ fee: money, travel: object({ basis: text, amount: orNull(money) }) })),
  schedule: orNull(object({ startsAt: instant, engineer: orNull(text), customerWish: yesNo, outsideHours: yesNo })),
  arrivedAt: orNull(instant),
  finished: orNull(object({ at: instant, signedBy: orNull(text), minutes: orNull(number) })),
});
export const surveySchema = named(
  'Survey',
  object({
    cycle: whole,
    state: oneOf(['open', 'answered', 'closed', 'superseded']),
    sentAt: instant,
    closesAt: orNull(instant),
    answeredAt: orNull(instant),
    score: orNull(whole),
    comment: orNull(text),
    followUp: orNull(
      object({
        dueAt: instant,
        state: oneOf(['open', 'replied']),
        repliedAt: orNull(instant),
        action: orNull(text),
        text: orNull(text),
        by: orNull(text),
      }),
    ),
  }),
);
const attachedFile = named(
  'AttachedFile',
  object({
    sha256: { ...text, description: 'of the stored bytes, which are encrypted: its name in `/requests/{id}/files/`' },
    name: orNull(text),
    type: { ...text, description: 'media type, judged from the content' },
    bytes: whole,
  }),
);
export const requestSchema = named(
  'Request',
  object({
    ...writtenMembers,
    customerId: text,
    service: oneOf(services),
    channel: oneOf(channels),
    urgency: oneOf(urgencies),
    priority: oneOf(priorities),
    title: orNull(text),
    description: orNull(text),
    contractId: orNull(text),
    contact: orNull(text),
    module: orNull(text),
    targetVersion: orNull(text),
    region: orNull(oneOf(regions)),
    intakeId: orNull(text),
    follows: orNull(text),
    requestedAt: instant,
    files: list(attachedFile),
    cycle: whole,
    entitled: yesNo,
    goodwill: yesNo,
    owner: orNull(text),
    satisfactionOwner: orNull(text),
    waits: list(
      object({
        waitId: text,
        kind: text,
        text: orNull(text),
        from: instant,
        until: orNull(instant),
        endedAt: orNull(instant),
      }),
    ),
    interactions: list(
      object({
        at: instant,
        direction: oneOf(directions),
        channel: oneOf(channels),
        text: orNull(text),
        by: orNull(text),
        minutes: orNull(number),
        automatic: yesNo,
        files: list(attachedFile),
      }),
    ),
    backup: orNull(object({ at: instant, confirmedBy: orNull(text), takenAt: instant, location: orNull(text) })),
    waiver: orNull(object({ at: instant, consentBy: orNull(text), reason: orNull(text) })),
    memo: orNull(memoSchema),
    visits: list(visitSchema),
    resolution: orNull(object({ at: instant, by: orNull(text), text: orNull(text), article: orNull(text) })),
    closed: orNull(object({ at: instant, how: orNull(text) })),
    mergedInto: orNull(text),
    absorbed: list(text),
    survey: orNull(surveySchema),
    textErased: yesNo,
  }),
);
const listed = named(
  'ListedRequest',
  object({
    id: text,
    no: text,
    customerId: text,
    service: oneOf(services),
    channel: oneOf(channels),
    urgency: oneOf(urgencies),
    priority: oneOf(priorities),
    title: orNull(text),
    contractId: orNull(text),
    owner: orNull(text),
    requestedAt: instant,
    entitled: yesNo,
    state,
    mergedInto: orNull(text),
    promises: list(
      object({
        id: text,
        kind: oneOf(promiseKinds),
        visitId: orNull(text),
        dueAt: orNull(instant),
        atRiskAt: orNull(instant),
        state: oneOf(promiseStates),
      }),
    ),
    nextDueAt: orNull(instant),
    revision: whole,
  }),
);
export const find: RouteDocs = { answer: page(listed), refuses: ['cursor-invalid'], csv: true };
export const get: RouteDocs = { answer: requestSchema, etag: true };
export const getFile: RouteDocs = {
  answer: { ...text, format: 'binary' },
  contentType: 'application/octet-stream',
  refuses: ['text-erased', 'file-damaged', 'person-key-missing'],
};

/** Refusals of bodies that are forms with files. */
export const refusedForms = [
  'form-malformed',
  'file-too-large',
  'files-too-large',
] as const satisfies readonly ProblemCode[];

/** A6: the body of an act as a form, with what may be attached to it. */
export const formOf = (body: abstract new () => object): Schema => ({
  type: 'object',
  required: ['body'],
  properties: {
    body: { $ref: `#/components/schemas/${body.name}` },
    files: {
      type: 'array',
      maxItems: attachmentBounds.files,
      items: { type: 'string', format: 'binary' },
      description: `each at most ${attachmentBounds.fileMb} MB, together at most ${attachmentBounds.togetherMb} MB`,
    },
  },
});
