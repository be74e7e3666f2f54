import { Inject } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { CustomerListRow } from '../../projections/customer-list/customer-list.row.js';
import { NotFound } from '../platform/http/problems/problem.js';
import { Text } from '../platform/http/validation/decorators.js';
import type { View } from '../platform/views/view-store.js';
import { answeringCustomers, CUSTOMER_ROWS, Search, type SearchKind } from '../search/search.port.js';
import { argument, inputOf, peopleAndSystems, type Tool, type ToolAnswer, type ToolCaller } from './tool.js';

export class FindCustomerArguments {
  @ApiProperty() @Text(100) query!: string;
}

/** A2: no persons, whatever the role may search elsewhere. */
const kinds: readonly SearchKind[] = ['customer', 'contract', 'licence'];
/** A model reads every line. */
const mostOfAKind = 10;

/** Customers by what the search finds of them: code, name, contract and licence numbers, or a part of one. */
export class FindCustomerTool implements Tool {
  readonly name = 'find_customer';
  readonly title = 'Find a customer';
  readonly description =
    "Finds customers by a part of the customer's code or name, or of the number of a contract or a licence. " +
    'Answers code, name, level and region, and no persons.';
  readonly roles = peopleAndSystems;
  readonly arguments = FindCustomerArguments;
  readonly inputSchema = inputOf({ query: argument('A code, name or number, or a part of one.') }, ['query']);

  constructor(
    @Inject(Search) private readonly search: Search,
    @Inject(CUSTOMER_ROWS) private readonly customers: View<CustomerListRow>,
  ) {}

  async run({ vendor, actor }: ToolCaller, given: object): Promise<ToolAnswer> {
    const { query } = given as FindCustomerArguments;
    const { groups } = await this.search.find(
      { vendor, actor, customerId: null },
      { q: query, kinds, limit: mostOfAKind },
    );
    const found = groups.flatMap(({ items }) => items.flatMap(({ customerId }) => customerId ?? []));
    const answering = await answeringCustomers(this.customers, vendor, found);
    const customers = new Map([...answering.values()].map((customer) => [customer.customerId, customer]));
    if (customers.size === 0) throw new NotFound(query);
    const items = [...customers.values()].map(({ customerId, code, name, level, region }) => ({
      customerId,
      code,
      name,
      level,
      region,
    }));
    return { text: items.map(({ code, name }) => `${code} ${name}`).join('\n'), structured: { items } };
  }
}
