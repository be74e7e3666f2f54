import type { Instant } from '../kernel/civil.js';
import { Refusal } from '../kernel/decider.js';
import type { Person } from '../kernel/person.js';
import type { Personal } from '../kernel/personal.js';
import type { AskedAbout, Score, SurveyEvent } from './survey.events.js';

/** The survey of one resolution, as its request's stream has it. */
export type Survey =
  | { readonly status: 'unsent' }
  | (Sent & { readonly status: 'open' | 'closed' | 'superseded' })
  | (Sent & {
      readonly status: 'answered';
      readonly answeredAt: Instant;
      readonly score: Score;
      readonly comment: Personal<string> | null;
      readonly followUp: FollowUp | null;
    });

interface Sent {
  readonly sentAt: Instant;
  /** The first instant at which it is closed. */
  readonly closesAt: Instant;
}

export interface FollowUp {
  readonly dueAt: Instant;
  /** Null while nobody has replied. */
  readonly reply: ReplyToCustomer | null;
}
export interface ReplyToCustomer {
  readonly at: Instant;
  readonly action: Personal<string>;
  readonly text: Personal<string>;
  readonly by: Person;
}

export const unsent: Survey = { status: 'unsent' };

/** What is decided about a survey, and when it happens; `cycle` names the resolution. */
export type SurveyCommand = { readonly cycle: number; readonly at: Instant } & (
  | { readonly kind: 'send'; readonly closesAt: Instant; readonly about: AskedAbout }
  | {
      readonly kind: 'answer';
      readonly score: Score;
      readonly comment: Personal<string> | null;
      /** When a follow-up is due where the score asks for one; null where it does not. */
      readonly followUpDueAt: Instant | null;
    }
  /** Nobody answered until it closes. */
  | { readonly kind: 'close' }
  /** The request was reopened. */
  | { readonly kind: 'supersede' }
  | { readonly kind: 'reply'; readonly action: Personal<string>; readonly text: Personal<string>; readonly by: Person }
);

export const surveyRefusals = {
  'survey-not-sent': 'S22',
  'survey-answered': 'S22',
  'survey-closed': 'S22',
  'survey-superseded': 'S22',
  'follow-up-none': 'S22',
  'follow-up-replied': 'S22',
} as const;
export type SurveyRefusal = keyof typeof surveyRefusals;

const refuse = (code: SurveyRefusal, cycle: number): Refusal<SurveyRefusal> => new Refusal(code, 'S22', { cycle });

/** S22: a survey is answered once, while it is open; what was answered stays, also when the request is reopened. */
export const decideSurvey = (
  command: SurveyCommand,
  survey: Survey,
): readonly SurveyEvent[] | Refusal<SurveyRefusal> => {
  const { cycle, at } = command;
  switch (command.kind) {
    case 'send':
      return survey.status === 'unsent'
        ? [{ type: 'SurveySent', data: { at, cycle, closesAt: command.closesAt, ...command.about } }]
        : [];
    case 'answer':
      return answered(command, survey);
    case 'close':
      return survey.status === 'open' && at >= survey.closesAt ? [{ type: 'SurveyClosed', data: { at, cycle } }] : [];
    case 'supersede':
      return survey.status === 'open' ? [{ type: 'SurveySuperseded', data: { at, cycle } }] : [];
    case 'reply': {
      const followUp = survey.status === 'answered' ? survey.followUp : null;
      if (followUp === null) return refuse('follow-up-none', cycle);
      if (followUp.reply !== null) return refuse('follow-up-replied', cycle);
      const { action, text, by } = command;
      return [{ type: 'FollowUpReplied', data: { at, cycle, action, text, by } }];
    }
  }
};

/** S22: null while it can be answered. T6: the closing instant is outside, recorded or not. */
export const closedTo = (survey: Survey, at: Instant): SurveyRefusal | null => {
  if (survey.status === 'unsent') return 'survey-not-sent';
  if (survey.status !== 'open') return `survey-${survey.status}`;
  return at >= survey.closesAt ? 'survey-closed' : null;
};

const answered = (
  { cycle, at, score, comment, followUpDueAt }: Extract<SurveyCommand, { kind: 'answer' }>,
  survey: Survey,
): readonly SurveyEvent[] | Refusal<SurveyRefusal> => {
  const refused = closedTo(survey, at);
  if (refused !== null) return refuse(refused, cycle);
  return [
    { type: 'SurveyAnswered', data: { at, cycle, score, comment } },
    ...(followUpDueAt === null ? [] : [{ type: 'FollowUpOpened', data: { at, cycle, dueAt: followUpDueAt } } as const]),
  ];
};

/** Total over the events of one survey. */
export const evolveSurvey = (survey: Survey, event: SurveyEvent): Survey => {
  if (event.type === 'SurveySent') return { status: 'open', sentAt: event.data.at, closesAt: event.data.closesAt };
  if (survey.status === 'unsent') throw new Error(`${event.type} before SurveySent`);
  const { sentAt, closesAt } = survey;
  switch (event.type) {
    case 'SurveyAnswered': {
      const { at: answeredAt, score, comment } = event.data;
      return { status: 'answered', sentAt, closesAt, answeredAt, score, comment, followUp: null };
    }
    case 'SurveyClosed':
      return { status: 'closed', sentAt, closesAt };
    case 'SurveySuperseded':
      return { status: 'superseded', sentAt, closesAt };
    case 'FollowUpOpened':
      return survey.status === 'answered' ? { ...survey, followUp: { dueAt: event.data.dueAt, reply: null } } : survey;
    case 'FollowUpReplied': {
      if (survey.status !== 'answered' || survey.followUp === null) return survey;
      const { at, action, text, by } = event.data;
      return { ...survey, followUp: { ...survey.followUp, reply: { at, action, text, by } } };
    }
  }
};
