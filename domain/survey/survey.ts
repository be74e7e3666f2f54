import type { Instant } from '../kernel/civil.js';
import { Refusal } from '../kernel/decider.js';
import type { Person } from '../kernel/person.js';
import type { Personal } from '../kernel/personal.js';
import type { Score, SurveyEvent } from './survey.events.js';

/** The survey of one resolution, as its request's stream has it. */
export type Survey =
  | { readonly status: 'unsent' }
  | { readonly status: 'open'; readonly closesAt: Instant }
  | { readonly status: 'answered'; readonly score: Score; readonly followUp: FollowUp | null }
  | { readonly status: 'closed' | 'superseded' };

export interface FollowUp {
  readonly status: 'open' | 'replied';
  readonly dueAt: Instant;
}

export const unsent: Survey = { status: 'unsent' };

/** What is decided about a survey. Instants are those at which it happens; `cycle` names the resolution. */
export type SurveyCommand =
  | { readonly kind: 'send'; readonly cycle: number; readonly closesAt: Instant }
  | {
      readonly kind: 'answer';
      readonly cycle: number;
      readonly at: Instant;
      readonly score: Score;
      readonly comment: Personal<string> | null;
      /** When a follow-up is due where the score asks for one; null where it does not. */
      readonly followUpDueAt: Instant | null;
    }
  /** Nobody answered until it closes. */
  | { readonly kind: 'close'; readonly cycle: number; readonly at: Instant }
  /** The request was reopened. */
  | { readonly kind: 'supersede'; readonly cycle: number }
  | {
      readonly kind: 'reply';
      readonly cycle: number;
      readonly action: Personal<string>;
      readonly text: Personal<string>;
      readonly by: Person;
    };

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
  const { cycle } = command;
  switch (command.kind) {
    case 'send':
      return survey.status === 'unsent' ? [{ type: 'SurveySent', data: { cycle, closesAt: command.closesAt } }] : [];
    case 'answer':
      return answered(command, survey);
    case 'close':
      return survey.status === 'open' && command.at >= survey.closesAt
        ? [{ type: 'SurveyClosed', data: { cycle } }]
        : [];
    case 'supersede':
      return survey.status === 'open' ? [{ type: 'SurveySuperseded', data: { cycle } }] : [];
    case 'reply': {
      const followUp = survey.status === 'answered' ? survey.followUp : null;
      if (followUp === null) return refuse('follow-up-none', cycle);
      if (followUp.status === 'replied') return refuse('follow-up-replied', cycle);
      const { action, text, by } = command;
      return [{ type: 'FollowUpReplied', data: { cycle, action, text, by } }];
    }
  }
};

const answered = (
  { cycle, at, score, comment, followUpDueAt }: Extract<SurveyCommand, { kind: 'answer' }>,
  survey: Survey,
): readonly SurveyEvent[] | Refusal<SurveyRefusal> => {
  if (survey.status === 'unsent') return refuse('survey-not-sent', cycle);
  if (survey.status !== 'open') return refuse(`survey-${survey.status}`, cycle);
  // T6: the closing instant is outside, also where nobody has recorded yet that it closed.
  if (at >= survey.closesAt) return refuse('survey-closed', cycle);
  return [
    { type: 'SurveyAnswered', data: { cycle, score, comment } },
    ...(followUpDueAt === null ? [] : [{ type: 'FollowUpOpened', data: { cycle, dueAt: followUpDueAt } } as const]),
  ];
};

/** Total over the events of one survey. */
export const evolveSurvey = (survey: Survey, event: SurveyEvent): Survey => {
  switch (event.type) {
    case 'SurveySent':
      return { status: 'open', closesAt: event.data.closesAt };
    case 'SurveyAnswered':
      return { status: 'answered', score: event.data.score, followUp: null };
    case 'SurveyClosed':
      return { status: 'closed' };
    case 'SurveySuperseded':
      return { status: 'superseded' };
    case 'FollowUpOpened':
      return survey.status === 'answered'
        ? { ...survey, followUp: { status: 'open', dueAt: event.data.dueAt } }
        : survey;
    case 'FollowUpReplied':
      return survey.status === 'answered' && survey.followUp !== null
        ? { ...survey, followUp: { ...survey.followUp, status: 'replied' } }
        : survey;
  }
};
