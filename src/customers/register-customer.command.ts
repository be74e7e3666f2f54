import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional } from 'class-validator';
import { earliestManagerId } from '../../domain/customer/managers.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { type Level, levels, type Region, regions } from '../../domain/kernel/vocabulary.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { Code, EachNested, IsPerson, Line, OneOf } from '../platform/http/validation/decorators.js';
import { derivedId } from '../platform/ledger/identity.js';
import { Reservations } from '../platform/ledger/reservations.js';
import { ContactDto, contactOf, managerOf, managerProperty, markedBodies, type StatedManager } from './contact.dto.js';
import { CustomerChanges, type CustomerExecuted, executed, idAndRevision } from './customer-changes.js';
import { customerSchema } from './customer-schemas.js';

export class RegisterCustomerDto {
  /** Unique among the vendor's customers, whatever its case. */
  @ApiProperty({ example: 'KH00795' }) @Code(100) code!: string;
  @ApiProperty({ example: '青岛甲方科技有限公司' }) @Line(200) name!: string;
  @ApiProperty({ enum: levels }) @OneOf(levels) level!: Level;
  @ApiProperty({ enum: regions }) @OneOf(regions) region!: Region;
  /** The vendor's person in charge of this customer: a name, or an object with a mail address and a telephone. */
  @ApiPropertyOptional(managerProperty) @IsOptional() @IsPerson() customerManager?: StatedManager;
  @ApiPropertyOptional({ type: [ContactDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @EachNested(() => ContactDto)
  contacts?: ContactDto[];
}

/** Ids that an import derives from its record. No caller of the route can send them: the body's class has none. */
export type Registration = RegisterCustomerDto & {
  readonly imported?: { readonly customerId: string; readonly contactIds: readonly string[] };
};

/** Registers a customer under a code that no other has. */
export class RegisterCustomer extends LedgerCommand<Registration, never, CustomerExecuted> {}

@CommandHandler(RegisterCustomer)
export class RegisterCustomerHandler implements ICommandHandler<RegisterCustomer> {
  constructor(
    @Inject(CustomerChanges) private readonly customers: CustomerChanges,
    @Inject(Reservations) private readonly reservations: Reservations,
  ) {}

  async execute({ vendor, body, request }: RegisterCustomer): Promise<CustomerExecuted | Refusal> {
    const { imported } = body;
    const customerId = imported?.customerId ?? derivedId('cus', vendor, request.scope, request.key);
    const owner = { ownerId: customerId, ownerStream: streamName(vendor, 'customer', customerId) };
    const code = body.code.trim();
    const contacts = (body.contacts ?? []).map((contact, index) =>
      contactOf(contact, imported?.contactIds[index] ?? derivedId('per', customerId, request.key, index)),
    );
    const managerId = derivedId('mgr', customerId, request.key);
    // C11: a record of an import is recognized by its key alone.
    const marked =
      imported === undefined
        ? { ...request, ...markedBodies(body, { managerId, otherIds: [earliestManagerId(customerId)] }, contacts) }
        : request;
    const claims = [{ kind: 'customer-code', value: code }] as const;
    const outcome = await this.reservations.founding(vendor, claims, owner, request, (along) =>
      this.customers.record(
        vendor,
        customerId,
        marked,
        {
          kind: 'register',
          customerId,
          code,
          name: body.name.trim(),
          level: body.level,
          region: body.region,
          manager: managerOf(managerId, body.customerManager ?? null),
          contacts,
        },
        along,
      ),
    );
    return outcome instanceof Refusal ? outcome : executed(outcome, customerId);
  }
}

export const registerCustomer = useCase({
  command: RegisterCustomer,
  handler: RegisterCustomerHandler,
  body: RegisterCustomerDto,
  ids: [],
  scope: () => 'POST /customers',
  docs: {
    status: 201,
    answer: customerSchema,
    refuses: ['number-held', 'number-claimed'],
    body: { type: RegisterCustomerDto },
    examples: {
      whole: {
        code: 'KH00795',
        name: '青岛甲方科技有限公司',
        level: 'key',
        region: 'city',
        customerManager: '李强',
        contacts: [{ name: '王芳', email: 'wang.fang@example.com', phone: '13900000000', role: 'it' }],
      },
      least: { code: 'KH00796', name: '潍坊乙方集团', level: 'standard', region: 'unknown' },
    },
  },
  supposed: { name: 'register-customer', answer: idAndRevision },
});
