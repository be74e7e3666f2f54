import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { OrCode } from '../platform/http/own-numbers/own-number.decorators.js';
import { Line, Text } from '../platform/http/validation/decorators.js';
import { mergeState } from './customer-schemas.js';
import { MergeChanges, type MergeExecuted } from './merge-changes.js';

export class MergeDto {
  /** The customer that answers for both from now on. */
  @OrCode({ required: true })
  @ApiProperty({ example: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d' })
  @Text(100)
  intoCustomerId!: string;
  @ApiProperty({ example: '同一客户登记了两次' }) @Line(500) reason!: string;
}

/** This customer and another are one: the other answers for both, at every instant (T5). */
export class MergeCustomer extends LedgerCommand<MergeDto, 'customerId', MergeExecuted> {}

@CommandHandler(MergeCustomer)
export class MergeCustomerHandler implements ICommandHandler<MergeCustomer> {
  constructor(@Inject(MergeChanges) private readonly merges: MergeChanges) {}

  execute({ vendor, ids, body, request }: MergeCustomer) {
    return this.merges.record(vendor, request, {
      kind: 'merge',
      absorbedId: ids.customerId,
      intoId: body.intoCustomerId,
      reason: body.reason,
    });
  }
}

export const mergeCustomer = useCase({
  command: MergeCustomer,
  handler: MergeCustomerHandler,
  body: MergeDto,
  ids: ['customerId'],
  scope: ({ customerId }) => `POST /customers/merge ${customerId}`,
  docs: {
    answer: mergeState,
    refuses: ['merged-into-itself', 'customer-merged'],
    body: { type: MergeDto },
    examples: { request: { intoCustomerId: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d', reason: '同一客户登记了两次' } },
  },
  supposed: { name: 'merge-customer' },
});
