import type { Fact, LedgerFacts } from './ledger-facts.js';
import { type ExpectedEnd, type Item, type Outcome, runGroup, type Version } from './group.js';
import { type PlainPromise, promisesOf } from './expected-promises.js';
import { dayOf, daysAfter, local, type PlainCalendar } from './plain-calendar.js';

/** The figures of both packs (†): R10, R11, S22, R18. */
const [remindedOn, silenceDays, surveyAfter, surveyRemindedAfter, surveyOpenDays] = [[3, 6], 5, 1, 3, 14] as const;
const askedWaits: readonly string[] = ['information', 'access', 'backup'];

/** The request as it is after each of its facts: what groups read of it. */
type At = (calendar: PlainCalendar, known: readonly Fact[]) => readonly Item[];

interface Group {
  readonly about: string;
  readonly items: At;
  readonly outcome: (item: Item, at: number) => Outcome;
}

/** What requests, their promises and surveys owe up to an instant, and how each of it has to end. */
export const expectedOfRequests = (
  ledger: LedgerFacts,
  until: number,
): { readonly obligations: ReadonlyMap<string, ExpectedEnd>; readonly promises: ReadonlyMap<string, PlainPromise> } => {
  const obligations = new Map<string, ExpectedEnd>();
  const promises = new Map<string, PlainPromise>();
  for (const [requestId, facts] of ledger.of('request')) {
    if (facts[0]!.type !== 'RequestRegistered') continue;
    const given = promisesOf(ledger, facts);
    for (const promise of given) promises.set(promise.about, promise);
    const starts = [...new Set([...facts.map(({ recordedAt }) => recordedAt), ...ledger.publications])]
      .filter((at) => at >= facts[0]!.recordedAt)
      .sort((a, b) => a - b);
    for (const group of groupsOf(ledger, facts, given)) {
      const versions: readonly Version[] = starts.map((from) => ({
        from,
        items: group
          .items(
            ledger.calendarAt(from),
            facts.filter(({ recordedAt }) => recordedAt <= from),
          )
          .map((item) => ({ ...item, key: `request ${requestId} ${item.key}` })),
      }));
      const ended = runGroup(versions, until, (at) => ledger.calendarAt(at), group.outcome);
      for (const [key, end] of ended) obligations.set(key, end);
    }
  }
  return { obligations, promises };
};

const groupsOf = (ledger: LedgerFacts, facts: readonly Fact[], promises: readonly PlainPromise[]): readonly Group[] => {
  const [{ data: registration, recordedAt: registeredAt }] = facts as [Fact, ...Fact[]];
  const { customerId } = registration;
  const contactId: string | null = registration.contact?.id ?? null;
  const toContact =
    (topic: string | null, id = contactId) =>
    (_: Item, at: number): Outcome => {
      const { keys, because } = ledger.contact(customerId, id, topic, at);
      return keys.length > 0 ? { sentTo: keys } : { unsent: because };
    };
  const toStaff = (at: number): Outcome => ({ sentTo: ledger.staff(customerId, at) });
  const received: Group = {
    about: 'registration',
    items: () => [{ key: 'request-received registration 0', kind: 'request-received', firesAt: registeredAt }],
    outcome: toContact(null),
  };
  const waits = facts
    .filter(({ type, data }) => type === 'WaitBegun' && askedWaits.includes(data.kind))
    .map((wait): Group => {
      const about = `wait ${wait.data.waitId}`;
      return {
        about,
        items: (calendar, known) => waitItems(wait, about, calendar, known),
        outcome: (item, at) => (item.kind === 'wait-unanswered' ? toStaff(at) : toContact(null)(item, at)),
      };
    });
  const memos = facts
    .filter(({ type }) => type === 'MemoAgreed')
    .map((agreed): Group => {
      const about = `memo ${agreed.data.memoId} ${agreed.data.version}`;
      const lead = facts.find(
        ({ type, data }) =>
          type === 'MemoConfirmed' && data.version === agreed.data.version && data.side === 'customer',
      );
      return {
        about,
        items: (calendar, known) => memoItems(agreed, about, calendar, known),
        outcome: (_, at) => {
          const { keys } = ledger.contact(customerId, lead?.data.person.id ?? contactId, null, at);
          return { sentTo: [...new Set([...keys, ...ledger.staff(customerId, at)])] };
        },
      };
    });
  const cycles = facts
    .filter(({ type }) => type === 'RequestResolved')
    .map((resolved): Group => {
      const cycle =
        1 + facts.filter((each) => each.type === 'RequestReopened' && each.position < resolved.position).length;
      return {
        about: `cycle ${cycle}`,
        items: (calendar, known) => resolutionItems(resolved, cycle, calendar, known),
        outcome: (item, at) => (item.kind === 'request-close' ? 'done' : toContact(null)(item, at)),
      };
    });
  const surveys = facts
    .filter(({ type }) => type === 'RequestClosed')
    .flatMap((closed): readonly Group[] => {
      const cycle =
        1 + facts.filter((each) => each.type === 'RequestReopened' && each.position < closed.position).length;
      return [
        {
          about: `survey ${cycle}`,
          items: (calendar, known) => surveyItems(closed, cycle, calendar, known, toContact('survey')),
          outcome: (item, at) => (item.kind === 'survey-close' ? 'done' : toContact('survey')(item, at)),
        },
        {
          about: `follow-up ${cycle}`,
          items: (_, known) => followUpItems(cycle, known, ledger),
          outcome: (_item, at) => toStaff(at),
        },
      ];
    });
  return [
    received,
    ...promises.map((promise) => ofPromise(ledger, customerId, promise)),
    ...waits,
    ...memos,
    ...cycles,
    ...surveys,
  ];
};

