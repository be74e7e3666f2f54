import { type EventFacts, internalFact } from '../kernel/event-facts.js';
import type { AnswerVersionEvent, CalendarEvent, PolicyEvent, TextsEvent } from './policy.events.js';

/** P1: published policies. */
export const policyFacts: EventFacts<PolicyEvent> = {
  PolicyPublished: {
    sentence: [
      '发布服务政策第 {version} 版，自 {effectiveFrom} 起生效',
      '發布服務政策第 {version} 版，自 {effectiveFrom} 起生效',
      'Version {version} of the service policy was published, in force from {effectiveFrom}',
    ],
    announced: true,
  },
};

/** K2: published calendars. */
export const calendarFacts: EventFacts<CalendarEvent> = {
  CalendarPublished: { sentence: null, announced: true },
};

/** Texts of conditions are part of answers, not of histories. */
export const textsFacts: EventFacts<TextsEvent> = {
  ConditionTextsPublished: internalFact,
};

/** D7: adopted versions of answers. */
export const answersFacts: EventFacts<AnswerVersionEvent> = {
  AnswerVersionAdopted: internalFact,
};
