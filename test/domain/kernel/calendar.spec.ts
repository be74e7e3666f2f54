import { describe, expect, it } from '@jest/globals';
import { epochOf, instantOf } from '../../../domain/kernel/civil.js';
import {
  type CalendarTerms,
  isCalendar,
  type OpeningHours,
  type Sum,
  type WorkingCalendar,
  workingCalendar,
} from '../../../domain/kernel/calendar.js';
import { hotlineHours, onsiteHours, springFestival2026 } from './hours.js';

const zone = 'Asia/Shanghai';
const terms: CalendarTerms = {
  hours: hotlineHours,
  holidays: springFestival2026,
  makeUpDays: true,
  closedDays: [],
  openDays: [],
  zone,
};
const calendar = (changes: Partial<CalendarTerms> = {}): WorkingCalendar => {
  const made = workingCalendar({ ...terms, ...changes });
  if (!isCalendar(made)) throw new Error(`${made.fault}: ${made.value}`);
  return made;
};
/** Wall-clock time in Shanghai. */
const local = (text: string): number => Date.parse(`${text}+08:00`);
const firm = (text: string): Sum => ({ at: local(text), provisional: false });

describe('K1: opening windows', () => {
  const hotline = calendar();

  it('K1: opening instants are inside, closing instants outside', () => {
    const open = ['09:00:00.000', '11:59:59.999', '13:00:00.000', '17:59:59.999'];
    const closed = ['08:59:59.999', '12:00:00.000', '12:59:59.999', '18:00:00.000'];
    expect(open.map((time) => hotline.isOpen(local(`2026-01-07T${time}`)))).toEqual([true, true, true, true]);
    expect(closed.map((time) => hotline.isOpen(local(`2026-01-07T${time}`)))).toEqual([false, false, false, false]);
    expect(calendar({ hours: onsiteHours }).isOpen(local('2026-01-07T12:30'))).toBe(true);
  });

  it('K1: the next opening is now, after lunch, or after the weekend', () => {
    const next = (text: string) => instantOf(hotline.nextOpening(local(text)));
    expect(
      [next('2026-01-09T10:00'), next('2026-01-09T12:00'), next('2026-01-09T18:00'), next('2026-01-10T10:00')].map(
        (at) => at,
      ),
    ).toEqual(
      ['2026-01-09T10:00', '2026-01-09T13:00', '2026-01-12T09:00', '2026-01-12T09:00'].map((text) =>
        instantOf(local(text)),
      ),
    );
  });

  it('K1: windows of a weekday that touch or overlap are one', () => {
    const hours: OpeningHours = [
      { days: [1, 2], from: '12:00', to: '18:00' },
      { days: [1], from: '09:00', to: '12:00' },
      { days: [1], from: '10:00', to: '11:00' },
    ];
    expect(calendar({ hours }).windowsOf('2026-01-05')).toEqual([
      { from: local('2026-01-05T09:00'), to: local('2026-01-05T18:00') },
    ]);
    expect(calendar({ hours }).windowsOf('2026-01-06')).toEqual([
      { from: local('2026-01-06T12:00'), to: local('2026-01-06T18:00') },
    ]);
  });

  it('K1: a day may be open until midnight', () => {
    const always = calendar({ hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }], holidays: null });
    expect(always.isOpen(local('2026-01-10T23:59:59.999'))).toBe(true);
    expect(always.addWorkingMinutes(local('2026-01-09T23:30'), 45)).toEqual(firm('2026-01-10T00:15'));
  });
});

