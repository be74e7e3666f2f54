import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { ReasonedActDto } from './request-act.dto.js';
import type { RequestExecuted } from './request-changes.js';
import { RequestMerges } from './request-merges.js';
import { refusedByEvery, written } from './request-schemas.js';
import { markedBody } from '../platform/http/validation/sealed-text.js';

/** R14: nothing was moved, so that both are as they were. */
export class UnmergeRequest extends LedgerCommand<ReasonedActDto, 'requestId', RequestExecuted> {}

@CommandHandler(UnmergeRequest)
export class UnmergeRequestHandler implements ICommandHandler<UnmergeRequest> {
  constructor(@Inject(RequestMerges) private readonly merges: RequestMerges) {}

  execute({ vendor, ids: { requestId }, body, request }: UnmergeRequest) {
    const marked = { ...request, markedBody: markedBody(ReasonedActDto, body, requestId) };
    return this.merges.unmerge(vendor, requestId, body, marked);
  }
}

export const unmergeRequest = useCase({
  command: UnmergeRequest,
  handler: UnmergeRequestHandler,
  body: ReasonedActDto,
  ids: ['requestId'],
  scope: ({ requestId }) => `POST /requests/unmerge ${requestId}`,
  docs: {
    answer: written(),
    refuses: [...refusedByEvery, 'survivor-merged'],
    body: { type: ReasonedActDto },
    examples: { whole: { reason: '两次来电，问题不同' } },
  },
  supposed: null,
});
