import { Inject } from '@nestjs/common';
import type { ContractEvent } from '../../domain/contract/contract.events.js';
import { type Delivered, deliveredSince } from '../../domain/contract/ending.js';
import { type Day, dayAt } from '../../domain/kernel/civil.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { deliveredUnder } from '../../domain/request/delivered.js';
import type { RequestEvent } from '../../domain/request/request.events.js';
import { NumberedStreams } from '../platform/ledger/numbered-streams.js';
import { TokenAhead } from '../platform/ordinals/ordinals.js';
import { ViewsBehind } from '../platform/projector/views-behind.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { contractBounds } from './bounds.js';
import type { ContractExecuted } from './contract-changes.js';
import { ContractRequests } from './contract-requests.js';

/** Requests that are read at a time. */
const together = 200;

/** What was delivered under a contract since a day (C6): upgrades, allowances, work and visits of requests. */
export class DeliveredServices {
  constructor(
    @Inject(ContractRequests) private readonly requests: ContractRequests,
    @Inject(NumberedStreams) private readonly streams: NumberedStreams,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
  ) {}

  /**
   * As known when the command was recorded, so that a repeat is answered alike (C11). `deliveredMore`: not every
   * request was looked at, since there are too many, or the views are behind.
   */
  async since(
    vendor: string,
    { state, revision }: ContractExecuted,
    from: Day,
  ): Promise<{ readonly delivered: readonly Delivered[]; readonly deliveredMore?: true }> {
    try {
      const { forRequests, isComplete } = await this.forRequests(vendor, state.contractId, revision, from);
      const delivered = deliveredSince(state, from, forRequests);
      return isComplete ? { delivered } : { delivered, deliveredMore: true };
    } catch (error) {
      if (error instanceof ViewsBehind || error instanceof TokenAhead)
        return { delivered: deliveredSince(state, from), deliveredMore: true };
      throw error;
    }
  }

  private async forRequests(vendor: string, contractId: string, revision: number, from: Day) {
    const stream = streamName(vendor, 'contract', contractId);
    const history = (await this.streams.read<ContractEvent>(vendor, stream)).slice(0, revision + 1);
    const { zone } = await this.books.snapshot(vendor);
    const found = new Map<string, Delivered>();
    const { position, meta } = history.at(-1)!;
    // A4: nothing was delivered on a day that is yet to come.
    if (from > dayAt(meta.recordedAt, zone)) return { forRequests: [], isComplete: true };
    let cursor: string | undefined;
    for (let left: number = contractBounds.deliveredRequests; left > 0; left -= together) {
      const page = await this.requests.page(vendor, history, position, { limit: Math.min(together, left), cursor });
      for (const events of page.requests)
        for (const { service, id, at } of deliveredUnder(events as readonly RequestEvent[], contractId)) {
          const on = dayAt(at, zone);
          found.set(`${id} ${on}`, { service, id, on });
        }
      if (page.nextCursor === null) return { forRequests: [...found.values()], isComplete: true };
      cursor = page.nextCursor;
    }
    return { forRequests: [...found.values()], isComplete: false };
  }
}
