import type { Service } from '../../../kernel/vocabulary.js';
import { agreementChecks } from './agreements.js';
import { remainingAllowance } from './allowance.js';
import type { Check as Shown } from '../../answer.js';
import type { Case, Check } from './case.js';
import { careChecks, generalChecks } from './checks.js';
import type { Question } from '../../question.js';
import { upgradeChecks } from './upgrade.js';

const inTerm: readonly Check[] = [...generalChecks, ...agreementChecks];

const checks: Readonly<Record<Service, readonly Check[]>> = {
  maintenance: inTerm,
  requirement: inTerm,
  upgrade: [...inTerm, ...upgradeChecks],
  'self-service': inTerm,
  training: inTerm,
  onsite: inTerm,
  media: [...inTerm, remainingAllowance],
  'health-check': [...inTerm, remainingAllowance],
  care: careChecks,
};
const upgradeOnSite = [...inTerm, ...upgradeChecks];

/** Section 5: the checks of the service asked for, in the order in which they are judged and reported (D2). */
export const checksOf = ({ service, targetVersion }: Question): readonly Check[] =>
  // An upgrade on site is an upgrade; a visit without a target version is not.
  service === 'onsite' && targetVersion !== null ? upgradeOnSite : checks[service];

/** D2: all checks of the service, also those after the first that failed. */
export const checksShown = (c: Case): readonly Shown[] => {
  const shown: Shown[] = [];
  for (const check of checksOf(c.question))
    if (check.applies === undefined || check.applies(c))
      shown.push({ check: check.name, passed: check.denies(c) === null, evidence: check.evidence(c) });
  return shown;
};
