import type { Service } from '../kernel/words.js';
import { agreementChecks } from './agreements.js';
import { allowanceLeft } from './allowance.js';
import type { Case, Check } from './case.js';
import { careChecks, generalChecks } from './checks.js';
import { upgradeChecks } from './upgrade.js';

const inTerm: readonly Check[] = [...generalChecks, ...agreementChecks];
const withTarget = (check: Check): Check => ({ ...check, applies: (c: Case) => c.question.targetVersion !== null && (check.applies?.(c) ?? true) });

/** Section 5: the checks of each service, in the order in which they are judged and reported (D2). */
export const checksOf: Readonly<Record<Service, readonly Check[]>> = {
  maintenance: inTerm,
  requirement: inTerm,
  upgrade: [...inTerm, ...upgradeChecks],
  'self-service': inTerm,
  training: inTerm,
  // An upgrade on site is an upgrade; a visit without a target version is not.
  onsite: [...inTerm, ...upgradeChecks.map(withTarget)],
  media: [...inTerm, allowanceLeft],
  'health-check': [...inTerm, allowanceLeft],
  care: careChecks,
};
