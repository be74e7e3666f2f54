import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Allow } from '../platform/auth/caller.js';
import { Exchange, type HttpExchange } from '../platform/commands/http-commands.js';
import { Documented } from '../platform/http/server/documented.js';
import { Tagged } from '../platform/http/server/tags.js';
import { AcknowledgeDto, acknowledgeRequest } from './acknowledge-request.command.js';
import { TakesFiles, withFiles } from './attachments/takes-files.js';
import { AssignDto, assignRequest } from './assign-request.command.js';
import { cancelRequest } from './cancel-request.command.js';
import { changePriority, PriorityDto } from './change-priority.command.js';
import { closeRequest, CloseRequestDto } from './close-request.command.js';
import { BackupDto, confirmBackup } from './confirm-backup.command.js';
import { confirmMemo, ConfirmMemoDto } from './confirm-memo.command.js';
import { decideRequest } from './decide-request.command.js';
import { declineRequest } from './decline-request.command.js';
import { eraseText, EraseTextDto } from './erase-text.command.js';
import { grantGoodwill } from './grant-goodwill.command.js';
import { mergeRequest, MergeRequestDto } from './merge-request.command.js';
import { InteractionDto, recordInteraction } from './record-interaction.command.js';
import { ReferDto, referRequest } from './refer-request.command.js';
import { reopenRequest } from './reopen-request.command.js';
import { replyToFollowUp, ReplyToFollowUpDto } from './reply-to-follow-up.command.js';
import { ResolveDto, resolveRequest } from './resolve-request.command.js';
import { resumeRequest, ResumeRequestDto } from './resume-request.command.js';
import { startWork, WorkDto } from './start-work.command.js';
import { unmergeRequest } from './unmerge-request.command.js';
import { WaitDto, waitForCustomer } from './wait-for-customer.command.js';
import { waiveBackup, WaiveBackupDto } from './waive-backup.command.js';
import { MemoDto, writeMemo } from './write-memo.command.js';
import { ActDto, ReasonedActDto } from './request-act.dto.js';
import { RequestActs } from './request-acts.js';

/** Acts on a request: the rows of its state table (R3). */
@Tagged('requests')
@Controller('requests')
export class RequestActsController {
  constructor(@Inject(RequestActs) private readonly acts: RequestActs) {}

  /** Takes the request over (K11, R17). */
  @Post(':id/acknowledge')
  @HttpCode(200)
  @Allow('support', 'engineer', 'sales', 'admin', 'system')
  @Documented(acknowledgeRequest.docs)
  acknowledgeRequest(@Param('id') requestId: string, @Body() body: AcknowledgeDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(acknowledgeRequest, { requestId }, body, exchange);
  }

  /** Records what was exchanged about the request (R10). */
  @Post(':id/interactions')
  @HttpCode(200)
  @Allow('support', 'engineer', 'sales', 'admin', 'system', 'customer')
  @TakesFiles()
  @Documented(recordInteraction.docs)
  recordInteraction(@Param('id') requestId: string, @Body() body: InteractionDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(recordInteraction, { requestId }, withFiles(body, exchange.request), exchange);
  }

  /** The request waits, and its promises pause (R10, K10). */
  @Post(':id/wait')
  @HttpCode(200)
  @Allow('support', 'engineer', 'sales', 'admin', 'system', 'customer')
  @Documented(waitForCustomer.docs)
  waitForCustomer(@Param('id') requestId: string, @Body() body: WaitDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(waitForCustomer, { requestId }, body, exchange);
  }

  /** Waits end (R10). */
  @Post(':id/resume')
  @HttpCode(200)
  @Allow('support', 'engineer', 'admin', 'system', 'customer')
  @Documented(resumeRequest.docs)
  resumeRequest(@Param('id') requestId: string, @Body() body: ResumeRequestDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(resumeRequest, { requestId }, body, exchange);
  }

  /** Confirms a backup made for this request (R4, R13). */
  @Post(':id/backup')
  @HttpCode(200)
  @Allow('support', 'engineer', 'admin', 'customer')
  @Documented(confirmBackup.docs)
  confirmBackup(@Param('id') requestId: string, @Body() body: BackupDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(confirmBackup, { requestId }, body, exchange);
  }

  /** Waives the backup in an emergency (R4). */
  @Post(':id/backup/waive')
  @HttpCode(200)
  @Allow('admin')
  @Documented(waiveBackup.docs)
  waiveBackup(@Param('id') requestId: string, @Body() body: WaiveBackupDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(waiveBackup, { requestId }, body, exchange);
  }

  /** Starts work; on the customer's system it needs a backup or a waiver (R13). */
  @Post(':id/work')
  @HttpCode(200)
  @Allow('support', 'engineer', 'admin')
  @Documented(startWork.docs)
  startWork(@Param('id') requestId: string, @Body() body: WorkDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(startWork, { requestId }, body, exchange);
  }

  /** Writes what cannot be solved soon, anew or for the first time (R5, R15). */
  @Post(':id/memo')
  @HttpCode(200)
  @Allow('support', 'engineer', 'admin')
  @Documented(writeMemo.docs)
  writeMemo(@Param('id') requestId: string, @Body() body: MemoDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(writeMemo, { requestId }, body, exchange);
  }

