import type { AgreementKind } from '../../../kernel/vocabulary.js';
import type { CheckName } from '../../answer.js';
import { type Case, type Check, nothing } from './case.js';
import type { SheetAgreement } from '../../sheet-contract.js';

/** The first agreement of a kind that is valid at `at`; with `major` one whose `toMajor` is at least that. */
export const agreementAt = (
  { contract: { agreements }, at }: Case,
  kind: AgreementKind,
  major: number | null = null,
): SheetAgreement | null => {
  for (let i = 0; i < agreements.length; i++) {
    const agreement = agreements[i]!;
    if (
      agreement.kind === kind &&
      agreement.from <= at &&
      at < agreement.to &&
      (major === null || (agreement.toMajor !== null && agreement.toMajor >= major))
    )
      return agreement;
  }
  return null;
};

const serviceAgreement = (c: Case): AgreementKind | null => {
  const agreement = c.terms.agreement;
  return agreement === null || agreement.kind === 'major-upgrade' ? null : agreement.kind;
};

/** The agreement that the policy requires: for requirements, and where a vendor's policy demands one. */
const agreed = (name: CheckName, kind: AgreementKind): Check => ({
  name,
  applies: (c) => serviceAgreement(c) === kind && c.terms.agreement?.without === 'deny',
  denies: (c) => (agreementAt(c, kind) === null ? 'needs-agreement' : null),
  evidence: (c) => agreementAt(c, kind)?.evidence ?? nothing,
});

export const agreementChecks: readonly Check[] = [
  agreed('requirement-agreed', 'requirement'),
  agreed('onsite-agreed', 'onsite'),
];

/** The service's own agreement where it is missing and the policy has this for it; null otherwise. */
const missing = (c: Case, without: 'deny' | 'paid-service'): AgreementKind | null => {
  const kind = serviceAgreement(c);
  return kind !== null && c.terms.agreement?.without === without && agreementAt(c, kind) === null ? kind : null;
};

/** The service's own agreement whose lack denies; null where no such one does. */
export const missingAgreement = (c: Case): AgreementKind | null => missing(c, 'deny');

/** D5: charged for, since no agreement makes it free. */
export const isPaidWithoutAgreement = (c: Case): boolean => missing(c, 'paid-service') !== null;
