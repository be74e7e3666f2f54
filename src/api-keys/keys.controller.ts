import { Body, Controller, Get, HttpCode, Inject, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { concernsVendor } from '../platform/auth/api-key.js';
import { ApiKeys } from '../platform/auth/api-keys.js';
import { Allow, type Caller, CurrentCaller, ForEveryVendor } from '../platform/auth/caller.js';
import { Exchange, HttpCommands, type HttpExchange } from '../platform/commands/http-commands.js';
import { AsCsv, CsvAnswer } from '../platform/http/conventions/csv.js';
import { Documented } from '../platform/http/server/documented.js';
import { createApiKey, NewKeyDto } from './create-api-key.command.js';
import { keyColumns } from './key-columns.js';
import { notShownAgain } from './key-texts.js';
import { KeyDto, KeysDto, MadeKeyDto } from './keys.dto.js';
import { revokeApiKey } from './revoke-api-key.command.js';
import { Tagged } from '../platform/http/server/tags.js';

/** The keys of the caller's vendor (A1), made and revoked by admins; what is done with them is recorded (A3). */
@Tagged('operations')
@ApiExtraModels(KeyDto, MadeKeyDto)
@Controller('keys')
export class KeysController {
  constructor(
    @Inject(HttpCommands) private readonly commands: HttpCommands,
    @Inject(ApiKeys) private readonly keys: ApiKeys,
  ) {}

  @Get()
  @Allow('admin', 'auditor')
  @ForEveryVendor('unnamed')
  @ApiOperation({
    summary:
      "The vendor's API keys and those for every vendor, revoked ones included, never their text; a key for " +
      'every vendor that names none sees all',
  })
  @ApiOkResponse({ type: KeysDto, description: 'Done; as CSV with `Accept: text/csv`' })
  async listApiKeys(
    @CurrentCaller() { vendor }: Caller,
    @AsCsv() csv: CsvAnswer | null,
  ): Promise<KeysDto | StreamableFile> {
    const items = (await this.keys.list()).filter((key) => concernsVendor(key, vendor));
    return csv === null
      ? { items, nextCursor: null }
      : csv.file('keys', keyColumns, async () => ({ items, nextCursor: null }));
  }

  @Post()
  @Allow('admin')
  @ForEveryVendor('named')
  @ApiOperation({
    summary:
      'Makes an API key; its text is in this answer and nowhere else. Repeated with its Idempotency-Key, the ' +
      'answer has `key: null`. `Ledger-Vendor: *` makes one for every vendor',
  })
  @Documented(createApiKey.docs)
  async createApiKey(@Body() body: NewKeyDto, @Exchange() exchange: HttpExchange) {
    const { key, ...shown } = await this.commands.issue(createApiKey, {}, body, exchange);
    return { ...shown, key, notice: key === null ? notShownAgain(exchange.caller.language) : null };
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
  @Documented(revokeApiKey.docs)
  revokeApiKey(@Param('keyId') keyId: string, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(revokeApiKey, { keyId }, null, exchange);
  }
}
