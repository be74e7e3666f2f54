import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { Refusal } from '../../domain/kernel/decider.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { object, text, whole } from '../platform/http/server/schemas.js';
import { Line } from '../platform/http/validation/decorators.js';
import { CustomerChanges, type CustomerExecuted, idAndRevision } from './customer-changes.js';
import { Persons } from './persons.js';

export class EraseDto {
  /** Why: a person's request, a retention rule. Never the person's data. */
  @ApiProperty({ example: '本人要求' }) @Line(500) reason!: string;
}

/** A2: erases a person. */
export class EraseContact extends LedgerCommand<EraseDto, 'customerId' | 'contactId', CustomerExecuted> {}

@CommandHandler(EraseContact)
export class EraseContactHandler implements ICommandHandler<EraseContact> {
  constructor(
    @Inject(CustomerChanges) private readonly customers: CustomerChanges,
    @Inject(Persons) private readonly persons: Persons,
  ) {}

  async execute({ vendor, ids, body, request }: EraseContact): Promise<CustomerExecuted | Refusal> {
    const { customerId, contactId } = ids;
    const { reason } = body;
    const erased = await this.persons.erase(vendor, customerId, contactId, () =>
      this.customers.record(vendor, customerId, { ...request, reason }, { kind: 'erase-contact', contactId, reason }),
    );
    if (erased instanceof Refusal) return erased;
    const answer = { id: customerId, contactId, erased: true, revision: erased.revision };
    return { ...erased, id: customerId, answer };
  }
}

export const eraseContact = useCase({
  command: EraseContact,
  handler: EraseContactHandler,
  body: EraseDto,
  ids: ['customerId', 'contactId'],
  scope: ({ customerId, contactId }) => `POST /customers/contacts/erase ${customerId} ${contactId}`,
  docs: {
    answer: object({ id: text, contactId: text, erased: { const: true }, revision: whole }),
    refuses: ['contact-unknown', 'key-copy-behind'],
    body: { type: EraseDto },
    examples: { request: { reason: '本人要求' } },
  },
  supposed: { name: 'erase-contact', answer: idAndRevision },
});
