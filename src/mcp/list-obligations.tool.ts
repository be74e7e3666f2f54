import { Inject } from '@nestjs/common';
import { obligationKinds, obligationStates } from '../../domain/obligation/kinds.js';
import { writingIn } from '../explanations/explanations.port.js';
import {
  obligationLine,
  ObligationList,
  ObligationReader,
  ObligationsQuery,
} from '../obligations/obligation-list.port.js';
import { limitOf } from '../platform/http/conventions/lists.js';
import { oneOf } from '../platform/http/server/schemas.js';
import { PolicyBooks } from '../policies/policies.port.js';
import {
  argument,
  fewerLines,
  inputOf,
  peopleAndSystems,
  type Tool,
  type ToolAnswer,
  type ToolCaller,
} from './tool.js';

/** What the vendor owes on a date, and what became of it. */
export class ListObligationsTool implements Tool {
  readonly name = 'list_obligations';
  readonly title = 'List obligations';
  readonly description =
    'Reminders, notices and other things that the vendor does by itself on a date: planned, due, sent, or not sent ' +
    'and why. Of a contract, a customer or a request, or of all.';
  readonly roles = peopleAndSystems;
  readonly arguments = ObligationsQuery;
  readonly inputSchema = inputOf({
    contractNo: argument('The number of a contract; or licenceNo, or contractId.'),
    licenceNo: argument('The number of a licence instead of contractNo.'),
    contractId: argument('The id of a contract instead of contractNo.'),
    customerCode: argument("A customer's code; or customerId."),
    customerId: argument('The id of a customer; or customerCode.'),
    requestId: argument('The id of a request for service.'),
    kind: argument('What is to be done.', oneOf(obligationKinds)),
    state: argument('What became of it.', oneOf(obligationStates)),
    dueBefore: argument('Due before this instant, or before this day.'),
    limit: argument(`How many, as text; "${fewerLines}" unless given.`),
    cursor: argument('nextCursor of the page before.'),
  });

  constructor(
    @Inject(ObligationList) private readonly obligations: ObligationList,
    @Inject(ObligationReader) private readonly reader: ObligationReader,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
  ) {}

  async run({ vendor, language }: ToolCaller, given: object): Promise<ToolAnswer> {
    const query = given as ObligationsQuery;
    const limit = String(limitOf(query, fewerLines, '/'));
    const page = await this.obligations.list(vendor, { ...query, limit });
    const items = await this.reader.withFaults(vendor, page.items);
    const writing = writingIn(language, this.books.zone(vendor));
    return {
      text: items.map((item) => obligationLine(writing, item)).join('\n'),
      structured: { items, nextCursor: page.nextCursor },
    };
  }
}
