import type { Instant } from '../kernel/civil.js';
import type { Person } from '../kernel/person.js';
import type { Personal } from '../kernel/personal.js';

export const scores = [1, 2, 3, 4, 5] as const;
export type Score = (typeof scores)[number];

/**
 * What happens to the survey of one resolution, in the stream of its request (S22). `cycle` counts the resolutions of
 * the request, from 1. Each is effective when it happened.
 */
export type SurveyEvent =
  | { type: 'SurveySent'; data: { cycle: number; /** The first instant at which it is closed. */ closesAt: Instant } }
  | {
      type: 'SurveyAnswered';
      data: {
        cycle: number;
        score: Score;
        /** Sealed under the request's text key (A6). */ comment: Personal<string> | null;
      };
    }
  | { type: 'SurveyClosed'; data: { cycle: number } }
  | { type: 'SurveySuperseded'; data: { cycle: number } }
  | { type: 'FollowUpOpened'; data: { cycle: number; dueAt: Instant } }
  | {
      type: 'FollowUpReplied';
      data: {
        cycle: number;
        /** What was done, and what was written to the customer; sealed under the request's text key (A6). */
        action: Personal<string>;
        text: Personal<string>;
        by: Person;
      };
    };
