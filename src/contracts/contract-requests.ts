import { Inject } from '@nestjs/common';
import type { ContractEvent } from '../../domain/contract/contract.events.js';
import { everOwnedBy } from '../../domain/contract/ever-owned-by.js';
import { type Recorded, streamName } from '../../domain/kernel/envelope.js';
import type { RequestEvent } from '../../domain/request/request.events.js';
import { customerSheet } from '../../projections/customer-sheet/customer-sheet.js';
import type { CustomerSheetRow } from '../../projections/customer-sheet/customer-sheet.row.js';
import { requests } from '../../projections/requests/requests.js';
import type { RequestRow } from '../../projections/requests/requests.row.js';
import { CUSTOMER_SHEETS, familyOf } from '../customers/customers.port.js';
import { NumberedStreams } from '../platform/ledger/numbered-streams.js';
import type { ViewReaders } from '../platform/projector/view-readers.js';
import { viewsTimeoutMs } from '../platform/projector/views-timeout.js';
import { VIEW_READERS } from '../platform/tokens.js';
import type { View } from '../platform/views/view-store.js';
import { filteredPage } from '../search/search.port.js';
import { REQUEST_ROWS } from '../requests/request-rows.port.js';

/** Requests that were read already, by the name of their stream: for answers about several contracts of a customer. */
export type ReadRequests = Map<string, readonly Recorded<RequestEvent>[]>;

interface RequestsAsked {
  /** Requests of one page. */
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly read?: ReadRequests | undefined;
}

export interface RequestsPage {
  /** The events of each request that are known, persons sealed. */
  readonly requests: readonly (readonly Recorded<RequestEvent>[])[];
  /** Null where there are no more. */
  readonly nextCursor: string | null;
}

/**
 * The requests that a contract may have been decided for: those of every customer that ever owned it, and of all that
 * are one with these (C1), whether or not they name it.
 */
export class ContractRequests {
  constructor(
    @Inject(REQUEST_ROWS) private readonly rows: View<RequestRow>,
    @Inject(CUSTOMER_SHEETS) private readonly customers: View<CustomerSheetRow>,
    @Inject(NumberedStreams) private readonly streams: NumberedStreams,
    @Inject(VIEW_READERS) private readonly views: Pick<ViewReaders, 'reached'>,
  ) {}

  /** As known at a position, the latest first. @throws ViewsBehind; Problem cursor-invalid */
  async page(
    vendor: string,
    history: readonly Recorded<ContractEvent>[],
    knownPosition: number,
    { limit, cursor, read = new Map() }: RequestsAsked,
  ): Promise<RequestsPage> {
    await this.views.reached(knownPosition, viewsTimeoutMs, [requests.name, customerSheet.name]);
    const page = await filteredPage(
      this.rows,
      {
        vendor,
        where: [{ field: 'customerId', in: await this.families(vendor, history) }],
        sort: { field: 'requestedAt', descending: true },
        limit,
        ...(cursor !== undefined && { cursor }),
      },
      undefined,
    );
    const streams = page.items.map(({ id }) => streamName(vendor, 'request', id));
    const missing = streams.filter((stream) => !read.has(stream));
    const found = await this.streams.readSealed<RequestEvent>(missing);
    for (const [index, stream] of missing.entries()) read.set(stream, found[index]!);
    return {
      requests: streams
        .map((stream) => read.get(stream)!.filter(({ position }) => position <= knownPosition))
        .filter((events) => events.length > 0),
      nextCursor: page.nextCursor,
    };
  }

  private async families(vendor: string, history: readonly Recorded<ContractEvent>[]): Promise<readonly string[]> {
    const ids = new Set<string>();
    for (const owner of everOwnedBy(history as readonly ContractEvent[])) {
      ids.add(owner);
      const family = await familyOf(this.customers, vendor, owner);
      for (const { subject } of family?.rows ?? []) ids.add(subject);
    }
    return [...ids];
  }
}
