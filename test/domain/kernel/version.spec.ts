import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import {
  compareVersions,
  isVersion,
  parseVersion,
  readVersion,
  type Version,
  versionKey,
} from '../../../domain/kernel/version.js';

const version = (text: string): Version => {
  const parsed = parseVersion(text);
  if (!isVersion(parsed)) throw new Error(`${text}: ${parsed.fault}`);
  return parsed;
};
const anyVersionText = fc
  .tuple(
    fc.integer({ min: 0, max: 30 }),
    fc.constantFrom('', '.0', '.1', '.9', '.00', '.09', '.10', '.11', '.20', '.99'),
  )
  .map(([major, right]) => `${major}${right}`);

describe('V1: versions', () => {
  it('V1: the digits right of the point are the middle and the minor number', () => {
    expect(['4.11', '4.2', '9.00', '4', '10.05', '0.10'].map(version)).toEqual([
      { major: 4, middle: 1, minor: 1, text: '4.11' },
      { major: 4, middle: 2, minor: 0, text: '4.2' },
      { major: 9, middle: 0, minor: 0, text: '9.00' },
      { major: 4, middle: 0, minor: 0, text: '4' },
      { major: 10, middle: 0, minor: 5, text: '10.05' },
      { major: 0, middle: 1, minor: 0, text: '0.10' },
    ]);
    expect(version('004.11').text).toBe('4.11');
  });

  it('V1: names what is wrong with a text that is none', () => {
    const faults: Record<string, string[]> = {
      empty: [''],
      sign: ['-4.11', '+4.11', '4.-1', '4.+11'],
      'no-major': ['.11', '.'],
      'too-many-digits': ['4.111', '4.0000', '1234567', '1234567.1'],
      'not-a-version': ['4.', '4.1.1', 'V4.11', ' 4.11', '4.11\n', '4,11', '四.一', '４．１１', '4.1a', '1e3', 'null'],
    };
    for (const [fault, texts] of Object.entries(faults))
      for (const text of texts) expect([text, parseVersion(text)]).toEqual([text, { fault }]);
  });

  it('V1: 4.9 is greater than 4.11, and 4.2 is 4.20', () => {
    expect(compareVersions(version('4.9'), version('4.11'))).toBeGreaterThan(0);
    expect([compareVersions(version('4.2'), version('4.20')), compareVersions(version('9'), version('9.00'))]).toEqual([
      0, 0,
    ]);
    expect([versionKey(version('4.2')), versionKey(version('4.20'))]).toEqual(['4.2.0', '4.2.0']);
    expect(
      ['10.00', '4.11', '4.9', '4.2', '4.20', '4.02']
        .map(version)
        .toSorted(compareVersions)
        .map((v) => v.text),
    ).toEqual(['4.02', '4.11', '4.2', '4.20', '4.9', '10.00']);
  });

  it('V1: written lists are read leniently, but never guessed', () => {
    expect(
      ['V4.11', 'v4.11', ' V 4.11 ', '４．１１', 'Ｖ４.１１', '\u30004.11'].map((text) => readVersion(text)),
    ).toEqual(Array(6).fill(version('4.11')));
    for (const text of ['四.一一', 'VV4.11', '4. 11', 'V-4.11', 'V', '4.11beta'])
      expect([text, isVersion(readVersion(text))]).toEqual([text, false]);
    expect([readVersion('V.11'), readVersion('  '), readVersion('V4.111')]).toEqual([
      { fault: 'no-major' },
      { fault: 'empty' },
      { fault: 'too-many-digits' },
    ]);
  });

  it('V1: are in one total order', () =>
    fc.assert(
      fc.property(anyVersionText, anyVersionText, anyVersionText, (x, y, z) => {
        const [a, b, c] = [version(x), version(y), version(z)];
        expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0)
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
        expect(compareVersions(a, b) === 0).toBe(versionKey(a) === versionKey(b));
        expect(parseVersion(a.text)).toEqual(a);
      }),
      { numRuns: 400 },
    ));

  it('V1: reading never throws, and what it accepts is written the strict way', () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[Vv]?[0-9０-９.+-]{0,6}$/)), (text) => {
        const read = readVersion(text);
        if (isVersion(read)) expect(read.text).toMatch(/^\d+(\.\d{1,2})?$/);
        else expect(isVersion(parseVersion(text))).toBe(false);
      }),
      { numRuns: 400 },
    ));
});
