import type { Instant } from '../../domain/kernel/civil.js';
import { intake } from '../../domain/intake/intake.js';
import type { Ledger } from '../platform/ledger/ledger.js';

/** K8: when an intake arrived; null where the vendor has none of this id. */
export const arrivalOf = async (ledger: Ledger, vendor: string, intakeId: string): Promise<Instant | null> => {
  const { state } = await ledger.load(vendor, 'intake', intakeId, intake);
  return state.status === 'none' ? null : state.receivedAt;
};
