import type { Refusal } from '../kernel/decider.js';
import type { Instant } from '../kernel/civil.js';
import type { Region } from '../kernel/vocabulary.js';
import type { RequestRefusal } from './request-refusals.js';
import type { PromiseKind, RequestDecision, RequestEvent, VoidReason } from './request.events.js';

/** A promise that an act gives (K8, K9). */
export interface NewPromise {
  readonly kind: PromiseKind;
  readonly startAt: Instant;
  readonly decision: RequestDecision;
  readonly visitId: string | null;
  readonly region: Region;
}

/** What an act comes to, before the promises of the request follow it. */
export interface Decided {
  readonly events: readonly RequestEvent[];
  /** K11: it counts as a response. */
  readonly responds?: boolean;
  /** K11: it counts as the arrival of this visit. */
  readonly arrives?: string;
  /** K11: promises that it makes void: all that are open, or those of one visit. */
  readonly voids?: { readonly because: VoidReason; readonly visitId?: string };
  readonly gives?: readonly NewPromise[];
}

export type Outcome = Decided | Refusal<RequestRefusal>;
