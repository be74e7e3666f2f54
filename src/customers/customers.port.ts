import { customer } from '../../domain/customer/customer.js';
import type { Ledger } from '../platform/ledger/ledger.js';
import type { Reservations } from '../platform/ledger/reservations.js';
import {
  type SupposedOutcome,
  type CommandExecutor,
  commandBusOf,
  type Supposable,
} from '../platform/ledger/supposable.js';
import {
  changeOf,
  ChangeCustomer,
  ChangeCustomerHandler,
  type CustomerOutcome,
  RegisterCustomer,
  RegisterCustomerHandler,
} from './customer-desk.js';
import { ChangeCustomerDto, EraseDto, MergeDto, RegisterCustomerDto, UndoMergeDto } from './customers.dto.js';
import { MergeCustomers, MergeCustomersHandler } from './merge-customers.js';

export { CUSTOMER_SHEETS, type Family, familyOf } from './merged-customers.js';
export { levelAt, mergesStream } from './merge-customers.js';

/** Whether the vendor has this customer; one whose import was undone is none. */
export const isRegistered = async (ledger: Ledger, vendor: string, customerId: string): Promise<boolean> =>
  (await ledger.load(vendor, 'customer', customerId, customer)).state.status === 'registered';

/** The handlers of this feature over other parts than the application's. */
export const customerDesk = ({
  ledger,
  reservations,
}: {
  readonly ledger: Ledger;
  readonly reservations: Reservations;
}): CommandExecutor =>
  commandBusOf(() => [
    [RegisterCustomer, new RegisterCustomerHandler(ledger, reservations)],
    [ChangeCustomer, new ChangeCustomerHandler(ledger)],
    [MergeCustomers, new MergeCustomersHandler(ledger)],
  ]);

const supposable = <B extends object>(
  body: new () => B,
  route: readonly string[],
  say: Supposable<CommandExecutor, B>['execute'],
): Supposable<CommandExecutor, B> => ({ body, route, execute: say });

/** Not all who may suppose may read customers. */
const cameTo = ({ state: { customerId }, revision }: CustomerOutcome): SupposedOutcome => ({
  id: customerId,
  answer: { id: customerId, revision },
});

/** Every write on customers that can be supposed, by the name it is supposed under. */
export const customerSupposables = {
  'register-customer': supposable(RegisterCustomerDto, [], async (desk, { caller, request, body: said }) =>
    cameTo(await desk.execute(new RegisterCustomer(caller.vendor, request, said))),
  ),
  'change-customer': supposable(
    ChangeCustomerDto,
    ['customerId'],
    async (desk, { caller, request, body: said, ids }) => {
      const customerId = ids['customerId']!;
      return cameTo(
        await desk.execute(
          new ChangeCustomer(caller.vendor, customerId, request, changeOf(customerId, request.key, said)),
        ),
      );
    },
  ),
  'merge-customer': supposable(MergeDto, ['customerId'], async (desk, { caller, request, body: said, ids }) => {
    const command = {
      kind: 'merge',
      absorbedId: ids['customerId']!,
      intoId: said.intoCustomerId,
      reason: said.reason,
    } as const;
    const { revision } = await desk.execute(
      new MergeCustomers(caller.vendor, { ...request, reason: said.reason }, command),
    );
    return { id: command.absorbedId, answer: { id: command.absorbedId, mergedInto: command.intoId, revision } };
  }),
  'undo-merge': supposable(UndoMergeDto, ['customerId'], async (desk, { caller, request, body: said, ids }) => {
    const command = { kind: 'undo', absorbedId: ids['customerId']!, reason: said.reason } as const;
    const { revision } = await desk.execute(
      new MergeCustomers(caller.vendor, { ...request, reason: said.reason }, command),
    );
    return { id: command.absorbedId, answer: { id: command.absorbedId, mergedInto: null, revision } };
  }),
  /** The recorded part alone: no key is destroyed. */
  'erase-contact': supposable(
    EraseDto,
    ['customerId', 'contactId'],
    async (desk, { caller, request, body: said, ids }) => {
      const command = { kind: 'erase-contact', contactId: ids['contactId']!, reason: said.reason } as const;
      return cameTo(
        await desk.execute(
          new ChangeCustomer(caller.vendor, ids['customerId']!, { ...request, reason: said.reason }, command),
        ),
      );
    },
  ),
} as const;
