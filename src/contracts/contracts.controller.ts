import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { CallerSignal } from '../platform/http/conventions/caller-gone.js';
import { commandRequest, shownAt, written } from '../platform/http/conventions/commands.js';
import { Documented } from '../platform/http/server/documented.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import { ChangeContract } from './change-contract.js';
import { writtenAnswer } from './contract-answers.js';
import { contractWords, reasonIn, type Saying } from './contract-words.js';
import { ContractReader } from './contract-reader.js';
import { ContractSearch } from './contract-search.js';
import {
  AgreementDto,
  AllowanceUseDto,
  CancelTermDto,
  ContractQuery,
  ContractsQuery,
  CorrectionDto,
  PaymentDto,
  PurchaseDto,
  ReasonDto,
  RenewalDto,
  ResumeDto,
  SuspendDto,
  TerminateDto,
  TransferDto,
  UpgradeDto,
} from './contracts.dto.js';
import * as docs from './contracts.docs.js';
import { CorrectContract } from './correct-contract.js';
import { ExerciseUpgrade } from './exercise-upgrade.js';
import { Impact, type ImpactAnswer } from './impact.js';
import { PurchaseContract } from './purchase-contract.js';
import { ended, plainly, reachingBack, type Told } from './told.js';
import { TransferContract } from './transfer-contract.js';
import { UseAllowance } from './use-allowance.js';

