import { customer } from '../../domain/customer/customer.js';
import type { Customer } from '../../domain/customer/customer.state.js';
import { recipientsOf } from '../../domain/customer/recipients.js';
import { dayAt, daysBetween } from '../../domain/kernel/civil.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { merges, survivorOf } from '../../domain/merges/merges.js';
import type { ObligationNamed } from '../../domain/obligation/obligation.events.js';
import type { OwedContract } from '../../domain/obligation/owed-contract.js';
import { figuresOf } from '../../domain/policy/figures.js';
import type { Policy } from '../../domain/policy/policy.js';
import { mergesStream } from '../customers/customers.port.js';
import { addressed, composeMail, type MailVendor, type OwnTexts } from '../mails/mails.port.js';
import type { Clock } from '../platform/clock.js';
import type { Ledger } from '../platform/ledger/ledger.js';
import type { Mail } from '../platform/mail/mail.js';
import type { PolicyBooks } from '../policies/policies.port.js';
import type { Addressed, Addressee } from './source.js';

/** Where mails are from, besides what a policy names (M1). */
export interface Sending {
  readonly publicUrl: string;
  readonly mailFrom: string;
  /** M2: what vendors wrote in the place of the product's texts. */
  readonly ownTexts: ReadonlyMap<string, OwnTexts>;
}

/** Customers that are one since they were merged (C1): the one that answers for them first. */
type Family = readonly Customer[];

/** To whom the reminders of contracts go, and how they read. */
export class ContractMails {
  constructor(
    private readonly ledger: Ledger,
    private readonly books: PolicyBooks,
    private readonly clock: Clock,
    private readonly sending: Sending,
  ) {}

  /** O5: the contacts of this moment, of all customers that are one with the owner, and the manager of the survivor. */
  async addressed(vendor: string, ownerId: string): Promise<Addressed> {
    const family = await this.family(vendor, ownerId);
    const [first, ...rest] = family.flatMap((member, index) =>
      recipientsOf(member, 'contract')
        .filter(({ role }) => role === 'contact' || index === 0)
        .map((recipient): Addressee => ({ ...recipient, customerId: member.customerId })),
    );
    return first === undefined ? { to: [], because: missingIn(family) } : { to: [first, ...rest] };
  }

  async mailTo(vendor: string, contract: OwedContract, named: ObligationNamed, addressee: Addressee): Promise<Mail> {
    const [survivor] = await this.family(vendor, named.customerId);
    const published = await this.books.snapshot(vendor);
    const now = this.clock.ms();
    const { policy } = published.book.policyAt(now, Infinity);
    const { mail: figures } = figuresOf(policy);
    const manager = survivor?.manager;
    const term = {
      recipientName: addressee.name,
      customerName: survivor?.name ?? '',
      contractNo: contract.contractNo,
      productName: contract.product,
      lastDay: named.lastDay,
      managerName: manager == null || !('plain' in manager) ? null : managerName(manager.plain),
    };
    const [language, from] = [addressee.language ?? policy.language, this.mailVendor(vendor, policy)];
    const isManager = addressee.role === 'manager';
    const daysLeft = daysBetween(dayAt(now, published.zone), named.lastDay);
    const composed =
      named.kind === 'renewal-reminder'
        ? composeMail(isManager ? 'renewal-reminder-staff' : named.kind, language, from, { ...term, daysLeft }, {})
        : composeMail(isManager ? 'lapse-notice-staff' : named.kind, language, from, term, {});
    return addressed({
      obligationId: named.obligationId,
      recipient: addressee,
      composed,
      from: figures.from ?? this.sending.mailFrom,
      replyTo: figures.replyTo,
      publicUrl: this.sending.publicUrl,
      retentionDays: figures.keepDays,
    });
  }

  private mailVendor(vendor: string, { company, timeZone, contact: { hotline, website } }: Policy): MailVendor {
    const own = this.sending.ownTexts.get(vendor);
    return { name: company, timeZone, hotline, website, ...(own !== undefined && { own }) };
  }

  private async family(vendor: string, ownerId: string): Promise<Family> {
    const { into } = (await this.ledger.streams.fold(vendor, mergesStream(vendor), merges)).state;
    const survivor = survivorOf(ownerId, into);
    const absorbed = [...into.keys()].filter((id) => survivorOf(id, into) === survivor);
    const found: Customer[] = [];
    for (const id of [survivor, ...absorbed]) {
      const { state } = await this.ledger.streams.fold(vendor, streamName(vendor, 'customer', id), customer);
      if (state.status === 'registered') found.push(state);
    }
    return found;
  }
}

/** Why nobody is written to: all who could be were erased, every address has failed, or there is none. */
const missingIn = (family: Family): 'erased' | 'no-recipient' | 'undeliverable' => {
  const writable = family.flatMap(({ contacts }) => contacts.filter(({ notify }) => notify));
  if (family.some(({ failed }) => failed.size > 0)) return 'undeliverable';
  return writable.length === 0 && family.some(({ erased }) => erased.size > 0) ? 'erased' : 'no-recipient';
};

const managerName = (plain: string | { readonly name: string }): string =>
  typeof plain === 'string' ? plain : plain.name;
