import { HOUR } from '../kernel/durations.js';
import { dayAt, endOfDay, epochOf, instantOf } from '../kernel/civil.js';
import { Refusal } from '../kernel/decider.js';
import { isSamePerson } from '../kernel/person.js';
import { actData, mayBeServed, notEntitled } from './acts.js';
import { backupsOf, newestOf, waiversOf } from './backups.js';
import type { Outcome } from './decided.js';
import { isByPerson } from './handling.js';
import type { ActOf, Given } from './request.commands.js';
import type { EventOf } from './request.events.js';
import type { Request } from './request.state.js';
import { endOf } from './waits.js';

/** R10: a wait by the customer, or an automatic one, pauses and is no response. */
export const wait = ({ waitId, wait: kind, text, until, automatic }: ActOf<'wait'>, given: Given): Outcome => ({
  events: [{ type: 'WaitBegun', data: { ...actData(given), waitId, kind, text, until, automatic } }],
  responds: !automatic && isByPerson(given.role, null),
});

/** R10: one kind of wait ends, or all but the memo's. */
export const resume = ({ wait: named }: ActOf<'resume'>, request: Request, given: Given): Outcome => {
  const [ended] = endOf(request, given.at, (kind) => (named === null ? kind !== 'memo' : kind === named));
  return { events: ended === undefined ? [] : [{ ...ended, data: { ...ended.data, ...actData(given) } }] };
};

/** R13: the customer confirms a backup, which ends the wait for one. */
export const confirmBackup = (
  { confirmedBy, takenAt, location }: ActOf<'backup'>,
  request: Request,
  given: Given,
): Outcome => {
  if (takenAt > given.at) return new Refusal('backup-in-future', 'R13', { takenAt, at: given.at });
  const data = { ...actData(given), confirmedBy, takenAt, location };
  return {
    events: [{ type: 'BackupConfirmed', data }, ...endOf(request, given.at, (kind) => kind === 'backup')],
  };
};

/** R4: an admin starts without one, with a reason and the customer's consent. */
export const waiveBackup = ({ consentBy }: ActOf<'backup/waive'>, given: Given): Outcome => ({
  events: [{ type: 'BackupWaived', data: { ...actData(given), consentBy } }],
});

/** R13: a start on the customer's system, near or far, needs a backup or a waiver that is not too old. */
export const startWork = ({ mode, by, tool }: ActOf<'work'>, request: Request, given: Given): Outcome => {
  if (!mayBeServed(request)) return notEntitled(request);
  const allowedBy = mode === 'advice' ? null : allowance(request, given);
  if (mode !== 'advice' && allowedBy === null)
    return new Refusal('backup-not-confirmed', 'R13', {
      id: request.requestId,
      hours: given.figures.backupMaxAgeHours,
    });
  return {
    events: [
      { type: 'WorkStarted', data: { ...actData(given), mode, by, tool, allowedBy } },
      ...endOf(request, given.at, () => true),
    ],
    responds: true,
  };
};

const allowance = (request: Request, { at, figures }: Given): EventOf<'WorkStarted'>['data']['allowedBy'] => {
  const isWithin = (then: string, hours: number): boolean => then <= at && epochOf(at) - epochOf(then) <= hours * HOUR;
  const takenAt = newestOf(backupsOf(request).filter((each) => each.at <= at))?.takenAt;
  if (takenAt !== undefined && isWithin(takenAt, figures.backupMaxAgeHours)) return { kind: 'backup', takenAt };
  const waiver = waiversOf(request).find((each) => isWithin(each.at, figures.waiverMaxAgeHours));
  return waiver === undefined ? null : { kind: 'waiver', at: waiver.at };
};

/** R15: a new version has no confirmations, and what was agreed before is waited for no longer. */
export const writeMemo = (
  { memoId, text, solution, plannedOn, salt, hash }: ActOf<'memo'>,
  request: Request,
  given: Given,
): Outcome => {
  const today = dayAt(given.at, given.zone);
  if (plannedOn < today) return new Refusal('planned-in-past', 'R15', { plannedOn, today });
  const version = (request.memo?.version ?? 0) + 1;
  const id = request.memo?.memoId ?? memoId;
  const data = { ...actData(given), memoId: id, version, text, solution, plannedOn, salt, sha256: hash(version) };
  return { events: [{ type: 'MemoWritten', data }, ...endOf(request, given.at, (kind) => kind === 'memo')] };
};

/** R5, R15: it holds when two different people, one of each side, have confirmed the same text. */
export const confirmMemo = (
  { side, person, sha256, differentPeople }: ActOf<'memo/confirm'>,
  { memo, requestId: id }: Request,
  given: Given,
): Outcome => {
  if (given.role === 'customer' && side !== 'customer')
    return new Refusal('forbidden', 'A1', { role: 'customer', allowed: 'support, engineer, admin' });
  if (memo === null) return new Refusal('memo-missing', 'R15', { id });
  const { memoId, version, plannedOn } = memo;
  if (sha256.toLowerCase() !== memo.sha256) return new Refusal('memo-hash-differs', 'R15', { id, version });
  if (memo.confirmations[side] !== undefined) return new Refusal('memo-side-confirmed', 'R15', { id, version, side });
  const other = memo.confirmations[side === 'vendor' ? 'customer' : 'vendor'];
  const isId = 'id' in person;
  if (other !== undefined && isSamePerson(other.person, person) && (isId || !differentPeople))
    return new Refusal('memo-same-person', 'R15', { id, version });
  const data = { ...actData(given), memoId, version, side, person, sha256: memo.sha256 };
  const confirmed = { type: 'MemoConfirmed', data } as const;
  if (other === undefined) return { events: [confirmed] };
  const until = instantOf(endOfDay(plannedOn, given.zone));
  return { events: [confirmed, { type: 'MemoAgreed', data: { at: given.at, memoId, version, until } }] };
};
