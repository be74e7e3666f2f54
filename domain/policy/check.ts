import { codeKey } from '../kernel/spelling.js';
import type { OpeningHours } from '../kernel/calendar.js';
import { minutesOf } from '../kernel/opening-windows.js';
import { priorities } from '../kernel/vocabulary.js';
import { type Day, isDay, isTimeZone } from '../kernel/civil.js';
import { parsePeriod } from '../kernel/period.js';
import { isVersion, parseVersion } from '../kernel/version.js';
import type { Policy } from './policy.js';

/** What is wrong at one place of a policy: the keys and indexes that lead there, and a sentence with the way out. */
export interface Finding {
  readonly path: readonly (string | number)[];
  /** The rule's number in docs/rules.md. */
  readonly rule: string;
  /** Names the offending value and what is allowed. */
  readonly reason: string;
}

/**
 * P1: the rules that a schema cannot express, as a list of findings; empty where the policy is sound. The policy must
 * have passed the schema. Reads no clock: a policy is as right tomorrow as today.
 */
export const checkPolicy = (policy: Policy): readonly Finding[] => [
  ...checkDay(policy.effectiveFrom, ['effectiveFrom']),
  ...checkZone(policy.timeZone),
  ...checkSeries(policy.series),
  ...checkFreePeriod(policy.terms.freePeriod),
  ...checkOpening(policy.hours.hotline, ['hours', 'hotline']),
  ...checkOpening(policy.hours.onsite, ['hours', 'onsite']),
  ...checkExtraDays(policy.hours),
  ...checkSums(policy),
  ...checkOrder(policy.reminders.daysBefore, 'falling', 'O1', ['reminders', 'daysBefore']),
  ...checkOrder(policy.reminders.daysAfter, 'rising', 'O1', ['reminders', 'daysAfter']),
  ...checkOrder(policy.requests.remindWorkingDays ?? [], 'rising', 'R10', ['requests', 'remindWorkingDays']),
  ...checkVersionExample(policy.versionScheme.example),
];

const checkDay = (day: Day, path: Finding['path']): readonly Finding[] =>
  isDay(day)
    ? []
    : [{ path, rule: 'T1', reason: `"${day}" is no day of the calendar; write a day from 1970-01-01 to 9999-12-31` }];

const checkZone = (zone: string): readonly Finding[] =>
  isTimeZone(zone)
    ? []
    : [
        {
          path: ['timeZone'],
          rule: 'T1',
          reason: `"${zone}" is no known time zone; write an IANA name such as Asia/Shanghai`,
        },
      ];

/** Codes and aliases share one namespace: a contract's series is found by either, in any case. */
const checkSeries = (series: Policy['series']): readonly Finding[] => {
  const named = series.flatMap(({ code, aliases }, i): { name: string; path: Finding['path'] }[] => [
    { name: code, path: ['series', i, 'code'] },
    ...aliases.map((alias, k) => ({ name: alias, path: ['series', i, 'aliases', k] })),
  ]);
  const first = new Map<string, string>();
  return named.flatMap(({ name, path }) => {
    const key = codeKey(name);
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, name);
      return [];
    }
    return [
      {
        path,
        rule: 'P1',
        reason: `"${name}" already names a series as "${before}"; codes and aliases are unique, whatever their case`,
      },
    ];
  });
};

const checkFreePeriod = (text: string): readonly Finding[] =>
  parsePeriod(text)
    ? []
    : [
        {
          path: ['terms', 'freePeriod'],
          rule: 'C1',
          reason:
            `"${text}" is no period; write an ISO 8601 duration of years, months, weeks or days such as P1Y or ` +
            'P6M, longer than nothing and at most 100 years',
        },
      ];

/** K1, K2: windows begin before they end, leave each other room, and there is at least one. */
const checkOpening = (hours: OpeningHours, path: Finding['path']): readonly Finding[] => {
  if (hours.every((window) => window.days.length === 0))
    return [
      {
        path,
        rule: 'K2',
        reason:
          'has no opening at all; write at least one window with a day, such as { days: [1], from: "09:00", ' +
          'to: "18:00" }',
      },
    ];
  return hours.flatMap((window, i): readonly Finding[] => {
    if (window.from >= window.to)
      return [
        {
          path: [...path, i, 'from'],
          rule: 'K1',
          reason: `opens at "${window.from}" and closes at "${window.to}"; a window opens before it closes, on one day`,
        },
      ];
    const other = hours.findIndex(
      (value, k) =>
        k < i &&
        value.from < window.to &&
        window.from < value.to &&
        value.days.some((day) => window.days.includes(day)),
    );
    if (other < 0) return [];
    return [
      {
        path: [...path, i],
        rule: 'K1',
        reason:
          `${window.from} to ${window.to} overlaps window ${other} (${hours[other]!.from} to ` +
          `${hours[other]!.to}) on a day they share; windows of a day lie apart`,
      },
    ];
  });
};

