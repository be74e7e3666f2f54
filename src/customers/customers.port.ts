import { customer } from '../../domain/customer/customer.js';
import type { UseCase } from '../platform/commands/use-case.js';
import type { Ledger } from '../platform/ledger/ledger.js';
import { changeCustomer } from './change-customer.command.js';
import { eraseContact } from './erase-contact.command.js';
import { mergeCustomer } from './merge-customer.command.js';
import { registerCustomer } from './register-customer.command.js';
import { undoMerge } from './undo-merge.command.js';

export { CUSTOMER_SHEETS, type Family, familyOf } from './merged-customers.js';
export { levelAt, mergesStream } from './merges.js';

/** Every write of customers: routes, what-if and imports issue its command from here. */
export const customerUseCases: readonly UseCase[] = [
  registerCustomer,
  changeCustomer,
  mergeCustomer,
  undoMerge,
  eraseContact,
];

/** Whether the vendor has this customer; one whose import was undone is none. */
export const isRegistered = async (ledger: Ledger, vendor: string, customerId: string): Promise<boolean> =>
  (await ledger.load(vendor, 'customer', customerId, customer)).state.status === 'registered';
