import { Module } from '@nestjs/common';
import { CountedPromises } from './counted-promises.js';
import { RenewalReports } from './renewals.js';
import { ReportSpans } from './report-span.js';
import { ReportsController } from './reports.controller.js';
import { SatisfactionReports } from './satisfaction.js';
import { ServiceLevelReports } from './service-levels.js';

@Module({
  controllers: [ReportsController],
  providers: [ReportSpans, CountedPromises, ServiceLevelReports, SatisfactionReports, RenewalReports],
})
export class ReportsModule {}