describe('K2: holidays, make-up days and the policy’s own days', () => {
  it('K2: a holiday Monday is no working day, a make-up Saturday is one with Monday’s windows', () => {
    const days = [
      '2026-02-13',
      '2026-02-14',
      '2026-02-15',
      '2026-02-16',
      '2026-02-23',
      '2026-02-24',
      '2026-02-28',
      '2026-03-01',
      '2026-03-07',
    ];
    expect(days.map((day) => calendar().isWorkingDay(day))).toEqual([
      true,
      true,
      false,
      false,
      false,
      true,
      true,
      false,
      false,
    ]);
    expect(calendar().windowsOf('2026-02-14')).toEqual([
      { from: local('2026-02-14T09:00'), to: local('2026-02-14T12:00') },
      { from: local('2026-02-14T13:00'), to: local('2026-02-14T18:00') },
    ]);
    expect(calendar().windowsOf('2026-02-16')).toEqual([]);
  });

  it('K2: a policy may leave make-up days or holidays out', () => {
    expect([
      calendar({ makeUpDays: false }).isWorkingDay('2026-02-14'),
      calendar({ makeUpDays: false }).isWorkingDay('2026-02-16'),
    ]).toEqual([false, false]);
    expect([
      calendar({ holidays: null }).isWorkingDay('2026-02-14'),
      calendar({ holidays: null }).isWorkingDay('2026-02-16'),
    ]).toEqual([false, true]);
  });

  it('K2: the policy’s own days win over weekdays and over the announced years', () => {
    const own = calendar({ closedDays: ['2026-02-14', '2026-01-07'], openDays: ['2026-02-16', '2026-01-10'] });
    expect(
      ['2026-02-14', '2026-01-07', '2026-02-16', '2026-01-10', '2026-01-11'].map((day) => own.isWorkingDay(day)),
    ).toEqual([false, false, true, true, false]);
  });

  it('K2: an open day whose weekday has its own windows keeps them', () => {
    const hours: OpeningHours = [
      { days: [1], from: '09:00', to: '17:00' },
      { days: [3], from: '10:00', to: '11:00' },
    ];
    const half = calendar({ hours, openDays: ['2026-02-18', '2026-02-20'] });
    expect(half.windowsOf('2026-02-18')).toEqual([{ from: local('2026-02-18T10:00'), to: local('2026-02-18T11:00') }]);
    expect(half.windowsOf('2026-02-20')).toEqual([{ from: local('2026-02-20T09:00'), to: local('2026-02-20T17:00') }]);
  });

  it('K2: a calendar that cannot be is refused with the value at fault', () => {
    const fault = (changes: Partial<CalendarTerms>) => workingCalendar({ ...terms, ...changes });
    const hours = (from: string, to: string, days = [1]): OpeningHours => [{ days, from, to }];
    expect([fault({ hours: [] }), fault({ hours: hours('09:00', '18:00', []) })]).toEqual(
      Array(2).fill({ fault: 'no-opening', value: 'hours' }),
    );
    for (const [from, to] of [
      ['18:00', '09:00'],
      ['09:00', '09:00'],
      ['9:00', '18:00'],
      ['09:00', '24:01'],
      ['09:60', '18:00'],
      ['', ''],
    ] as const)
      expect(fault({ hours: hours(from, to) })).toEqual({ fault: 'bad-window', value: `${from}-${to}` });
    expect([fault({ hours: hours('09:00', '18:00', [0]) }), fault({ hours: hours('09:00', '18:00', [8]) })]).toEqual([
      { fault: 'bad-window', value: 'weekday 0' },
      { fault: 'bad-window', value: 'weekday 8' },
    ]);
    expect(fault({ openDays: ['2026-02-30'] })).toEqual({ fault: 'bad-day', value: '2026-02-30' });
    expect(fault({ closedDays: ['2026-02-16'], openDays: ['2026-02-16'] })).toEqual({
      fault: 'closed-and-open',
      value: '2026-02-16',
    });
    expect(fault({ zone: 'Asia/Atlantis' })).toEqual({ fault: 'unknown-zone', value: 'Asia/Atlantis' });
  });

  it('K2: a sum that reaches past the last announced year is provisional', () => {
    const hotline = calendar();
    expect(hotline.addWorkingMinutes(local('2026-12-31T17:30'), 30)).toEqual(firm('2026-12-31T18:00'));
    expect(hotline.addWorkingMinutes(local('2026-12-31T17:30'), 31)).toEqual({
      at: local('2027-01-01T09:01'),
      provisional: true,
    });
    expect(hotline.addWorkingDays('2026-12-30', 1)).toEqual(firm('2026-12-31T18:00'));
    expect(hotline.addWorkingDays('2026-12-30', 2)).toEqual({ at: local('2027-01-01T18:00'), provisional: true });
    expect(calendar({ holidays: null }).addWorkingDays('2026-12-30', 2).provisional).toBe(false);
    expect(
      calendar({ holidays: { years: [], holidays: [], makeUpDays: [] } }).addWorkingDays('2020-01-01', 1).provisional,
    ).toBe(true);
  });
});

