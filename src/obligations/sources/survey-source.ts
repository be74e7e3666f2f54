import { idOfStream, type Recorded, streamName } from '../../../domain/kernel/envelope.js';
import type { ObligationNamed } from '../../../domain/obligation/obligation.events.js';
import { type SurveyCourse, surveyCourseOf } from '../../../domain/obligation/survey-course.js';
import type { SurveyAct } from '../../../domain/request/request.commands.js';
import { surveyOf } from '../../../domain/request/surveys.js';
import { surveyClosesAt } from '../../../domain/survey/survey-dates.js';
import type { SurveysRow } from '../../../projections/surveys/surveys.row.js';
import type { Clock } from '../../platform/clock.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import type { Mail } from '../../platform/mail/mail.js';
import type { View } from '../../platform/views/view-store.js';
import type { PolicyBooks } from '../../policies/policies.port.js';
import { VendorTerms } from '../../requests/requests.port.js';
import { performOnRequest } from './request-facts.js';
import { sourceNames } from './source-names.js';
import type { Addressed, Addressee, Owed, OwedGroup, OwedSource } from './source.js';
import { groupsOfSurveys } from './survey-groups.js';
import { cycleOf, type SurveyMails } from './survey-mails.js';
import { pagesAmong } from './view-pages.js';

/** Surveys, their reminders and ends, and follow-ups that nobody replied to (S22). */
export class SurveySource implements OwedSource {
  readonly name = sourceNames.survey;

  constructor(
    private readonly ledger: Ledger,
    private readonly books: PolicyBooks,
    private readonly rows: View<SurveysRow>,
    private readonly mails: SurveyMails,
    private readonly clock: Clock,
  ) {}

  subjectOf({ vendor, stream, type, data }: Recorded): string | null {
    if (type === 'ObligationRetried') return (data as ObligationNamed).requestId;
    return stream.startsWith(`${vendor}.request-`) && changing.has(type) ? idOfStream(stream) : null;
  }

  async groupsOf(vendor: string, requestId: string): Promise<readonly OwedGroup[]> {
    const course = await this.course(vendor, requestId);
    return course === undefined
      ? []
      : groupsOfSurveys(vendor, course, await this.books.snapshot(vendor), this.clock.ms());
  }

  /** Every request whose survey or follow-up is open: each has something due within weeks. */
  async *dueBetween(vendor: string): AsyncIterable<readonly OwedGroup[]> {
    for await (const ids of this.open(vendor)) {
      const groups: OwedGroup[] = [];
      for (const id of ids) groups.push(...(await this.groupsOf(vendor, id)));
      yield groups;
    }
  }

  async *open(vendor: string, among?: readonly string[]): AsyncIterable<readonly string[]> {
    for await (const page of pagesAmong(this.rows, vendor, [{ field: 'open', is: true }], among))
      yield page.flatMap((row) => (row.subject === 'request' && row.open ? [row.requestId] : []));
  }

  async addressed(vendor: string, { named }: Owed): Promise<Addressed> {
    const course = await this.course(vendor, named.requestId!);
    return this.mails.addressed(vendor, course!.request, named.kind);
  }

  async mailTo(vendor: string, owed: Owed, addressee: Addressee): Promise<Mail> {
    const course = await this.course(vendor, owed.named.requestId!);
    return this.mails.mailTo(vendor, course!, owed, addressee);
  }

  /**
   * S22: SurveySent before the mail, so that its link leads somewhere whenever it is opened; nothing where nobody would
   * be written to. SurveyClosed as true from the instant at which it closed, however late the runner is.
   */
  async perform(vendor: string, owed: Owed): Promise<boolean> {
    const { named } = owed;
    const cycle = cycleOf(named.about);
    const performed = async (at: string, act: SurveyAct) => {
      const request = await performOnRequest(this.ledger, this.books, vendor, named, at, act);
      return request === null ? null : surveyOf(request, cycle).status;
    };
    if (named.kind === 'survey-close')
      return (await performed(named.dueAt, { kind: 'survey-close', cycle })) === 'closed';
    // It ends unsent.
    if ('because' in (await this.addressed(vendor, owed))) return true;
    const terms = new VendorTerms(await this.books.snapshot(vendor));
    const { request } = (await this.course(vendor, named.requestId!))!;
    const at = this.clock.now();
    const closesAt = surveyClosesAt(at, terms.surveyTermsOf(request.decision.policyVersion));
    return (await performed(at, { kind: 'survey-send', cycle, closesAt })) === 'open';
  }

  private async course(vendor: string, requestId: string): Promise<SurveyCourse | undefined> {
    return surveyCourseOf(await this.ledger.streams.read(vendor, streamName(vendor, 'request', requestId)));
  }
}

const changing: ReadonlySet<string> = new Set([
  'RequestClosed',
  'RequestReopened',
  'SurveySent',
  'SurveyAnswered',
  'SurveyClosed',
  'SurveySuperseded',
  'FollowUpOpened',
  'FollowUpReplied',
]);
