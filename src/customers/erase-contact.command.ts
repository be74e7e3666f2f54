import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { contract } from '../../domain/contract/contract.js';
import { customer } from '../../domain/customer/customer.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { behalfSubject } from '../../domain/kernel/personal.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { list, object, text, whole } from '../platform/http/server/schemas.js';
import { Line, OneOf } from '../platform/http/validation/decorators.js';
import { CustomerChanges, type CustomerExecuted, idAndRevision } from './customer-changes.js';
import { Persons } from './persons.js';

const ofTexts = ['erase', 'keep'] as const;

export class EraseDto {
  /** Why: a person's request, a retention rule. Never the person's data. */
  @ApiProperty({ example: '本人要求' }) @Line(500) reason!: string;
  /** A7: whether texts of what the person asked for are destroyed too; `keep` answers which stay, by the reason. */
  @ApiPropertyOptional({ enum: ofTexts, default: 'erase' })
  @IsOptional()
  @OneOf(ofTexts)
  texts?: (typeof ofTexts)[number];
}

/** A2: erases a person. */
export class EraseContact extends LedgerCommand<EraseDto, 'customerId' | 'contactId', CustomerExecuted> {}

@CommandHandler(EraseContact)
export class EraseContactHandler implements ICommandHandler<EraseContact> {
  constructor(
    @Inject(CustomerChanges) private readonly customers: CustomerChanges,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  async execute({ vendor, ids, body, request }: EraseContact): Promise<CustomerExecuted | Refusal> {
    const { customerId, contactId } = ids;
    const { reason, texts = 'erase' } = body;
    const names = await this.isOfNames(vendor, customerId, contactId);
    const made = await this.persons.made(vendor, contactId);
    const objects = texts === 'erase' ? made : [];
    const erasure = { vendor, customerId, personId: contactId, reason, objects };
    const erased = await this.persons.erase(erasure, names, () =>
      this.customers.record(
        vendor,
        customerId,
        { ...request, reason },
        { kind: 'erase-contact', contactId, reason, names, objects, ...(texts === 'keep' && { texts }) },
      ),
    );
    if (erased instanceof Refusal) return erased;
    const answer = {
      id: customerId,
      contactId,
      erased: true,
      revision: erased.revision,
      ...(texts === 'keep' && { retained: made }),
    };
    return { ...erased, id: customerId, answer };
  }

  /** A3: whether the subject is the persons on whose behalf this customer, or a contract it ever had, was changed. */
  private async isOfNames(vendor: string, customerId: string, subject: string): Promise<boolean> {
    if (subject === behalfSubject(customerId)) return isRecorded(this.ledger, vendor, customerId);
    const contractId = subject.slice(0, subject.lastIndexOf('.'));
    if (subject !== behalfSubject(contractId)) return false;
    const { state } = await this.ledger.load(vendor, 'contract', contractId, contract);
    return state.status === 'purchased' && state.owners.some((owner) => owner.customerId === customerId);
  }
}

const isRecorded = async (ledger: Ledger, vendor: string, customerId: string): Promise<boolean> => {
  const { status } = (await ledger.load(vendor, 'customer', customerId, customer)).state;
  return status === 'registered' || status === 'withdrawn';
};

export const eraseContact = useCase({
  command: EraseContact,
  handler: EraseContactHandler,
  body: EraseDto,
  ids: ['customerId', 'contactId'],
  scope: ({ customerId, contactId }) => `POST /customers/contacts/erase ${customerId} ${contactId}`,
  docs: {
    answer: object(
      {
        id: text,
        contactId: text,
        erased: { const: true },
        revision: whole,
        retained: list(object({ kind: text, id: text })),
      },
      ['retained'],
    ),
    refuses: ['contact-unknown', 'key-copy-behind'],
    body: { type: EraseDto },
    examples: { request: { reason: '本人要求' } },
  },
  supposed: { name: 'erase-contact', answer: idAndRevision },
});
