import { describe, expect, it } from '@jest/globals';
import { epochOf, instantOf } from '../../../domain/kernel/civil.js';
import type { StreamEvent } from '../../../domain/kernel/envelope.js';
import { type OwedOfRequest, owedOfRequest } from '../../../domain/obligation/owed-request.js';
import { courseOf } from '../../../domain/obligation/request-course.js';
import { turnOf } from '../../../domain/obligation/supersession.js';
import type { RequestCommand } from '../../../domain/request/request.commands.js';
import type { RequestEvent } from '../../../domain/request/request.events.js';
import { bookWith, testPolicy } from '../../support/published.js';
import { acts, command, history, local, named, registration } from '../request/request-commands.js';

const book = bookWith();
const { hotline, provisional } = book.policyOf(1, testPolicy.effectiveFrom).hours(book.calendarAt(Infinity));
const silence = { how: 'silence', at: local('12-09 18:00'), confirmedBy: null } as const;
const closedBySilence: RequestEvent = { type: 'RequestClosed', data: silence };

/** What the acts come to at an instant; `more` are events that no act of a person makes. */
const owedAfter = (commands: readonly RequestCommand[], now = '12-01 09:00', more: readonly RequestEvent[] = []) => {
  const meta = (event: RequestEvent) => ({ recordedAt: 'at' in event.data ? event.data.at : '', role: 'support' });
  const events = [...history(...commands), ...more].map((event) => ({ ...event, meta: meta(event) }));
  const timing = {
    hotline,
    provisional,
    silenceWorkingDays: 5,
    remindWorkingDays: [3, 6],
    at: '09:00',
    ifResumed: () => ({ dueAt: epochOf(local('12-01 17:00')), atRiskAt: epochOf(local('12-01 16:00')) }),
  };
  return owedOfRequest(courseOf(events as unknown as StreamEvent<RequestEvent>[])!, timing, epochOf(local(now)));
};
const shown = (owed: readonly OwedOfRequest[], about: string) =>
  owed
    .filter((each) => each.about.startsWith(about))
    .map(({ kind, offset, dueAt, endsAs }) => [kind, offset, instantOf(dueAt), endsAs]);
const firing = (owed: readonly OwedOfRequest[], kind: string) => owed.find((each) => each.kind === kind)!.firesAt;

const registered = command(registration(), '12-01 09:00');
const waiting = command({ ...acts.wait, automatic: true }, '12-01 10:00');
const acknowledged = command(acts.acknowledge, '12-01 10:00');
const resolved = command(acts.resolve, '12-02 15:00');

describe('K11, K12: what a promise owes', () => {
  it('K12: the owner is notified at three quarters, and of a broken one when its due is past', () => {
    const owed = owedAfter([registered]);
    expect(shown(owed, 'promise')).toEqual([
      ['promise-at-risk', 0, local('12-01 12:00'), null],
      ['promise-broken', 0, local('12-01 14:00'), null],
    ]);
    // At the very instant it is in time still.
    expect(firing(owed, 'promise-broken')).toBe(epochOf(local('12-01 14:00')) + 1);
  });

  it('K12: once per promise and priority: another priority notifies anew, the same does not', () => {
    const raised = owedAfter([registered, command(acts.priority, '12-01 09:10')]);
    const ofRisk = (owed: readonly OwedOfRequest[]) => owed.find(({ kind }) => kind === 'promise-at-risk')!.detail;
    const ofBroken = (owed: readonly OwedOfRequest[]) => owed.find(({ kind }) => kind === 'promise-broken')!.detail;
    expect(ofRisk(raised)).not.toBe(ofRisk(owedAfter([registered])));
    expect(ofRisk(owedAfter([registered, waiting, command(acts.resume, '12-01 11:00')]))).toBe(
      ofRisk(owedAfter([registered])),
    );
    expect(ofBroken(raised)).toBe(ofBroken(owedAfter([registered])));
  });

  it('nothing fires while it is paused, and nothing is over: what would be due is shown', () => {
    const owed = owedAfter([registered, waiting]);
    expect(shown(owed, 'promise').map(([kind, , at, endsAs]) => [kind, at, endsAs])).toEqual([
      ['promise-at-risk', local('12-01 16:00'), null],
      ['promise-broken', local('12-01 17:00'), null],
    ]);
    expect([firing(owed, 'promise-at-risk'), firing(owed, 'promise-broken')]).toEqual([Infinity, Infinity]);
  });

  it('kept before its due, or void, it ends at once and notifies nobody', () => {
    const inTime = owedAfter([registered, acknowledged], '12-01 10:01');
    expect(shown(inTime, 'promise').map(([, , , endsAs]) => endsAs)).toEqual(['kept', 'kept']);
    expect(firing(inTime, 'promise-broken')).toBe(epochOf(local('12-01 10:01')));
    const cancelled = owedAfter([registered, command(acts.cancel, '12-01 10:00')]);
    expect(shown(cancelled, 'promise').map(([, , , endsAs]) => endsAs)).toEqual(['void', 'void']);
  });

  it('R14: what is merged into another owes nothing, and owes it anew once that is undone', () => {
    const merged = [registered, command(acts.merge, '12-01 09:10')];
    expect(shown(owedAfter(merged), 'promise').map(([, , , endsAs]) => endsAs)).toEqual(['void', 'void']);
    const undone = owedAfter([...merged, command(acts.unmerge, '12-01 09:20')]);
    expect(undone.find(({ kind }) => kind === 'promise-broken')).toMatchObject({
      endsAs: null,
      detail: 'promise req_1-respond-1 again 1',
    });
  });
});

