import type { Fact, LedgerFacts } from './ledger-facts.js';
import {
  dayOf,
  hourMs,
  local,
  minuteMs,
  type PlainCalendar,
  type PlainSpan,
  runningIn,
  runOut,
  union,
} from './plain-calendar.js';

/** K4†: P1 to P4 by urgency and level, and working minutes. */
const priorities: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  critical: { standard: 'P1', key: 'P1', vip: 'P1' },
  high: { standard: 'P2', key: 'P2', vip: 'P1' },
  normal: { standard: 'P3', key: 'P3', vip: 'P2' },
  low: { standard: 'P4', key: 'P3', vip: 'P3' },
};
const respondWithin: Readonly<Record<string, number>> = { P1: 30, P2: 60, P3: 240, P4: 480 };
/** K12†. */
const riskShare = 0.75;

export interface PlainDue {
  /** Null while a pause that nobody has ended keeps it from being known. */
  readonly dueAt: number | null;
  readonly atRiskAt: number | null;
}
/** A promise as it is at one instant. */
export interface PromiseThen extends PlainDue {
  readonly from: number;
  readonly priority: string;
  /** If its pauses ended now. */
  readonly ifResumed: PlainDue;
  readonly verdict: 'open' | 'kept' | 'void' | 'broken';
  /** When the act was that kept it. */
  readonly at: number;
}
export interface PlainPromise {
  readonly about: string;
  readonly history: readonly PromiseThen[];
}

interface Asked {
  readonly at: number;
  readonly urgency: string;
}
interface Given {
  readonly id: string;
  readonly kind: 'respond' | 'arrive';
  readonly cycle: number;
  readonly visitId: string | null;
  readonly start: number;
  readonly from: number;
  readonly region: string;
  readonly level: string;
  readonly calendar: PlainCalendar;
}
type Pause = PlainSpan & { readonly kind: string; readonly visitId: string | null; readonly waitId: string };

const atOf = ({ data }: Fact): number => Date.parse(data.at);

/** K9, K13: a response under changes of urgency. */
const responseOf = (
  { calendar, start, level }: Given,
  asked: readonly Asked[],
  pauses: readonly PlainSpan[],
): PlainDue => {
  const counted = (urgency: string, from: number): PlainDue => {
    const budget = respondWithin[priorities[urgency]![level]!]! * minuteMs;
    const windows = urgency === 'critical' && !calendar.isOpen(from) ? null : (day: string) => calendar.hotline(day);
    return {
      dueAt: runOut(from, budget, pauses, windows),
      atRiskAt: runOut(from, budget * riskShare, pauses, windows),
    };
  };
  let due = counted(asked[0]!.urgency, start);
  for (const { urgency, at } of asked.slice(1)) {
    const anew = counted(urgency, start);
    const fromChange = counted(urgency, at);
    if (anew.dueAt === null || anew.dueAt > at) due = anew;
    else if (due.dueAt === null || (fromChange.dueAt !== null && fromChange.dueAt <= due.dueAt)) due = fromChange;
  }
  return due;
};

/** K5, K9, K10: an arrival, in elapsed hours within the city, else in working days. */
const arrivalOf = ({ calendar, start, region }: Given, pauses: readonly PlainSpan[]): PlainDue => {
  if (region === 'city')
    return {
      dueAt: runOut(start, 48 * hourMs, pauses, null),
      atRiskAt: runOut(start, 48 * hourMs * riskShare, pauses, null),
    };
  const merged = union(pauses);
  const openFrom = merged.find(({ to }) => to === null)?.from ?? Infinity;
  const known = merged.filter(({ to }) => to !== null);
  for (let days = 3; ; days += 1) {
    const due = calendar.closeAfter(start, days);
    if (openFrom < due) return { dueAt: null, atRiskAt: null };
    const first = calendar.workingDayAfter(dayOf(start), 1);
    const counted = Array.from({ length: days }, (_, n) => calendar.workingDayAfter(dayOf(start), n + 1));
    const site = (day: string) => calendar.onsite(day);
    const lost = counted.reduce((sum, day) => sum + 9 * hourMs - runningIn(site(day), known), 0);
    if (days < 3 + Math.ceil(lost / (9 * hourMs))) continue;
    const whole = counted.reduce((sum, day) => sum + runningIn(site(day), known), 0);
    return { dueAt: due, atRiskAt: runOut(local(first, '09:00'), whole * riskShare, known, site) };
  }
};

/** Acts of a person of the vendor that count as a response (K11). */
const responds = ({ type, data, role }: Fact): boolean => {
  if (role === 'customer') return false;
  if (type === 'InteractionRecorded') return data.direction === 'outbound' && !data.automatic;
  if (type === 'WaitBegun') return !data.automatic;
  return ['RequestAcknowledged', 'WorkStarted', 'VisitQuoted', 'RequestResolved', 'RequestDeclined'].includes(type);
};

