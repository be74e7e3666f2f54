import { recipientsOf } from '../../../domain/customer/recipients.js';
import { dayAt, daysBetween } from '../../../domain/kernel/civil.js';
import type { ObligationNamed } from '../../../domain/obligation/obligation.events.js';
import type { OwedContract } from '../../../domain/obligation/owed-contract.js';
import { familyNow, type FamilyNow } from '../../customers/customers.port.js';
import { composeMail } from '../../mails/mails.port.js';
import type { Clock } from '../../platform/clock.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import type { Mail } from '../../platform/mail/mail.js';
import type { PolicyBooks } from '../../policies/policies.port.js';
import { letter, mailVendor, type Sending } from './sending.js';
import type { Addressed, Addressee } from './source.js';

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
    const family = await familyNow(this.ledger, vendor, ownerId);
    const [first, ...rest] = family.flatMap((member, index) =>
      recipientsOf(member, 'contract')
        .filter(({ role }) => role === 'contact' || index === 0)
        .map((recipient): Addressee => ({ ...recipient, customerId: member.customerId })),
    );
    return first === undefined ? { to: [], because: missingIn(family) } : { to: [first, ...rest] };
  }

  async mailTo(vendor: string, contract: OwedContract, named: ObligationNamed, addressee: Addressee): Promise<Mail> {
    const [survivor] = await familyNow(this.ledger, vendor, named.customerId!);
    const published = await this.books.snapshot(vendor);
    const now = this.clock.ms();
    const { policy } = published.book.policyAt(now, Infinity);
    const manager = survivor?.manager;
    const term = {
      recipientName: addressee.name,
      customerName: survivor?.name ?? '',
      contractNo: contract.contractNo,
      productName: contract.product,
      lastDay: named.lastDay!,
      managerName: manager == null || !('plain' in manager) ? null : managerName(manager.plain),
    };
    const [language, from] = [addressee.language ?? policy.language, mailVendor(this.sending, vendor, policy)];
    const isManager = addressee.role === 'manager';
    const daysLeft = daysBetween(dayAt(now, published.zone), named.lastDay!);
    const composed =
      named.kind === 'renewal-reminder'
        ? composeMail(isManager ? 'renewal-reminder-staff' : named.kind, language, from, { ...term, daysLeft }, {})
        : composeMail(isManager ? 'lapse-notice-staff' : 'lapse-notice', language, from, term, {});
    // A7: the manager is named to the contacts too.
    const of = { obligationId: named.obligationId, quotes: manager == null ? [] : [manager.subject] };
    return letter(this.sending, policy, of, addressee, composed);
  }
}

/** Why nobody is written to: all who could be were erased, every address has failed, or there is none. */
const missingIn = (family: FamilyNow): 'erased' | 'no-recipient' | 'undeliverable' => {
  const writable = family.flatMap(({ contacts }) => contacts.filter(({ notify }) => notify));
  if (family.some(({ failed }) => failed.size > 0)) return 'undeliverable';
  return writable.length === 0 && family.some(({ erased }) => erased.size > 0) ? 'erased' : 'no-recipient';
};

const managerName = (plain: string | { readonly name: string }): string =>
  typeof plain === 'string' ? plain : plain.name;
