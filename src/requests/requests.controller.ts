import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { Exchange, HttpCommands, type HttpExchange } from '../platform/commands/http-commands.js';
import { AsCsv, CsvAnswer } from '../platform/http/conventions/csv.js';
import { shownAt } from '../platform/http/conventions/commands.js';
import { Documented } from '../platform/http/server/documented.js';
import { Tagged } from '../platform/http/server/tags.js';
import { TakesFiles, withFiles } from './attachments/takes-files.js';
import { registerRequest, RegisterRequestDto } from './register-request.command.js';
import { requestColumns } from './request-columns.js';
import { RequestReader } from './request-reader.js';
import * as schemas from './request-schemas.js';
import { RequestSearch } from './request-search.js';
import { RequestsQuery } from './requests.dto.js';

/** Requests for service (R1 to R18). */
@Tagged('requests', 'Requests for service, what is promised for them, and what becomes of them.')
@Controller('requests')
export class RequestsController {
  constructor(
    @Inject(HttpCommands) private readonly commands: HttpCommands,
    @Inject(RequestReader) private readonly reader: RequestReader,
    @Inject(RequestSearch) private readonly search: RequestSearch,
  ) {}

  /** Registers a request, entitled or not, with its decision and promises (R1, D8). */
  @Post()
  @Allow('support', 'engineer', 'sales', 'admin', 'system', 'customer')
  @TakesFiles()
  @Documented(registerRequest.docs)
  registerRequest(@Body() body: RegisterRequestDto, @Exchange() exchange: HttpExchange) {
    this.reader.refuseForeignCustomer(exchange.caller, body.customerId);
    return this.commands.issue(registerRequest, {}, withFiles(body, exchange.request), exchange);
  }

  /** Requests, the latest first. */
  @Get()
  @Allow('support', 'engineer', 'sales', 'admin', 'auditor', 'system', 'customer')
  @Documented(schemas.find)
  async listRequests(
    @Query() query: RequestsQuery,
    @CurrentCaller() caller: Caller,
    @AsCsv() csv: CsvAnswer | null,
  ): Promise<object> {
    if (csv === null) return this.search.list(caller, query);
    const pageAt = (at: object) => this.search.list(caller, { ...query, ...at });
    return csv.file('requests', requestColumns(caller.language), pageAt, query.cursor);
  }

  /** One request, with its promises as they are now. */
  @Get(':id')
  @Allow('support', 'engineer', 'sales', 'admin', 'auditor', 'system', 'customer')
  @Documented(schemas.get)
  async getRequest(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answer = await this.reader.get(caller, id);
    return shownAt(reply, answer.revision, answer);
  }
}
