import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { Text } from '../platform/http/validation/decorators.js';
import { ActDto } from './request-act.dto.js';
import type { RequestExecuted } from './request-changes.js';
import { RequestMerges } from './request-merges.js';
import { refusedByEvery, written } from './request-schemas.js';
import { markedBody } from '../platform/http/validation/sealed-text.js';

export class MergeRequestDto extends ActDto {
  /** The request that answers for both from now on. */
  @ApiProperty({ example: 'req_0f3k9x2m7q1v5w8y4z6a0b2c4d' }) @Text(100) intoRequestId!: string;
}

/** R14: the same call, registered twice. */
export class MergeRequest extends LedgerCommand<MergeRequestDto, 'requestId', RequestExecuted> {}

@CommandHandler(MergeRequest)
export class MergeRequestHandler implements ICommandHandler<MergeRequest> {
  constructor(@Inject(RequestMerges) private readonly merges: RequestMerges) {}

  execute({ vendor, ids: { requestId }, body, request }: MergeRequest) {
    const marked = { ...request, markedBody: markedBody(MergeRequestDto, body, requestId) };
    return this.merges.merge(vendor, requestId, body.intoRequestId, body, marked);
  }
}

export const mergeRequest = useCase({
  command: MergeRequest,
  handler: MergeRequestHandler,
  body: MergeRequestDto,
  ids: ['requestId'],
  scope: ({ requestId }) => `POST /requests/merge ${requestId}`,
  docs: {
    answer: written(),
    refuses: [...refusedByEvery, 'request-into-itself', 'requests-of-two-customers'],
    body: { type: MergeRequestDto },
    examples: { whole: { intoRequestId: 'req_0f3k9x2m7q1v5w8y4z6a0b2c4d' } },
  },
  supposed: null,
});
