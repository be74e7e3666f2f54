import { type Day, dayAt, epochOf, type Instant } from '../kernel/civil.js';
import { surveyOf } from '../request/surveys.js';
import type { Request } from '../request/request.state.js';
import type { Survey } from '../survey/survey.js';
import { surveyDue, surveyReminderDue, type SurveyTerms } from '../survey/survey-dates.js';
import type { ObligationKind, Suppression } from './kinds.js';
import type { SurveyCourse } from './survey-course.js';

/** What is owed of the surveys of a request (S22). Instants are epoch ms. */
export interface OwedOfSurvey {
  readonly kind: ObligationKind;
  /** Which survey or follow-up: one group, whose obligations supersede each other (O7). */
  readonly about: string;
  readonly cycle: number;
  readonly nominalOn: Day;
  readonly dueAt: number;
  readonly provisional: boolean;
  /** O3: as what it ends where nothing is to be done any more; null while it is. */
  readonly endsAs: Suppression | null;
}

/** The parts of a request that surveys owe for: stored with obligations. */
export const surveyAbout = (cycle: number): string => `survey ${cycle}`;
export const followUpAbout = (cycle: number): string => `follow-up ${cycle}`;

/** All that the surveys of a request owe, each group in the order of its instants. */
export const owedOfSurveys = ({ request, closings }: SurveyCourse, terms: SurveyTerms): readonly OwedOfSurvey[] =>
  closings.flatMap(({ cycle, at }) => {
    const survey = surveyOf(request, cycle);
    return [...ofClosing(request, cycle, at, survey, terms), ...ofSent(cycle, survey, terms)];
  });

/** S22: the survey goes where the resolution still holds. */
const ofClosing = (
  request: Request,
  cycle: number,
  closedAt: Instant,
  survey: Survey,
  terms: SurveyTerms,
): readonly OwedOfSurvey[] => {
  const { at, provisional } = surveyDue(closedAt, terms);
  const isReopened = request.cycle > cycle && survey.status === 'unsent';
  return [owing('survey', surveyAbout(cycle), cycle, at, provisional, isReopened ? 'reopened' : overAs(survey), terms)];
};

/** S22: counted from the day on which it was really sent. */
const ofSent = (cycle: number, survey: Survey, terms: SurveyTerms): readonly OwedOfSurvey[] => {
  if (survey.status === 'unsent') return [];
  const about = surveyAbout(cycle);
  const reminder = surveyReminderDue(survey.sentAt, terms);
  const followUp = survey.status === 'answered' ? survey.followUp : null;
  const over = overAs(survey);
  return [
    owing('survey-reminder', about, cycle, reminder.at, reminder.provisional, over, terms),
    // What is recorded as closed was done.
    owing('survey-close', about, cycle, survey.closesAt, false, over === 'closed' ? null : over, terms),
    ...(followUp === null
      ? []
      : [
          owing(
            'follow-up-due',
            followUpAbout(cycle),
            cycle,
            followUp.dueAt,
            false,
            followUp.reply === null ? null : 'replied',
            terms,
          ),
        ]),
  ];
};

const overAs = ({ status }: Survey): Suppression | null =>
  status === 'superseded' ? 'reopened' : status === 'answered' || status === 'closed' ? status : null;

const owing = (
  kind: ObligationKind,
  about: string,
  cycle: number,
  at: Instant,
  provisional: boolean,
  endsAs: Suppression | null,
  { hotline: { zone } }: SurveyTerms,
): OwedOfSurvey => ({
  kind,
  about,
  cycle,
  nominalOn: dayAt(at, zone),
  dueAt: epochOf(at),
  provisional,
  endsAs,
});
