import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { defaultFigures, figuresOf } from '../../../domain/policy/figures.js';
import type { Policy } from '../../../domain/policy/policy.js';
import { loadPolicies } from '../../../src/policies/load-policy.js';
import { validatePolicy } from '../../../src/policies/validate-policy.js';
import { pointerOf } from '../../../src/platform/json-pointer.js';

const first = loadPolicies().filter(({ policy }) => policy.version === 1);
const sound = first[0]!.policy;
const placesOf = (policy: object): readonly string[] => {
  const result = validatePolicy({ ...sound, ...policy });
  return 'policy' in result ? [] : result.problems.map(({ path }) => pointerOf(path));
};
const requests = (more: object) => ({ requests: { ...sound.requests, ...more } });
const whole = {
  ...requests({
    actsBackHours: 0,
    requestedBackDays: 0,
    silenceWorkingDays: 1,
    remindWorkingDays: [],
    satisfactionOwner: 'usr_1',
    waiverMaxAgeHours: 1,
    intakeOpenWorkingDays: 2,
  }),
  promises: { atRiskPercent: 100 },
  mail: {
    from: '华软 客服 <service@huaruan.example>',
    replyTo: 'answers@huaruan.example',
    desk: 'desk@huaruan.example',
    retryMinutes: [],
    keepDays: 1,
    failuresThatStop: 1,
  },
  obligations: { claimMinutes: 1 },
  reports: { lostAfterDays: 0 },
};

describe('P4: figures', () => {
  it('P4: a published version that names none is judged by the defaults', () => {
    for (const { policy } of first)
      expect(figuresOf(policy)).toEqual({
        requests: {
          backupMaxAgeHours: 24,
          reopenWithinDays: 14,
          actsBackHours: 24,
          requestedBackDays: 7,
          silenceWorkingDays: 5,
          remindWorkingDays: [3, 6],
          satisfactionOwner: null,
          waiverMaxAgeHours: 24,
          intakeOpenWorkingDays: 1,
        },
        promises: { atRiskPercent: 75 },
        surveys: policy.surveys,
        reminders: policy.reminders,
        mail: {
          from: null,
          replyTo: null,
          desk: null,
          retryMinutes: [1, 5, 30, 120, 360, 1440],
          keepDays: 30,
          failuresThatStop: 2,
        },
        obligations: { claimMinutes: 10 },
        reports: { lostAfterDays: 30 },
      });
  });

  it('P4: a figure that a policy names counts, 0 and an empty list too, and the others keep their default', () => {
    expect(placesOf(whole)).toEqual([]);
    expect(figuresOf({ ...sound, ...whole })).toEqual({
      ...whole,
      surveys: sound.surveys,
      reminders: sound.reminders,
    });
    const { mail, promises } = figuresOf({ ...sound, mail: { keepDays: 7 }, promises: {} } as Policy);
    expect([mail, promises]).toEqual([{ ...defaultFigures.mail, keepDays: 7 }, { atRiskPercent: 75 }]);
  });

  it('P4: docs/policies.md shows every default', () => {
    const section = readFileSync('docs/policies.md', 'utf8').split('## Figures with a default')[1]!;
    expect(parse(/```yaml\n(.*?)```/s.exec(section)![1]!)).toEqual(defaultFigures);
  });

  it('P1: figures out of range, and reminders that are out of order', () => {
    expect(placesOf({ promises: { atRiskPercent: 101 }, reports: { lostAfterDays: -1 } })).toEqual([
      '/promises/atRiskPercent',
      '/reports/lostAfterDays',
    ]);
    expect(placesOf({ obligations: { claimMinutes: 0 }, mail: { keepDay: 7 } })).toEqual([
      '/mail/keepDay',
      '/obligations/claimMinutes',
    ]);
    expect(placesOf(requests({ remindWorkingDays: [3, 3] }))).toEqual(['/requests/remindWorkingDays/1']);
  });

  it('M1: an address that is none, or that would add a header', () => {
    const bad = [
      '',
      'desk',
      'a@b@c',
      'a b@c',
      'a@b\r\nBcc: x@y',
      'A\nB <a@b>',
      'A, B <a@b>',
      '<a@b>',
      'A <a@b',
      'a@b,c@d',
    ];
    for (const value of bad) expect(placesOf({ mail: { from: value } })).toEqual(['/mail/from']);
    expect(placesOf({ mail: { desk: 'Desk <desk@huaruan.example>' } })).toEqual(['/mail/desk']);
  });

  it('A2: a person in charge is named by an id', () => {
    for (const value of ['赵 经理', '张三', 'Ann Lee', ''])
      expect(placesOf(requests({ satisfactionOwner: value }))).toEqual(['/requests/satisfactionOwner']);
  });
});
