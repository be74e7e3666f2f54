import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { loadPolicies, loadPolicy, PolicyFilesRefused, shippedPacks } from '../../../src/policies/load-policy.js';

const pack = readFileSync(join(shippedPacks, 'seeyon.yaml'), 'utf8');

/** The pack with one passage exchanged; a passage that is not there would prove nothing. */
const spoilt = (from: string, to: string): string => {
  expect(pack).toContain(from);
  return pack.replace(from, () => to);
};

const problemsOf = (load: () => unknown): readonly string[] => {
  try {
    load();
  } catch (error) {
    expect(error).toBeInstanceOf(PolicyFilesRefused);
    return (error as PolicyFilesRefused).problems;
  }
  throw new Error('the file was accepted');
};
const problemsIn = (content: string | Uint8Array) => problemsOf(() => loadPolicy('a.yaml', Buffer.from(content)));

const allowance = 'allowance: { standard: 1, key: 2, vip: 4 }';
const onsiteWindow = '- { days: [1, 2, 3, 4, 5], from: "09:00", to: "18:00" }';

describe('P1: a bad file is refused with the line and the reason', () => {
  it.each<[string, string, string, ...string[]]>([
    ['a missing field', 'vendor: seeyon\n', '', '2:1: /: the field "vendor" is missing'],
    [
      'a vendor that is no name',
      'vendor: seeyon',
      'vendor: Seeyon Ltd',
      '2:9: /vendor: "Seeyon Ltd" is not written as expected; allowed: lower-case letters, digits and ' +
        'hyphens, a letter first, at most 40',
    ],
    ['a version below 1', 'version: 1\n', 'version: 0\n', '3:10: /version: 0 is out of range; allowed: at least 1'],
    ['a text for a number', 'version: 1\n', 'version: "1"\n', '3:10: /version: "1" is a string; allowed: integer'],
    ['a key said twice', 'version: 1\n', 'version: 1\nversion: 2\n', '4:1: Map keys must be unique, at "version: 2"'],
    [
      'a day that does not exist',
      '2000-01-01',
      '2001-02-29',
      '4:16: /effectiveFrom: "2001-02-29" is no day of the calendar; write a day from 1970-01-01 to 9999-12-31',
    ],
    [
      'a day in another order',
      '2000-01-01',
      '1.1.2000',
      '4:16: /effectiveFrom: "1.1.2000" is not written as expected; allowed: a day, YYYY-MM-DD',
    ],
    [
      'an unknown language',
      'language: zh-CN',
      'language: zh',
      '5:11: /language: "zh" is not allowed; allowed: zh-CN, zh-TW, en',
    ],
    [
      'an unknown tag',
      'language: zh-CN',
      'language: !locale zh-CN',
      '5:11: Unresolved tag: !locale, at "!locale zh-CN"',
    ],
    [
      'an unknown time zone',
      'Asia/Shanghai',
      'Asia/Peking',
      '6:11: /timeZone: "Asia/Peking" is no known time zone; write an IANA name such as Asia/Shanghai',
    ],
    [
      'an alias that names a series again',
      'aliases: []',
      'aliases: [ekp]',
      '11:15: /series/0/aliases/0: "ekp" already names a series as "EKP"; codes and aliases are unique, ' +
        'whatever their case',
    ],
    [
      'a number without quotes',
      '"4000900632"',
      '4000900632',
      '14:12: /contact/hotline: 4000900632 is a number; allowed: string; write it in quotes',
    ],
    [
      'a period that is none',
      'freePeriod: P1Y',
      'freePeriod: 1 year',
      '19:15: /terms/freePeriod: "1 year" is no period; write an ISO 8601 duration of years, months, weeks ' +
        'or days such as P1Y or P6M, longer than nothing and at most 100 years',
    ],
    [
      'a last day that would roll',
      'restDayRolls: false',
      'restDayRolls: true',
      '23:17: /terms/restDayRolls: true is not allowed; allowed: false',
    ],
    [
      'an unknown word',
      'whileUnpaid: deny',
      'whileUnpaid: refuse',
      '24:16: /terms/whileUnpaid: "refuse" is not allowed; allowed: deny, grant-with-condition',
    ],
    [
      'an unknown channel',
      'remote]',
      'fax]',
      '33:52: /services/maintenance/channels/5: "fax" is not allowed; allowed: website, hotline, phone, ' +
        'email, remote, im, onsite',
    ],
    [
      'an allowance that leaves out a level',
      allowance,
      'allowance: { standard: 1, key: 2 }',
      '125:16: /services/health-check/allowance: the field "vip" is missing',
    ],
    [
      'a negative allowance',
      allowance,
      'allowance: { standard: 1, key: 2, vip: -4 }',
      '125:44: /services/health-check/allowance/vip: -4 is out of range; allowed: at least 0',
    ],
    [
      'eight services and one that is none',
      '  care:\n',
      '  caring:\n',
      '27:3: /services: the field "care" is missing',
      '129:3: /services/caring: unknown field "caring"; known here: maintenance, requirement, upgrade, ' +
        'self-service, training, onsite, media, health-check, care',
    ],
    [
      'overlapping windows',
      'from: "13:00"',
      'from: "11:30"',
      '146:7: /hours/hotline/1: 11:30 to 18:00 overlaps window 0 (09:00 to 12:00) on a day they share; ' +
        'windows of a day lie apart',
    ],
    [
      'a window that closes before it opens',
      'from: "13:00"',
      'from: "19:00"',
      '146:38: /hours/hotline/1/from: opens at "19:00" and closes at "18:00"; a window opens before it ' +
        'closes, on one day',
    ],
    [
      'a time that is none',
      'from: "13:00"',
      'from: 1pm',
      '146:38: /hours/hotline/1/from: "1pm" is not written as expected; allowed: a time of day, HH:mm from ' +
        '00:00 to 23:59',
    ],
    [
      'a closing time after the end of the day',
      'to: "12:00"',
      'to: "24:01"',
      '145:51: /hours/hotline/0/to: "24:01" is not written as expected; allowed: a time of day, HH:mm from ' +
        '00:00 to 24:00',
    ],
    [
      'holidays left out and still made up for',
      'holidays: cn',
      'holidays: none',
      '150:15: /hours/makeUpDays: true without holidays; write false, or holidays: cn',
    ],
    [
      'extra days that are wrong',
      'closedDays: []',
      'closedDays: [2026-02-30, 2026-03-02, 2026-03-02]',
      '151:16: /hours/closedDays/0: "2026-02-30" is no day of the calendar; write a day from 1970-01-01 to 9999-12-31',
      '151:40: /hours/closedDays/2: "2026-03-02" is listed twice',
    ],
    [
      'a reference',
      'openDays: []',
      'openDays: &none []',
      '152:19: anchors and aliases are not allowed; write the value out',
    ],
    [
      'a priority table with a hole',
      '    low: { standard: P4, key: P3, vip: P3 }\n',
      '',
      '156:5: /priorities/table: the field "low" is missing',
    ],
    [
      'an unknown priority',
      'low: { standard: P4',
      'low: { standard: P5',
      '159:22: /priorities/table/low/standard: "P5" is not allowed; allowed: P1, P2, P3, P4',
    ],
    [
      'an arrival in two measures',
      '{ hours: 48 }',
      '{ hours: 48, workingDays: 2 }',
      '163:9: /arrival/city: {"hours":48,"workingDays":2} names 2 fields; allowed: exactly one of hours, workingDays',
    ],
    [
      'an arrival at once',
      '{ hours: 48 }',
      '{ hours: 0 }',
      '163:18: /arrival/city/hours: 0 is out of range; allowed: at least 1',
    ],
    [
      'reminders out of order',
      '[90, 60, 30, 7, 1]',
      '[90, 60, 60, 7, 1]',
      '179:24: /reminders/daysBefore/2: 60 comes after 60; each number is less than the one before',
    ],
    [
      'notices out of order',
      '[1, 30]',
      '[30, 1]',
      '180:19: /reminders/daysAfter/1: 1 comes after 30; each number is more than the one before',
    ],
    [
      'a version that is none',
      '"4.11"',
      '"4.111"',
      '185:12: /versionScheme/example: "4.111" is no version; write digits, a point and at most two digits, ' +
        'such as "4.11"',
    ],
    [
      'a version without quotes',
      '"4.11"',
      '4.11',
      '185:12: /versionScheme/example: 4.11 is a number; allowed: string; write it in quotes',
    ],
    ['a list without items', 'preface: []', 'preface:', '193:11: /statements/preface: null is empty; allowed: array'],
  ])('P1: %s', (_what, from, to, ...expected) => {
    expect(problemsIn(spoilt(from, to))).toEqual(expected.map((line) => `a.yaml:${line}`));
  });

  it('K2: a calendar without any opening', () => {
    const reason =
      'has no opening at all; write at least one window with a day, such as { days: [1], from: "09:00", to: "18:00" }';
    expect(problemsIn(spoilt(`    ${onsiteWindow}`, '    - { days: [], from: "09:00", to: "18:00" }'))).toEqual([
      `a.yaml:148:5: /hours/onsite: ${reason}`,
    ]);
    expect(problemsIn(spoilt(`onsite:\n    ${onsiteWindow}`, 'onsite: []'))).toEqual([
      `a.yaml:147:11: /hours/onsite: ${reason}`,
    ]);
  });

  it('K1: a window may close at the end of the day', () => {
    const { policy } = loadPolicy(
      'a.yaml',
      Buffer.from(spoilt(onsiteWindow, '- { days: [1], from: "00:00", to: "24:00" }')),
    );
    expect(policy.hours.onsite).toEqual([{ days: [1], from: '00:00', to: '24:00' }]);
  });

  it('P1: a tab that indents', () => {
    expect(problemsIn(spoilt('  hotline: "4000900632"', '\thotline: "4000900632"'))[0]).toMatch(
      /^a\.yaml:14:1: Tabs are not allowed as indentation/,
    );
  });

  it('P1: a file that is empty, no object, or not UTF-8', () => {
    expect(problemsIn('')).toEqual(['a.yaml:1:1: /: null is empty; allowed: object']);
    expect(problemsIn('- seeyon\n')).toEqual(['a.yaml:1:1: /: ["seeyon"] is a list; allowed: object']);
    expect(problemsIn(Uint8Array.of(0x76, 0xff, 0xfe))).toEqual([
      'a.yaml:1:1: the file is not UTF-8; save it as UTF-8',
    ]);
  });

  it('P1: the error lists all problems in the order of the text', () => {
    const error = new PolicyFilesRefused(
      problemsIn(spoilt('language: zh-CN', 'language: zh').replace('hours: 48', 'hours: 0')),
    );
    expect(error.message).toBe(
      '2 problems in the policy files; correct them and start again:\n' +
        'a.yaml:5:11: /language: "zh" is not allowed; allowed: zh-CN, zh-TW, en\n' +
        'a.yaml:163:18: /arrival/city/hours: 0 is out of range; allowed: at least 1',
    );
  });
});

