import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { Exchange, HttpCommands, type HttpExchange } from '../platform/commands/http-commands.js';
import { Documented } from '../platform/http/server/documented.js';
import { Tagged } from '../platform/http/server/tags.js';
import { erasePerson, ErasePersonDto } from './erase-person.command.js';
import { NamedObjects } from './named-objects.js';
import * as docs from './persons.docs.js';
import { PersonsQuery } from './persons.dto.js';

/** Persons wherever they were named (A2). */
@Tagged(
  'persons',
  'Who is named where; erasure of persons who were named as those on whose behalf something was changed.',
)
@Controller('persons')
export class PersonsController {
  constructor(
    @Inject(HttpCommands) private readonly commands: HttpCommands,
    @Inject(NamedObjects) private readonly named: NamedObjects,
  ) {}

  /**
   * Requests and intakes that name this person in text, and where they do: who acted, confirmed, signed, asked. Whose
   * text was erased names nobody. Contacts are named by id: `GET /search` finds them.
   */
  @Get()
  @Allow('admin')
  @Documented(docs.found)
  listPersons(@Query() query: PersonsQuery, @CurrentCaller() { vendor }: Caller) {
    return this.named.list(vendor, query);
  }

  /**
   * Erases a person who was named in `Ledger-On-Behalf-Of`, by that name or id. Names are found in events of policies,
   * releases, merges, webhooks, API keys and imports; whoever else was named with the same API key, import or release
   * is erased too. A contact is erased as `POST /customers/{id}/contacts/{contactId}/erase` does.
   */
  @Post('erase')
  @HttpCode(200)
  @Allow('admin')
  @Documented(erasePerson.docs)
  erasePerson(@Body() body: ErasePersonDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(erasePerson, {}, body, exchange);
  }
}