describe('K3: sums of working time', () => {
  const hotline = calendar();

  it('K3: run over windows only', () => {
    expect(hotline.addWorkingMinutes(local('2026-01-07T11:50'), 30)).toEqual(firm('2026-01-07T13:20'));
    expect(hotline.addWorkingMinutes(local('2026-01-09T17:50'), 30)).toEqual(firm('2026-01-12T09:20'));
    expect(hotline.addWorkingMinutes(local('2026-01-07T09:00'), 480)).toEqual(firm('2026-01-07T18:00'));
  });

  it('K3: a window filled exactly ends at its closing instant', () => {
    expect(hotline.addWorkingMinutes(local('2026-01-07T11:50'), 10)).toEqual(firm('2026-01-07T12:00'));
    expect(hotline.addWorkingMinutes(local('2026-01-09T17:30'), 30)).toEqual(firm('2026-01-09T18:00'));
  });

  it('K3: a start outside the windows moves to the next opening', () => {
    for (const start of [
      '2026-01-09T18:00',
      '2026-01-10T12:00',
      '2026-01-11T23:59',
      '2026-01-12T08:00',
      '2026-01-12T09:00',
    ])
      expect(hotline.addWorkingMinutes(local(start), 30)).toEqual(firm('2026-01-12T09:30'));
    expect(hotline.addWorkingMinutes(local('2026-01-10T12:00'), 0)).toEqual(firm('2026-01-12T09:00'));
  });

  it(
    'K2, K3, row 13: 60 working minutes from Friday 17:50 before the Spring Festival run on into the make-up ' +
      'Saturday',
    () => {
      const sum = hotline.addWorkingMinutes(epochOf('2026-02-13T09:50:00.000Z'), 60);
      expect([instantOf(sum.at), sum.provisional]).toEqual(['2026-02-14T01:50:00.000Z', false]);
      expect(hotline.addWorkingMinutes(local('2026-02-14T17:50'), 60)).toEqual(firm('2026-02-24T09:50'));
    },
  );

  it('K3: minutes between leave lunch, nights and rest days out', () => {
    expect([
      hotline.workingMinutesBetween(local('2026-01-07T11:50'), local('2026-01-07T13:20')),
      hotline.workingMinutesBetween(local('2026-01-09T17:50'), local('2026-01-12T09:20')),
      hotline.workingMinutesBetween(local('2026-02-14T18:00'), local('2026-02-24T09:00')),
      hotline.workingMinutesBetween(local('2026-01-07T13:20'), local('2026-01-07T11:50')),
      hotline.workingMinutesBetween(local('2026-01-07T10:00'), local('2026-01-07T10:00:30')),
    ]).toEqual([30, 30, 0, 0, 0.5]);
  });

  it('K3: nothing is taken away, and no sum runs past the calendar’s end', () => {
    for (const minutes of [-1, Number.NaN])
      expect(() => hotline.addWorkingMinutes(local('2026-01-07T10:00'), minutes)).toThrow(RangeError);
    expect(hotline.addWorkingMinutes(local('9999-12-30T10:00'), 100_000)).toEqual({
      at: epochOf('9999-12-31T23:59:59.999Z'),
      provisional: true,
    });
    expect(hotline.nextOpening(epochOf('9999-12-31T20:00:00.000Z'))).toBe(epochOf('9999-12-31T23:59:59.999Z'));
  });
});

describe('K5: arrival by working days', () => {
  const onsite = calendar({ hours: onsiteHours, holidays: { ...springFestival2026, years: [2025, 2026] } });

  it('K5, row 15: the third working day after the request, at the close of on-site hours', () => {
    const sum = onsite.addWorkingDays(epochOf('2025-11-21T09:00:00.000Z'), 3);
    expect([instantOf(sum.at), sum.provisional]).toEqual(['2025-11-26T10:00:00.000Z', false]);
    expect(onsite.addWorkingDays('2025-11-21', 3)).toEqual(sum);
  });

  it('K5, row 14: elapsed hours need no calendar', () => {
    expect(instantOf(epochOf('2025-11-21T09:00:00.000Z') + 48 * 3_600_000)).toBe('2025-11-23T09:00:00.000Z');
  });

  it('K5: the day of the request is its day in the vendor’s zone, and never counts', () => {
    expect(onsite.addWorkingDays(epochOf('2026-01-06T16:00:00.000Z'), 1)).toEqual(firm('2026-01-08T18:00'));
    expect(onsite.addWorkingDays(epochOf('2026-01-06T15:59:59.999Z'), 1)).toEqual(firm('2026-01-07T18:00'));
    expect(onsite.addWorkingDays('2026-01-10', 1)).toEqual(firm('2026-01-12T18:00'));
    expect(onsite.addWorkingDays('2026-02-13', 2)).toEqual(firm('2026-02-24T18:00'));
    for (const n of [0, -1, 1.5]) expect(() => onsite.addWorkingDays('2026-01-06', n)).toThrow(RangeError);
  });
});

describe('K1: wall-clock windows where clocks change', () => {
  const night = (place: string) =>
    calendar({ zone: place, holidays: null, hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }] });

  it('K1: open hours stay at their wall-clock time', () => {
    const newYork = calendar({ zone: 'America/New_York', holidays: null });
    expect(
      ['2026-03-06', '2026-03-09', '2026-10-30', '2026-11-02'].map((day) => instantOf(newYork.windowsOf(day)[0]!.from)),
    ).toEqual([
      '2026-03-06T14:00:00.000Z',
      '2026-03-09T13:00:00.000Z',
      '2026-10-30T13:00:00.000Z',
      '2026-11-02T14:00:00.000Z',
    ]);
  });

  it('K3: a short day has 23 hours, a long one 25, and half an hour counts where clocks change by that', () => {
    const minutes = (place: string, day: string) =>
      night(place)
        .windowsOf(day)
        .reduce((sum, window) => sum + (window.to - window.from) / 60_000, 0);
    expect([
      minutes('America/New_York', '2026-03-08'),
      minutes('America/New_York', '2026-11-01'),
      minutes('Australia/Lord_Howe', '2026-10-04'),
      minutes('Australia/Lord_Howe', '2026-04-05'),
    ]).toEqual([1380, 1500, 1410, 1470]);
  });

  it('K1: a window that clocks skip wholly is not open that day', () => {
    const skipped = calendar({
      zone: 'America/New_York',
      holidays: null,
      hours: [{ days: [7], from: '02:00', to: '03:00' }],
    });
    expect([skipped.windowsOf('2026-03-08'), skipped.windowsOf('2026-03-15').length]).toEqual([[], 1]);
  });
});
