import type { ActData } from '../kernel/act.js';
import type { Day, Instant } from '../kernel/civil.js';
import type { Personal } from '../kernel/personal.js';
import type { Channel, Level, Priority, Region, Service, Urgency } from '../kernel/vocabulary.js';

export type { ActData };

export const waitKinds = ['information', 'access', 'backup'] as const;
/** R10: what a request can wait for; `memo` and `sales` begin with acts of their own. */
export type WaitKind = (typeof waitKinds)[number] | 'memo' | 'sales';
export const directions = ['inbound', 'outbound', 'internal'] as const;
export type Direction = (typeof directions)[number];
export const workModes = ['remote', 'onsite', 'advice'] as const;
export type WorkMode = (typeof workModes)[number];
export const sides = ['vendor', 'customer'] as const;
export type Side = (typeof sides)[number];
export const promiseKinds = ['respond', 'arrive'] as const;
export type PromiseKind = (typeof promiseKinds)[number];
export const promiseClocks = ['working-minutes', 'elapsed', 'working-days'] as const;
export type PromiseClock = (typeof promiseClocks)[number];
/** K11: why a promise is void. */
export type VoidReason = 'cancelled' | 'declined' | 'merged' | 'quote-refused' | 'visit-cancelled';

/** A6: a file that was brought with an act; its bytes are stored apart, sealed with the text key of the request. */
export interface AttachedFile {
  /** Of the stored bytes, which are sealed. */
  readonly sha256: string;
  /** Bytes of its content. */
  readonly bytes: number;
  /** Media type, judged from the content. */
  readonly type: string;
  /** As the caller names it; null where it has no name. */
  readonly name: Personal<string> | null;
}

/** D8: the decision that a request or a visit was recorded with; `level` and `region` are those of its instant. */
export interface RequestDecision {
  readonly at: Instant;
  readonly knownPosition: number;
  readonly entitled: boolean;
  readonly outcome: 'granted' | 'granted-with-conditions' | 'denied';
  readonly reason: string;
  readonly conditions: readonly string[];
  readonly contractId: string | null;
  readonly level: Level;
  readonly region: Region;
  readonly policyVersion: number;
  readonly calendarVersion: string | null;
  readonly answerVersion: number;
  readonly receipt: string;
}

export interface DueRecorded {
  readonly dueAt: Instant | null;
  readonly atRiskAt: Instant | null;
  readonly clock: PromiseClock;
  readonly provisional: boolean;
}

/** What was asked for, from an instant on (K13). */
export interface AskedRecorded {
  readonly at: Instant;
  readonly urgency: Urgency;
  readonly priority: Priority;
}

/** Half open; `to` null while nobody ended it. */
export interface SpanRecorded {
  readonly from: Instant;
  readonly to: Instant | null;
}

/** R14: a promise of a request that was merged, with all that its due is computed from. */
export interface AbsorbedPromise {
  readonly kind: PromiseKind;
  readonly startAt: Instant;
  readonly asked: readonly AskedRecorded[];
  readonly region: Region;
  readonly policyVersion: number;
  readonly calendarVersion: string | null;
  readonly pauses: readonly SpanRecorded[];
  readonly keptAt: Instant | null;
}

/** R13: a backup as far as the gate asks: when it was taken, and when that was confirmed. */
export interface ConfirmedBackup {
  readonly at: Instant;
  readonly takenAt: Instant;
}
/** R4: when a backup was waived. */
export interface WaivedBackup {
  readonly at: Instant;
}

/** R14: a visit that the survivor owes for a request that was merged into it, as it was asked for there. */
export interface AbsorbedVisit {
  /** Of the survivor's visit: named by the merge. */
  readonly visitId: string;
  readonly targetVersion: string | null;
  readonly region: Region;
  readonly decision: RequestDecision;
}

export interface PromiseData extends DueRecorded {
  readonly promiseId: string;
  /** Of its request, for views. */
  readonly customerId: string;
  readonly service: Service;
  readonly channel: Channel;
  /** The day of `requestedAt` in the vendor's zone. */
  readonly requestedOn: Day;
  readonly kind: PromiseKind;
  readonly cycle: number;
  readonly visitId: string | null;
  readonly startAt: Instant;
  readonly urgency: Urgency;
  readonly priority: Priority;
  readonly region: Region;
  readonly policyVersion: number;
  readonly calendarVersion: string | null;
}

export interface Verdict extends ActData {
  readonly promiseId: string;
  readonly dueAt: Instant | null;
  readonly priority: Priority;
  /** Elapsed minutes by kind of pause, up to the verdict. */
  readonly pausedMinutes: Readonly<Record<string, number>>;
  /** R14: the merge that it was kept by; undoing that takes the verdict back. */
  readonly mergeId?: string;
}