/** K11, K12: at risk once for each priority, broken once its due is past. */
const ofPromise = (ledger: LedgerFacts, customerId: string, { about, history }: PlainPromise): Group => ({
  about,
  items: (_, known) => {
    const now = known.at(-1)!.recordedAt;
    const then = history.findLast(({ from }) => from <= now);
    if (then === undefined) return [];
    const due = then.dueAt === null ? then.ifResumed : then;
    const endsAs = then.verdict === 'kept' || then.verdict === 'void' ? then.verdict : null;
    const fires = (at: number): number => (then.dueAt === null ? Infinity : at);
    return [
      {
        key: `promise-at-risk ${about} ${then.priority}`,
        kind: 'promise-at-risk',
        firesAt: fires(due.atRiskAt!),
        endsAs,
      },
      { key: `promise-broken ${about} 0`, kind: 'promise-broken', firesAt: fires(due.dueAt! + 1), endsAs },
    ];
  },
  outcome: ({ kind }, at) => {
    const staff = ledger.staff(customerId, at);
    return { sentTo: kind === 'promise-broken' ? [...new Set([...staff, 'desk'])] : staff };
  },
});

/** R10. */
const waitItems = (wait: Fact, about: string, calendar: PlainCalendar, known: readonly Fact[]): readonly Item[] => {
  if (!known.includes(wait)) return [];
  const { waitId, at } = wait.data;
  const isOver = known.some(({ type, data }) => type === 'WaitEnded' && data.waitIds.includes(waitId));
  const endsAs = isOver ? 'answered' : null;
  const morning = (days: number): number => local(calendar.workingDayAfter(dayOf(Date.parse(at)), days), '09:00');
  const last = remindedOn.at(-1)! + 1;
  return [
    { key: `request-waiting ${about} 0`, kind: 'request-waiting', firesAt: wait.recordedAt, endsAs },
    ...remindedOn.map((days) => ({
      key: `wait-reminder ${about} ${days}`,
      kind: 'wait-reminder',
      firesAt: morning(days),
      endsAs,
    })),
    { key: `wait-unanswered ${about} ${last}`, kind: 'wait-unanswered', firesAt: morning(last), endsAs },
  ];
};

/** R15. */
const memoItems = (agreed: Fact, about: string, calendar: PlainCalendar, known: readonly Fact[]): readonly Item[] => {
  if (!known.includes(agreed)) return [];
  const written = known.findLast(({ type, data }) => type === 'MemoWritten' && data.version === agreed.data.version)!;
  const over = known.find(
    ({ type, position }) =>
      position > agreed.position &&
      ['MemoWritten', 'RequestResolved', 'RequestDeclined', 'RequestCancelled'].includes(type),
  );
  const endsAs = { MemoWritten: 'rewritten', RequestResolved: 'resolved' }[over?.type ?? ''] ?? (over && 'closed');
  const firesAt = local(calendar.atOrBefore(written.data.plannedOn), '09:00');
  return [{ key: `memo-planned ${about} 0`, kind: 'memo-planned', firesAt, endsAs: endsAs ?? null }];
};

/** R11. */
const resolutionItems = (
  resolved: Fact,
  cycle: number,
  calendar: PlainCalendar,
  known: readonly Fact[],
): readonly Item[] => {
  if (!known.includes(resolved)) return [];
  const answer = known.find(
    ({ type, position }) => position > resolved.position && ['RequestClosed', 'RequestReopened'].includes(type),
  );
  const isSilent = answer?.type === 'RequestClosed' && answer.data.how === 'silence';
  const endsAs = answer === undefined ? null : answer.type === 'RequestReopened' ? 'reopened' : 'closed';
  return [
    { key: `request-resolved cycle ${cycle} 0`, kind: 'request-resolved', firesAt: resolved.recordedAt, endsAs },
    {
      key: `request-close cycle ${cycle} 0`,
      kind: 'request-close',
      firesAt: calendar.closeAfter(Date.parse(resolved.data.at), silenceDays),
      // By silence it was done.
      endsAs: isSilent ? null : endsAs,
    },
  ];
};

