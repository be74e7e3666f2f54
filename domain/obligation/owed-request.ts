import type { WorkingCalendar } from '../kernel/calendar.js';
import { type Day, dayAt, epochOf } from '../kernel/civil.js';
import { wallTimeOn } from '../kernel/wall-time.js';
import type { GivenPromise, Wait } from '../request/request.state.js';
import { silenceEndsAt } from '../request/silence.js';
import { openWaits } from '../request/waits.js';
import type { ObligationKind, Suppression } from './kinds.js';
import type { AgreedMemo, AskedWait, RequestCourse, Resolution } from './request-course.js';
import { type Rolling, workingDayBefore } from './schedule.js';

/** P4: figures of the policy of the request's decision (K14); days are rolled by the newest calendar (O8). */
export interface RequestTiming extends Rolling {
  readonly silenceWorkingDays: number;
  readonly remindWorkingDays: readonly number[];
  /** Wall-clock time `HH:mm` of what is due on a day. */
  readonly at: string;
  /** K10: when a promise would be due if its pauses ended now; epoch ms. */
  ifResumed(promise: GivenPromise): { readonly dueAt: number | null; readonly atRiskAt: number | null };
}

/** What is owed of a request. Instants are epoch ms. */
export interface OwedOfRequest {
  readonly kind: ObligationKind;
  /** What of the request: one group, whose obligations supersede each other (O7). */
  readonly about: string;
  /** O4: what else makes it the one it is. */
  readonly detail: string;
  readonly offset: number;
  readonly nominalOn: Day;
  readonly dueAt: number;
  /** Infinity while a pause, or a merge, keeps it from falling due. */
  readonly firesAt: number;
  readonly provisional: boolean;
  readonly endsAs: Suppression | null;
}

/** All that a request owes, each group in the order of its instants. */
export const owedOfRequest = (course: RequestCourse, timing: RequestTiming, now: number): readonly OwedOfRequest[] => {
  const { request, resolutions, memos, waits } = course;
  const owed = [
    received(course, timing),
    ...request.promises.flatMap((promise) => ofPromise(course, promise, timing)),
    ...waits.flatMap((wait) => ofWait(course, wait, timing)),
    ...memos.map((memo) => planned(memo, timing)),
    ...resolutions.flatMap((resolution) => ofResolution(resolution, timing)),
  ];
  return owed.map((each) => {
    // O3: what has no more use ends at once.
    if (each.endsAs !== null) return { ...each, firesAt: Math.min(each.dueAt, now) };
    // R14: the survivor answers for both, and what was merged may be as before again.
    return request.merged !== null && each.kind !== 'request-received' ? { ...each, firesAt: Infinity } : each;
  });
};

const owing = (
  kind: ObligationKind,
  about: string,
  dueAt: number,
  { hotline, provisional }: RequestTiming,
  endsAs: Suppression | null = null,
): OwedOfRequest => ({
  kind,
  about,
  detail: about,
  offset: 0,
  nominalOn: dayAt(dueAt, hotline.zone),
  dueAt,
  firesAt: dueAt,
  provisional: provisional(dueAt),
  endsAs,
});

const received = ({ recordedAt }: RequestCourse, timing: RequestTiming): OwedOfRequest => ({
  ...owing('request-received', 'registration', epochOf(recordedAt), timing),
  provisional: false,
});

/** What of a request an obligation of a promise is about. */
export const promiseAbout = (promiseId: string): string => `promise ${promiseId}`;

