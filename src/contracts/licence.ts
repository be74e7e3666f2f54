import type { ContractEvent } from '../../domain/contract/contract.events.js';
import type { Instant } from '../../domain/kernel/civil.js';
import type { StreamEvent } from '../../domain/kernel/envelope.js';

/**
 * C8: whether the licence is valid at an instant, by the revocations and restorations that are effective by then: of
 * two at the same instant the later recorded one counts. `history` in the order of its events.
 */
export const licenceValidAt = (history: readonly StreamEvent<ContractEvent>[], at: Instant): boolean => {
  let [valid, since]: [boolean, Instant] = [true, ''];
  for (const { type, meta } of history) {
    if (type !== 'LicenceRevoked' && type !== 'LicenceRestored') continue;
    if (since <= meta.effectiveAt && meta.effectiveAt <= at)
      [valid, since] = [type === 'LicenceRestored', meta.effectiveAt];
  }
  return valid;
};
