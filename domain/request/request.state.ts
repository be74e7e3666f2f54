import type { Day, Instant } from '../kernel/civil.js';
import type { Money } from '../kernel/money.js';
import type { Person } from '../kernel/person.js';
import type { Personal } from '../kernel/personal.js';
import type { Channel, Priority, Region, Service, Urgency } from '../kernel/vocabulary.js';
import type { Survey } from '../survey/survey.js';
import type {
  AbsorbedPromise,
  AskedRecorded,
  AttachedFile,
  EventOf,
  PromiseData,
  RequestDecision,
  Side,
  SpanRecorded,
  WaitKind,
} from './request.events.js';
import type { RequestStateName } from './state-table.js';

/** How far a request is, whatever it waits for. */
export type Phase = Exclude<RequestStateName, 'waiting'>;

export interface Wait {
  readonly waitId: string;
  readonly kind: WaitKind;
  readonly text: Personal<string> | null;
  readonly from: Instant;
  /** R10: when its pause ends at the latest; the wait itself goes on. */
  readonly until: Instant | null;
  readonly endedAt: Instant | null;
}

export interface Memo {
  readonly memoId: string;
  readonly version: number;
  readonly text: Personal<string>;
  readonly solution: Personal<string>;
  readonly plannedOn: Day;
  readonly salt: Personal<string>;
  readonly sha256: string;
  readonly confirmations: Readonly<Partial<Record<Side, { readonly person: Person; readonly at: Instant }>>>;
  readonly agreedAt: Instant | null;
}

export interface Visit {
  readonly visitId: string;
  readonly state: VisitState;
  /** Of the act that led to its state. */
  readonly since: Instant;
  readonly requestedAt: Instant;
  readonly reason: Personal<string> | null;
  readonly targetVersion: string | null;
  readonly region: Region;
  readonly decision: RequestDecision;
  readonly quote: {
    readonly fee: Money;
    readonly travel: { readonly basis: string; readonly amount: Money | null };
  } | null;
  readonly schedule: {
    readonly startsAt: Instant;
    readonly engineer: Person;
    readonly customerWish: boolean;
    readonly outsideHours: boolean;
  } | null;
  readonly arrivedAt: Instant | null;
  readonly finished: { readonly at: Instant; readonly signedBy: Person; readonly minutes: number | null } | null;
  /** K10: pauses of its own promise alone. */
  readonly pauses: readonly (SpanRecorded & { readonly kind: 'quote' | 'access' })[];
}
export const visitStates = [
  'requested',
  'quoted',
  'accepted',
  'refused',
  'scheduled',
  'arrived',
  'entry-refused',
  'finished',
  'cancelled',
] as const;
export type VisitState = (typeof visitStates)[number];

export type PromiseVerdict =
  | { readonly state: 'kept'; readonly at: Instant; readonly mergeId: string | null }
  | { readonly state: 'broken'; readonly at: Instant }
  | { readonly state: 'void'; readonly at: Instant; readonly because: EventOf<'PromiseVoided'>['data']['because'] };

export interface GivenPromise extends PromiseData {
  /** K13: as it was given, then each change of urgency. */
  readonly asked: readonly [AskedRecorded, ...AskedRecorded[]];
  readonly verdict: PromiseVerdict | null;
  /** R14: promises of merged requests that this one answers for, by the id of the merge. */
  readonly absorbed: readonly { readonly mergeId: string; readonly promise: AbsorbedPromise }[];
}

export interface Request {
  readonly status: 'registered';
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
  /** K8, R14: the earliest of its own and those of the requests merged into it. */
  readonly requestedAt: Instant;
  readonly ownRequestedAt: Instant;
  /** A6: brought with the registration. */
  readonly files?: readonly AttachedFile[];
  /** The last decision that was asked for it. */
  readonly decision: RequestDecision;
  readonly goodwill: boolean;
  readonly phase: Phase;
  /** A4: when the act happened that led to the present state. */
  readonly since: Instant;
  readonly cycle: number;
  /** K11: the first act of the present cycle that is a response whoever recorded it. */
  readonly respondedAt: Instant | null;
  readonly waits: readonly Wait[];
  readonly interactions: readonly EventOf<'InteractionRecorded'>['data'][];
  /** R13: in the order of their recording. */
  readonly backups: readonly EventOf<'BackupConfirmed'>['data'][];
  readonly waivers: readonly EventOf<'BackupWaived'>['data'][];
  readonly memo: Memo | null;
  readonly promises: readonly GivenPromise[];
  readonly visits: readonly Visit[];
  readonly owner: Person | null;
  readonly isAssigned: boolean;
  readonly satisfactionOwner: Person | null;
  readonly resolution: EventOf<'RequestResolved'>['data'] | null;
  readonly resolvedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly closedHow: EventOf<'RequestClosed'>['data']['how'] | null;
  readonly merged: {
    readonly intoId: string;
    readonly intoNo: string;
    readonly mergeId: string;
    readonly before: Phase;
  } | null;
  /** R14: every request that it was ever merged into: what was recorded for it meanwhile is there. */
  readonly survivors: readonly string[];
  readonly absorbed: readonly EventOf<'RequestAbsorbed'>['data'][];
  /** S22: by the cycle that each is about; of those that were sent. */
  readonly surveys: ReadonlyMap<number, Survey>;
  readonly textErased: boolean;
}

export type RequestState = { readonly status: 'missing' } | { readonly status: 'abandoned' } | Request;
