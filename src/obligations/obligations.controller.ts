import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { Exchange, HttpCommands, type HttpExchange } from '../platform/commands/http-commands.js';
import { AsCsv, CsvAnswer } from '../platform/http/conventions/csv.js';
import { NotFound } from '../platform/http/problems/problem.js';
import { Documented } from '../platform/http/server/documented.js';
import { Tagged } from '../platform/http/server/tags.js';
import { obligationColumns } from './listing/obligation-columns.js';
import { ObligationList } from './listing/obligation-list.js';
import { ObligationReader } from './listing/obligation-reader.js';
import * as docs from './obligations.docs.js';
import { ObligationsQuery } from './obligations.dto.js';
import { retryObligation } from './retry-obligation.command.js';

/** What the vendor owes on a date, and what became of it (O4 to O10). */
@Tagged('obligations', 'Reminders and notices: what is planned, due, sent, or not sent and why.')
@Controller('obligations')
export class ObligationsController {
  constructor(
    @Inject(HttpCommands) private readonly commands: HttpCommands,
    @Inject(ObligationList) private readonly obligations: ObligationList,
    @Inject(ObligationReader) private readonly reader: ObligationReader,
  ) {}

  /**
   * Obligations by their nominal day, planned ones too; `outlook` is what would keep one from being sent now. A page
   * may hold fewer than were asked for and still have a next one.
   */
  @Get()
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(docs.all)
  async listObligations(
    @Query() query: ObligationsQuery,
    @CurrentCaller() { vendor, language }: Caller,
    @AsCsv() csv: CsvAnswer | null,
  ): Promise<object> {
    const pageAt = async (at: object) => {
      const { items, nextCursor } = await this.obligations.list(vendor, { ...query, ...at });
      return { items: await this.reader.withFaults(vendor, items), nextCursor };
    };
    return csv === null ? pageAt({}) : csv.file('obligations', obligationColumns(language), pageAt, query.cursor);
  }

  /** One obligation, planned ones too. */
  @Get(':id')
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(docs.get)
  async getObligation(@Param('id') id: string, @CurrentCaller() { vendor }: Caller) {
    const found = await this.reader.get(vendor, id);
    if (found === undefined) throw new NotFound(id);
    return found;
  }

  /** Tries again, now, what could not be delivered, had no recipient, or was given up after a fault. */
  @Post(':id/retry')
  @HttpCode(202)
  @Allow('admin')
  @Documented(retryObligation.docs)
  retryObligation(@Param('id') obligationId: string, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(retryObligation, { obligationId }, null, exchange);
  }
}
