import type { Remedy } from '../../answer.js';
import type { Reason } from './case.js';

/**
 * D6: what would turn a denial for this reason into a grant. Null where the vendor can do nothing for it: time alone
 * helps, or another question (a later version, another channel).
 */
export const remedyFor: Readonly<Record<Reason, Remedy | null>> = {
  covered: null,
  'no-contract': 'contact-sales',
  'not-licensed': 'restore-licence',
  'not-started': null,
  lapsed: 'renew',
  // C3: a renewal that starts in the past closes it.
  gap: 'renew',
  suspended: 'resume',
  terminated: 'contact-sales',
  transferred: 'contact-sales',
  unpaid: 'contact-sales',
  'needs-agreement': 'sign-agreement',
  'customized-module': 'contact-sales',
  'version-not-released': null,
  'not-an-upgrade': null,
  'other-series': 'contact-sales',
  'allowance-exhausted': 'contact-sales',
  'channel-not-offered': null,
};
