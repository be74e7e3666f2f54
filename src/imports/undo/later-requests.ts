import { streamName } from '../../../domain/kernel/envelope.js';
import type { RequestEvent } from '../../../domain/request/request.events.js';
import type { RequestRow } from '../../../projections/requests/requests.row.js';
import type { NumberedStreams } from '../../platform/ledger/numbered-streams.js';
import type { Condition, View } from '../../platform/views/view-store.js';
import type { CreatedEvent, LaterFact } from './later-fact.js';
import { type Depending, factsOfRequest } from './request-facts.js';

const rowsAtATime = 100;
/** No more facts of one contract or customer are looked for: as many as an answer lists. */
const mostFacts = 100;

/** Requests for service that name what an import created, or were decided under it (C9). */
export class LaterRequests {
  constructor(
    private readonly streams: NumberedStreams,
    private readonly rows: View<RequestRow>,
  ) {}

  /** The oldest first; not all of them where there are many. */
  dependingOn(vendor: string, id: string, event: CreatedEvent): Promise<readonly LaterFact[]> {
    if (event.type === 'ContractPurchased')
      // A transfer to somebody else is a later fact itself.
      return this.found(vendor, { field: 'customerId', is: event.data.customerId }, { contractId: id });
    if (event.type === 'CustomerRegistered') return this.found(vendor, { field: 'customerId', is: id }, 'all');
    return event.type === 'ContactAdded'
      ? this.found(vendor, { field: 'contactId', is: event.data.contactId }, 'all')
      : Promise.resolve([]);
  }

  private async found(vendor: string, of: Condition, depending: Depending): Promise<readonly LaterFact[]> {
    const found: LaterFact[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.rows.query({
        vendor,
        where: [of],
        limit: rowsAtATime,
        sort: { field: 'requestedAt' },
        ...(cursor !== undefined && { cursor }),
      });
      const streams = page.items.map(({ id }) => streamName(vendor, 'request', id));
      for (const history of await this.streams.readSealed<RequestEvent>(streams))
        found.push(...factsOfRequest(history, depending));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined && found.length < mostFacts);
    return found.slice(0, mostFacts);
  }
}
