import { customer } from '../../domain/customer/customer.js';
import { earliestManagerId, isManagerId, managerNamed } from '../../domain/customer/managers.js';
import type { KeyedRequest } from '../platform/commands/command.js';
import { derivedId } from '../platform/ledger/identity.js';
import type { Ledger } from '../platform/ledger/ledger.js';
import { type ManagerIds, nameOf, type StatedManager } from './contact.dto.js';

/**
 * A5: the name of the key of a stated manager: that of the customer's present or former manager of the same name, else
 * one that derives from the command, so that a retry has the same. The name of an erased one is forgotten: a retry may
 * mean any of them (A2).
 */
export const managerIdsOf = async (
  ledger: Ledger,
  vendor: string,
  customerId: string,
  stated: StatedManager | null,
  { scope, key }: Pick<KeyedRequest, 'scope' | 'key'>,
): Promise<ManagerIds> => {
  const derived = derivedId('mgr', customerId, scope, key);
  if (stated === null) return { managerId: derived, otherIds: [] };
  const { state } = await ledger.load(vendor, 'customer', customerId, customer);
  if (state.status !== 'registered') return { managerId: derived, otherIds: [] };
  const erased = [...state.erased].filter((id) => isManagerId(id));
  const managerId = managerNamed(state, nameOf(stated)) ?? derived;
  return { managerId, otherIds: [earliestManagerId(customerId), ...erased].filter((id) => id !== managerId) };
};
