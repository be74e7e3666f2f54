import { topicsOf } from '../../../domain/customer/contacts.js';
import { recipientsOf } from '../../../domain/customer/recipients.js';
import { dayAt, epochOf } from '../../../domain/kernel/civil.js';
import { idOfPerson } from '../../../domain/kernel/person.js';
import type { ObligationKind } from '../../../domain/obligation/kinds.js';
import type { SurveyCourse } from '../../../domain/obligation/survey-course.js';
import type { Request } from '../../../domain/request/request.state.js';
import { surveyOf } from '../../../domain/request/surveys.js';
import { familyNow, type FamilyNow } from '../../customers/customers.port.js';
import { composeMail, linkTo, type Tokens } from '../../mails/mails.port.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import type { Mail } from '../../platform/mail/mail.js';
import { shownText } from '../../platform/http/validation/sealed-text.js';
import { missingIn, type RequestMails } from './request-mails.js';
import { letter, mailVendor, type Sending } from './sending.js';
import type { Addressed, Addressee, Owed } from './source.js';

/** The resolution that a survey or follow-up is about: `survey 1`, `follow-up 1`. */
export const cycleOf = (about: string | null): number => Number(about?.split(' ')[1]);

/** To whom surveys and follow-ups go, and how they read. */
export class SurveyMails {
  constructor(
    private readonly ledger: Ledger,
    private readonly mails: RequestMails,
    private readonly tokens: Tokens,
    private readonly sending: Sending,
  ) {}

  /**
   * S22: the request's contact, unless it wants no surveys (M5); of a follow-up whoever is written to in its owner's
   * place (R17).
   */
  async addressed(vendor: string, request: Request, kind: ObligationKind): Promise<Addressed> {
    if (kind === 'follow-up-due') return this.mails.ownersOf(vendor, request.customerId);
    const family = await familyNow(this.ledger, vendor, request.customerId);
    const contactId = idOfPerson(request.contact);
    const [first] = family.flatMap((member): readonly Addressee[] =>
      recipientsOf(member, 'survey')
        .filter(({ key }) => key === contactId)
        .map((recipient) => ({ ...recipient, customerId: member.customerId })),
    );
    return first === undefined ? { to: [], because: unasked(family, contactId) } : { to: [first] };
  }

  async mailTo(
    vendor: string,
    { request, closings }: SurveyCourse,
    { id, named }: Owed,
    addressee: Addressee,
  ): Promise<Mail> {
    const { policy } = await this.mails.policy(vendor);
    const [survivor] = await familyNow(this.ledger, vendor, request.customerId);
    const [language, from] = [addressee.language ?? policy.language, mailVendor(this.sending, vendor, policy)];
    const cycle = cycleOf(named.about);
    const survey = surveyOf(request, cycle);
    const about = {
      recipientName: addressee.name === '' ? null : addressee.name,
      customerName: survivor?.name ?? '',
      requestNo: request.no,
      title: shownText(request.title) ?? request.no,
    };
    const { requestId } = request;
    if (named.kind === 'follow-up-due') {
      const answer = survey.status === 'answered' ? survey : null;
      const facts = { ...about, score: answer?.score ?? 0, comment: shownText(answer?.comment), dueAt: named.dueAt };
      const composed = composeMail(named.kind, language, from, facts, {});
      return letter(this.sending, policy, { obligationId: id, requestId }, addressee, composed);
    }
    const closesAt = survey.status === 'unsent' ? named.dueAt : survey.closesAt;
    const facts = {
      ...about,
      closedAt: closings.find((each) => each.cycle === cycle)!.at,
      // The closing instant is outside (T6).
      openThrough: dayAt(epochOf(closesAt) - 1, policy.timeZone),
    };
    const unsubscribe = this.link('unsubscribe', [vendor, addressee.customerId, addressee.key, 'survey']);
    const links = { survey: this.link('survey', [vendor, requestId, String(cycle), addressee.key]), unsubscribe };
    const kind = named.kind === 'survey-reminder' ? named.kind : 'survey';
    const composed = composeMail(kind, language, from, facts, links);
    return letter(this.sending, policy, { obligationId: id, requestId, unsubscribe }, addressee, composed);
  }

  private link(purpose: 'survey' | 'unsubscribe', ids: readonly string[]): string {
    return linkTo(this.sending.publicUrl, purpose, this.tokens.make(purpose, ids));
  }
}

/** M5: why a contact gets no survey: it wants none, or is not written to at all. */
const unasked = (family: FamilyNow, contactId: string | null): Extract<Addressed, { because: unknown }>['because'] => {
  const missing = missingIn(family, contactId);
  if (missing !== 'no-recipient') return missing;
  const contact = family.flatMap(({ contacts }) => contacts).find((each) => each.contactId === contactId);
  return contact !== undefined && !topicsOf(contact).includes('survey') ? 'unsubscribed' : 'no-recipient';
};