const checkExtraDays = (hours: Policy['hours']): readonly Finding[] => {
  const lists = (['closedDays', 'openDays'] as const).flatMap((list) => {
    const seen = new Set<Day>();
    return hours[list].flatMap((day, i): readonly Finding[] => {
      const path = ['hours', list, i];
      if (!isDay(day)) return checkDay(day, path);
      const twice = seen.has(day);
      seen.add(day);
      return twice ? [{ path, rule: 'K2', reason: `"${day}" is listed twice` }] : [];
    });
  });
  const closed = new Set(hours.closedDays);
  const both = hours.openDays.flatMap((day, i): readonly Finding[] =>
    closed.has(day)
      ? [
          {
            path: ['hours', 'openDays', i],
            rule: 'K2',
            reason: `"${day}" is also one of the closedDays; a day is open or closed`,
          },
        ]
      : [],
  );
  // A make-up day makes up for a holiday: without holidays it would add working Saturdays with no day off in return.
  const makeUp: readonly Finding[] =
    hours.makeUpDays && hours.holidays === 'none'
      ? [{ path: ['hours', 'makeUpDays'], rule: 'K2', reason: 'true without holidays; write false, or holidays: cn' }]
      : [];
  return [...lists, ...both, ...makeUp];
};

/** Ten years: no commitment is longer, and no sum of working time takes more steps. */
const mostWeeks = 520;

/** K3, K5: what is promised in working time ends within ten years of the opening hours; none are reported above. */
const checkSums = ({ hours, priorities: { respondWithin }, arrival }: Policy): readonly Finding[] => {
  const perWeek = openMinutes(hours.hotline);
  const respond = priorities.flatMap((priority): readonly Finding[] =>
    perWeek === 0 || respondWithin[priority] <= perWeek * mostWeeks
      ? []
      : [
          {
            path: ['priorities', 'respondWithin', priority],
            rule: 'K3',
            reason:
              `${respondWithin[priority]} working minutes take more than ${mostWeeks} weeks of ${perWeek} open ` +
              'minutes; promise less, or open longer',
          },
        ],
  );
  const openDays = new Set(hours.onsite.flatMap(({ days }) => days)).size;
  const arrive = Object.entries(arrival).flatMap(([region, within]): readonly Finding[] =>
    openDays === 0 || !('workingDays' in within) || within.workingDays <= openDays * mostWeeks
      ? []
      : [
          {
            path: ['arrival', region, 'workingDays'],
            rule: 'K5',
            reason:
              `${within.workingDays} working days take more than ${mostWeeks} weeks of ${openDays} open days; ` +
              'promise less, or open on more days',
          },
        ],
  );
  return [...respond, ...arrive];
};

const openMinutes = (hours: OpeningHours): number =>
  hours.reduce(
    (sum, { days, from, to }) => sum + days.length * Math.max(0, (minutesOf(to) ?? 0) - (minutesOf(from) ?? 0)),
    0,
  );

/** O1, R10: reminders are written in the order in which they fall due. */
const checkOrder = (
  days: readonly number[],
  direction: 'rising' | 'falling',
  rule: string,
  path: Finding['path'],
): readonly Finding[] =>
  days.flatMap((day, i): readonly Finding[] => {
    const before = days[i - 1];
    if (before === undefined || (direction === 'falling' ? day < before : day > before)) return [];
    const expected = direction === 'falling' ? 'less' : 'more';
    return [
      {
        path: [...path, i],
        rule,
        reason: `${day} comes after ${before}; each number is ${expected} than the one before`,
      },
    ];
  });

const checkVersionExample = (example: string): readonly Finding[] =>
  isVersion(parseVersion(example))
    ? []
    : [
        {
          path: ['versionScheme', 'example'],
          rule: 'V1',
          reason: `"${example}" is no version; write digits, a point and at most two digits, such as "4.11"`,
        },
      ];
