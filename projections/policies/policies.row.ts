import type { AnswerVersionEvent, CalendarEvent, PolicyEvent, TextsEvent } from '../../domain/policy/policy.events.js';
import type { Instant } from '../../domain/kernel/civil.js';
import type { Row } from '../projection.js';

interface PublishedRow extends Row {
  readonly position: number;
  readonly publishedAt: Instant;
}
export type PolicyRow = PublishedRow & { readonly kind: 'policy' } & PolicyEvent['data'];
export type CalendarRow = PublishedRow & { readonly kind: 'calendar' } & CalendarEvent['data'];
export type TextsRow = PublishedRow & { readonly kind: 'texts' } & TextsEvent['data'];
export type AnswersRow = PublishedRow & { readonly kind: 'answers' } & AnswerVersionEvent['data'];

/** One row for each thing a vendor published (P2); none ever changes. */
export type PoliciesRow = PolicyRow | CalendarRow | TextsRow | AnswersRow;
