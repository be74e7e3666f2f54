import { describe, expect, it } from '@jest/globals';
import { isCalendar, workingCalendar } from '../../../domain/kernel/calendar.js';
import { instantOf } from '../../../domain/kernel/civil.js';
import { arrivalDue } from '../../../domain/promise/arrival.js';
import type { Due } from '../../../domain/promise/due.js';
import { endedBy, type Pause } from '../../../domain/promise/pauses.js';
import { type Asked, responseDue } from '../../../domain/promise/response.js';
import { holidays2025And2026, testPolicy } from '../../support/published.js';
import { hotlineHours, onsiteHours } from '../kernel/hours.js';
import { edgePromises } from './edge-answers.js';
import { workedPromises, type WorkedPromise } from './worked-answers.js';

const calendarOf = (hours: typeof hotlineHours) => {
  const made = workingCalendar({
    hours,
    holidays: holidays2025And2026,
    makeUpDays: true,
    closedDays: [],
    openDays: [],
    zone: 'Asia/Shanghai',
  });
  if (!isCalendar(made)) throw new Error(made.fault);
  return made;
};
const response = { hotline: calendarOf(hotlineHours), respondWithin: testPolicy.priorities.respondWithin };
const arrival = { onsite: calendarOf(onsiteHours), arrival: testPolicy.arrival };
const local = (text: string): number => Date.parse(`${text.replace(' ', 'T')}+08:00`);
const asked = (at: string, urgency: Asked['urgency'], level: keyof (typeof testPolicy.priorities.table)['high']) => ({
  at: local(at),
  urgency,
  priority: testPolicy.priorities.table[urgency][level],
});

const dueOfWorked = ({ kind, from, urgency, level, region, pauses = [], changes = [] }: WorkedPromise): Due => {
  const paused: readonly Pause[] = pauses.map(([pause, begin, end]) => ({
    kind: pause,
    from: local(begin),
    to: local(end),
  }));
  return kind === 'arrive'
    ? arrivalDue(arrival, region!, local(from), paused)
    : responseDue(
        response,
        [asked(from, urgency!, level!), ...changes.map(([at, to]) => asked(at, to, level!))],
        paused,
      );
};
const written = ({ dueAt, atRiskAt, provisional }: Due) => ({
  dueAt: dueAt === null ? null : instantOf(dueAt),
  atRiskAt: atRiskAt === null ? null : instantOf(atRiskAt),
  provisional,
});

describe('promises: worked answers', () => {
  it.each([...workedPromises, ...edgePromises].map((worked) => [`${worked.rule}: ${worked.name}`, worked] as const))(
    '%s',
    (_, worked) => {
      const due = written(dueOfWorked(worked));
      const picked = Object.fromEntries(
        Object.keys(worked.expected).map((member) => [member, due[member as keyof typeof due]]),
      );
      expect(picked).toEqual(worked.expected);
    },
  );
});

describe('promises', () => {
  const normal = [asked('2025-12-01 09:00', 'normal', 'standard')] as const;
  const open: Pause = { kind: 'information', from: local('2025-12-01 10:00'), to: null };

  it('K10: an open pause leaves the due unknown, and what has run before it is not lost', () => {
    expect(written(responseDue(response, normal, [open]))).toEqual({ dueAt: null, atRiskAt: null, provisional: false });
    expect(written(responseDue(response, normal, endedBy([open], local('2025-12-01 11:00'))))).toEqual({
      dueAt: '2025-12-01T07:00:00.000Z',
      atRiskAt: '2025-12-01T06:00:00.000Z',
      provisional: false,
    });
  });

  it('K10: a pause that begins as the budget runs out moves nothing', () => {
    const after: Pause = { kind: 'access', from: local('2025-12-01 14:00'), to: null };
    expect(written(responseDue(response, normal, [after])).dueAt).toBe('2025-12-01T06:00:00.000Z');
    const atDue: Pause = { ...after, from: local('2025-12-01 13:59:59.999') };
    expect(written(responseDue(response, normal, [atDue])).dueAt).toBeNull();
  });

  it('K10: thirds of days add up exactly', () => {
    const third = (day: string): Pause => ({
      kind: 'access',
      from: local(`${day} 09:00`),
      to: local(`${day} 12:00`),
    });
    const start = local('2025-12-01 10:00');
    const pauses = [third('2025-12-02'), third('2025-12-03'), third('2025-12-04')];
    expect(written(arrivalDue(arrival, 'outside', start, pauses)).dueAt).toBe('2025-12-05T10:00:00.000Z');
    const more = { ...third('2025-12-05'), to: local('2025-12-05 09:00:00.001') };
    expect(written(arrivalDue(arrival, 'outside', start, [...pauses, more])).dueAt).toBe('2025-12-08T10:00:00.000Z');
  });

  it('K10: an open pause of an arrival by working days counts from before its due alone', () => {
    const start = local('2025-12-01 10:00');
    const due = local('2025-12-04 18:00');
    expect(arrivalDue(arrival, 'outside', start, [{ from: due, to: null }]).dueAt).toBe(due);
    expect(arrivalDue(arrival, 'outside', start, [{ from: due - 1, to: null }]).dueAt).toBeNull();
  });

  it('K5: an unknown region is promised what takes longest, also under pauses', () => {
    const start = local('2025-11-21 17:00');
    expect(written(arrivalDue(arrival, 'unknown', start, [])).dueAt).toBe('2025-11-26T10:00:00.000Z');
    const weeks = [{ from: local('2025-11-21 18:00'), to: local('2025-12-12 18:00') }];
    expect(arrivalDue(arrival, 'unknown', start, weeks).dueAt).toBe(
      Math.max(
        arrivalDue(arrival, 'city', start, weeks).dueAt!,
        arrivalDue(arrival, 'suburb', start, weeks).dueAt!,
        arrivalDue(arrival, 'outside', start, weeks).dueAt!,
      ),
    );
  });

  it('K13: a second change counts on from the due of the first one', () => {
    const changes = [...normal, asked('2025-12-01 13:30', 'critical', 'standard')] as const;
    expect(written(responseDue(response, changes, [])).dueAt).toBe('2025-12-01T06:00:00.000Z');
    const lowered = [...changes, asked('2025-12-01 13:40', 'low', 'standard')] as const;
    expect(written(responseDue(response, lowered, [])).dueAt).toBe('2025-12-01T10:00:00.000Z');
  });
});
