import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isRegistered } from '../customers/customers.port.js';
import type { ApiKey } from '../platform/auth/api-key.js';
import { ApiKeys } from '../platform/auth/api-keys.js';
import { Allow, type Caller, CurrentCaller, ForEveryVendor } from '../platform/auth/caller.js';
import { commandRequest } from '../platform/http/conventions/commands.js';
import { Invalid, NotFound, Problem } from '../platform/http/problems/problem.js';
import { Refuses } from '../platform/http/server/documented.js';
import { derivedId } from '../platform/ledger/identity.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { KeyReused } from '../platform/ledger/outcome.js';
import { KeyRecorder } from './key-recorder.js';
import { notShownAgain } from './key-texts.js';
import { KeyDto, KeysDto, MadeKeyDto, NewKeyDto } from './keys.dto.js';

/** The keys of the caller's vendor (A1), made and revoked by admins; what is done with them is recorded (A3). */
@ApiTags('operations')
@Controller('keys')
export class KeysController {
  constructor(
    @Inject(ApiKeys) private readonly keys: ApiKeys,
    @Inject(KeyRecorder) private readonly recorder: KeyRecorder,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  @Get()
  @Allow('admin', 'auditor')
  @ForEveryVendor('unnamed')
  @ApiOperation({
    summary:
      "The vendor's API keys and those for every vendor, revoked ones included, never their text; a key for " +
      'every vendor that names none sees all',
  })
  @ApiOkResponse({ type: KeysDto })
  list(@CurrentCaller() { vendor }: Caller): KeysDto {
    return { items: this.keys.list().filter((key) => concerns(key, vendor)), nextCursor: null };
  }

  @Post()
  @Allow('admin')
  @ForEveryVendor('named')
  @Refuses(['idempotency-key-reused'])
  @ApiOperation({
    summary:
      'Makes an API key; its text is in this answer and nowhere else. Repeated with its Idempotency-Key, the ' +
      'answer has `key: null`. `Ledger-Vendor: *` makes one for every vendor',
  })
  @ApiCreatedResponse({ type: MadeKeyDto })
  async create(
    @CurrentCaller() caller: Caller,
    @Body() body: NewKeyDto,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MadeKeyDto> {
    const { vendor, actor } = caller;
    const request = commandRequest(req, caller, 'POST /keys', body);
    const id = request.key === undefined ? undefined : derivedId('key', vendor, request.scope, request.key);
    const before = id === undefined ? undefined : this.keys.get(id);
    if (before === undefined) await this.#assertFits(vendor, body);
    const { name, role, limitPerMinute = null, customerId = null } = body;
    const requestedKey = { vendor, name, role, limitPerMinute, customerId };
    // Read again here: a concurrent request with the same key may have been faster.
    const existing = id === undefined ? undefined : this.keys.get(id);
    if (existing !== undefined) {
      if (!sameKey(existing, requestedKey))
        throw new KeyReused('the Idempotency-Key was used before with another body');
      await this.#record(existing.id, reply);
      void reply.header('idempotent-replay', 'true');
      return { ...existing, revokedAt: null, lastUsedAt: null, key: null, notice: notShownAgain(caller.language) };
    }
    const made = this.keys.create({ ...requestedKey, ...(id !== undefined && { id }) }, { ...actor, channel: 'http' });
    await this.#record(made.key.id, reply);
    return { ...made.key, key: made.token, notice: null };
  }

  @Post(':keyId/revoke')
  @Allow('admin')
  @ForEveryVendor('unnamed')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'From now on the key opens nothing; repeating it changes nothing. A key for every vendor is revoked by ' +
      'such a key alone',
  })
  @ApiOkResponse({ type: KeyDto })
  async revoke(
    @CurrentCaller() { vendor, actor }: Caller,
    @Param('keyId') keyId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<KeyDto> {
    const key = this.keys.get(keyId);
    if (key === undefined || !concerns(key, vendor)) throw new NotFound(keyId);
    if (key.vendor === '*' && this.keys.get(actor.id)?.vendor !== '*')
      throw new Problem('forbidden', { role: actor.role, allowed: 'admin (*)' });
    this.keys.revoke(keyId, { ...actor, channel: 'http' });
    await this.#record(keyId, reply);
    return this.keys.get(keyId)!;
  }

  async #record(keyId: string, reply: FastifyReply): Promise<void> {
    const token = await this.recorder.record(keyId);
    if (token !== null) void reply.header('ledger-position', token);
  }

  async #assertFits(vendor: string, { role, customerId }: NewKeyDto): Promise<void> {
    if (vendor === '*' && role !== 'admin') throw new Problem('vendor-required');
    if (role === 'customer' && customerId === undefined)
      throw new Invalid([{ pointer: '/customerId', code: 'required' }]);
    if (role !== 'customer' && customerId !== undefined)
      throw new Invalid([{ pointer: '/customerId', code: 'conflicting', facts: { other: `role ${role}` } }]);
    if (customerId !== undefined && !(await isRegistered(this.ledger, vendor, customerId)))
      throw new Invalid([{ pointer: '/customerId', code: 'not-known', facts: { value: customerId } }]);
  }
}

/** A key for every vendor concerns each of them. */
const concerns = (key: ApiKey, vendor: string): boolean =>
  vendor === '*' || key.vendor === '*' || key.vendor === vendor;

const sameKey = (
  key: ApiKey,
  requestedKey: Omit<NewKeyDto, 'limitPerMinute' | 'customerId'> & Partial<ApiKey>,
): boolean =>
  key.name === requestedKey.name &&
  key.role === requestedKey.role &&
  key.limitPerMinute === requestedKey.limitPerMinute &&
  key.customerId === requestedKey.customerId;
