import { Controller, Get, Inject, Query, type StreamableFile } from '@nestjs/common';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { CallerSignal } from '../platform/http/conventions/caller-gone.js';
import { AsCsv, type Column, CsvAnswer } from '../platform/http/conventions/csv.js';
import { Documented } from '../platform/http/server/documented.js';
import { Tagged } from '../platform/http/server/tags.js';
import { RenewalReports, RenewalsQuery } from './renewals.js';
import { renewalColumns, satisfactionColumns, serviceLevelColumns } from './report-columns.js';
import * as docs from './report-schemas.js';
import { SatisfactionQuery, SatisfactionReports } from './satisfaction.js';
import { ServiceLevelReports, ServiceLevelsQuery } from './service-levels.js';

/** The figures of a service department (Q1 to Q4), of any span of days, as known at any instant. */
@Tagged('reports', 'Figures of any span of days, as known at any instant: service levels, satisfaction and renewals.')
@Controller('reports')
export class ReportsController {
  constructor(
    @Inject(ServiceLevelReports) private readonly serviceLevels: ServiceLevelReports,
    @Inject(SatisfactionReports) private readonly satisfaction: SatisfactionReports,
    @Inject(RenewalReports) private readonly renewals: RenewalReports,
  ) {}

  /**
   * Calls by hotline and telephone that arrived in hotline hours, and how many were answered without a callback; how
   * much of what arrived a request names; and the promises of the requests that were made in the span, by their
   * verdicts. Rates are per cent to one decimal, half up; null over nothing. The first 500 that no request names are
   * listed.
   */
  @Get('service-levels')
  @Allow('sales', 'admin', 'support', 'auditor')
  @Documented(docs.serviceLevels)
  async reportServiceLevels(
    @Query() query: ServiceLevelsQuery,
    @CurrentCaller() { vendor, language }: Caller,
    @CallerSignal() signal: AbortSignal,
    @AsCsv() csv: CsvAnswer | null,
  ) {
    const report = await this.serviceLevels.of(vendor, query, signal);
    return csv === null ? report : asFile(csv, 'service-levels', serviceLevelColumns(language, query.by), report);
  }

  /**
   * Surveys by the day they were sent, superseded ones left out: answered of sent in per cent, the average to two
   * decimals, how many gave each score, and follow-ups of low scores that were replied to in time, late, or not yet.
   */
  @Get('satisfaction')
  @Allow('sales', 'admin', 'support', 'auditor')
  @Documented(docs.satisfaction)
  async reportSatisfaction(
    @Query() query: SatisfactionQuery,
    @CurrentCaller() { vendor, language }: Caller,
    @CallerSignal() signal: AbortSignal,
    @AsCsv() csv: CsvAnswer | null,
  ) {
    const report = await this.satisfaction.of(vendor, query, signal);
    return csv === null ? report : asFile(csv, 'satisfaction', satisfactionColumns(language, query.by), report);
  }

  /**
   * Terms by their last day: renewed on time, late (with the days of the gaps), lost once 30 days have passed, or open.
   * Terminated ones are left out. The rate is renewed of renewed and lost. The first 500 that were late or lost are
   * listed.
   */
  @Get('renewals')
  @Allow('sales', 'admin', 'support', 'auditor')
  @Documented(docs.renewals)
  async reportRenewals(
    @Query() query: RenewalsQuery,
    @CurrentCaller() { vendor, language }: Caller,
    @CallerSignal() signal: AbortSignal,
    @AsCsv() csv: CsvAnswer | null,
  ) {
    const report = await this.renewals.of(vendor, query, signal);
    return csv === null ? report : asFile(csv, 'renewals', renewalColumns(language), report);
  }
}

/** The groups of a report, then everything, as lines of a file. */
const asFile = <F extends object>(
  csv: CsvAnswer,
  name: string,
  columns: readonly Column<F & { readonly key: string | null }>[],
  report: F & { readonly groups: readonly (F & { readonly key: string })[] },
): Promise<StreamableFile> => {
  const items = [...report.groups, { ...report, key: null }];
  return csv.file(name, columns, () => Promise.resolve({ items, nextCursor: null }));
};