/** S22: the survey of a closing; what follows it counts from when it had to be sent. */
const surveyItems = (
  closed: Fact,
  cycle: number,
  calendar: PlainCalendar,
  known: readonly Fact[],
  reach: (item: Item, at: number) => Outcome,
): readonly Item[] => {
  if (!known.includes(closed)) return [];
  const about = `survey ${cycle}`;
  const of = (type: string): Fact | undefined => known.find((each) => each.type === type && each.data.cycle === cycle);
  const sendAt = local(calendar.workingDayAfter(dayOf(Date.parse(closed.data.at)), surveyAfter), '09:00');
  const reopened = known.find(({ type, position }) => type === 'RequestReopened' && position > closed.position);
  const survey: Item = {
    key: `survey ${about} 0`,
    kind: 'survey',
    firesAt: sendAt,
    endsAs: reopened !== undefined ? 'reopened' : null,
  };
  const now = known.at(-1)!.recordedAt;
  const isSent = sendAt <= now && !(reopened !== undefined && reopened.recordedAt <= sendAt);
  const reached = reach(survey, sendAt);
  if (!isSent || reached === 'done' || 'unsent' in reached) return [survey];
  const over = reopened !== undefined ? 'reopened' : of('SurveyAnswered') !== undefined ? 'answered' : null;
  const sentOn = dayOf(sendAt);
  const remindAt = local(calendar.workingDayAfter(sentOn, surveyRemindedAfter), '09:00');
  return [
    { ...survey, endsAs: over },
    { key: `survey-reminder ${about} 0`, kind: 'survey-reminder', firesAt: remindAt, endsAs: over },
    {
      key: `survey-close ${about} 0`,
      kind: 'survey-close',
      firesAt: local(daysAfter(sentOn, surveyOpenDays + 1)),
      endsAs: over,
    },
  ];
};

/** S22: 1 or 2 is replied to by the close of the 2nd working day after the answer. */
const followUpItems = (cycle: number, known: readonly Fact[], ledger: LedgerFacts): readonly Item[] => {
  const answered = known.find(({ type, data }) => type === 'SurveyAnswered' && data.cycle === cycle);
  if (answered === undefined || answered.data.score > 2) return [];
  const replied = known.some(({ type, data }) => type === 'FollowUpReplied' && data.cycle === cycle);
  const at = Date.parse(answered.data.at);
  const firesAt = ledger.calendarAt(answered.recordedAt).closeAfter(at, 2);
  const key = `follow-up-due follow-up ${cycle} 0`;
  return [{ key, kind: 'follow-up-due', firesAt, endsAs: replied ? 'replied' : null }];
};

/** R18: an intake that no request names by the close of the next working day is reported. */
export const expectedOfIntakes = (ledger: LedgerFacts, until: number): ReadonlyMap<string, ExpectedEnd> => {
  const namedAt = new Map<string, number>();
  for (const [, facts] of ledger.of('request')) {
    const { data, recordedAt } = facts[0]!;
    if (data.intakeId != null) namedAt.set(data.intakeId, Math.min(recordedAt, namedAt.get(data.intakeId) ?? Infinity));
  }
  const expected = new Map<string, ExpectedEnd>();
  for (const [intakeId, facts] of ledger.of('intake')) {
    const { data, recordedAt } = facts[0]!;
    const closedAt = facts.find(({ type }) => type === 'IntakeClosed')?.recordedAt ?? Infinity;
    const registeredAt = namedAt.get(intakeId) ?? Infinity;
    const overAt = Math.min(closedAt, registeredAt);
    const endsAs = closedAt <= registeredAt ? 'closed' : 'registered';
    const item = (over: boolean, from: number): Item => ({
      key: `intake ${intakeId}`,
      kind: 'intake-open',
      firesAt: ledger.calendarAt(from).closeAfter(Date.parse(data.receivedAt), 1),
      endsAs: over ? endsAs : null,
    });
    const versions: readonly Version[] = [...new Set([recordedAt, ...ledger.publications, overAt])]
      .filter((from) => from >= recordedAt && from < Infinity)
      .sort((a, b) => a - b)
      .map((from) => ({ from, items: [item(from >= overAt, from)] }));
    const ended = runGroup(
      versions,
      until,
      (at) => ledger.calendarAt(at),
      () => ({ sentTo: ['desk'] }),
    );
    for (const [key, end] of ended) expected.set(key, end);
  }
  return expected;
};
