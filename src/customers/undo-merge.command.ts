import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { Line } from '../platform/http/validation/decorators.js';
import { mergeState } from './customer-schemas.js';
import { MergeChanges, type MergeExecuted } from './merge-changes.js';

export class UndoMergeDto {
  @ApiProperty({ example: '实为两家公司' }) @Line(500) reason!: string;
}

/** Takes a merge back: each customer has again what was recorded of it, also meanwhile. */
export class UndoMerge extends LedgerCommand<UndoMergeDto, 'customerId', MergeExecuted> {}

@CommandHandler(UndoMerge)
export class UndoMergeHandler implements ICommandHandler<UndoMerge> {
  constructor(@Inject(MergeChanges) private readonly merges: MergeChanges) {}

  execute({ vendor, ids, body, request }: UndoMerge) {
    return this.merges.record(vendor, request, { kind: 'undo', absorbedId: ids.customerId, reason: body.reason });
  }
}

export const undoMerge = useCase({
  command: UndoMerge,
  handler: UndoMergeHandler,
  body: UndoMergeDto,
  ids: ['customerId'],
  scope: ({ customerId }) => `POST /customers/merge/undo ${customerId}`,
  docs: {
    answer: mergeState,
    refuses: ['customer-not-merged'],
    body: { type: UndoMergeDto },
    examples: { request: { reason: '实为两家公司' } },
  },
  supposed: { name: 'undo-merge' },
});
