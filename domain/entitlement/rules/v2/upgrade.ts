import { compareVersions, type Version, versionKey } from '../../../kernel/version.js';
import type { BookRelease } from '../../book.js';
import { type Case, type Check, holding, nothing } from './case.js';
import { agreementAt } from './agreements.js';

const target = (c: Case): Version => {
  if (c.question.targetVersion === null) throw new RangeError('a check of a target version needs one');
  return c.question.targetVersion;
};

const hasTarget = (c: Case): boolean => c.question.targetVersion !== null;

/** The release of the target version; null where none was announced. */
export const releaseOf = (c: Case): BookRelease | null =>
  c.book.release(c.contract.series, versionKey(target(c)), c.question.knownPosition);

export const installedAt = (c: Case) => holding(c.contract.installed, c.at);

/** The question's series is the target's. */
const targetSeries: Check = {
  name: 'target-series',
  applies: hasTarget,
  denies: (c) =>
    c.question.productSeries === null || c.question.productSeries === c.contract.series ? null : 'other-series',
  evidence: (c) => c.contract.product,
};

/**
 * V2: the published instant counts, and what is not announced is not released. V3: the release shows even after the
 * term.
 */
const targetReleased: Check = {
  name: 'target-released',
  applies: hasTarget,
  denies: (c) => {
    const release = releaseOf(c);
    return release !== null && release.from <= c.at ? null : 'version-not-released';
  },
  evidence: (c) => {
    const release = releaseOf(c);
    return release === null ? nothing : [{ position: release.position, type: release.type }];
  },
};

/** V4: greater than what is installed at `at`. */
const targetNewer: Check = {
  name: 'target-newer',
  applies: hasTarget,
  denies: (c) => (compareVersions(target(c), installedAt(c).version) > 0 ? null : 'not-an-upgrade'),
  evidence: (c) => installedAt(c).evidence,
};

/** A new major version needs an agreement that covers it, where the policy requires one. */
const majorAgreed: Check = {
  name: 'major-agreed',
  applies: hasTarget,
  denies: (c) =>
    !isNewMajor(c) || agreementForMajor(c) !== null || c.policy.services.upgrade.agreement?.without !== 'deny'
      ? null
      : 'needs-agreement',
  evidence: (c) => (isNewMajor(c) ? (agreementForMajor(c)?.evidence ?? nothing) : installedAt(c).evidence),
};

/** V4: beyond the major version that is installed at `at`. */
export const isNewMajor = (c: Case): boolean => target(c).major > installedAt(c).version.major;
const agreementForMajor = (c: Case) => agreementAt(c, 'major-upgrade', target(c).major);

/** A policy may sell new majors instead of asking for an agreement. */
export const majorIsPaid = (c: Case): boolean =>
  hasTarget(c) &&
  isNewMajor(c) &&
  agreementForMajor(c) === null &&
  c.policy.services.upgrade.agreement?.without === 'paid-service';

/**
 * No module named means a standard one. A module of another contract gives no right here: it would slip past that
 * one's customization.
 */
const moduleStandard: Check = {
  name: 'module-standard',
  denies: (c) => {
    if (c.question.module === null) return null;
    const customized = c.contract.modules.get(c.question.module);
    return customized === undefined ? 'module-not-in-contract' : customized ? 'customized-module' : null;
  },
  evidence: (c) => c.contract.product,
};

/** In the order of section 5. */
export const upgradeChecks: readonly Check[] = [targetSeries, targetReleased, targetNewer, majorAgreed, moduleStandard];
