import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { Refusal } from '../../domain/kernel/decider.js';
import { type Role, roles } from '../../domain/kernel/envelope.js';
import { isRegistered } from '../customers/customers.port.js';
import type { ApiKey } from '../platform/auth/api-key.js';
import { ApiKeys } from '../platform/auth/api-keys.js';
import { type Answered, LedgerCommand } from '../platform/commands/command.js';
import { invalidField } from '../platform/commands/invalid-fields.js';
import { useCase } from '../platform/commands/use-case.js';
import { OrCode } from '../platform/http/own-numbers/own-number.decorators.js';
import { Line, OneOf, Text } from '../platform/http/validation/decorators.js';
import { derivedId } from '../platform/ledger/identity.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { KeyReused } from '../platform/ledger/outcome.js';
import { KeyRecorder } from './key-recorder.js';
import { MadeKeyDto } from './keys.dto.js';

export class NewKeyDto {
  @ApiProperty({ example: 'help desk of the north', description: 'to know it by' }) @Line(100) name!: string;
  @ApiProperty({ enum: roles, example: 'system' }) @OneOf(roles) role!: Role;
  @ApiPropertyOptional({ description: 'requests a minute; without it there is no limit', minimum: 1, example: 600 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  limitPerMinute?: number;
  @OrCode()
  @ApiPropertyOptional({ description: 'whose portal it opens; for the role customer alone' })
  @IsOptional()
  @Text(200)
  customerId?: string;
}

/** What the route answers besides the notice about a key that is not shown. */
export interface CreatedApiKey extends Answered {
  readonly answer: ApiKey & { readonly key: string | null };
}

/** A1: makes a key for the command's vendor; for every vendor where that is `*`. */
export class CreateApiKey extends LedgerCommand<NewKeyDto, never, CreatedApiKey> {}

@CommandHandler(CreateApiKey)
export class CreateApiKeyHandler implements ICommandHandler<CreateApiKey> {
  constructor(
    @Inject(ApiKeys) private readonly keys: ApiKeys,
    @Inject(KeyRecorder) private readonly recorder: KeyRecorder,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  async execute({ vendor, body, request }: CreateApiKey): Promise<CreatedApiKey | Refusal> {
    const { name, role, limitPerMinute = null, customerId = null } = body;
    const requested = { vendor, name, role, limitPerMinute, customerId };
    const id = derivedId('key', vendor, request.scope, request.key);
    // C11: what is refused now may have been executed before.
    const refused = (await this.keys.get(id)) === undefined ? await this.#refused(vendor, body) : undefined;
    if (refused !== undefined) return refused;
    const by = { id: request.actor.id, role: request.actor.role, channel: request.channel };
    const { changed: created, token: recorded } = await this.recorder.changing(id, request, () =>
      this.keys.create({ id, ...requested }, by),
    );
    const { token } = created;
    if (token === null && !isAsRequested(created.key, requested))
      throw new KeyReused('the Idempotency-Key was used before with another body');
    // As it was when it was created.
    const key = { ...created.key, revokedAt: null, lastUsedAt: null };
    return {
      id,
      answer: { ...key, key: token },
      revision: null,
      token: recorded,
      replayed: token === null,
    };
  }

  async #refused(vendor: string, { role, customerId }: NewKeyDto): Promise<Refusal | undefined> {
    if (vendor === '*' && role !== 'admin') return new Refusal('vendor-required', '');
    if (role === 'customer' && customerId === undefined) return invalidField('/customerId', 'required');
    if (role !== 'customer' && customerId !== undefined)
      return invalidField('/customerId', 'conflicting', { other: `role ${role}` });
    if (customerId !== undefined && !(await isRegistered(this.ledger, vendor, customerId)))
      return invalidField('/customerId', 'not-known', { value: customerId });
    return undefined;
  }
}

const isAsRequested = (
  key: ApiKey,
  requested: Pick<ApiKey, 'name' | 'role' | 'limitPerMinute' | 'customerId'>,
): boolean =>
  key.name === requested.name &&
  key.role === requested.role &&
  key.limitPerMinute === requested.limitPerMinute &&
  key.customerId === requested.customerId;

export const createApiKey = useCase({
  command: CreateApiKey,
  handler: CreateApiKeyHandler,
  body: NewKeyDto,
  ids: [],
  scope: () => 'POST /keys',
  docs: {
    status: 201,
    answer: { $ref: getSchemaPath(MadeKeyDto) },
    refuses: ['idempotency-key-reused'],
    body: { type: NewKeyDto },
    examples: { system: { name: 'help desk of the north', role: 'system', limitPerMinute: 600 } },
  },
  supposed: null,
});
