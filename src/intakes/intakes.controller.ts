import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { Allow, type Caller, CurrentCaller, personReaders } from '../platform/auth/caller.js';
import { Exchange, HttpCommands, type HttpExchange } from '../platform/commands/http-commands.js';
import { AsCsv, CsvAnswer } from '../platform/http/conventions/csv.js';
import { Documented, type RouteDocs } from '../platform/http/server/documented.js';
import { Tagged } from '../platform/http/server/tags.js';
import { answerIntake, AnswerIntakeDto } from './answer-intake.command.js';
import { closeIntake, CloseIntakeDto } from './close-intake.command.js';
import { eraseIntakeText, EraseIntakeTextDto } from './erase-intake-text.command.js';
import { listedIntakes } from './intake-answers.js';
import { intakeColumns } from './intake-columns.js';
import { IntakeList, IntakesQuery } from './intake-list.js';
import { receiveIntake, ReceiveIntakeDto } from './receive-intake.command.js';

const all: RouteDocs = { answer: listedIntakes, refuses: ['cursor-invalid'], csv: true };

/** What arrives by any channel (R2): logged, answered, and registered by a request, or closed: it asks for nothing. */
@Tagged('intakes', 'Calls, mails, messages and forms as they arrive, and who answered them.')
@Controller('intakes')
export class IntakesController {
  constructor(
    @Inject(HttpCommands) private readonly commands: HttpCommands,
    @Inject(IntakeList) private readonly intakes: IntakeList,
  ) {}

  /** Logs what arrived. Requests that it leads to name it. */
  @Post()
  @Allow('support', 'engineer', 'sales', 'admin', 'system')
  @Documented(receiveIntake.docs)
  receiveIntake(@Body() body: ReceiveIntakeDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(receiveIntake, {}, body, exchange);
  }

  /** Records who answered it, once. */
  @Post(':id/answer')
  @HttpCode(200)
  @Allow('support', 'engineer', 'sales', 'admin', 'system')
  @Documented(answerIntake.docs)
  answerIntake(@Param('id') intakeId: string, @Body() body: AnswerIntakeDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(answerIntake, { intakeId }, body, exchange);
  }

  /** Closes one that asks for nothing: it is left out of the share that is registered. */
  @Post(':id/close')
  @HttpCode(200)
  @Allow('support', 'engineer', 'sales', 'admin', 'system')
  @Documented(closeIntake.docs)
  closeIntake(@Param('id') intakeId: string, @Body() body: CloseIntakeDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(closeIntake, { intakeId }, body, exchange);
  }

  /** Destroys the key of its texts and names: who wrote, what, who answered (A7). Its instants and figures stay. */
  @Post(':id/erase-text')
  @HttpCode(200)
  @Allow('admin')
  @Documented(eraseIntakeText.docs)
  eraseIntakeText(@Param('id') intakeId: string, @Body() body: EraseIntakeTextDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(eraseIntakeText, { intakeId }, body, exchange);
  }

  /**
   * What arrived, the oldest first, with the requests that name it; a request that was registered without an intake is
   * listed as its own. Without names and texts for the role `system` (A2).
   */
  @Get()
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(all)
  async listIntakes(
    @Query() query: IntakesQuery,
    @CurrentCaller() { vendor, actor, language }: Caller,
    @AsCsv() csv: CsvAnswer | null,
  ): Promise<object> {
    if (csv === null) return this.intakes.list(vendor, actor.role, query);
    const columns = intakeColumns(language, personReaders.includes(actor.role));
    const pageAt = (at: object) => this.intakes.list(vendor, actor.role, { ...query, ...at });
    return csv.file('intakes', columns, pageAt, query.cursor);
  }
}
