import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional } from 'class-validator';
import { Refusal } from '../../domain/kernel/decider.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { type Level, levels, type Region, regions } from '../../domain/kernel/vocabulary.js';
import { survivorOf } from '../../domain/merges/merges.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { EachNested, IsPerson, Line, OneOf, Text } from '../platform/http/validation/decorators.js';
import { derivedId } from '../platform/ledger/identity.js';
import { Ledger } from '../platform/ledger/ledger.js';
import {
  ChangedContactDto,
  contactOf,
  managerOf,
  managerProperty,
  markedBodies,
  type StatedManager,
} from './contact.dto.js';
import { CustomerChanges, type CustomerExecuted, executed, idAndRevision } from './customer-changes.js';
import { customerSchema } from './customer-schemas.js';
import { managerIdsOf } from './manager-ids.js';
import { mergesOf } from './merges.js';

/** Only what changes; each real change is an event of its own. */
export class ChangeCustomerDto {
  @ApiPropertyOptional() @IsOptional() @Line(200) name?: string;
  @ApiPropertyOptional({ enum: levels }) @IsOptional() @OneOf(levels) level?: Level;
  @ApiPropertyOptional({ enum: regions }) @IsOptional() @OneOf(regions) region?: Region;
  /**
   * The manager from now on; `null` takes the manager away. The manager of the same name keeps an address that a name
   * alone leaves out; an object replaces what was recorded.
   */
  @ApiPropertyOptional({ ...managerProperty, nullable: true })
  @IsOptional()
  @IsPerson()
  customerManager?: StatedManager | null;
  /** Contacts to add or change; those not named stay. */
  @ApiPropertyOptional({ type: [ChangedContactDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @EachNested(() => ChangedContactDto)
  contacts?: ChangedContactDto[];
  /** Ids of contacts to remove; their data stays in history until it is erased. */
  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @Text(100, { each: true })
  removeContacts?: string[];
}

/** Changes what is named of a registered customer. */
export class ChangeCustomer extends LedgerCommand<ChangeCustomerDto, 'customerId', CustomerExecuted> {}

@CommandHandler(ChangeCustomer)
export class ChangeCustomerHandler implements ICommandHandler<ChangeCustomer> {
  constructor(
    @Inject(CustomerChanges) private readonly customers: CustomerChanges,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  async execute({ vendor, ids: { customerId }, body, request }: ChangeCustomer): Promise<CustomerExecuted | Refusal> {
    if (!(await this.ledger.hasCommand(vendor, streamName(vendor, 'customer', customerId), request))) {
      const merged = await this.merged(vendor, customerId);
      if (merged !== undefined) return merged;
    }
    // Contacts without an id are new ones, named by the key.
    const contacts = (body.contacts ?? []).map((contact, index) =>
      contactOf(contact, contact.contactId ?? derivedId('per', customerId, 'change', request.key, index)),
    );
    const { name, level, region, customerManager, removeContacts } = body;
    const ids = await managerIdsOf(this.ledger, vendor, customerId, customerManager ?? null, request);
    const marked = { ...request, ...markedBodies(body, ids, contacts) };
    const outcome = await this.customers.record(vendor, customerId, marked, {
      kind: 'change',
      name: name?.trim(),
      level: level ?? undefined,
      region: region ?? undefined,
      manager: customerManager === undefined ? undefined : managerOf(ids.managerId, customerManager),
      contacts,
      named: (body.contacts ?? []).flatMap(({ contactId }) => contactId ?? []),
      removeContacts: removeContacts ?? [],
    });
    return outcome instanceof Refusal ? outcome : executed(outcome, customerId);
  }

  /** Level, region and name of a customer that was merged count for nothing: who changes them means the survivor. */
  private async merged(vendor: string, customerId: string): Promise<Refusal | undefined> {
    const { into } = await mergesOf(this.ledger, vendor);
    if (!into.has(customerId)) return undefined;
    return new Refusal('customer-merged', 'C1', { customerId, survivorId: survivorOf(customerId, into) });
  }
}

export const changeCustomer = useCase({
  command: ChangeCustomer,
  handler: ChangeCustomerHandler,
  body: ChangeCustomerDto,
  ids: ['customerId'],
  scope: ({ customerId }) => `PATCH /customers ${customerId}`,
  docs: {
    answer: customerSchema,
    refuses: ['contact-unknown', 'contact-erased', 'customer-merged'],
    body: { type: ChangeCustomerDto },
    examples: {
      level: { level: 'vip', name: '青岛甲方科技股份有限公司' },
      contact: { contacts: [{ name: '赵磊', phone: '13800000000', role: 'lead' }] },
    },
  },
  supposed: { name: 'change-customer', answer: idAndRevision },
});
