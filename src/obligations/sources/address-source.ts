import type { CustomerEvent } from '../../../domain/customer/customer.events.js';
import { customer } from '../../../domain/customer/customer.js';
import type { Customer } from '../../../domain/customer/customer.state.js';
import { managerFacts } from '../../../domain/customer/managers.js';
import { dayAt, epochOf } from '../../../domain/kernel/civil.js';
import { idOfStream, type Recorded, streamName } from '../../../domain/kernel/envelope.js';
import { addressSubject } from '../../../domain/obligation/identity.js';
import type { ObligationNamed } from '../../../domain/obligation/obligation.events.js';
import { figuresOf } from '../../../domain/policy/figures.js';
import { composeMail } from '../../mails/mails.port.js';
import type { Clock } from '../../platform/clock.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import type { Mail } from '../../platform/mail/mail.js';
import type { Ordinals } from '../../platform/ordinals/ordinals.js';
import type { PolicyBooks } from '../../policies/policies.port.js';
import { owedBesideContracts } from './owed-beside-contracts.js';
import type { RequestMails } from './request-mails.js';
import { letter, mailVendor, type Sending } from './sending.js';
import { sourceNames } from './source-names.js';
import type { Addressed, Addressee, Owed, OwedGroup, OwedSource } from './source.js';

const kind = 'address-failed';
const eventsAtATime = 500;

/** An address that takes no mail any more, and the event by which it stopped. */
interface Failure {
  readonly about: string;
  /** Of a contact or manager. */
  readonly personId: string;
  readonly code: string;
  readonly recordedAt: string;
}

/** M4: that an address of a customer stopped is owed to its manager, until the address is changed. */
export class AddressSource implements OwedSource {
  readonly name = sourceNames.address;

  constructor(
    private readonly ledger: Ledger,
    private readonly books: PolicyBooks,
    private readonly ordinals: Pick<Ordinals, 'find'>,
    private readonly mails: Pick<RequestMails, 'ownersOf' | 'policy'>,
    private readonly clock: Clock,
    private readonly sending: Sending,
  ) {}

  subjectOf({ stream, type, data }: Recorded): string | null {
    if (type === 'ObligationRetried') return (data as ObligationNamed).kind === kind ? customerOf(data) : null;
    return type === 'AddressFailed' ? idOfStream(stream) : null;
  }

  async groupsOf(vendor: string, customerId: string): Promise<readonly OwedGroup[]> {
    const groups: OwedGroup[] = [];
    for (const failure of await this.failures(vendor, customerId))
      groups.push(await this.group(vendor, customerId, failure));
    return groups;
  }

  /** They are due when they are recorded: a search that knows up to where the ledger was read finds them there. */
  async *dueBetween(vendor: string, after: number | null): AsyncIterable<readonly OwedGroup[]> {
    if (after !== null) return;
    const seen = new Set<string>();
    for (let next: number | null = 0; next !== null;) {
      const found: Awaited<ReturnType<Ordinals['find']>> = await this.ordinals.find(
        { vendor, type: 'AddressFailed' },
        next,
        eventsAtATime,
      );
      for (const customerId of new Set(found.events.map(({ stream }) => idOfStream(stream)))) {
        if (seen.has(customerId)) continue;
        seen.add(customerId);
        yield await this.groupsOf(vendor, customerId);
      }
      next = found.next;
    }
  }

  /** The customer manager; of the manager's own address, and where there is none, the vendor's own (R17). */
  addressed(vendor: string, { named }: Owed): Promise<Addressed> {
    return this.mails.ownersOf(vendor, named.customerId!);
  }

  async mailTo(vendor: string, { id, named }: Owed, addressee: Addressee): Promise<Mail> {
    const customerId = named.customerId!;
    const { policy } = await this.mails.policy(vendor);
    const { state } = await this.ledger.load(vendor, 'customer', customerId, customer);
    const failure = (await this.failures(vendor, customerId)).find(({ about }) => about === named.about);
    if (state.status !== 'registered' || failure === undefined)
      throw new Error(`obligation ${id} is about an address that takes mail again`);
    const { personId, code } = failure;
    const composed = composeMail(
      'address-failed-staff',
      policy.language,
      mailVendor(this.sending, vendor, policy),
      { recipientName: addressee.name || null, customerName: state.name, ...whoseAddress(state, personId), code },
      {},
    );
    return letter(this.sending, policy, { obligationId: id, quotes: [personId] }, addressee, composed);
  }

  /** Of addresses that are stopped still, by the last event that stopped each. */
  private async failures(vendor: string, customerId: string): Promise<readonly Failure[]> {
    const { state } = await this.ledger.load(vendor, 'customer', customerId, customer);
    if (state.status !== 'registered' || state.failed.size === 0) return [];
    const failures = new Map<string, Failure>();
    const stream = streamName(vendor, 'customer', customerId);
    for (const { type, data, revision, meta } of await this.ledger.streams.read<CustomerEvent>(vendor, stream))
      if (type === 'AddressFailed' && state.failed.has(data.contactId)) {
        const { contactId: personId, code } = data;
        failures.set(personId, {
          about: `address ${personId} ${revision}`,
          personId,
          code,
          recordedAt: meta.recordedAt,
        });
      }
    return [...failures.values()];
  }

  /** By today's policy: an address was stopped by none. */
  private async group(vendor: string, customerId: string, { about, recordedAt }: Failure): Promise<OwedGroup> {
    const { book, zone } = await this.books.snapshot(vendor);
    const { policy, hours } = book.policyAt(this.clock.ms(), Infinity);
    const dueAt = epochOf(recordedAt);
    const owed = owedBesideContracts(vendor, {
      kind,
      subject: addressSubject(customerId, about),
      about,
      customerId,
      nominalOn: dayAt(dueAt, zone),
      dueAt,
      firesAt: dueAt,
      provisional: false,
      endsAs: null,
    });
    return {
      key: { source: sourceNames.address, subjectId: customerId, customerId, part: about },
      owed: [owed],
      hotline: hours(book.calendarAt(Infinity)).hotline,
      zone,
      figures: figuresOf(policy),
      suppressionAt: () => null,
    };
  }
}

const customerOf = (data: Recorded['data']): string | null => (data as ObligationNamed).customerId;

/** The contact by name and role, or the manager. */
const whoseAddress = ({ contacts, manager }: Customer, personId: string) => {
  if (manager?.subject === personId)
    return {
      contactName: null,
      contactRole: null,
      managerName: 'plain' in manager ? managerFacts(manager.plain).name : null,
    };
  const contact = contacts.find(({ contactId }) => contactId === personId);
  return {
    contactName: contact !== undefined && 'plain' in contact.person ? contact.person.plain.name : null,
    contactRole: contact?.role ?? null,
    managerName: null,
  };
};
