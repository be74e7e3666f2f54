import { Inject } from '@nestjs/common';
import { request as requests } from '../../domain/request/request.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import type { Request } from '../../domain/request/request.state.js';
import { familyNow } from '../customers/customers.port.js';
import { type TokenPurpose, Tokens } from '../mails/mails.port.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import { RequestTerms, type VendorTerms } from '../requests/requests.port.js';

/** What the token of a mail about a request leads to. */
export interface LinkedRequest {
  readonly vendor: string;
  readonly request: Request;
  /** The resolution that the mail was about. */
  readonly cycle: number;
  /** To whom it was written. */
  readonly contactId: string;
  /** Of that contact, as the mail was (M2); null: the policy's. */
  readonly language: Language | null;
  readonly terms: VendorTerms;
}

/** M6: finds requests by the tokens of mails. */
export class LinkedRequests {
  constructor(
    @Inject(Tokens) private readonly tokens: Tokens,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(RequestTerms) private readonly terms: RequestTerms,
  ) {}

  /** Undefined for a token that is none, of somebody who was erased or removed, or where the texts were erased (A7). */
  async find(purpose: TokenPurpose, token: string): Promise<LinkedRequest | undefined> {
    const [vendor, requestId, of, contactId] = this.tokens.read(purpose, token) ?? [];
    const cycle = Number(of);
    if (vendor === undefined || requestId === undefined || contactId === undefined || !(cycle >= 1)) return undefined;
    const { state } = await this.ledger.load(vendor, 'request', requestId, requests);
    if (state.status !== 'registered' || state.textErased) return undefined;
    const family = await familyNow(this.ledger, vendor, state.customerId);
    const contact = family.flatMap(({ contacts }) => contacts).find((each) => each.contactId === contactId);
    if (contact === undefined || !('plain' in contact.person)) return undefined;
    const { language = null } = contact;
    return { vendor, request: state, cycle, contactId, language, terms: await this.terms.of(vendor) };
  }
}

/** An act of whoever a mail was written to. */
export const actBy = (
  contactId: string,
  route: string,
  correlationId: string,
  body: { readonly sent: object; readonly marked: object },
): CommandRequest => ({
  actor: { id: contactId, role: 'customer' },
  channel: 'mail',
  correlationId,
  scope: route,
  body: body.sent,
  markedBody: body.marked,
});
