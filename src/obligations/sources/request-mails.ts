import type { Instant } from '../../../domain/kernel/civil.js';
import { recipientsOf } from '../../../domain/customer/recipients.js';
import type { ObligationKind } from '../../../domain/obligation/kinds.js';
import { vendorKey, type ObligationNamed } from '../../../domain/obligation/obligation.events.js';
import type { RequestCourse } from '../../../domain/obligation/request-course.js';
import { figuresOf } from '../../../domain/policy/figures.js';
import { linkTo, type Tokens } from '../../mails/mails.port.js';
import { familyNow, type FamilyNow } from '../../customers/customers.port.js';
import type { Clock } from '../../platform/clock.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import type { Mail } from '../../platform/mail/mail.js';
import type { PolicyBooks } from '../../policies/policies.port.js';
import { composeRequestMail, memoOf } from './request-texts.js';
import { letter, mailVendor, type Sending } from './sending.js';
import type { Addressed, Addressee, Owed } from './source.js';

/** Who is written to of each kind. Of a memo both sides are: its leads. */
const writtenTo: Readonly<Partial<Record<ObligationKind, readonly ('contact' | 'owner' | 'desk')[]>>> = {
  'request-received': ['contact'],
  'request-waiting': ['contact'],
  'request-resolved': ['contact'],
  'wait-reminder': ['contact'],
  'wait-unanswered': ['owner'],
  'promise-at-risk': ['owner'],
  'promise-broken': ['owner', 'desk'],
  'memo-planned': ['contact', 'owner'],
};

type Missing = Extract<Addressed, { readonly because: unknown }>['because'];

/** To whom mails about requests go, and how they read. */
export class RequestMails {
  constructor(
    private readonly ledger: Ledger,
    private readonly books: PolicyBooks,
    private readonly clock: Clock,
    private readonly sending: Sending,
    private readonly tokens: Tokens,
  ) {}

  /**
   * The request's contact, where it is one of the customer's who may be written to. The ledger knows no addresses of
   * staff: for an owner the customer manager is written to, and where there is none the vendor's own address for
   * service that the policy names (P4).
   */
  async addressed(vendor: string, course: RequestCourse, { named }: Owed): Promise<Addressed> {
    const family = await familyNow(this.ledger, vendor, course.request.customerId);
    const contactId = contactOf(course, named);
    const vendorAddress = await this.vendorAddress(vendor);
    const to = (writtenTo[named.kind] ?? []).flatMap((who): readonly Addressee[] => {
      if (who === 'contact') return recipientNamed(family, contactId);
      if (who === 'desk') return vendorAddress;
      const manager = managerOf(family);
      return manager.length > 0 ? manager : vendorAddress;
    });
    const [first, ...rest] = [...new Map(to.map((each) => [each.key, each])).values()];
    return first === undefined ? { to: [], because: missingIn(family, contactId) } : { to: [first, ...rest] };
  }

  /** R17: who is written to in the place of a member of staff who owns something of a customer's request. */
  async ownersOf(vendor: string, customerId: string): Promise<Addressed> {
    const manager = managerOf(await familyNow(this.ledger, vendor, customerId));
    const [first, ...rest] = manager.length > 0 ? manager : await this.vendorAddress(vendor);
    return first === undefined ? { to: [], because: 'no-recipient' } : { to: [first, ...rest] };
  }

  /** The vendor's own address, where the policy names one. */
  async vendorAddress(vendor: string): Promise<readonly Addressee[]> {
    const address = figuresOf((await this.policy(vendor)).policy).mail.desk;
    return address === null
      ? []
      : [{ key: vendorKey, personId: '', role: 'desk', customerId: '', name: '', address, language: null }];
  }

  async mailTo(
    vendor: string,
    course: RequestCourse,
    owed: Owed,
    addressee: Addressee,
    closesAt: Instant | null,
  ): Promise<Mail> {
    const { policy } = await this.policy(vendor);
    const [survivor] = await familyNow(this.ledger, vendor, course.request.customerId);
    const language = addressee.language ?? policy.language;
    const composed = composeRequestMail(
      course,
      owed,
      addressee,
      {
        customerName: survivor?.name ?? '',
        closesAt,
        resolutionPage: this.resolutionPage(vendor, course, owed, addressee),
      },
      language,
      mailVendor(this.sending, vendor, policy),
    );
    const { requestId } = course.request;
    return letter(this.sending, policy, { obligationId: owed.id, requestId }, addressee, composed);
  }

  /** R11, M6: where the recipient accepts the resolution, or reopens the request. */
  private resolutionPage(
    vendor: string,
    { request: { requestId } }: RequestCourse,
    { named: { kind, about } }: Owed,
    { key }: Addressee,
  ): string | null {
    if (kind !== 'request-resolved') return null;
    const cycle = about!.slice('cycle '.length);
    return linkTo(
      this.sending.publicUrl,
      'resolution',
      this.tokens.make('resolution', [vendor, requestId, cycle, key]),
    );
  }

  async policy(vendor: string) {
    return (await this.books.snapshot(vendor)).book.policyAt(this.clock.ms(), Infinity);
  }
}

/** The request's contact; of a memo whoever confirmed it for the customer. Null where it is named in text. */
const contactOf = ({ request, memos }: RequestCourse, { kind, about }: ObligationNamed): string | null => {
  const lead = kind === 'memo-planned' ? (memoOf(memos, about)?.lead ?? null) : null;
  const [first] = [lead, request.contact].flatMap((person) => (person !== null && 'id' in person ? [person.id] : []));
  return first ?? null;
};

const recipientNamed = (family: FamilyNow, contactId: string | null): readonly Addressee[] =>
  family.flatMap((member) =>
    recipientsOf(member, 'contract')
      .filter(({ key }) => key === contactId)
      .map((recipient) => ({ ...recipient, customerId: member.customerId })),
  );

const managerOf = ([survivor]: FamilyNow): readonly Addressee[] =>
  survivor === undefined
    ? []
    : recipientsOf(survivor, 'contract')
        .filter(({ role }) => role === 'manager')
        .map((recipient) => ({ ...recipient, customerId: survivor.customerId }));

/** Why a contact is not written to. */
export const missingIn = (family: FamilyNow, contactId: string | null): Missing => {
  if (contactId === null) return 'no-recipient';
  if (family.some(({ erased }) => erased.has(contactId))) return 'erased';
  return family.some(({ failed }) => failed.has(contactId)) ? 'undeliverable' : 'no-recipient';
};
