import { idOfStream, type Recorded } from '../../domain/kernel/envelope.js';
import type { EventOf } from '../../domain/request/request.events.js';
import type { SurveyEvent } from '../../domain/survey/survey.events.js';
import { allOf, type Projection } from '../projection.js';
import { type AskedRequestRow, surveyRowId, type SurveyRow, type SurveysRow } from './surveys.row.js';

type OfRequest = EventOf<'RequestClosed' | 'RequestReopened'>;
type Handled = SurveyEvent | OfRequest;

/** Surveys by when they were sent, and the requests that surveys or follow-ups are still open of (S22, Q3). */
export const surveys: Projection<SurveysRow, Handled> = {
  name: 'surveys',
  version: 1,
  handles: allOf<Handled>()({
    RequestClosed: true,
    RequestReopened: true,
    SurveySent: true,
    SurveyAnswered: true,
    SurveyClosed: true,
    SurveySuperseded: true,
    FollowUpOpened: true,
    FollowUpReplied: true,
  }),
  indexes: [['sentAt'], ['open']],
  rows(event) {
    const requestId = idOfStream(event.stream);
    return isOfRequest(event) ? [requestId] : [requestId, surveyRowId(requestId, event.data.cycle)];
  },
  apply(event, row, id) {
    if (id === idOfStream(event.stream)) return { row: askedAfter(row as AskedRequestRow | undefined, event) };
    if (isOfRequest(event)) throw new Error(`${event.type} is about no survey`);
    if (event.type === 'SurveySent') return { row: sent(event) };
    if (row === undefined) throw new Error(`${event.type} of ${id} before it was sent`);
    return { row: surveyAfter(row as SurveyRow, event) };
  },
};

const isOfRequest = (event: Recorded<Handled>): event is Recorded<OfRequest> =>
  event.type === 'RequestClosed' || event.type === 'RequestReopened';

const askedAfter = (before: AskedRequestRow | undefined, event: Recorded<Handled>): AskedRequestRow => {
  const { unsent, asking, followUps } = askingAfter(before ?? nothingAsked, event);
  const open = unsent || asking || followUps.length > 0;
  const requestId = idOfStream(event.stream);
  return { vendor: event.vendor, subject: 'request', requestId, unsent, asking, followUps, open };
};

type Asking = Pick<AskedRequestRow, 'unsent' | 'asking' | 'followUps'>;
const nothingAsked: Asking = { unsent: false, asking: false, followUps: [] };

const askingAfter = (before: Asking, event: Recorded<Handled>): Asking => {
  switch (event.type) {
    case 'RequestClosed':
      return { ...before, unsent: true };
    case 'RequestReopened':
      return { ...before, unsent: false };
    case 'SurveySent':
      return { ...before, unsent: false, asking: true };
    case 'SurveyAnswered':
    case 'SurveyClosed':
    case 'SurveySuperseded':
      return { ...before, asking: false };
    case 'FollowUpOpened':
      return { ...before, followUps: [...before.followUps, event.data.cycle] };
    case 'FollowUpReplied':
      return { ...before, followUps: before.followUps.filter((cycle) => cycle !== event.data.cycle) };
  }
};

const sent = ({ vendor, stream, position, data }: Recorded<EventOf<'SurveySent'>>): SurveyRow => {
  const { at: sentAt, cycle, customerId, service, channel, priority } = data;
  const requestId = idOfStream(stream);
  const about = { requestId, cycle, customerId, service, channel, priority };
  return {
    vendor,
    subject: 'survey',
    ...about,
    sentAt,
    position,
    answer: null,
    superseded: null,
    followUp: null,
    reply: null,
  };
};

const surveyAfter = (
  row: SurveyRow,
  { position, ...event }: Recorded<Exclude<SurveyEvent, { type: 'SurveySent' }>>,
): SurveyRow => {
  switch (event.type) {
    case 'SurveyAnswered':
      return { ...row, answer: { position, at: event.data.at, score: event.data.score } };
    case 'SurveyClosed':
      return row;
    case 'SurveySuperseded':
      return { ...row, superseded: { position } };
    case 'FollowUpOpened':
      return { ...row, followUp: { position, dueAt: event.data.dueAt } };
    case 'FollowUpReplied':
      return { ...row, reply: { position, at: event.data.at } };
  }
};
