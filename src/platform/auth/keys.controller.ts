import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Invalid, NotFound } from '../http/problems/problem.js';
import { type ApiKey, ApiKeys } from './api-keys.js';
import { Allow, type Caller, CurrentCaller } from './caller.js';
import { KeyDto, KeysDto, MadeKeyDto, NewKeyDto } from './keys.dto.js';

/** The keys of the caller's vendor, for admins (A1); what the command line uses while a server runs. */
@ApiTags('operations')
@Controller('keys')
export class KeysController {
  constructor(@Inject(ApiKeys) private readonly keys: ApiKeys) {}

  @Get()
  @Allow('admin')
  @ApiOperation({ summary: "The vendor's API keys, revoked ones included, never their text" })
  @ApiOkResponse({ type: KeysDto })
  list(@CurrentCaller() { vendor }: Caller): KeysDto {
    return { items: this.keys.list().filter((key) => key.vendor === vendor), nextCursor: null };
  }

  @Post()
  @Allow('admin')
  @ApiOperation({ summary: 'Makes an API key; its text is in this answer and nowhere else' })
  @ApiCreatedResponse({ type: MadeKeyDto })
  create(
    @CurrentCaller() { vendor }: Caller,
    @Body() { name, role, limitPerMinute, customerId }: NewKeyDto,
  ): MadeKeyDto {
    if (role === 'customer' && customerId === undefined)
      throw new Invalid([{ pointer: '/customerId', code: 'required' }]);
    if (role !== 'customer' && customerId !== undefined)
      throw new Invalid([{ pointer: '/customerId', code: 'conflicting', facts: { other: `role ${role}` } }]);
    const { key, token } = this.keys.create({
      vendor,
      role,
      name,
      limitPerMinute: limitPerMinute ?? null,
      customerId: customerId ?? null,
    });
    return { ...key, key: token };
  }

  @Post(':keyId/revoke')
  @Allow('admin')
  @HttpCode(200)
  @ApiOperation({ summary: 'From now on the key opens nothing; saying it twice changes nothing' })
  @ApiOkResponse({ type: KeyDto })
  revoke(@CurrentCaller() { vendor }: Caller, @Param('keyId') keyId: string): KeyDto {
    const own = (key: ApiKey): boolean => key.id === keyId && key.vendor === vendor;
    if (!this.keys.list().some(own)) throw new NotFound(keyId);
    this.keys.revoke(keyId);
    return this.keys.list().find(own)!;
  }
}
