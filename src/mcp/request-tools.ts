import { Inject } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { priorities, services } from '../../domain/kernel/vocabulary.js';
import { requestStates } from '../../domain/request/state-table.js';
import { writingIn } from '../explanations/explanations.port.js';
import { History, TimelineEnds } from '../history/history.port.js';
import { limitOf } from '../platform/http/conventions/lists.js';
import { Invalid, NotFound } from '../platform/http/problems/problem.js';
import { oneOf } from '../platform/http/server/schemas.js';
import { Text } from '../platform/http/validation/decorators.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { promiseFilters, requestLine, RequestReader, RequestSearch, RequestsQuery } from '../requests/requests.port.js';
import {
  argument,
  asCaller,
  fewerLines,
  inputOf,
  peopleAndSystems,
  type Tool,
  type ToolAnswer,
  type ToolCaller,
} from './tool.js';

/** Requests by the filters of their list, such as those whose promise is at risk. */
export class ListRequestsTool implements Tool {
  readonly name = 'list_requests';
  readonly title = 'List requests for service';
  readonly description =
    'Requests for service, the latest first: those of a customer, or those whose promise is open, paused, at risk or ' +
    'broken now. Answers number, title, state, and by when a promise is due.';
  readonly roles = peopleAndSystems;
  readonly arguments = RequestsQuery;
  readonly inputSchema = inputOf({
    customerCode: argument("The customer's code; or customerId."),
    customerId: argument('The id of the customer; or customerCode.'),
    promise: argument('Requests with such a promise now.', oneOf(promiseFilters)),
    no: argument('The number of one request.'),
    state: argument('Requests in this state.', oneOf(requestStates)),
    service: argument('The service that was asked for.', oneOf(services)),
    priority: argument('P1 is the highest.', oneOf(priorities)),
    owner: argument('The id of who owns the request.'),
    dueBefore: argument('An open promise is due before this instant or day.'),
    limit: argument(`How many, as text; "${fewerLines}" unless given.`),
    cursor: argument('nextCursor of the page before.'),
  });

  constructor(
    @Inject(RequestSearch) private readonly search: RequestSearch,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
  ) {}

  async run(caller: ToolCaller, given: object): Promise<ToolAnswer> {
    const query = given as RequestsQuery;
    const limit = String(limitOf(query, fewerLines, '/'));
    const page = await this.search.list(asCaller(caller), { ...query, limit });
    const writing = writingIn(caller.language, this.books.zone(caller.vendor));
    return { text: page.items.map((request) => requestLine(writing, request)).join('\n'), structured: page };
  }
}

export class RequestTimelineArguments {
  @ApiPropertyOptional() @IsOptional() @Text(200) requestId?: string;
  @ApiPropertyOptional() @IsOptional() @Text(200) requestNo?: string;
  @ApiPropertyOptional() @IsOptional() @Text(10) limit?: string;
  @ApiPropertyOptional() @IsOptional() @Text(2000) cursor?: string;
}

/** One request with its promises, and what happened to it. */
export class RequestTimelineTool implements Tool {
  readonly name = 'request_timeline';
  readonly title = 'Timeline of a request';
  readonly description =
    'One request for service with its promises as they are now, and what happened to it as dated sentences in the ' +
    'order they were recorded.';
  readonly roles = peopleAndSystems;
  readonly arguments = RequestTimelineArguments;
  readonly inputSchema = inputOf({
    requestNo: argument('The number of the request, such as R20260301-7K2QF; or requestId.'),
    requestId: argument('The id of the request instead of requestNo.'),
    limit: argument(`How many lines, as text; "${fewerLines}" unless given.`),
    cursor: argument('nextCursor of the page before.'),
  });

  constructor(
    @Inject(RequestSearch) private readonly search: RequestSearch,
    @Inject(RequestReader) private readonly reader: RequestReader,
    @Inject(History) private readonly history: History,
    @Inject(TimelineEnds) private readonly ends: TimelineEnds,
  ) {}

  async run(caller: ToolCaller, given: object): Promise<ToolAnswer> {
    const { requestId, requestNo, limit, cursor } = given as RequestTimelineArguments;
    const { vendor, language } = caller;
    const asked = { limit: limitOf({ limit }, fewerLines, '/'), cursor };
    const request = await this.reader.get(asCaller(caller), requestId ?? (await this.idOf(caller, requestNo)));
    const end = await this.ends.latest(vendor);
    const page = await this.history.ofRequest(vendor, request.id, end, language, asked);
    const writing = writingIn(language, end.zone);
    const items = page.items.map(({ sentence, event: { type, position, meta } }) => ({
      sentence,
      type,
      position,
      effectiveAt: meta.effectiveAt,
      recordedAt: meta.recordedAt,
    }));
    const lines = items.map(({ sentence, recordedAt }) => `${writing.instant(recordedAt)} ${sentence}`);
    return {
      text: [requestLine(writing, request), ...lines].join('\n'),
      structured: { request, items, nextCursor: page.nextCursor },
    };
  }

  /** @throws Invalid, NotFound */
  private async idOf(caller: ToolCaller, no: string | undefined): Promise<string> {
    if (no === undefined) throw new Invalid([{ pointer: '/requestNo', code: 'required' }]);
    const { items } = await this.search.list(asCaller(caller), { no });
    if (items.length === 0) throw new NotFound(no);
    return items[0]!.id;
  }
}
