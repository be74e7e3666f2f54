import { intake as intakes, type Intake } from '../../../domain/intake/intake.js';
import type { IntakeEvent } from '../../../domain/intake/intake.events.js';
import { dayAt } from '../../../domain/kernel/civil.js';
import { idOfStream, type Recorded } from '../../../domain/kernel/envelope.js';
import { intakeSubject } from '../../../domain/obligation/identity.js';
import type { Suppression } from '../../../domain/obligation/kinds.js';
import type { ObligationNamed } from '../../../domain/obligation/obligation.events.js';
import { intakeOpenAt } from '../../../domain/obligation/owed-request.js';
import { figuresOf } from '../../../domain/policy/figures.js';
import type { RequestEvent } from '../../../domain/request/request.events.js';
import type { IntakeRow } from '../../../projections/intakes/intakes.row.js';
import { composeMail } from '../../mails/mails.port.js';
import type { Clock } from '../../platform/clock.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import type { Mail } from '../../platform/mail/mail.js';
import type { View } from '../../platform/views/view-store.js';
import type { PolicyBooks } from '../../policies/policies.port.js';
import { owedBesideContracts } from './owed-beside-contracts.js';
import type { RequestMails } from './request-mails.js';
import { letter, mailVendor, type Sending } from './sending.js';
import { sourceNames } from './source-names.js';
import type { Addressed, Addressee, Owed, OwedGroup, OwedSource } from './source.js';
import { pagesAmong } from './view-pages.js';

const about = 'intake';

/** R18: an intake that no request names is reported to the vendor's own address for service. */
export class IntakeSource implements OwedSource {
  readonly name = sourceNames.intake;

  constructor(
    private readonly ledger: Ledger,
    private readonly books: PolicyBooks,
    private readonly rows: View<IntakeRow>,
    /** Resolves once the view has all that is recorded by now: no intake's stream knows the requests that name it. */
    private readonly reached: () => Promise<unknown>,
    private readonly mails: RequestMails,
    private readonly clock: Clock,
    private readonly sending: Sending,
  ) {}

  subjectOf({ vendor, stream, type, data }: Recorded): string | null {
    if (type === 'ObligationRetried') return (data as ObligationNamed).intakeId;
    if (type === 'RequestRegistered') return (data as Extract<RequestEvent, { type: typeof type }>['data']).intakeId;
    return stream.startsWith(`${vendor}.intake-`) ? idOfStream(stream) : null;
  }

  async groupsOf(vendor: string, intakeId: string): Promise<readonly OwedGroup[]> {
    const intake = await this.intake(vendor, intakeId);
    if (intake === undefined) return [];
    await this.reached();
    const row = await this.rows.get(intakeId);
    const endsAs = intake.closed !== null ? 'closed' : (row?.requests.length ?? 0) > 0 ? 'registered' : null;
    return [await this.group(vendor, intake, endsAs)];
  }

  async *dueBetween(vendor: string): AsyncIterable<readonly OwedGroup[]> {
    for await (const ids of this.open(vendor)) {
      const groups: OwedGroup[] = [];
      for (const id of ids) groups.push(...(await this.groupsOf(vendor, id)));
      yield groups;
    }
  }

  async *open(vendor: string, among?: readonly string[]): AsyncIterable<readonly string[]> {
    for await (const page of pagesAmong(this.rows, vendor, [{ field: 'open', is: true }], among))
      yield page.filter(({ open }) => open).map(({ intakeId }) => intakeId);
  }

  async addressed(vendor: string): Promise<Addressed> {
    const [address] = await this.mails.vendorAddress(vendor);
    return address === undefined ? { to: [], because: 'no-recipient' } : { to: [address] };
  }

  async mailTo(vendor: string, owed: Owed, addressee: Addressee): Promise<Mail> {
    const { policy } = await this.mails.policy(vendor);
    const { channel, receivedAt, from, text } = (await this.intake(vendor, owed.named.intakeId!))!;
    const composed = composeMail(
      'intake-open',
      policy.language,
      mailVendor(this.sending, vendor, policy),
      {
        recipientName: null,
        channel,
        receivedAt,
        from: from !== null && 'name' in from && 'plain' in from.name ? from.name.plain : null,
        content: text !== null && 'plain' in text ? text.plain : null,
      },
      {},
    );
    const sender = from === null ? [] : ['id' in from ? from.id : from.name.subject];
    const of = { obligationId: owed.id, quotes: [owed.named.intakeId!, ...sender] };
    return letter(this.sending, policy, of, addressee, composed);
  }

  private async intake(vendor: string, intakeId: string): Promise<Intake | undefined> {
    const { state } = await this.ledger.load<Intake | { status: 'none' }, IntakeEvent>(
      vendor,
      'intake',
      intakeId,
      intakes,
    );
    return state.status === 'received' ? state : undefined;
  }

  /** By today's policy: an intake was decided by none. */
  private async group(vendor: string, intake: Intake, endsAs: Suppression | null): Promise<OwedGroup> {
    const { book, zone } = await this.books.snapshot(vendor);
    const now = this.clock.ms();
    const { policy, hours } = book.policyAt(now, Infinity);
    const { hotline } = hours(book.calendarAt(Infinity));
    const figures = figuresOf(policy);
    const { intakeId, receivedAt } = intake;
    const { at: dueAt, provisional } = intakeOpenAt(receivedAt, hotline, figures.requests.intakeOpenWorkingDays);
    const owed = owedBesideContracts(vendor, {
      kind: 'intake-open',
      subject: intakeSubject(intakeId),
      about,
      customerId: null,
      intakeId,
      nominalOn: dayAt(dueAt, zone),
      dueAt,
      // O3: what has no more use ends at once.
      firesAt: endsAs === null ? dueAt : Math.min(dueAt, now),
      provisional,
      endsAs,
    });
    return {
      key: { source: sourceNames.intake, subjectId: intakeId, customerId: '', part: about },
      owed: [owed],
      hotline,
      zone,
      figures,
      suppressionAt: () => null,
    };
  }
}
