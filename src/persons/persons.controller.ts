import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { Allow } from '../platform/auth/caller.js';
import { Exchange, HttpCommands, type HttpExchange } from '../platform/commands/http-commands.js';
import { Documented } from '../platform/http/server/documented.js';
import { Tagged } from '../platform/http/server/tags.js';
import { erasePerson, ErasePersonDto } from './erase-person.command.js';

/** Persons wherever they were named (A2). */
@Tagged('persons', 'Erasure of persons who were named as those on whose behalf something was changed.')
@Controller('persons')
export class PersonsController {
  constructor(@Inject(HttpCommands) private readonly commands: HttpCommands) {}

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