describe('P1: a folder of policies', () => {
  const root = mkdtempSync(join(tmpdir(), 'policies-'));
  afterAll(() => rmSync(root, { recursive: true }));
  let made = 0;
  const folder = (files: Record<string, string>): string => {
    const path = join(root, `f${++made}`);
    mkdirSync(path);
    for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
    return path;
  };

  it('P1: holds several versions of a vendor, each in its file, in order', () => {
    const second = spoilt('version: 1\n', 'version: 2\n').replace('2000-01-01', '2027-01-01');
    const loaded = loadPolicies(folder({ 'a.yml': second, 'b.yaml': pack, 'notes.txt': 'no policy' }));
    expect(loaded.map(({ file, policy }) => [file, policy.version])).toEqual([
      ['b.yaml', 1],
      ['a.yml', 2],
    ]);
  });

  it('P1: does not hold one version twice', () => {
    expect(problemsOf(() => loadPolicies(folder({ 'a.yaml': pack, 'b.yaml': pack })))).toEqual([
      'b.yaml:1:1: /version: version 1 of "seeyon" is also in a.yaml; a version is one file',
    ]);
  });

  it('P1: reports every bad file, and accepts none beside it', () => {
    const path = folder({ 'a.yaml': pack, 'b.yaml': 'x: 1\n'.repeat(2), 'c.yaml': '' });
    expect(problemsOf(() => loadPolicies(path))).toEqual([
      'b.yaml:2:1: Map keys must be unique, at "x: 1"',
      'c.yaml:1:1: /: null is empty; allowed: object',
    ]);
  });

  it('P1: a folder that is not there or holds no policy stops the start', () => {
    const empty = folder({});
    expect(problemsOf(() => loadPolicies(empty))).toEqual([
      `${basename(empty)}: the folder holds no policy file; put at least one *.yaml there, or leave ` +
        'LEDGER_POLICIES unset',
    ]);
    expect(problemsOf(() => loadPolicies(join(root, 'nowhere')))).toEqual([
      'nowhere: the folder of policy files cannot be read (ENOENT); set LEDGER_POLICIES to one that can',
    ]);
  });

  it('P1: what is named like a policy but is no file stops the start too', () => {
    const path = folder({ 'a.yaml': pack });
    mkdirSync(join(path, 'b.yaml'));
    expect(problemsOf(() => loadPolicies(path))).toEqual(['b.yaml:1:1: the file cannot be read (EISDIR)']);
  });
});
