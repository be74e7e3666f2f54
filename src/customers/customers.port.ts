import { customer } from '../../domain/customer/customer.js';
import type { UseCase } from '../platform/commands/use-case.js';
import type { Ledger } from '../platform/ledger/ledger.js';
import { AddRecordHandler } from './add-record.command.js';
import { ChooseTopicsHandler } from './choose-topics.command.js';
import { changeCustomer } from './change-customer.command.js';
import { EraseContact, eraseContact } from './erase-contact.command.js';
import { FailAddressHandler } from './fail-address.command.js';
import { mergeCustomer } from './merge-customer.command.js';
import { registerCustomer } from './register-customer.command.js';
import { TakeBackRecordHandler } from './take-back-record.command.js';
import { undoMerge } from './undo-merge.command.js';
import { WithdrawCustomerHandler } from './withdraw-customer.command.js';

export { customerAnswer } from './customer-answers.js';
export { customerSchema } from './customer-schemas.js';
export { EraseContact };
export { AddRecord } from './add-record.command.js';
export { ChooseTopics } from './choose-topics.command.js';
export { FailAddress } from './fail-address.command.js';
export { ERASED_ALONG, type ErasedAlong, storedMails, type PersonErasure } from './erased-along.js';
export { type MadeObjects, madeTexts } from './made-texts.js';
export type { ContactDto, StatedManager } from './contact.dto.js';
export { type FamilyNow, familyNow } from './family.js';
export { registerCustomer } from './register-customer.command.js';
export { type AddedByRecord, TakeBackRecord } from './take-back-record.command.js';
export { WithdrawCustomer } from './withdraw-customer.command.js';
export { CUSTOMER_SHEETS, type Family, familyOf } from './merged-customers.js';
export { levelAt, mergesOf, mergesStream } from './merges.js';

/** Every write of customers: routes, what-if and imports issue its command from here. */
export const customerUseCases: readonly UseCase[] = [
  registerCustomer,
  changeCustomer,
  mergeCustomer,
  undoMerge,
  eraseContact,
];

/** Handlers of commands that have no route: imports and their undo issue them, and what sends mail. */
export const customerHandlers = [
  AddRecordHandler,
  TakeBackRecordHandler,
  WithdrawCustomerHandler,
  ChooseTopicsHandler,
  FailAddressHandler,
] as const;

/** Whether the vendor has this customer; one whose import was undone is none. */
export const isRegistered = async (ledger: Ledger, vendor: string, customerId: string): Promise<boolean> =>
  (await ledger.load(vendor, 'customer', customerId, customer)).state.status === 'registered';