/** K8 to K13: every promise of a request after each of its acts, by the acts alone. */
export const promisesOf = (ledger: LedgerFacts, facts: readonly Fact[]): readonly PlainPromise[] => {
  const given: Given[] = [];
  const pauses: Pause[] = [];
  const history = new Map<string, PromiseThen[]>();
  const [registration] = facts;
  const requestedAt = Date.parse(registration!.data.requestedAt);
  const { requestId } = registration!.data;
  let asked: Asked[] = [{ at: requestedAt, urgency: registration!.data.urgency }];
  let cycle = 1;
  const urgencyOf = new Map<string, Asked[]>();
  const endPauses = (at: number, ends: (pause: Pause) => boolean): void =>
    pauses.forEach((pause, index) => {
      if (ends(pause) && (pause.to === null || pause.to > at)) pauses[index] = { ...pause, to: at };
    });
  const give = (kind: Given['kind'], decision: Fact['data'], start: number, from: number, visitId: string | null) => {
    if (!decision.entitled) return;
    const id = kind === 'respond' ? `${requestId}-respond-${cycle}` : `${requestId}-arrive-${visitId}`;
    const { level, region, calendarVersion } = decision;
    given.push({ id, kind, cycle, visitId, start, from, region, level, calendar: ledger.calendar(calendarVersion) });
    // K13 is for responses: an arrival has the priority that it was given with.
    if (kind === 'arrive') urgencyOf.set(id, asked);
  };
  const note = (fact: Fact): void => {
    const at = 'at' in fact.data ? atOf(fact) : fact.recordedAt;
    for (const promise of given) {
      const known = history.get(promise.id) ?? [];
      const last = known.at(-1);
      if (last !== undefined && last.verdict !== 'open') continue;
      const own = pauses.filter(({ visitId }) => visitId === null || visitId === promise.visitId);
      const questions = urgencyOf.get(promise.id) ?? asked;
      const due = (spans: readonly PlainSpan[]) =>
        promise.kind === 'respond' ? responseOf(promise, questions, spans) : arrivalOf(promise, spans);
      const present = due(own);
      const ifResumed = due(own.map((pause) => ({ ...pause, to: pause.to ?? Math.max(fact.recordedAt, pause.from) })));
      const before = last ?? present;
      let verdict: PromiseThen['verdict'] = 'open';
      // What was due before the act was broken, whatever the act is.
      if (before.dueAt !== null && before.dueAt < at && last !== undefined) verdict = 'broken';
      else if (keeps(promise, fact)) verdict = before.dueAt === null || at <= before.dueAt ? 'kept' : 'broken';
      else if (voids(promise, fact)) verdict = 'void';
      // What makes it void can end a pause too: refusing a quotation does.
      const shown = verdict === 'open' || verdict === 'void' ? present : before;
      const { dueAt, atRiskAt } = shown;
      const { urgency } = questions.at(-1)!;
      const priority = (verdict === 'open' ? null : last?.priority) ?? priorities[urgency]![promise.level]!;
      history.set(promise.id, [...known, { from: fact.recordedAt, priority, dueAt, atRiskAt, ifResumed, verdict, at }]);
    }
  };
  const keeps = (promise: Given, fact: Fact): boolean =>
    promise.kind === 'respond'
      ? promise.cycle === cycle && promise.from < fact.position && responds(fact)
      : fact.type === 'VisitArrived' && fact.data.visitId === promise.visitId;
  const voids = (promise: Given, { type, data }: Fact): boolean =>
    type === 'RequestCancelled' ||
    type === 'RequestDeclined' ||
    ((type === 'VisitRefused' || type === 'VisitCancelled') && data.visitId === promise.visitId);

  for (const fact of facts) {
    const { type, data, position } = fact;
    if (type.startsWith('Promise') || type.startsWith('Survey') || type.startsWith('FollowUp')) continue;
    const { visitId = null } = data;
    if (type === 'RequestRegistered') give('respond', data.decision, requestedAt, position, null);
    else if (type === 'VisitRequested')
      give(
        'arrive',
        data.decision,
        position === registration!.position + 1 ? requestedAt : atOf(fact),
        position,
        visitId,
      );
    else if (type === 'RequestReopened') {
      ({ cycle } = data);
      asked = [{ at: atOf(fact), urgency: asked.at(-1)!.urgency }];
      give('respond', registration!.data.decision, atOf(fact), position, null);
    } else if (type === 'PriorityChanged') asked = [...asked, { at: atOf(fact), urgency: data.urgency }];
    else if (type === 'WaitBegun')
      pauses.push({
        kind: data.kind,
        visitId: null,
        waitId: data.waitId,
        from: atOf(fact),
        to: data.until === null ? null : Date.parse(data.until),
      });
    else if (type === 'MemoAgreed')
      pauses.push({ kind: 'memo', visitId: null, waitId: 'memo', from: atOf(fact), to: Date.parse(data.until) });
    else if (type === 'WaitEnded')
      endPauses(atOf(fact), ({ kind, waitId }) =>
        kind === 'memo' ? data.kinds.includes('memo') : data.waitIds.includes(waitId),
      );
    else if (type === 'VisitQuoted' && !pauses.some((each) => each.kind === 'quote' && each.visitId === visitId))
      pauses.push({ kind: 'quote', visitId, waitId: '', from: atOf(fact), to: null });
    else if (type === 'VisitAccepted' || type === 'VisitRefused' || type === 'VisitCancelled')
      endPauses(atOf(fact), (pause) => visitId !== null && pause.visitId === visitId);
    else if (type === 'VisitScheduled' && data.customerWish)
      pauses.push({ kind: 'access', visitId, waitId: '', from: atOf(fact), to: Date.parse(data.startsAt) });
    for (const promise of given)
      if (promise.cycle === cycle && promise.kind === 'respond') urgencyOf.set(promise.id, asked);
    note(fact);
  }
  return given.map(({ id }) => ({ about: `promise ${id}`, history: history.get(id)! }));
};
