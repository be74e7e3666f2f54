import type { CustomerEvent } from '../../../domain/customer/customer.events.js';
import { customer } from '../../../domain/customer/customer.js';
import { recipientsOf } from '../../../domain/customer/recipients.js';
import { dayAt, epochOf } from '../../../domain/kernel/civil.js';
import { idOfStream, type Recorded, streamName } from '../../../domain/kernel/envelope.js';
import { addressSubject, nameParts } from '../../../domain/obligation/identity.js';
import type { ObligationNamed } from '../../../domain/obligation/obligation.events.js';
import { figuresOf } from '../../../domain/policy/figures.js';
import { familyNow } from '../../customers/customers.port.js';
import { composeMail } from '../../mails/mails.port.js';
import type { Clock } from '../../platform/clock.js';
import { derivedUuid } from '../../platform/ledger/identity.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import type { Mail } from '../../platform/mail/mail.js';
import type { Ordinals } from '../../platform/ordinals/ordinals.js';
import type { PolicyBooks } from '../../policies/policies.port.js';
import { letter, mailVendor, type Sending } from './sending.js';
import { sourceNames } from './source-names.js';
import type { Addressed, Addressee, Owed, OwedGroup, OwedSource } from './source.js';

const kind = 'address-failed';
const eventsAtATime = 500;

/** An address that takes no mail any more, and the event by which it stopped. */
interface Failure {
  readonly about: string;
  readonly code: string;
  readonly recordedAt: string;
}

/** M4: that an address of a customer stopped is owed to the manager, until the address is changed. */
export class AddressSource implements OwedSource {
  readonly name = sourceNames.address;

  constructor(
    private readonly ledger: Ledger,
    private readonly books: PolicyBooks,
    private readonly ordinals: Pick<Ordinals, 'find'>,
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

  async addressed(vendor: string, { named }: Owed): Promise<Addressed> {
    const [survivor] = await familyNow(this.ledger, vendor, named.customerId!);
    const manager = survivor && recipientsOf(survivor, 'contract').find(({ role }) => role === 'manager');
    if (manager === undefined) return { to: [], because: 'no-recipient' };
    return { to: [{ ...manager, customerId: survivor!.customerId }] };
  }

  async mailTo(vendor: string, { id, named }: Owed, addressee: Addressee): Promise<Mail> {
    const [survivor] = await familyNow(this.ledger, vendor, named.customerId!);
    const { policy } = (await this.books.snapshot(vendor)).book.policyAt(this.clock.ms(), Infinity);
    const failure = (await this.failures(vendor, named.customerId!)).find(({ about }) => about === named.about);
    const facts = { recipientName: addressee.name, customerName: survivor!.name, code: failure!.code };
    const from = mailVendor(this.sending, vendor, policy);
    const composed = composeMail('address-failed-staff', policy.language, from, facts, {});
    return letter(this.sending, policy, { obligationId: id }, addressee, composed);
  }

  /** Of addresses that are stopped still, by the last event that stopped each. */
  private async failures(vendor: string, customerId: string): Promise<readonly Failure[]> {
    const { state } = await this.ledger.load(vendor, 'customer', customerId, customer);
    if (state.status !== 'registered' || state.failed.size === 0) return [];
    const failures = new Map<string, Failure>();
    const stream = streamName(vendor, 'customer', customerId);
    for (const { type, data, revision, meta } of await this.ledger.streams.read<CustomerEvent>(vendor, stream))
      if (type === 'AddressFailed' && state.failed.has(data.contactId)) {
        const about = `address ${data.contactId} ${revision}`;
        failures.set(data.contactId, { about, code: data.code, recordedAt: meta.recordedAt });
      }
    return [...failures.values()];
  }

  /** By today's policy: an address was stopped by none. */
  private async group(vendor: string, customerId: string, { about, recordedAt }: Failure): Promise<OwedGroup> {
    const { book, zone } = await this.books.snapshot(vendor);
    const { policy, hours } = book.policyAt(this.clock.ms(), Infinity);
    const dueAt = epochOf(recordedAt);
    const nominalOn = dayAt(dueAt, zone);
    const subject = addressSubject(customerId, about);
    const id = derivedUuid(vendor, ...nameParts({ kind, subject, offset: 0, ownerId: customerId, lastDay: null }));
    const named: ObligationNamed = {
      obligationId: id,
      kind,
      customerId,
      contractId: null,
      termId: null,
      requestId: null,
      about,
      intakeId: null,
      offset: 0,
      lastDay: null,
      nominalOn,
      dueAt: recordedAt,
      catchUp: false,
      endsTerm: false,
    };
    const owed: Owed = {
      id,
      named,
      nominalOn,
      dueAt,
      firesAt: dueAt,
      provisional: false,
      backfilled: false,
      endsAfter: null,
      endsAs: null,
    };
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
