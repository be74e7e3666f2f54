import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isCalendar, workingCalendar } from '../../../domain/kernel/calendar.js';
import { startOfDay } from '../../../domain/kernel/civil.js';
import type { Policy } from '../../../domain/policy/policy.js';
import { loadPolicies, loadPolicy, PolicyFilesRefused } from '../../../src/policies/load-policy.js';
import { policyBounds, validatePolicy } from '../../../src/policies/validate-policy.js';
import { startApp, type TestApp } from '../../support/app.js';

const shipped = loadPolicies().filter(({ policy }) => policy.vendor === 'seeyon');
const seeyon = shipped[0]!.policy;
/** The fields that the tests change, of any value: what they hold is for the checks to judge. */
interface Draft {
  version: number;
  effectiveFrom: string;
  hours: { hotline: unknown; onsite: unknown; closedDays: unknown };
  priorities: { respondWithin: Record<string, unknown> };
  arrival: Record<string, unknown>;
  series: { aliases: unknown }[];
  statements: { preface: unknown };
}
const changed = (change: (policy: Draft) => void): Policy => {
  const policy = structuredClone(seeyon) as unknown as Draft;
  policy.version = shipped.length + 1;
  policy.effectiveFrom = '2026-04-01';
  change(policy);
  return policy as unknown as Policy;
};
const oneMinute = [{ days: [1], from: '09:00', to: '09:01' }];
const timed = <T>(work: () => T): { readonly ms: number; readonly result: T } => {
  const began = performance.now();
  const result = work();
  return { ms: performance.now() - began, result };
};
const deep = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

let api: TestApp;
beforeAll(async () => {
  api = await startApp();
});
afterAll(() => api.close());
const publish = (policy: object) =>
  api.http
    .post('/api/v1/policies/seeyon/versions')
    .set('authorization', `Bearer ${api.keys.admin}`)
    .set('accept-language', 'en')
    .send(policy);

describe('P1, K3: sums and sizes of a policy are bounded where it is published', () => {
  const tooMuch: readonly (readonly [string, Policy, string])[] = [
    [
      'one open minute a week and 1,000,000 minutes to respond',
      changed(({ hours, priorities }) => {
        hours.hotline = oneMinute;
        priorities.respondWithin.P4 = 1_000_000;
      }),
      '/priorities/respondWithin/P4',
    ],
    [
      'one open day a week and 2,600 working days to arrive',
      changed(({ hours, arrival }) => {
        hours.onsite = oneMinute;
        arrival.outside = { workingDays: 2600 };
      }),
      '/arrival/outside/workingDays',
    ],
    [
      '8,000 aliases',
      changed(({ series }) => (series[0]!.aliases = Array.from({ length: 8000 }, (_, i) => `alias ${i}`))),
      '/series/0/aliases',
    ],
    [
      '40,000 closed days',
      changed(({ hours }) => (hours.closedDays = Array.from({ length: 40_000 }, () => '2026-01-01'))),
      '/hours/closedDays',
    ],
    [
      '5,000 opening windows',
      changed(({ hours }) => (hours.hotline = Array.from({ length: 5000 }, () => oneMinute[0]))),
      '/hours/hotline',
    ],
    ['a list nested 30 deep', changed((policy) => (policy.statements.preface = [deep(25)])), ''],
    ['an effective day before 1970', changed((policy) => (policy.effectiveFrom = '1969-12-31')), '/effectiveFrom'],
  ];

  it.each(tooMuch)('%s: 400 in short time', async (_what, policy, pointer) => {
    const { ms, result } = timed(() => validatePolicy(policy));
    expect('problems' in result && result.problems.length <= policyBounds.problems).toBe(true);
    expect(ms).toBeLessThan(500);
    const { status, body } = await publish(policy);
    expect([status, body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      400,
      expect.arrayContaining([pointer]),
    ]);
    expect(body.errors.length).toBeLessThanOrEqual(policyBounds.problems);
  });

  it('1,000,000 is not the version after the last, and the one after it can still be published', async () => {
    const far = await publish(changed((policy) => (policy.version = 1_000_000)));
    expect([far.status, far.body.code, far.body.rule]).toEqual([409, 'policy-version-not-next', 'P1']);
    expect(far.body.detail).toContain(String(shipped.length + 1));
    expect((await publish(changed(() => undefined))).status).toBe(201);
  });

  it.each([
    ['100,000 brackets', '['.repeat(100_000)],
    ['100,000 block indicators', '- '.repeat(100_000)],
    ['8,000 aliases of YAML', `a: &a [1]\n${Array.from({ length: 8000 }, (_, i) => `b${i}: *a\n`).join('')}`],
    ['a megabyte', `vendor: "${'x'.repeat(1_048_576)}"`],
    ['20,000 faults', 'x: %\n'.repeat(20_000)],
    ['4,000 aliases of YAML', `a: &a [1]\n${Array.from({ length: 4000 }, (_, i) => `b${i}: *a\n`).join('')}`],
    ['4,000 faults', 'x: %\n'.repeat(4000)],
    ['20,000 repeated keys', 'x: 1\n'.repeat(20_000)],
    ['20,000 keys', Array.from({ length: 20_000 }, (_, i) => `k${i}: 1\n`).join('')],
  ])('a file of %s is refused as a file', (_what, text) => {
    const { ms } = timed(() => {
      try {
        loadPolicy('a.yaml', Buffer.from(text));
        expect('loaded').toBe('refused');
      } catch (error) {
        expect(error).toBeInstanceOf(PolicyFilesRefused);
        expect((error as PolicyFilesRefused).problems.length).toBeLessThanOrEqual(policyBounds.problems);
      }
    });
    expect(ms).toBeLessThan(3000);
  });
});