/** Contracts and all that is later agreed about them (C1 to C12). Days are civil days in the vendor's zone. */
@ApiTags('contracts')
@Controller('contracts')
export class ContractsController {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(ContractReader) private readonly reader: ContractReader,
    @Inject(ContractSearch) private readonly search: ContractSearch,
    @Inject(Impact) private readonly impact: Impact,
  ) {}

  /** Records a purchase and opens the free term (C1). */
  @Post()
  @Allow('sales', 'admin')
  @Documented(docs.purchase)
  async purchase(
    @Body() said: PurchaseDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const outcome = await this.bus.execute(
      new PurchaseContract(caller.vendor, keyed(commandRequest(req, caller, 'POST /contracts', said)), said),
    );
    return written(reply, outcome, writtenAnswer(outcome));
  }

  /** Contracts, filtered and sorted. */
  @Get()
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(docs.find)
  list(@Query() query: ContractsQuery, @CurrentCaller() caller: Caller) {
    return this.search.list(caller.vendor, query);
  }

  /** One contract, as it stands now or at `at`, with what was known at `knownAt`. */
  @Get(':id')
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(docs.get)
  async get(
    @Param('id') id: string,
    @Query() query: ContractQuery,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answer = await this.reader.get(caller.vendor, id, query);
    return shownAt(reply, answer.revision, answer);
  }

  /** Recorded upgrade decisions that come out differently with what is known now (C9). */
  @Get(':id/impact')
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(docs.impacted)
  impactNow(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @CallerSignal() signal: AbortSignal,
  ): Promise<ImpactAnswer> {
    return this.impact.now(caller.vendor, id, signal);
  }

  /**
   * Recorded upgrade decisions that came out differently when the correction had been recorded: as its own answer
   * listed them (C9).
   */
  @Get(':id/corrections/:correctionId/impact')
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(docs.impacted)
  impactOf(
    @Param('id') id: string,
    @Param('correctionId') correctionId: string,
    @CurrentCaller() caller: Caller,
    @CallerSignal() signal: AbortSignal,
  ): Promise<ImpactAnswer> {
    return this.impact.ofCorrection(caller.vendor, id, correctionId, signal);
  }

  /** Records a renewal, on time or late (C2, C3, C10). */
  @Post(':id/renewals')
  @Allow('sales', 'admin')
  @Documented(docs.renew)
  renew(
    @Param('id') id: string,
    @Body() said: RenewalDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.change(id, 'renewals', said, caller, req, reply, contractWords.renew(id, said, caller.actor.role));
  }

  /** Records a payment for a term that is due (C12). */
  @Post(':id/payments')
  @Allow('sales', 'admin')
  @Documented(docs.pay)
  pay(
    @Param('id') id: string,
    @Body() said: PaymentDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.change(id, 'payments', said, caller, req, reply, contractWords.pay(id, said));
  }

  /** Ends a queued or running paid term from a day on (C4). */
  @Post(':id/terms/:termId/cancel')
  @Allow('sales', 'admin')
  @Documented(docs.cancel)
  cancel(
    @Param('id') id: string,
    @Param('termId') termId: string,
    @Body() said: CancelTermDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.change(
      id,
      `terms/${termId}/cancel`,
      said,
      caller,
      req,
      reply,
      contractWords.cancel(termId, said),
      reachingBack,
    );
  }

  /** Records a separately signed agreement. */
  @Post(':id/agreements')
  @Allow('sales', 'admin')
  @Documented(docs.agree)
  agree(
    @Param('id') id: string,
    @Body() said: AgreementDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.change(id, 'agreements', said, caller, req, reply, contractWords.agree(id, said));
  }

  /** Records an upgrade that was performed, with the decision it was taken on (V4, D8). */
  @Post(':id/upgrades')
  @Allow('sales', 'admin', 'support', 'engineer')
  @Documented(docs.upgrade)
  async upgrade(
    @Param('id') id: string,
    @Body() said: UpgradeDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = keyed(commandRequest(req, caller, `POST /contracts/upgrades ${id}`, said));
    const outcome = await this.bus.execute(new ExerciseUpgrade(caller.vendor, id, request, said));
    return written(reply, outcome, writtenAnswer(outcome));
  }

  /** Suspends service; nothing is covered meanwhile (C5). */
  @Post(':id/suspend')
  @Allow('sales', 'admin')
  @Documented(docs.suspend)
  suspend(
    @Param('id') id: string,
    @Body() said: SuspendDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.change(id, 'suspend', said, caller, req, reply, contractWords.suspend(id, said), reachingBack);
  }

  /** Serves again from a day on (C5). */
  @Post(':id/resume')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(docs.resume)
  resume(
    @Param('id') id: string,
    @Body() said: ResumeDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.change(id, 'resume', said, caller, req, reply, contractWords.resume(said));
  }

  /** Ends service from a day on; answers services already delivered since (C6). */
  @Post(':id/terminate')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(docs.terminate)
  terminate(
    @Param('id') id: string,
    @Body() said: TerminateDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.change(id, 'terminate', said, caller, req, reply, contractWords.terminate(said), ended(said));
  }

  /** Takes a termination back: it counts as never made (C6). */
  @Post(':id/reinstate')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(docs.reinstate)
  reinstate(
    @Param('id') id: string,
    @Body() said: ReasonDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.change(id, 'reinstate', said, caller, req, reply, contractWords.reinstate(said));
  }

  /** Moves the rights to another customer from a day on (C7). */
  @Post(':id/transfer')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(docs.transfer)
  async transfer(
    @Param('id') id: string,
    @Body() said: TransferDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const outcome = await this.bus.execute(
      new TransferContract(
        caller.vendor,
        id,
        commandRequest(req, caller, `POST /contracts/transfer ${id}`, said),
        said,
      ),
    );
    return written(reply, outcome, await reachingBack(outcome, caller.vendor, this.impact));
  }

  /** The licence is no longer valid: nothing is served (C8). */
  @Post(':id/licence/revoke')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(docs.revoke)
  revoke(
    @Param('id') id: string,
    @Body() said: ReasonDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.change(id, 'licence/revoke', said, caller, req, reply, contractWords.revoke(said));
  }

  /** The licence is valid again (C8). */
  @Post(':id/licence/restore')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(docs.restore)
  restore(
    @Param('id') id: string,
    @Body() said: ReasonDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.change(id, 'licence/restore', said, caller, req, reply, contractWords.restore(said));
  }

  /**
   * States facts anew, with a reason; nothing is edited. Answers the recorded decisions that come out differently
   * now: `impact` (C9).
   */
  @Post(':id/corrections')
  @Allow('sales', 'admin')
  @Documented(docs.correct)
  async correct(
    @Param('id') id: string,
    @Body() said: CorrectionDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = keyed(commandRequest(req, caller, `POST /contracts/corrections ${id}`, said));
    const outcome = await this.bus.execute(new CorrectContract(caller.vendor, id, request, said));
    return written(reply, outcome, await reachingBack(outcome, caller.vendor, this.impact));
  }

  /** Counts one use of an allowance, a medium or a health check (D9). */
  @Post(':id/allowance-uses')
  @Allow('sales', 'admin', 'support', 'engineer')
  @Documented(docs.useOne)
  async use(
    @Param('id') id: string,
    @Body() said: AllowanceUseDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = keyed(commandRequest(req, caller, `POST /contracts/allowance-uses ${id}`, said));
    const outcome = await this.bus.execute(new UseAllowance(caller.vendor, id, request, said));
    return written(reply, outcome, writtenAnswer(outcome));
  }

  /** Gives a use back: cancelled, refused or returned (D9). */
  @Post(':id/allowance-uses/:useId/give-back')
  @HttpCode(200)
  @Allow('sales', 'admin', 'support', 'engineer')
  @Documented(docs.giveBack)
  giveBack(
    @Param('id') id: string,
    @Param('useId') useId: string,
    @Body() said: ReasonDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.change(
      id,
      `allowance-uses/${useId}/give-back`,
      said,
      caller,
      req,
      reply,
      contractWords.giveBack(useId, said),
    );
  }

  private async change(
    id: string,
    what: string,
    said: object,
    caller: Caller,
    req: FastifyRequest,
    reply: FastifyReply,
    saying: Saying,
    told: Told = plainly,
  ) {
    const request = keyed(commandRequest(req, caller, `POST /contracts/${what} ${id}`, said));
    const outcome = await this.bus.execute(
      new ChangeContract(caller.vendor, id, { ...request, reason: reasonIn(said) }, (given) =>
        saying(given, request.key),
      ),
    );
    return written(reply, outcome, await told(outcome, caller.vendor, this.impact));
  }
}

/** Ids derive from the key; without one the command is new each time it is said. */
const keyed = (request: CommandRequest): CommandRequest & { readonly key: string } => ({
  ...request,
  key: request.key ?? randomUUID(),
});
