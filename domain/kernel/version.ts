import { withoutInvisible } from './spelling.js';

/** A product version (V1): three numbers, and the text that names it. */
export interface Version {
  readonly major: number;
  readonly middle: number;
  readonly minor: number;
  /** As it was written, without leading zeros of the major: `4.11`, `4.2`, `9.00`, `4`. */
  readonly text: string;
}

/** Why a text is no version (V1): `sign` is a plus or minus, `no-major` nothing left of the point. */
export interface VersionFault {
  readonly fault: 'empty' | 'sign' | 'no-major' | 'too-many-digits' | 'not-a-version';
}

/**
 * Reads a version as the ledger stores it: digits, optionally a point with one or two digits. The first digit right of
 * the point is the middle number, the second the minor; what is not written is 0 (V1).
 */
export const parseVersion = (text: string): Version | VersionFault => {
  const parts = /^(\d{1,6})(?:\.(\d)(\d)?)?$/.exec(text);
  if (parts === null) return { fault: faultOf(text) };
  const [, major, middle, minor] = parts;
  const majorNumber = Number(major);
  const right = middle === undefined ? '' : `.${middle}${minor ?? ''}`;
  return { major: majorNumber, middle: Number(middle ?? 0), minor: Number(minor ?? 0), text: `${majorNumber}${right}` };
};

/** Reads a version as people write it: a leading V, full-width digits and spaces around are overlooked, no more. */
export const readVersion = (text: string): Version | VersionFault =>
  parseVersion(withoutInvisible(text).normalize('NFKC').trim().replace(/^v\s*/i, ''));

export const isVersion = (version: Version | VersionFault): version is Version => !('fault' in version);

/** Negative, zero or positive as `a` is lower than, the same as or greater than `b` (V1): 4.9 is greater than 4.11. */
export const compareVersions = (a: Version, b: Version): number =>
  a.major - b.major || a.middle - b.middle || a.minor - b.minor;

/** One text for one version however it is written: `4.2` and `4.20` are both `4.2.0`. */
export const versionKey = (version: Version): string => `${version.major}.${version.middle}.${version.minor}`;

const faultOf = (text: string): VersionFault['fault'] => {
  if (text === '') return 'empty';
  if (/^[+-]|\.[+-]/.test(text)) return 'sign';
  if (/^\.\d*$/.test(text)) return 'no-major';
  if (/^\d+\.\d{3,}$/.test(text) || /^\d{7,}(\.\d{1,2})?$/.test(text)) return 'too-many-digits';
  return 'not-a-version';
};
