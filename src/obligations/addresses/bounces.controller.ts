import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { Allow } from '../../platform/auth/caller.js';
import { Exchange, HttpCommands, type HttpExchange } from '../../platform/commands/http-commands.js';
import { Documented } from '../../platform/http/server/documented.js';
import { Tagged } from '../../platform/http/server/tags.js';
import { BounceDto, reportBounce } from './report-bounce.command.js';

/** What comes back of mail (M4). */
@Tagged('obligations')
@Controller('mail')
export class BouncesController {
  constructor(@Inject(HttpCommands) private readonly commands: HttpCommands) {}

  /**
   * Reports that a mail was not delivered after a server had accepted it. A second failure for good in a row stops the
   * address until it is changed, and the customer manager is notified. Repeated, it changes nothing.
   */
  @Post('bounces')
  @HttpCode(200)
  @Allow('system')
  @Documented(reportBounce.docs)
  reportBounce(@Body() body: BounceDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(reportBounce, {}, body, exchange);
  }
}
