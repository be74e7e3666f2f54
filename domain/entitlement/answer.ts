import type { Day, Instant } from '../kernel/civil.js';
import type { Priority } from '../kernel/vocabulary.js';

export const deniedReasons = [
  'no-contract',
  'not-licensed',
  'not-started',
  'lapsed',
  'gap',
  'suspended',
  'terminated',
  'transferred',
  'unpaid',
  'needs-agreement',
  'customized-module',
  'version-not-released',
  'not-an-upgrade',
  'other-series',
  'module-not-in-contract',
  'allowance-exhausted',
  'channel-not-offered',
] as const;
/** D4: one stable code. */
export type Reason = 'covered' | (typeof deniedReasons)[number];

export const conditionCodes = [
  'backup-required',
  'travel-cost-on-customer',
  'paid-service',
  'outside-service-hours',
  'needs-estimate',
  'fee-unpaid',
] as const;
/** D5. */
export type ConditionCode = (typeof conditionCodes)[number];

export const remedies = ['renew', 'sign-agreement', 'resume', 'restore-licence', 'contact-sales'] as const;
/** D6. */
export type Remedy = (typeof remedies)[number];

export type Outcome = 'granted' | 'granted-with-conditions' | 'denied';

/** D2, in the order they are judged; the service's own checks last. */
export const checkNames = [
  'owner',
  'series',
  'licence-valid',
  'started',
  'not-terminated',
  'not-suspended',
  'in-term',
  'fee-paid',
  'channel-offered',
  'requirement-agreed',
  'onsite-agreed',
  'target-series',
  'target-released',
  'target-newer',
  'major-agreed',
  'module-standard',
  'allowance-left',
] as const;
export type CheckName = (typeof checkNames)[number];

/** An event that proves a check. */
export interface Evidence {
  readonly position: number;
  readonly type: string;
}
export interface Check {
  readonly check: CheckName;
  readonly passed: boolean;
  readonly evidence: readonly Evidence[];
}

export interface Condition {
  readonly code: ConditionCode;
  /** What fills the text: the next opening instant and the emergency number of `outside-service-hours`. */
  readonly facts?: { readonly opensAt: Instant; readonly emergency: string };
}

export interface Cover {
  readonly contractId: string;
  readonly contractNo: string;
  readonly termId: string | null;
  readonly kind: 'free' | 'paid' | null;
  readonly firstDay: Day | null;
  readonly lastDay: Day | null;
}

/** K4, K5. */
export interface Promised {
  readonly priority: Priority;
  readonly respondBy: Instant;
  readonly arriveBy?: Instant;
  /** K5: true where the region is not known and the longer promise was given. */
  readonly regionUnknown?: boolean;
  /** K2: reaches past the last announced year. */
  readonly provisional: boolean;
}

/** The decision without what only the outside knows: receipt and texts are added there. */
export interface Decision {
  readonly entitled: boolean;
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly coveredBy: Cover | null;
  readonly conditions: readonly Condition[];
  readonly checks: readonly Check[];
  readonly considered: readonly { readonly contractId: string; readonly outcome: Outcome; readonly reason: Reason }[];
  readonly remedy: Remedy | null;
  readonly nextChangeAt: Instant | null;
  /**
   * From version 2 on: the first instant after `at` at which anything of the answer changes by the passing of time, the
   * conditions and the promise included; null if nothing ever does.
   */
  readonly validUntil?: Instant | null;
  readonly promise?: Promised;
  readonly policyVersion: number;
  readonly calendarVersion: string | null;
  readonly answerVersion: number;
}
