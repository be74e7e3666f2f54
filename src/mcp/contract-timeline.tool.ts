import { Inject } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { writingIn } from '../explanations/explanations.port.js';
import { History, TimelineEnds } from '../history/history.port.js';
import { limitOf } from '../platform/http/conventions/lists.js';
import { OrNumber } from '../platform/http/own-numbers/own-number.decorators.js';
import { Invalid } from '../platform/http/problems/problem.js';
import { IsInstantOrDay, Text } from '../platform/http/validation/decorators.js';
import { argument, fewerLines, inputOf, peopleAlone, type Tool, type ToolAnswer, type ToolCaller } from './tool.js';

export class ContractTimelineArguments {
  @OrNumber() @IsOptional() @Text(200) contractId?: string;
  @ApiPropertyOptional() @IsOptional() @IsInstantOrDay() at?: string;
  @ApiPropertyOptional() @IsOptional() @IsInstantOrDay() knownAt?: string;
  @ApiPropertyOptional() @IsOptional() @Text(10) limit?: string;
  @ApiPropertyOptional() @IsOptional() @Text(2000) cursor?: string;
}

export class ContractTimelineTool implements Tool {
  readonly name = 'contract_timeline';
  readonly title = 'Timeline of a contract';
  readonly description =
    'What happened to a contract, as dated sentences in the order they were recorded: purchase, renewals, payments, ' +
    'suspensions, corrections.';
  readonly roles = peopleAlone;
  readonly arguments = ContractTimelineArguments;
  readonly inputSchema = inputOf({
    contractNo: argument('The number of the contract; or licenceNo, or contractId. One of them is required.'),
    licenceNo: argument('The number of a licence instead of contractNo.'),
    contractId: argument('The id of the contract instead of contractNo.'),
    at: argument('Up to what is true at this instant, or at the beginning of this day.'),
    knownAt: argument('Up to what was recorded at this instant.'),
    limit: argument(`How many lines, as text; "${fewerLines}" unless given.`),
    cursor: argument('nextCursor of the page before.'),
  });

  constructor(
    @Inject(History) private readonly history: History,
    @Inject(TimelineEnds) private readonly ends: TimelineEnds,
  ) {}

  async run({ vendor, language }: ToolCaller, given: object): Promise<ToolAnswer> {
    const { contractId, at, knownAt, limit, cursor } = given as ContractTimelineArguments;
    if (contractId === undefined) throw new Invalid([{ pointer: '/contractNo', code: 'required' }]);
    const end = await this.ends.of(vendor, ['contract', contractId], { at, knownAt }, '/');
    const asked = { limit: limitOf({ limit }, fewerLines, '/'), cursor };
    const page = await this.history.ofContract(vendor, contractId, end, language, asked);
    const writing = writingIn(language, end.zone);
    const items = page.items.map(({ sentence, event }) => ({
      sentence,
      type: event.type,
      position: event.position,
      effectiveAt: event.meta.effectiveAt,
      recordedAt: event.meta.recordedAt,
    }));
    return {
      text: items.map(({ sentence, recordedAt }) => `${writing.instant(recordedAt)} ${sentence}`).join('\n'),
      structured: { contractId, items, nextCursor: page.nextCursor },
    };
  }
}
