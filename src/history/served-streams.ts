import { Inject } from '@nestjs/common';
import { streamName } from '../../domain/kernel/envelope.js';
import type { ObligationsRow } from '../../projections/obligations/obligations.row.js';
import type { Row } from '../../projections/projection.js';
import type { RequestRow } from '../../projections/requests/requests.row.js';
import { OBLIGATION_ROWS } from '../obligations/obligations.port.js';
import type { Condition, View } from '../platform/views/view-store.js';
import { REQUEST_ROWS } from '../requests/requests.port.js';

/** Rows that are read at a time. */
const together = 500;

/** Rows of the view of what is owed that are about single obligations. */
const recorded = { field: 'subject', is: 'obligation' };

/** Streams of what was asked for and what was owed: they belong to the history of their customer and contract. */
export class ServedStreams {
  constructor(
    @Inject(REQUEST_ROWS) private readonly requests: View<RequestRow>,
    @Inject(OBLIGATION_ROWS) private readonly obligations: View<ObligationsRow>,
  ) {}

  async ofCustomers(vendor: string, customerIds: readonly string[]): Promise<readonly string[]> {
    const found: string[] = [];
    for (const is of customerIds) {
      const where = { field: 'customerId', is };
      found.push(...(await streams(this.requests, vendor, 'request', [where], 'requestedAt')));
      found.push(...(await streams(this.obligations, vendor, 'obligation', [where, recorded], 'nominalOn')));
    }
    return found;
  }

  async ofContract(vendor: string, contractId: string): Promise<readonly string[]> {
    const where = { field: 'contractId', is: contractId };
    return [
      ...(await streams(this.requests, vendor, 'request', [where])),
      ...(await streams(this.obligations, vendor, 'obligation', [where, recorded])),
    ];
  }
}

const streams = async <R extends Row>(
  rows: View<R>,
  vendor: string,
  category: string,
  where: readonly Condition[],
  sort?: string,
): Promise<readonly string[]> => {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await rows.query({
      vendor,
      where,
      limit: together,
      ...(sort !== undefined && { sort: { field: sort } }),
      ...(cursor !== undefined && { cursor }),
    });
    found.push(...page.items.map(({ id }) => streamName(vendor, category, id)));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
};
