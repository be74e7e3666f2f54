import { type EventFacts, internalFact } from '../kernel/event-facts.js';
import type { AnswerVersionEvent, CalendarEvent, PolicyEvent, TextsEvent } from './policy.events.js';

/** P1: published policies. */
export const policyFacts: EventFacts<PolicyEvent> = {
  PolicyPublished: { sentence: null, announced: true },
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