/** K12: at risk once per promise and priority; K11: broken once its due is past. */
const ofPromise = (
  { reopened }: RequestCourse,
  promise: GivenPromise,
  timing: RequestTiming,
): readonly OwedOfRequest[] => {
  const { promiseId, verdict, priority } = promise;
  const about = promiseAbout(promiseId);
  const again = reopened.get(promiseId) ?? 0;
  const detail = again === 0 ? about : `${about} again ${again}`;
  const endsAs = verdict === null || verdict.state === 'broken' ? null : verdict.state;
  const isPaused = promise.dueAt === null;
  const due = isPaused
    ? timing.ifResumed(promise)
    : { dueAt: epochOf(promise.dueAt), atRiskAt: promise.atRiskAt === null ? null : epochOf(promise.atRiskAt) };
  const fires = (at: number): number => (isPaused ? Infinity : at);
  return [
    ...(due.atRiskAt === null
      ? []
      : [
          {
            ...owing('promise-at-risk', about, due.atRiskAt, timing, endsAs),
            detail: `${detail} ${priority}`,
            firesAt: fires(due.atRiskAt),
            provisional: promise.provisional,
          },
        ]),
    ...(due.dueAt === null
      ? []
      : [
          {
            ...owing('promise-broken', about, due.dueAt, timing, endsAs),
            detail,
            // K11: an act at the very instant is in time.
            firesAt: fires(due.dueAt + 1),
            provisional: promise.provisional,
          },
        ]),
  ];
};

/** R10: asked, reminded on working days after the beginning, and after the last of them the owner is notified. */
const ofWait = (
  { request }: RequestCourse,
  { waitId, recordedAt, byCustomer }: AskedWait,
  timing: RequestTiming,
): readonly OwedOfRequest[] => {
  const wait = request.waits.find((each) => each.waitId === waitId)!;
  const about = `wait ${waitId}`;
  const endsAs = openWaits(request).includes(wait) ? null : 'answered';
  const days = [...new Set(timing.remindWorkingDays)].sort((a, b) => a - b);
  const onDay = (kind: ObligationKind, days: number): OwedOfRequest => {
    const { at, provisional } = workingDayAfter(wait, days, timing);
    return { ...owing(kind, about, at, timing, endsAs), offset: days, provisional };
  };
  return [
    ...(byCustomer ? [] : [owing('request-waiting', about, epochOf(recordedAt), timing, endsAs)]),
    ...days.map((day) => onDay('wait-reminder', day)),
    onDay('wait-unanswered', (days.at(-1) ?? 0) + 1),
  ];
};

const workingDayAfter = ({ from }: Wait, days: number, { hotline, at }: RequestTiming) => {
  const close = hotline.addWorkingDays(epochOf(from), days);
  return {
    at: wallTimeOn(dayAt(close.at - 1, hotline.zone), at, hotline.zone),
    provisional: close.provisional,
  };
};

/** R15: on the planned day, or the working day before it. */
const planned = ({ memoId, version, plannedOn, over }: AgreedMemo, timing: RequestTiming): OwedOfRequest => {
  const { hotline, at } = timing;
  const dueAt = wallTimeOn(workingDayBefore(hotline, plannedOn), at, hotline.zone);
  return { ...owing('memo-planned', `memo ${memoId} ${version}`, dueAt, timing, over), nominalOn: plannedOn };
};

/** R11: the mail about it, and the end by silence. */
const ofResolution = (
  { cycle, at, recordedAt, answered }: Resolution,
  timing: RequestTiming,
): readonly OwedOfRequest[] => {
  const about = `cycle ${cycle}`;
  const silence = silenceEndsAt(at, timing.hotline, timing.silenceWorkingDays);
  return [
    owing('request-resolved', about, epochOf(recordedAt), timing, answered === 'silence' ? 'closed' : answered),
    {
      ...owing('request-close', about, epochOf(silence.at), timing, answered === 'silence' ? null : answered),
      provisional: silence.provisional,
    },
  ];
};

/** R18: when an intake that no request names is reported: the close of hotline hours of so many working days after. */
export const intakeOpenAt = (
  receivedAt: string,
  hotline: WorkingCalendar,
  workingDays: number,
): { readonly at: number; readonly provisional: boolean } => hotline.addWorkingDays(epochOf(receivedAt), workingDays);
