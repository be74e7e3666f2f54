import type { AnswerVersionEvent, CalendarEvent, PolicyEvent, TextsEvent } from '../../domain/policy/policy.events.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { allOf, type Projection } from '../projection.js';
import type { PoliciesRow } from './policies.row.js';

type Handled = PolicyEvent | CalendarEvent | TextsEvent | AnswerVersionEvent;

/**
 * Policies, calendars, texts and the answer version in force as they were published, with their positions: all that
 * decisions read besides sheets (P2, D7).
 */
export const policies: Projection<PoliciesRow, Handled> = {
  name: 'policies',
  version: 2,
  handles: allOf<Handled>()({
    PolicyPublished: true,
    CalendarPublished: true,
    ConditionTextsPublished: true,
    AnswerVersionAdopted: true,
  }),
  indexes: [['kind', 'position']],
  rows: (event) => [`${event.vendor}:${event.position}`],
  apply: (event) => ({ row: rowOf(event) }),
};

const rowOf = (event: Recorded<Handled>): PoliciesRow => {
  const published = { vendor: event.vendor, position: event.position, publishedAt: event.meta.recordedAt };
  switch (event.type) {
    case 'PolicyPublished':
      return { ...published, kind: 'policy', ...event.data };
    case 'CalendarPublished':
      return { ...published, kind: 'calendar', ...event.data };
    case 'ConditionTextsPublished':
      return { ...published, kind: 'texts', ...event.data };
    case 'AnswerVersionAdopted':
      return { ...published, kind: 'answers', ...event.data };
  }
};
