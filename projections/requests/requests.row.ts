import type { Instant } from '../../domain/kernel/civil.js';
import type { Veiled } from '../../domain/kernel/personal.js';
import type { Channel, Priority, Service, Urgency } from '../../domain/kernel/vocabulary.js';
import type { WaitKind } from '../../domain/request/request.events.js';
import type { Row } from '../projection.js';

export const listedStates = [
  'registered',
  'acknowledged',
  'working',
  'waiting',
  'resolved',
  'closed',
  'declined',
  'cancelled',
  'merged',
] as const;
export type ListedRequestState = (typeof listedStates)[number];

/** A promise as lists judge it at the instant they are read (K11, K12). */
export interface ListedPromise {
  readonly promiseId: string;
  readonly kind: 'respond' | 'arrive';
  /** Null while an open pause keeps it from being known. */
  readonly dueAt: Instant | null;
  readonly atRiskAt: Instant | null;
  readonly visitId: string | null;
  readonly verdict: 'kept' | 'broken' | 'void' | null;
}

/** One request in lists. */
export interface RequestRow extends Row {
  readonly requestId: string;
  readonly no: string;
  readonly customerId: string;
  readonly service: Service;
  readonly channel: Channel;
  readonly urgency: Urgency;
  readonly priority: Priority;
  readonly title: Veiled;
  readonly contractId: string | null;
  readonly intakeId: string | null;
  /** Id of the contact or member of staff; null where it is named in text. */
  readonly contactId: string | null;
  readonly ownerId: string | null;
  readonly requestedAt: Instant;
  /** The same without the requests that are merged into it (R14). */
  readonly ownRequestedAt: Instant;
  /** Of its registration: from here on it is known (T5). */
  readonly position: number;
  readonly entitled: boolean;
  readonly goodwill: boolean;
  /** Q2: `requestedAt` of what is served out of goodwill; null of the others. */
  readonly goodwillRequestedAt: Instant | null;
  /** When it was granted; a later change of urgency leaves figures as they were known. */
  readonly goodwillPriority: Priority | null;
  /** The event that granted it. */
  readonly goodwillPosition: number | null;
  readonly state: ListedRequestState;
  /** The state apart from waits. */
  readonly phase: ListedRequestState;
  /** Of a merged one: the state before. */
  readonly phaseBefore: ListedRequestState | null;
  readonly mergedInto: string | null;
  /** Those that are open; `until`: when its pause ends at the latest (R10). */
  readonly waits: readonly { readonly waitId: string; readonly kind: WaitKind; readonly until: Instant | null }[];
  readonly promises: readonly ListedPromise[];
  readonly hasOpenPromise: boolean;
  readonly hasBrokenPromise: boolean;
  /** The earliest due of what is open; null where none is open or known. */
  readonly nextDueAt: Instant | null;
  readonly revision: number;
}
