import type { Day, Instant } from '../kernel/civil.js';
import type { StreamEvent } from '../kernel/envelope.js';
import type { Person } from '../kernel/person.js';
import type { Personal } from '../kernel/personal.js';
import type { RequestEvent, WaitKind } from '../request/request.events.js';
import { request as requests } from '../request/request.js';
import type { Request, RequestState } from '../request/request.state.js';

/** R11: a resolution, and how it was answered: by silence it counts as accepted. */
export interface Resolution {
  readonly cycle: number;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly text: Personal<string>;
  readonly answered: 'reopened' | 'closed' | 'silence' | null;
}

/** R15: a memo that both sides agreed on. */
export interface AgreedMemo {
  readonly memoId: string;
  readonly version: number;
  readonly plannedOn: Day;
  readonly solution: Personal<string>;
  /** Who confirmed it for the customer. */
  readonly lead: Person | null;
  readonly over: 'rewritten' | 'resolved' | 'closed' | null;
}

/** R10: a wait that the requester can end. */
export interface AskedWait {
  readonly waitId: string;
  readonly recordedAt: Instant;
  /** The customer began it itself: there is nothing to ask. */
  readonly byCustomer: boolean;
}

/** A request as its obligations depend on it: the state, and what the state no longer has. */
export interface RequestCourse {
  readonly request: Request;
  /** When the ledger recorded it. */
  readonly recordedAt: Instant;
  readonly resolutions: readonly Resolution[];
  readonly memos: readonly AgreedMemo[];
  readonly waits: readonly AskedWait[];
  /** R14: how often a promise was opened again, since what a merge had ended was undone. */
  readonly reopened: ReadonlyMap<string, number>;
}

type Gathered = { -readonly [Field in Exclude<keyof RequestCourse, 'request'>]: RequestCourse[Field] };
const asked: readonly WaitKind[] = ['information', 'access', 'backup'];

/** Undefined where no request was registered. */
export const courseOf = (events: readonly StreamEvent<RequestEvent>[]): RequestCourse | undefined => {
  let state: RequestState = requests.initial;
  const course: Gathered = { recordedAt: '', resolutions: [], memos: [], waits: [], reopened: new Map() };
  for (const event of events) {
    gather(course, event, state);
    state = requests.evolve(state, event as RequestEvent);
  }
  return state.status === 'registered' ? { ...course, request: state } : undefined;
};

type Gatherers = {
  readonly [Type in RequestEvent['type']]?: (
    course: Gathered,
    data: Extract<RequestEvent, { type: Type }>['data'],
    meta: StreamEvent['meta'],
    before: RequestState,
  ) => void;
};

/** What the state of a request no longer has, by the events that have it. */
const gatherers: Gatherers = {
  RequestRegistered: (course, _, { recordedAt }) => void (course.recordedAt = recordedAt),
  WaitBegun: (course, { waitId, kind }, { recordedAt, role }) => {
    if (asked.includes(kind)) course.waits = [...course.waits, { waitId, recordedAt, byCustomer: role === 'customer' }];
  },
  MemoWritten: (course) => void (course.memos = overBy(course.memos, 'rewritten')),
  MemoAgreed: (course, _, __, before) => void (course.memos = [...course.memos, ...agreedOf(before)]),
  RequestResolved: (course, { at, resolution: text }, { recordedAt }, before) => {
    const cycle = before.status === 'registered' ? before.cycle : 1;
    course.resolutions = [...course.resolutions, { cycle, at, recordedAt, text, answered: null }];
    course.memos = overBy(course.memos, 'resolved');
  },
  RequestClosed: (course, { how }) =>
    void (course.resolutions = answeredBy(course.resolutions, how === 'silence' ? 'silence' : 'closed')),
  RequestReopened: (course) => void (course.resolutions = answeredBy(course.resolutions, 'reopened')),
  RequestDeclined: (course) => void (course.memos = overBy(course.memos, 'closed')),
  RequestCancelled: (course) => void (course.memos = overBy(course.memos, 'closed')),
  PromiseReopened: (course, { promiseId }) => {
    course.reopened = new Map([...course.reopened, [promiseId, (course.reopened.get(promiseId) ?? 0) + 1]]);
  },
};

const gather = (course: Gathered, { type, data, meta }: StreamEvent<RequestEvent>, before: RequestState): void =>
  (gatherers[type] as Gatherers['Abandoned'])?.(course, data as never, meta, before);

const agreedOf = (before: RequestState): readonly AgreedMemo[] => {
  if (before.status !== 'registered' || before.memo === null) return [];
  const { memoId, version, plannedOn, solution, confirmations } = before.memo;
  return [{ memoId, version, plannedOn, solution, lead: confirmations.customer?.person ?? null, over: null }];
};

const overBy = (memos: readonly AgreedMemo[], by: NonNullable<AgreedMemo['over']>): readonly AgreedMemo[] =>
  memos.map((memo) => (memo.over === null ? { ...memo, over: by } : memo));

/** The first answer counts: one that was closed and is reopened was closed. */
const answeredBy = (resolutions: readonly Resolution[], by: Resolution['answered']): readonly Resolution[] =>
  resolutions.map((each) => (each.answered === null ? { ...each, answered: by } : each));
