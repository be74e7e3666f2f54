import type { Instant } from '../kernel/civil.js';
import type { Person } from '../kernel/person.js';
import type { Personal } from '../kernel/personal.js';
import type { Channel, Priority, Service } from '../kernel/vocabulary.js';

export const scores = [1, 2, 3, 4, 5] as const;
export type Score = (typeof scores)[number];

interface OfSurvey {
  /** When it happened: the event is effective from then. */
  readonly at: Instant;
  /** The resolution of the request that it is about, from 1. */
  readonly cycle: number;
}

/** What surveys are counted by: facts of the request, as they were when it was sent. */
export interface AskedAbout {
  readonly customerId: string;
  readonly service: Service;
  readonly channel: Channel;
  readonly priority: Priority;
}

/** What happens to the survey of one resolution, in the stream of its request (S22). */
export type SurveyEvent =
  | {
      type: 'SurveySent';
      data: OfSurvey & AskedAbout & { /** The first instant at which it is closed. */ readonly closesAt: Instant };
    }
  | {
      type: 'SurveyAnswered';
      data: OfSurvey & {
        readonly score: Score;
        /** Sealed under the request's text key (A6). */ readonly comment: Personal<string> | null;
      };
    }
  | { type: 'SurveyClosed'; data: OfSurvey }
  | { type: 'SurveySuperseded'; data: OfSurvey }
  | { type: 'FollowUpOpened'; data: OfSurvey & { readonly dueAt: Instant } }
  | {
      type: 'FollowUpReplied';
      data: OfSurvey & {
        /** What was done, and what was written to the customer; sealed under the request's text key (A6). */
        readonly action: Personal<string>;
        readonly text: Personal<string>;
        readonly by: Person;
      };
    };
