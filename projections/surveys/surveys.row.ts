import type { Instant } from '../../domain/kernel/civil.js';
import type { Channel, Priority, Service } from '../../domain/kernel/vocabulary.js';
import type { Score } from '../../domain/survey/survey.events.js';
import type { Row } from '../projection.js';

/** Something that was recorded once, and from which position on it is known (T5). */
interface Known {
  readonly position: number;
}

/** A request that was closed, and what its surveys still ask for. Its id is the request's. */
export interface AskedRequestRow extends Row {
  readonly subject: 'request';
  readonly requestId: string;
  /** Closed, and the survey was not sent yet. */
  readonly unsent: boolean;
  /** A survey was sent, and is neither answered nor over. */
  readonly asking: boolean;
  /** Cycles whose answers wait for a reply. */
  readonly followUps: readonly number[];
  /** Any of these. */
  readonly open: boolean;
}

/**
 * A survey that was sent. Its id is `<requestId>/<cycle>`. Nothing in here is ever replaced, so that the row answers
 * for every position.
 */
export interface SurveyRow extends Row, Known {
  readonly subject: 'survey';
  readonly requestId: string;
  readonly cycle: number;
  readonly customerId: string;
  readonly service: Service;
  readonly channel: Channel;
  readonly priority: Priority;
  readonly sentAt: Instant;
  readonly answer: (Known & { readonly at: Instant; readonly score: Score }) | null;
  readonly superseded: Known | null;
  readonly followUp: (Known & { readonly dueAt: Instant }) | null;
  readonly reply: (Known & { readonly at: Instant }) | null;
}

export type SurveysRow = AskedRequestRow | SurveyRow;

export const surveyRowId = (requestId: string, cycle: number): string => `${requestId}/${cycle}`;

/** What was known of a survey at a position, as figures count it (Q3); null where it was not sent yet. */
export const surveyKnownAt = (row: SurveyRow, knownPosition: number) => {
  if (row.position > knownPosition) return null;
  const ifKnown = <T extends Known>(value: T | null): T | null =>
    value !== null && value.position <= knownPosition ? value : null;
  const followUp = ifKnown(row.followUp);
  return {
    superseded: ifKnown(row.superseded) !== null,
    score: ifKnown(row.answer)?.score ?? null,
    followUp: followUp === null ? null : { dueAt: followUp.dueAt, repliedAt: ifKnown(row.reply)?.at ?? null },
  };
};
