import { Inject } from '@nestjs/common';
import { filesOf } from '../../domain/request/attached.js';
import type { AttachedFile } from '../../domain/request/request.events.js';
import { request as requests } from '../../domain/request/request.js';
import type { Request } from '../../domain/request/request.state.js';
import { CUSTOMER_SHEETS, familyOf } from '../customers/customers.port.js';
import type { Caller } from '../platform/auth/caller.js';
import type { Clock } from '../platform/clock.js';
import { NotFound, Problem } from '../platform/http/problems/problem.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { CLOCK } from '../platform/tokens.js';
import type { View } from '../platform/views/view-store.js';
import type { CustomerSheetRow } from '../../projections/customer-sheet/customer-sheet.row.js';
import { requestAnswer } from './request-answer.js';
import { RequestTerms } from './request-terms.js';
import { SatisfactionOwners } from './satisfaction-owners.js';

/** Reads one request from its own stream, for whoever may see it. */
export class RequestReader {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(RequestTerms) private readonly terms: RequestTerms,
    @Inject(CUSTOMER_SHEETS) private readonly customers: View<CustomerSheetRow>,
    @Inject(SatisfactionOwners) private readonly owners: SatisfactionOwners,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  async get(caller: Caller, requestId: string) {
    const { state, revision } = await this.seen(caller, requestId);
    const terms = await this.terms.of(caller.vendor);
    const satisfactionOwner =
      state.satisfactionOwner === null ? await this.owners.usual(caller.vendor, state, terms) : null;
    return requestAnswer(state, revision, terms, this.clock.ms(), { role: caller.actor.role, satisfactionOwner });
  }

  /** A6: a file that was attached and that the caller may see. @throws NotFound, Problem text-erased */
  async fileOf(caller: Caller, requestId: string, sha256: string): Promise<AttachedFile> {
    const { state } = await this.seen(caller, requestId);
    const file = filesOf(state, caller.actor.role !== 'customer').find((each) => each.sha256 === sha256);
    if (file === undefined) throw new NotFound(sha256);
    if (state.textErased) throw new Problem('text-erased', { id: requestId }, { rule: 'A7' });
    return file;
  }

  /** @throws NotFound where there is none, or none for this caller */
  async refuseUnseen(caller: Caller, requestId: string): Promise<void> {
    await this.seen(caller, requestId);
  }

  /** A1: a customer acts on its own requests alone. @throws NotFound */
  async refuseForeign(caller: Caller, requestId: string): Promise<void> {
    if (caller.customerId !== null) await this.seen(caller, requestId);
  }

  /** A1: a customer registers for itself alone. @throws NotFound */
  refuseForeignCustomer({ customerId: own }: Caller, customerId: string): void {
    if (own !== null && own !== customerId) throw new NotFound(customerId);
  }

  /** Ids of a customer and all that are one with it (C1). */
  async familyIds(vendor: string, customerId: string): Promise<readonly string[]> {
    const family = await familyOf(this.customers, vendor, customerId);
    return family === null ? [customerId] : family.rows.map(({ subject }) => subject);
  }

  private async seen(
    { vendor, customerId }: Caller,
    requestId: string,
  ): Promise<{ readonly state: Request; readonly revision: number }> {
    const { state, revision } = await this.ledger.load(vendor, 'request', requestId, requests);
    if (state.status !== 'registered') throw new NotFound(requestId);
    if (customerId !== null && !(await this.familyIds(vendor, customerId)).includes(state.customerId))
      throw new NotFound(requestId);
    return { state, revision };
  }
}
