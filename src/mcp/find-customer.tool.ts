import { Inject } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { contract } from '../../domain/contract/contract.js';
import { type Customer, customer } from '../../domain/customer/customer.js';
import { readCode } from '../../domain/kernel/spelling.js';
import type { CustomerSheetRow } from '../../projections/customer-sheet/customer-sheet.row.js';
import { CUSTOMER_SHEETS, familyOf } from '../customers/customers.port.js';
import { NotFound } from '../platform/http/problems/problem.js';
import { Code } from '../platform/http/validation/decorators.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { Reservations } from '../platform/ledger/reservations.js';
import type { View } from '../platform/views/view-store.js';
import { argument, inputOf, peopleAndSystems, type Tool, type ToolAnswer, type ToolCaller } from './tool.js';

export class FindCustomerArguments {
  @ApiProperty() @Code(100) query!: string;
}

/** Whom a number names: the customer with this code, or that owns the contract or licence with this number. */
export class FindCustomerTool implements Tool {
  readonly name = 'find_customer';
  readonly title = 'Find a customer';
  readonly description =
    "Finds customers by the customer's code, the number of a contract, or the number of a licence, whatever its case. " +
    'Answers code, name, level and region, and no persons.';
  readonly roles = peopleAndSystems;
  readonly arguments = FindCustomerArguments;
  readonly inputSchema = inputOf({ query: argument('A code or number, whole.') }, ['query']);

  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Reservations) private readonly reservations: Reservations,
    @Inject(CUSTOMER_SHEETS) private readonly customers: View<CustomerSheetRow>,
  ) {}

  async run({ vendor }: ToolCaller, given: object): Promise<ToolAnswer> {
    const value = readCode((given as FindCustomerArguments).query);
    const ids = await this.idsOf(vendor, value);
    const found = await Promise.all([...ids].map((id) => this.customerOf(vendor, id)));
    const items = found.filter((each) => each !== null).map(shown);
    if (items.length === 0) throw new NotFound(value);
    return {
      text: items.map(({ code, name }) => `${code} ${name}`).join('\n'),
      structured: { items },
    };
  }

  private async idsOf(vendor: string, value: string): Promise<ReadonlySet<string>> {
    const [byCode, ...contracts] = await Promise.all(
      (['customer-code', 'contract-no', 'licence-no'] as const).map((kind) =>
        this.reservations.holder(vendor, { kind, value }),
      ),
    );
    const owners = await Promise.all(
      contracts.filter((id) => id !== null && id !== undefined).map((id) => this.ownerOf(vendor, id)),
    );
    return new Set([byCode ?? null, ...owners].filter((id) => id !== null));
  }

  private async ownerOf(vendor: string, contractId: string): Promise<string | null> {
    const { state } = await this.ledger.load(vendor, 'contract', contractId, contract);
    return state.status === 'purchased' ? (state.owners.at(-1)?.customerId ?? null) : null;
  }

  /** The customer that answers for this one, where it was merged (T5). */
  private async customerOf(vendor: string, id: string): Promise<Registered | null> {
    const family = await familyOf(this.customers, vendor, id);
    if (family === null) return null;
    const { state } = await this.ledger.load(vendor, 'customer', family.survivorId, customer);
    return state.status === 'registered' ? state : null;
  }
}

type Registered = Extract<Customer, { readonly status: 'registered' }>;

const shown = ({ customerId, code, name, level, region }: Registered) => ({ customerId, code, name, level, region });