describe('R10: what a wait owes', () => {
  const days = [
    ['request-waiting', 0, local('12-01 10:00')],
    ['wait-reminder', 3, local('12-04 09:00')],
    ['wait-reminder', 6, local('12-09 09:00')],
    ['wait-unanswered', 7, local('12-10 09:00')],
  ];

  it('two reminders, at nine on the 3rd and 6th working day after it began, then the owner is notified', () =>
    expect(shown(owedAfter([registered, waiting]), 'wait')).toEqual(days.map((day) => [...day, null])));

  it('answered, all that is left of it ends', () => {
    const answered = owedAfter([registered, waiting, command(acts.resume, '12-02 11:00')]);
    expect(shown(answered, 'wait')).toEqual(days.map((day) => [...day, 'answered']));
  });

  it('O7: of several that are due at once only the newest goes', () => {
    const owed = owedAfter([registered, waiting]).filter(({ about }) => about.startsWith('wait'));
    const open = owed.map((each) => ({ ...each, id: `${each.kind} ${each.offset}`, endsAfter: null }));
    const turn = turnOf(open, epochOf(local('12-09 09:00')), 'Asia/Shanghai');
    expect([turn.goes?.id, turn.superseded.map(({ by }) => by)]).toEqual([
      'wait-reminder 6',
      ['wait-reminder 6', 'wait-reminder 6'],
    ]);
  });
});

describe('R11: what a resolution owes', () => {
  it('a mail at once, and the end by silence at the close of the 5th working day after it', () =>
    expect(shown(owedAfter([registered, resolved]), 'cycle')).toEqual([
      ['request-resolved', 0, local('12-02 15:00'), null],
      ['request-close', 0, local('12-09 18:00'), null],
    ]));

  it('answered by the customer it ends; by silence it is done; reopened it begins anew in the next cycle', () => {
    const closed = owedAfter([registered, resolved, command(acts.close, '12-03 10:00')]);
    expect(shown(closed, 'cycle').map(([, , , endsAs]) => endsAs)).toEqual(['closed', 'closed']);
    const silent = owedAfter([registered, resolved], '12-09 18:00', [closedBySilence]);
    expect(shown(silent, 'cycle').map(([, , , endsAs]) => endsAs)).toEqual(['closed', null]);
    const reopened = [registered, resolved, command(acts.reopen, '12-04 10:00')];
    expect(shown(owedAfter(reopened), 'cycle').map(([, , , endsAs]) => endsAs)).toEqual(['reopened', 'reopened']);
    const again = owedAfter([...reopened, command(acts.resolve, '12-05 10:00')]);
    expect(shown(again, 'cycle 2')).toEqual([
      ['request-resolved', 0, local('12-05 10:00'), null],
      ['request-close', 0, local('12-12 18:00'), null],
    ]);
  });
});

describe('R15: what a memo owes', () => {
  const memo = (plannedOn: string) => command({ ...acts.memo, plannedOn }, '12-01 10:00');
  const agreed = (version: number) => [
    command({ ...acts['memo/confirm'], sha256: `hash${version}` }, '12-01 10:05'),
    command(
      { ...acts['memo/confirm'], side: 'customer', person: named('王芳'), sha256: `hash${version}` },
      '12-01 10:06',
    ),
  ];

  it('is owed once both have agreed: at nine on its day, on Friday of one that is planned for a Sunday', () => {
    expect(shown(owedAfter([registered, memo('2025-12-10')]), 'memo')).toEqual([]);
    expect(shown(owedAfter([registered, memo('2025-12-10'), ...agreed(1)]), 'memo')).toEqual([
      ['memo-planned', 0, local('12-10 09:00'), null],
    ]);
    expect(shown(owedAfter([registered, memo('2025-12-14'), ...agreed(1)]), 'memo')[0]![2]).toBe(local('12-12 09:00'));
  });

  it('ends where it is written anew, or the request is resolved', () => {
    const first = [registered, memo('2025-12-10'), ...agreed(1)];
    const ended = (more: readonly RequestCommand[]) =>
      shown(owedAfter([...first, ...more]), 'memo').map(([, , , endsAs]) => endsAs);
    expect(ended([command({ ...acts.memo, plannedOn: '2025-12-11' }, '12-02 10:00')])).toEqual(['rewritten']);
    expect(ended([resolved])).toEqual(['resolved']);
    expect(ended([command(acts.cancel, '12-02 10:00')])).toEqual(['closed']);
  });
});
