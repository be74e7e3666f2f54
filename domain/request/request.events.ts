import type { Day, Instant } from '../kernel/civil.js';
import type { Money } from '../kernel/money.js';
import type { Person } from '../kernel/person.js';
import type { Personal } from '../kernel/personal.js';
import type { Channel, Priority, Region, Service, Urgency } from '../kernel/vocabulary.js';
import type { SurveyEvent } from '../survey/survey.events.js';
import type {
  AbsorbedPromise,
  AbsorbedVisit,
  ActData,
  AttachedFile,
  ConfirmedBackup,
  Direction,
  DueRecorded,
  PromiseData,
  RequestDecision,
  Side,
  Verdict,
  VoidReason,
  WaitKind,
  WaivedBackup,
  WorkMode,
} from './request-data.events.js';

export * from './request-data.events.js';

interface Of<Type extends string, Data> {
  type: Type;
  data: Data;
}
type Acted<Type extends string, Data = unknown> = Of<Type, ActData & Data>;
type OfVisit<Type extends string, Data = unknown> = Of<Type, ActData & { readonly visitId: string } & Data>;

export type RequestEvent =
  | Acted<
      'RequestRegistered',
      {
        readonly requestId: string;
        readonly no: string;
        readonly customerId: string;
        readonly service: Service;
        readonly channel: Channel;
        readonly urgency: Urgency;
        readonly priority: Priority;
        readonly title: Personal<string>;
        readonly description: Personal<string> | null;
        readonly contractId: string | null;
        readonly contact: Person | null;
        readonly module: string | null;
        readonly targetVersion: string | null;
        readonly region: Region | null;
        readonly intakeId: string | null;
        readonly follows: string | null;
        /** K8. */
        readonly requestedAt: Instant;
        readonly decision: RequestDecision;
        /** A6: absent where none was attached. */
        readonly files?: readonly AttachedFile[];
      }
    >
  | Of<'PromiseGiven', ActData & PromiseData>
  | Of<'PromiseRecomputed', ActData & DueRecorded & { readonly promiseId: string; readonly priority: Priority }>
  | Of<'PromiseKept', Verdict>
  | Of<'PromiseBroken', Verdict>
  | Of<'PromiseVoided', Verdict & { readonly because: VoidReason }>
  /** R14: what a merge made void or kept is open again. */
  | Of<'PromiseReopened', ActData & { readonly promiseId: string }>
  | Acted<'RequestAcknowledged', { readonly by: Person }>
  | Acted<
      'InteractionRecorded',
      {
        readonly direction: Direction;
        readonly channel: Channel;
        readonly text: Personal<string>;
        readonly by: Person | null;
        readonly minutes: number | null;
        readonly automatic: boolean;
        readonly answers: boolean;
        readonly files?: readonly AttachedFile[];
      }
    >
  | Acted<
      'WaitBegun',
      {
        readonly waitId: string;
        readonly kind: WaitKind;
        readonly text: Personal<string>;
        readonly until: Instant | null;
        readonly automatic: boolean;
      }
    >
  | Acted<'WaitEnded', { readonly waitIds: readonly string[]; readonly kinds: readonly WaitKind[] }>
  | Acted<
      'BackupConfirmed',
      { readonly confirmedBy: Person; readonly takenAt: Instant; readonly location: Personal<string> }
    >
  | Acted<'BackupWaived', { readonly consentBy: Person }>
  | Acted<
      'WorkStarted',
      {
        readonly mode: WorkMode;
        readonly by: Person;
        readonly tool: string | null;
        /** R13: what the start was allowed by. */
        readonly allowedBy:
          | { readonly kind: 'backup'; readonly takenAt: Instant }
          | { readonly kind: 'waiver'; readonly at: Instant }
          | null;
      }
    >
  | Acted<
      'MemoWritten',
      {
        readonly memoId: string;
        readonly version: number;
        readonly text: Personal<string>;
        readonly solution: Personal<string>;
        readonly plannedOn: Day;
        /** R15: shown with the memo; gone with its text. */
        readonly salt: Personal<string>;
        readonly sha256: string;
      }
    >
  | Acted<
      'MemoConfirmed',
      {
        readonly memoId: string;
        readonly version: number;
        readonly side: Side;
        readonly person: Person;
        readonly sha256: string;
      }
    >
  | Acted<'MemoAgreed', { readonly memoId: string; readonly version: number; readonly until: Instant }>
  | Acted<'PriorityChanged', { readonly urgency: Urgency; readonly from: Priority; readonly to: Priority }>
  | Acted<'RequestAssigned', { readonly owner?: Person | null; readonly satisfactionOwner?: Person | null }>
  | Acted<'RequestDecided', { readonly decision: RequestDecision }>
  | Acted<'GoodwillGranted'>
  | Acted<'RequestReferred', { readonly waitId: string; readonly to: 'renewal' | 'quotation' }>
  | OfVisit<
      'VisitRequested',
      { readonly targetVersion: string | null; readonly region: Region; readonly decision: RequestDecision }
    >
  | OfVisit<
      'VisitQuoted',
      {
        readonly fee: Money;
        readonly travel: { readonly basis: 'actual' | 'fixed'; readonly amount: Money | null };
      }
    >
  | OfVisit<'VisitAccepted', { readonly by: Person | null }>
  | OfVisit<'VisitRefused', { readonly by: Person | null }>
  | OfVisit<
      'VisitScheduled',
      {
        readonly startsAt: Instant;
        readonly engineer: Person;
        readonly customerWish: boolean;
        /** R16: it starts outside the on-site hours. */
        readonly outsideHours: boolean;
      }
    >
  | OfVisit<'VisitArrived', { readonly by: Person }>
  | OfVisit<'VisitEntryRefused', { readonly by: Person }>
  | OfVisit<
      'VisitFinished',
      {
        readonly by: Person;
        readonly signedBy: Person;
        readonly minutes: number | null;
        readonly summary: Personal<string> | null;
      }
    >
  | OfVisit<'VisitCancelled', { readonly agreedBy: Person | null }>
  | Acted<
      'RequestResolved',
      { readonly resolution: Personal<string>; readonly by: Person; readonly article: string | null }
    >
  | Acted<
      'RequestClosed',
      { readonly how: 'customer' | 'staff' | 'admin' | 'silence'; readonly confirmedBy: Person | null }
    >
  | Acted<'RequestReopened', { readonly cycle: number }>
  | Acted<'RequestDeclined'>
  | Acted<'RequestCancelled'>
  | Acted<'RequestMerged', { readonly intoId: string; readonly intoNo: string; readonly mergeId: string }>
  | Acted<
      'RequestAbsorbed',
      {
        readonly requestId: string;
        readonly mergeId: string;
        readonly requestedAt: Instant;
        /** `requestedAt` of the survivor from now on. */
        readonly answersFrom: Instant;
        readonly promises: readonly AbsorbedPromise[];
        /** R13: what the gate counts for it; absent in events recorded before it counted for the survivor. */
        readonly backups?: readonly ConfirmedBackup[];
        readonly waivers?: readonly WaivedBackup[];
        /** On which somebody has yet to come; null where nobody has. */
        readonly visit?: AbsorbedVisit | null;
      }
    >
  /** `answersFrom`: of a survivor, its `requestedAt` from now on; null of the one that had been merged. */
  | Acted<'RequestUnmerged', { readonly mergeId: string; readonly answersFrom: Instant | null }>
  | SurveyEvent
  /** A6, A7: the text key was destroyed; `subject` is its name. The reason is plain: it names no person. */
  | { type: 'TextErased'; data: { readonly subject: string; readonly because: string } }
  | { type: 'Abandoned'; data: { readonly claimedBy: string } };

export type EventOf<Type extends RequestEvent['type']> = Extract<RequestEvent, { type: Type }>;
