import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Allow } from '../platform/auth/caller.js';
import { Exchange, type HttpExchange } from '../platform/commands/http-commands.js';
import { Documented } from '../platform/http/server/documented.js';
import { Tagged } from '../platform/http/server/tags.js';
import { acceptVisit, AcceptVisitDto } from './accept-visit.command.js';
import { ArriveDto, arriveOnVisit } from './arrive-on-visit.command.js';
import { cancelVisit, CancelVisitDto } from './cancel-visit.command.js';
import { finishVisit, FinishVisitDto } from './finish-visit.command.js';
import { QuoteDto, quoteVisit } from './quote-visit.command.js';
import { refuseEntry, RefuseEntryDto } from './refuse-entry.command.js';
import { refuseVisit, RefuseVisitDto } from './refuse-visit.command.js';
import { requestVisit, VisitDto } from './request-visit.command.js';
import { scheduleVisit, ScheduleVisitDto } from './schedule-visit.command.js';
import { RequestActs } from './request-acts.js';

/** Visits of a request (R16). */
@Tagged('requests')
@Controller('requests')
export class VisitsController {
  constructor(@Inject(RequestActs) private readonly acts: RequestActs) {}

  /** Requests a visit, with an arrival promise of its own (R16). */
  @Post(':id/visits')
  @HttpCode(200)
  @Allow('support', 'engineer', 'sales', 'admin', 'customer')
  @Documented(requestVisit.docs)
  requestVisit(@Param('id') requestId: string, @Body() body: VisitDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(requestVisit, { requestId }, body, exchange);
  }

  /** Names fee and travel cost (R16). */
  @Post(':id/visits/:visitId/quote')
  @HttpCode(200)
  @Allow('sales', 'support', 'admin')
  @Documented(quoteVisit.docs)
  quoteVisit(
    @Param('id') requestId: string,
    @Param('visitId') visitId: string,
    @Body() body: QuoteDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.acts.issue(quoteVisit, { requestId, visitId }, body, exchange);
  }

  /** The quotation is accepted (R16). */
  @Post(':id/visits/:visitId/accept')
  @HttpCode(200)
  @Allow('customer', 'sales', 'support', 'admin')
  @Documented(acceptVisit.docs)
  acceptVisit(
    @Param('id') requestId: string,
    @Param('visitId') visitId: string,
    @Body() body: AcceptVisitDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.acts.issue(acceptVisit, { requestId, visitId }, body, exchange);
  }

  /** The quotation is refused; the promise is void (R16). */
  @Post(':id/visits/:visitId/refuse')
  @HttpCode(200)
  @Allow('customer', 'sales', 'support', 'admin')
  @Documented(refuseVisit.docs)
  refuseVisit(
    @Param('id') requestId: string,
    @Param('visitId') visitId: string,
    @Body() body: RefuseVisitDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.acts.issue(refuseVisit, { requestId, visitId }, body, exchange);
  }

  /** Fixes who comes when (R16). */
  @Post(':id/visits/:visitId/schedule')
  @HttpCode(200)
  @Allow('support', 'engineer', 'admin')
  @Documented(scheduleVisit.docs)
  scheduleVisit(
    @Param('id') requestId: string,
    @Param('visitId') visitId: string,
    @Body() body: ScheduleVisitDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.acts.issue(scheduleVisit, { requestId, visitId }, body, exchange);
  }

  /** Somebody is on site (K11). */
  @Post(':id/visits/:visitId/arrive')
  @HttpCode(200)
  @Allow('engineer', 'support', 'admin')
  @Documented(arriveOnVisit.docs)
  arriveOnVisit(
    @Param('id') requestId: string,
    @Param('visitId') visitId: string,
    @Body() body: ArriveDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.acts.issue(arriveOnVisit, { requestId, visitId }, body, exchange);
  }

  /** Whoever arrived was not let in (R16). */
  @Post(':id/visits/:visitId/refuse-entry')
  @HttpCode(200)
  @Allow('engineer', 'support', 'admin')
  @Documented(refuseEntry.docs)
  refuseEntry(
    @Param('id') requestId: string,
    @Param('visitId') visitId: string,
    @Body() body: RefuseEntryDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.acts.issue(refuseEntry, { requestId, visitId }, body, exchange);
  }

  /** The visit is over, and signed for (R16). */
  @Post(':id/visits/:visitId/finish')
  @HttpCode(200)
  @Allow('engineer', 'support', 'admin')
  @Documented(finishVisit.docs)
  finishVisit(
    @Param('id') requestId: string,
    @Param('visitId') visitId: string,
    @Body() body: FinishVisitDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.acts.issue(finishVisit, { requestId, visitId }, body, exchange);
  }

  /** Nobody comes; the promise is void (R16). */
  @Post(':id/visits/:visitId/cancel')
  @HttpCode(200)
  @Allow('customer', 'support', 'admin')
  @Documented(cancelVisit.docs)
  cancelVisit(
    @Param('id') requestId: string,
    @Param('visitId') visitId: string,
    @Body() body: CancelVisitDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.acts.issue(cancelVisit, { requestId, visitId }, body, exchange);
  }
}
