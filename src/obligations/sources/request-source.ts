import { DAY } from '../../../domain/kernel/durations.js';
import { instantOf } from '../../../domain/kernel/civil.js';
import { idOfStream, type Recorded, streamName } from '../../../domain/kernel/envelope.js';
import type { ObligationNamed } from '../../../domain/obligation/obligation.events.js';
import { promiseAbout } from '../../../domain/obligation/owed-request.js';
import { courseOf, type RequestCourse } from '../../../domain/obligation/request-course.js';
import { requestMergesFacts } from '../../../domain/request-merges/request-merges.facts.js';
import type { RequestAct } from '../../../domain/request/request.commands.js';
import type { RequestEvent } from '../../../domain/request/request.events.js';
import type { GivenPromise } from '../../../domain/request/request.state.js';
import { openStates } from '../../../domain/request/state-table.js';
import type { ListedRequestState, RequestRow } from '../../../projections/requests/requests.row.js';
import type { Clock } from '../../platform/clock.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import type { Mail } from '../../platform/mail/mail.js';
import type { View } from '../../platform/views/view-store.js';
import type { PolicyBooks } from '../../policies/policies.port.js';
import { performOnRequest } from './request-facts.js';
import { groupsOfRequest } from './request-groups.js';
import type { RequestMails } from './request-mails.js';
import { sourceNames } from './source-names.js';
import type { Addressed, Addressee, Owed, OwedGroup, OwedSource } from './source.js';
import { pagesAmong, pagesOf } from './view-pages.js';

const owing: readonly ListedRequestState[] = [...openStates, 'resolved'];
/** Of requests that were ended before their mail was sent: longer than any holiday. */
const searchedBackMs = 31 * DAY;
/** In streams whose names begin alike: a merge has an event in each of both requests besides. */
const ofNoRequest: ReadonlySet<string> = new Set(['Abandoned', ...Object.keys(requestMergesFacts)]);

/** What is owed of requests (R10, R11, K11, K12, R15): mail, and what the runner records by itself. */
export class RequestSource implements OwedSource {
  readonly name = sourceNames.request;

  constructor(
    private readonly ledger: Ledger,
    private readonly books: PolicyBooks,
    private readonly rows: View<RequestRow>,
    private readonly mails: RequestMails,
    private readonly clock: Clock,
  ) {}

  subjectOf({ vendor, stream, type, data }: Recorded): string | null {
    if (type === 'ObligationRetried') return (data as ObligationNamed).requestId;
    return stream.startsWith(`${vendor}.request-`) && !ofNoRequest.has(type) ? idOfStream(stream) : null;
  }

  async groupsOf(vendor: string, requestId: string): Promise<readonly OwedGroup[]> {
    const course = await this.course(vendor, requestId);
    return course === undefined
      ? []
      : groupsOfRequest(vendor, course, await this.books.snapshot(vendor), this.clock.ms());
  }

  /** Every open or resolved request may have something due; of the others only what was cut short. */
  async *dueBetween(vendor: string, after: number | null): AsyncIterable<readonly OwedGroup[]> {
    for await (const ids of this.open(vendor)) yield await this.groupsOfAll(vendor, ids);
    if (after !== null) return;
    const from = instantOf(this.clock.ms() - searchedBackMs);
    for await (const page of pagesOf(this.rows, vendor, [{ field: 'requestedAt', from }]))
      yield await this.groupsOfAll(
        vendor,
        page.map(({ requestId }) => requestId),
      );
  }

  async *open(vendor: string, among?: readonly string[]): AsyncIterable<readonly string[]> {
    for await (const page of pagesAmong(this.rows, vendor, [{ field: 'state', in: owing }], among))
      yield page.filter(({ state }) => owing.includes(state)).map(({ requestId }) => requestId);
  }

  async addressed(vendor: string, owed: Owed): Promise<Addressed> {
    const course = await this.course(vendor, owed.named.requestId!);
    return this.mails.addressed(vendor, course!, owed);
  }

  async mailTo(vendor: string, owed: Owed, addressee: Addressee): Promise<Mail> {
    const requestId = owed.named.requestId!;
    const course = await this.course(vendor, requestId);
    const closing = (await this.groupsOf(vendor, requestId))
      .filter(({ key }) => key.part === owed.named.about)
      .flatMap((group) => group.owed.filter(({ named }) => named.kind === 'request-close'));
    return this.mails.mailTo(vendor, course!, owed, addressee, closing[0]?.named.dueAt ?? null);
  }

  /** R11, K11: RequestClosed and PromiseBroken, as true from their due instant, however late the runner is. */
  async perform(vendor: string, { named }: Owed): Promise<boolean> {
    const closes = named.kind === 'request-close';
    const act: RequestAct = closes
      ? { kind: 'close', confirmedBy: null, cycle: Number(named.about!.slice('cycle '.length)) }
      : { kind: 'overdue' };
    const at = closes ? named.dueAt : this.clock.now();
    const request = await performOnRequest(this.ledger, this.books, vendor, named, at, act);
    const isBroken = ({ promiseId, verdict }: GivenPromise): boolean =>
      named.about === promiseAbout(promiseId) && verdict?.state === 'broken';
    return closes ? request?.closedHow === 'silence' : request?.promises.some(isBroken) === true;
  }

  private async course(vendor: string, requestId: string): Promise<RequestCourse | undefined> {
    const stream = streamName(vendor, 'request', requestId);
    return courseOf(await this.ledger.streams.read<RequestEvent>(vendor, stream));
  }

  private async groupsOfAll(vendor: string, requestIds: readonly string[]): Promise<readonly OwedGroup[]> {
    const groups: OwedGroup[] = [];
    for (const id of requestIds) groups.push(...(await this.groupsOf(vendor, id)));
    return groups;
  }
}