  /** One side confirms the memo by its hash (R15). */
  @Post(':id/memo/confirm')
  @HttpCode(200)
  @Allow('support', 'engineer', 'admin', 'customer')
  @Documented(confirmMemo.docs)
  confirmMemo(@Param('id') requestId: string, @Body() body: ConfirmMemoDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(confirmMemo, { requestId }, body, exchange);
  }

  /** Changes the urgency; open promises are computed anew (K13). */
  @Post(':id/priority')
  @HttpCode(200)
  @Allow('support', 'admin')
  @Documented(changePriority.docs)
  changePriority(@Param('id') requestId: string, @Body() body: PriorityDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(changePriority, { requestId }, body, exchange);
  }

  /** Assigns who owns the request, and its satisfaction (R17). */
  @Post(':id/assign')
  @HttpCode(200)
  @Allow('support', 'admin')
  @Documented(assignRequest.docs)
  assignRequest(@Param('id') requestId: string, @Body() body: AssignDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(assignRequest, { requestId }, body, exchange);
  }

  /** Asks the decision again (R8). */
  @Post(':id/decide')
  @HttpCode(200)
  @Allow('support', 'engineer', 'sales', 'admin')
  @Documented(decideRequest.docs)
  decideRequest(@Param('id') requestId: string, @Body() body: ActDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(decideRequest, { requestId }, body, exchange);
  }

  /** Has it served without a right; nothing is promised (R8). */
  @Post(':id/goodwill')
  @HttpCode(200)
  @Allow('admin')
  @Documented(grantGoodwill.docs)
  grantGoodwill(@Param('id') requestId: string, @Body() body: ReasonedActDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(grantGoodwill, { requestId }, body, exchange);
  }

  /** Refers the request to sales (R1). */
  @Post(':id/refer')
  @HttpCode(200)
  @Allow('support', 'engineer', 'admin')
  @Documented(referRequest.docs)
  referRequest(@Param('id') requestId: string, @Body() body: ReferDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(referRequest, { requestId }, body, exchange);
  }

  /** Proposes that it is solved (R11). */
  @Post(':id/resolve')
  @HttpCode(200)
  @Allow('support', 'engineer', 'admin')
  @Documented(resolveRequest.docs)
  resolveRequest(@Param('id') requestId: string, @Body() body: ResolveDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(resolveRequest, { requestId }, body, exchange);
  }

  /** Closes what was resolved (R11). */
  @Post(':id/close')
  @HttpCode(200)
  @Allow('support', 'engineer', 'admin', 'customer')
  @Documented(closeRequest.docs)
  closeRequest(@Param('id') requestId: string, @Body() body: CloseRequestDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(closeRequest, { requestId }, body, exchange);
  }

  /** Reopens it, with a response promised from now on (R12). */
  @Post(':id/reopen')
  @HttpCode(200)
  @Allow('support', 'engineer', 'sales', 'admin', 'customer')
  @Documented(reopenRequest.docs)
  reopenRequest(@Param('id') requestId: string, @Body() body: ReasonedActDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(reopenRequest, { requestId }, body, exchange);
  }

  /** Ends the follow-up of a low answer with what was done and what was written to the customer (S22). */
  @Post(':id/follow-up/reply')
  @HttpCode(200)
  @Allow('support', 'engineer', 'sales', 'admin')
  @Documented(replyToFollowUp.docs)
  replyToFollowUp(
    @Param('id') requestId: string,
    @Body() body: ReplyToFollowUpDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.acts.issue(replyToFollowUp, { requestId }, body, exchange);
  }

  /** Declines it; with a right only an admin does (R8). */
  @Post(':id/decline')
  @HttpCode(200)
  @Allow('support', 'admin')
  @Documented(declineRequest.docs)
  declineRequest(@Param('id') requestId: string, @Body() body: ReasonedActDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(declineRequest, { requestId }, body, exchange);
  }

  /** Cancels it; open promises are void (K11). */
  @Post(':id/cancel')
  @HttpCode(200)
  @Allow('support', 'admin', 'customer')
  @Documented(cancelRequest.docs)
  cancelRequest(@Param('id') requestId: string, @Body() body: ReasonedActDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(cancelRequest, { requestId }, body, exchange);
  }

  /** Merges it into another request, which answers for both (R14). */
  @Post(':id/merge')
  @HttpCode(200)
  @Allow('support', 'admin')
  @Documented(mergeRequest.docs)
  mergeRequest(@Param('id') requestId: string, @Body() body: MergeRequestDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(mergeRequest, { requestId }, body, exchange);
  }

  /** Undoes the merge of this request (R14). */
  @Post(':id/unmerge')
  @HttpCode(200)
  @Allow('admin')
  @Documented(unmergeRequest.docs)
  unmergeRequest(@Param('id') requestId: string, @Body() body: ReasonedActDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(unmergeRequest, { requestId }, body, exchange);
  }

  /** Destroys the key of all its texts (A7). */
  @Post(':id/erase-text')
  @HttpCode(200)
  @Allow('admin')
  @Documented(eraseText.docs)
  eraseText(@Param('id') requestId: string, @Body() body: EraseTextDto, @Exchange() exchange: HttpExchange) {
    return this.acts.issue(eraseText, { requestId }, body, exchange);
  }
}
