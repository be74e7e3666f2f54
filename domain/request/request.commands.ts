import type { Day, Instant } from '../kernel/civil.js';
import type { Role } from '../kernel/envelope.js';
import type { Money } from '../kernel/money.js';
import type { Person } from '../kernel/person.js';
import type { Personal } from '../kernel/personal.js';
import type { Channel, Region, Urgency } from '../kernel/vocabulary.js';
import type { Score } from '../survey/survey.events.js';
import type { TermsOf } from './promise-terms.js';
import type { AttachedFile, Direction, EventOf, RequestDecision, Side, WaitKind, WorkMode } from './request.events.js';

/** Figures of the policy (†) that requests are judged by. */
export interface RequestFigures {
  readonly backupMaxAgeHours: number;
  readonly waiverMaxAgeHours: number;
  readonly reopenWithinDays: number;
  readonly actsBackHours: number;
  readonly requestedBackDays: number;
}

/** What every decision on a request needs besides the act: who, when, and by which terms. */
export interface Given {
  /** A4: when it happened. */
  readonly at: Instant;
  readonly now: Instant;
  readonly role: Role;
  readonly reason: Personal<string> | null;
  /** The vendor's zone. */
  readonly zone: string;
  readonly figures: RequestFigures;
  readonly terms: TermsOf;
}

export type RequestAct =
  | {
      readonly kind: 'register';
      readonly facts: Omit<EventOf<'RequestRegistered'>['data'], 'at' | 'reason' | 'priority'>;
      readonly visitId: string | null;
    }
  | { readonly kind: 'acknowledge'; readonly by: Person }
  | {
      readonly kind: 'interactions';
      readonly direction: Direction;
      readonly channel: Channel;
      readonly text: Personal<string>;
      readonly by: Person | null;
      readonly minutes: number | null;
      readonly automatic: boolean;
      readonly answers: boolean;
      readonly files?: readonly AttachedFile[];
    }
  | {
      readonly kind: 'wait';
      readonly waitId: string;
      readonly wait: 'information' | 'access' | 'backup';
      readonly text: Personal<string>;
      readonly until: Instant | null;
      readonly automatic: boolean;
    }
  | { readonly kind: 'resume'; readonly wait: WaitKind | null }
  | {
      readonly kind: 'backup';
      readonly confirmedBy: Person;
      readonly takenAt: Instant;
      readonly location: Personal<string>;
    }
  | { readonly kind: 'backup/waive'; readonly consentBy: Person }
  | { readonly kind: 'work'; readonly mode: WorkMode; readonly by: Person; readonly tool: string | null }
  | {
      readonly kind: 'memo';
      readonly memoId: string;
      readonly text: Personal<string>;
      readonly solution: Personal<string>;
      readonly plannedOn: Day;
      readonly salt: Personal<string>;
      /** R15: of the memo as its next version, by that version. */
      readonly hash: (version: number) => string;
    }
  | {
      readonly kind: 'memo/confirm';
      readonly side: Side;
      readonly person: Person;
      readonly sha256: string;
      readonly differentPeople: boolean;
    }
  | { readonly kind: 'priority'; readonly urgency: Urgency }
  | { readonly kind: 'assign'; readonly owner?: Person | null; readonly satisfactionOwner?: Person | null }
  | { readonly kind: 'decide'; readonly decision: RequestDecision; readonly visitId: string }
  | { readonly kind: 'goodwill' }
  | { readonly kind: 'refer'; readonly waitId: string; readonly to: 'renewal' | 'quotation' }
  | {
      readonly kind: 'resolve';
      readonly resolution: Personal<string>;
      readonly by: Person;
      readonly article: string | null;
    }
  | {
      readonly kind: 'close';
      readonly confirmedBy: Person | null;
      /** R11: the resolution that nobody contradicted; the present one where absent. */
      readonly cycle?: number;
    }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'decline' }
  | { readonly kind: 'cancel' }
  /** K11: what is past its due is broken, though nobody acted; the runner's. */
  | { readonly kind: 'overdue' }
  | { readonly kind: 'erase-text'; readonly subject: string; readonly because: string }
  | SurveyAct
  | VisitAct
  | MergeAct;

/** S22: of the survey of one resolution. */
export type SurveyAct =
  | { readonly kind: 'survey-send'; readonly cycle: number; readonly closesAt: Instant }
  | {
      readonly kind: 'survey-answer';
      readonly cycle: number;
      readonly score: Score;
      readonly comment: Personal<string> | null;
      readonly followUpDueAt: Instant | null;
    }
  | { readonly kind: 'survey-close'; readonly cycle: number }
  | {
      readonly kind: 'follow-up/reply';
      readonly action: Personal<string>;
      readonly text: Personal<string>;
      readonly by: Person;
    };

export type VisitAct =
  | {
      readonly kind: 'visit';
      readonly visitId: string;
      readonly targetVersion: string | null;
      readonly region: Region;
      readonly decision: RequestDecision;
    }
  | {
      readonly kind: 'visit-quote';
      readonly visitId: string;
      readonly fee: Money;
      readonly travel: { readonly basis: 'actual' | 'fixed'; readonly amount: Money | null };
    }
  | { readonly kind: 'visit-accept' | 'visit-refuse'; readonly visitId: string; readonly by: Person | null }
  | {
      readonly kind: 'visit-schedule';
      readonly visitId: string;
      readonly startsAt: Instant;
      readonly engineer: Person;
      readonly customerWish: boolean;
    }
  | { readonly kind: 'visit-arrive' | 'visit-refuse-entry'; readonly visitId: string; readonly by: Person }
  | {
      readonly kind: 'visit-finish';
      readonly visitId: string;
      readonly by: Person;
      readonly signedBy: Person;
      readonly minutes: number | null;
      readonly summary: Personal<string> | null;
    }
  | { readonly kind: 'visit-cancel'; readonly visitId: string; readonly agreedBy: Person | null };

/** R14: what a survivor takes over of a request that is merged into it. */
export type Absorbed = Omit<EventOf<'RequestAbsorbed'>['data'], 'at' | 'reason' | 'answersFrom'>;

export type MergeAct =
  | { readonly kind: 'merge'; readonly intoId: string; readonly intoNo: string; readonly mergeId: string }
  | { readonly kind: 'absorb'; readonly absorbed: Absorbed }
  | { readonly kind: 'unmerge'; readonly mergeId: string }
  | { readonly kind: 'give-back'; readonly mergeId: string };

/** An act and what it is decided by. */
export interface RequestCommand {
  readonly act: RequestAct;
  readonly given: Given;
}

export type ActOf<Kind extends RequestAct['kind']> = Extract<RequestAct, { readonly kind: Kind }>;