describe('K3, K5: sums of working time take steps by the special days, not by their length', () => {
  const calendarOf = (zone: string) => {
    const made = workingCalendar({
      hours: oneMinute,
      holidays: null,
      makeUpDays: false,
      closedDays: ['2030-01-07', '2199-12-30'],
      openDays: ['2031-01-05'],
      zone,
    });
    if (!isCalendar(made)) throw new Error(made.fault);
    return made;
  };

  it('a policy of an older version with one minute a week and 1,000,000 minutes is answered at once', () => {
    const calendar = calendarOf('Asia/Shanghai');
    const from = startOfDay('2026-03-01', 'Asia/Shanghai');
    const respond = timed(() => calendar.addWorkingMinutes(from, 400_000));
    expect(new Date(respond.result.at).toISOString()).toMatch(/^9692-/);
    expect(respond.ms).toBeLessThan(200);
    expect(timed(() => calendar.addWorkingMinutes(from, 1_000_000)).ms).toBeLessThan(200);
    expect(timed(() => calendar.addWorkingDays(from, 1_000_000)).ms).toBeLessThan(200);
    expect(timed(() => calendar.workingMinutesBetween(from, Date.UTC(9999, 0))).ms).toBeLessThan(200);
  });

  it.each(['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Cairo'])(
    'the sum is what counting day by day gives, in %s',
    (zone) => {
      const calendar = calendarOf(zone);
      // Opens at 09:00 on Mondays for a minute: counted by asking every day for its windows.
      const counted: number[] = [];
      for (let at = startOfDay('2009-12-28', zone); counted.length < 800; at += 86_400_000)
        for (const { from, to } of calendar.windowsOf(new Date(at + 43_200_000).toISOString().slice(0, 10)))
          if (counted.at(-1) !== to && to - from === 60_000) counted.push(to);
      const from = counted[0]!;
      for (const n of [1, 2, 7, 52, 53, 300, 799]) {
        expect([n, calendar.addWorkingMinutes(from, n).at]).toEqual([n, counted[n]]);
        expect([n, calendar.addWorkingDays(from, n).at]).toEqual([n, counted[n]]);
        expect([n, calendar.workingMinutesBetween(from, counted[n]!)]).toEqual([n, n]);
      }
    },
  );
});
