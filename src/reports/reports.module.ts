import { Module } from '@nestjs/common';
import { RenewalReports } from './renewals.js';
import { ReportSpans } from './report-span.js';
import { ReportsController } from './reports.controller.js';
import { ServiceLevelReports } from './service-levels.js';

@Module({
  controllers: [ReportsController],
  providers: [ReportSpans, ServiceLevelReports, RenewalReports],
})
export class ReportsModule {}
