import { Refusal } from '../kernel/decider.js';
import { decideSurvey, evolveSurvey, type Survey, type SurveyCommand, unsent } from '../survey/survey.js';
import type { SurveyEvent } from '../survey/survey.events.js';
import { refusedTime } from './acts.js';
import type { Given, SurveyAct } from './request.commands.js';
import type { RequestEvent } from './request.events.js';
import type { RequestRefusal } from './request-refusals.js';
import type { Request } from './request.state.js';
import type { Working } from './working-state.js';

/** S8, R7: the survey of a resolution. */
export const surveyOf = ({ surveys }: Pick<Request, 'surveys'>, cycle: number): Survey => surveys.get(cycle) ?? unsent;

/** S22: whether the present resolution is one that is asked about: accepted, and neither reopened nor merged since. */
const isAskedAbout = ({ phase, cycle }: Request, about: number): boolean => phase === 'closed' && cycle === about;

/** S22: what happens to surveys and follow-ups. The state of the request, its waits and promises do not follow. */
export const decideSurveyAct = (
  act: SurveyAct,
  request: Request,
  given: Given,
): readonly RequestEvent[] | Refusal<RequestRefusal> => {
  const { at } = given;
  switch (act.kind) {
    case 'survey-send': {
      const { cycle, closesAt } = act;
      const { customerId, service, channel, priority } = request;
      const about = { customerId, service, channel, priority };
      return isAskedAbout(request, cycle) ? decided(request, { kind: 'send', at, cycle, closesAt, about }) : [];
    }
    case 'survey-answer': {
      const { cycle, score, comment, followUpDueAt } = act;
      return decided(request, { kind: 'answer', at, cycle, score, comment, followUpDueAt });
    }
    case 'survey-close':
      return decided(request, { kind: 'close', at, cycle: act.cycle });
    case 'follow-up/reply':
      return replied(act, request, given);
  }
};

/** A4: not before the answer that asked for it. Of several, the oldest that nobody has replied to. */
const replied = (
  { action, text, by }: Extract<SurveyAct, { kind: 'follow-up/reply' }>,
  request: Request,
  given: Given,
): readonly RequestEvent[] | Refusal<RequestRefusal> => {
  const followed = [...request.surveys].filter(
    ([, survey]) => survey.status === 'answered' && survey.followUp !== null,
  );
  const [cycle, survey] = followed.find(([, each]) => isWaiting(each)) ?? followed.at(-1) ?? [request.cycle, unsent];
  const refused = survey.status === 'answered' ? refusedTime(given, survey.answeredAt) : null;
  return refused ?? decided(request, { kind: 'reply', at: given.at, cycle, action, text, by });
};
const isWaiting = (survey: Survey): boolean => survey.status === 'answered' && survey.followUp?.reply === null;

const decided = (request: Request, command: SurveyCommand) => decideSurvey(command, surveyOf(request, command.cycle));

/** S8, S22: what reopening does to the survey of the resolution that it contradicts. */
export const supersededBy = (request: Request, at: string): readonly RequestEvent[] => {
  const superseded = decided(request, { kind: 'supersede', at, cycle: request.cycle });
  return superseded instanceof Refusal ? [] : superseded;
};

export const evolveSurveys = (request: Working, event: SurveyEvent): void => {
  const { cycle } = event.data;
  request.surveys = new Map([...request.surveys, [cycle, evolveSurvey(surveyOf(request, cycle), event)]]);
};
