import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { Exchange, HttpCommands, type HttpExchange } from '../platform/commands/http-commands.js';
import { CallerSignal } from '../platform/http/conventions/caller-gone.js';
import { AsCsv, CsvAnswer } from '../platform/http/conventions/csv.js';
import { shownAt } from '../platform/http/conventions/commands.js';
import { Documented } from '../platform/http/server/documented.js';
import { cancelTerm, CancelTermDto } from './cancel-term.command.js';
import { contractColumns } from './contract-columns.js';
import { ContractReader } from './contract-reader.js';
import * as schemas from './contract-schemas.js';
import { ContractSearch } from './contract-search.js';
import { ContractQuery, ContractsQuery, ImpactQuery } from './contracts.dto.js';
import { correctContract, CorrectionDto } from './correct-contract.command.js';
import { giveBackUse } from './give-back-use.command.js';
import type { ImpactAnswer } from './differing-decision.js';
import { Impact } from './impact.js';
import { purchaseContract, PurchaseDto } from './purchase-contract.command.js';
import { ReasonDto } from './reason.dto.js';
import { PaymentDto, recordPayment } from './record-payment.command.js';
import { recordUpgrade, UpgradeDto } from './record-upgrade.command.js';
import { reinstateContract } from './reinstate-contract.command.js';
import { RenewalDto, renewContract } from './renew-contract.command.js';
import { restoreLicence } from './restore-licence.command.js';
import { resumeContract, ResumeDto } from './resume-contract.command.js';
import { revokeLicence } from './revoke-licence.command.js';
import { AgreementDto, signAgreement } from './sign-agreement.command.js';
import { suspendContract, SuspendDto } from './suspend-contract.command.js';
import { terminateContract, TerminateDto } from './terminate-contract.command.js';
import { transferContract, TransferDto } from './transfer-contract.command.js';
import { AllowanceUseDto, useAllowance } from './use-allowance.command.js';
import { Tagged } from '../platform/http/server/tags.js';

/** Contracts and all that is later agreed about them (C1 to C12). Days are civil days in the vendor's zone. */
@Tagged('contracts', 'Purchases, renewals, payments and everything that is agreed about them later.')
@Controller('contracts')
export class ContractsController {
  constructor(
    @Inject(HttpCommands) private readonly commands: HttpCommands,
    @Inject(ContractReader) private readonly reader: ContractReader,
    @Inject(ContractSearch) private readonly search: ContractSearch,
    @Inject(Impact) private readonly impact: Impact,
  ) {}

  /** Records a purchase and opens the free term (C1). */
  @Post()
  @Allow('sales', 'admin')
  @Documented(purchaseContract.docs)
  purchaseContract(@Body() body: PurchaseDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(purchaseContract, {}, body, exchange);
  }

  /** Contracts, filtered and sorted. */
  @Get()
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(schemas.find)
  async listContracts(
    @Query() query: ContractsQuery,
    @CurrentCaller() { vendor, actor, language }: Caller,
    @AsCsv() csv: CsvAnswer | null,
  ): Promise<object> {
    if (csv === null) return this.search.list(vendor, actor.role, query);
    const pageAt = (at: object) => this.search.list(vendor, actor.role, { ...query, ...at });
    return csv.file('contracts', contractColumns(language), pageAt, query.cursor);
  }

  /** One contract, as it stands now or at `at`, with what was known at `knownAt`. */
  @Get(':id')
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(schemas.get)
  async getContract(
    @Param('id') id: string,
    @Query() query: ContractQuery,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answer = await this.reader.get(caller.vendor, id, query);
    return shownAt(reply, answer.revision, answer);
  }

  /**
   * Recorded decisions of upgrades, requests and visits whose outcome differs with what is known now (C9). Requests of
   * the owners are asked again 200 at a time, the latest first.
   */
  @Get(':id/impact')
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(schemas.impacted)
  getContractImpact(
    @Param('id') id: string,
    @Query() { cursor }: ImpactQuery,
    @CurrentCaller() caller: Caller,
    @CallerSignal() signal: AbortSignal,
  ): Promise<ImpactAnswer> {
    return this.impact.now(caller.vendor, id, { cursor, signal });
  }

  /**
   * Recorded decisions that came out differently when the correction had been recorded: as its own answer listed them
   * (C9).
   */
  @Get(':id/corrections/:correctionId/impact')
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(schemas.impacted)
  getCorrectionImpact(
    @Param('id') id: string,
    @Param('correctionId') correctionId: string,
    @Query() { cursor }: ImpactQuery,
    @CurrentCaller() caller: Caller,
    @CallerSignal() signal: AbortSignal,
  ): Promise<ImpactAnswer> {
    return this.impact.ofCorrection(caller.vendor, id, correctionId, { cursor, signal });
  }

  /** Records a renewal, on time or late (C2, C3, C10). */
  @Post(':id/renewals')
  @Allow('sales', 'admin')
  @Documented(renewContract.docs)
  renewContract(@Param('id') contractId: string, @Body() body: RenewalDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(renewContract, { contractId }, body, exchange);
  }

  /** Records a payment for a term that is due (C12). */
  @Post(':id/payments')
  @Allow('sales', 'admin')
  @Documented(recordPayment.docs)
  recordPayment(@Param('id') contractId: string, @Body() body: PaymentDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(recordPayment, { contractId }, body, exchange);
  }

  /** Ends a queued or running paid term from a day on (C4). */
  @Post(':id/terms/:termId/cancel')
  @Allow('sales', 'admin')
  @Documented(cancelTerm.docs)
  cancelTerm(
    @Param('id') contractId: string,
    @Param('termId') termId: string,
    @Body() body: CancelTermDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.commands.issue(cancelTerm, { contractId, termId }, body, exchange);
  }

  /** Records a separately signed agreement. */
  @Post(':id/agreements')
  @Allow('sales', 'admin')
  @Documented(signAgreement.docs)
  signAgreement(@Param('id') contractId: string, @Body() body: AgreementDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(signAgreement, { contractId }, body, exchange);
  }

  /** Records an upgrade that was performed, with the decision it was taken on (V4, D8). */
  @Post(':id/upgrades')
  @Allow('sales', 'admin', 'support', 'engineer')
  @Documented(recordUpgrade.docs)
  recordUpgrade(@Param('id') contractId: string, @Body() body: UpgradeDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(recordUpgrade, { contractId }, body, exchange);
  }

  /** Suspends service; nothing is covered meanwhile (C5). */
  @Post(':id/suspend')
  @Allow('sales', 'admin')
  @Documented(suspendContract.docs)
  suspendContract(@Param('id') contractId: string, @Body() body: SuspendDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(suspendContract, { contractId }, body, exchange);
  }

  /** Serves again from a day on (C5). */
  @Post(':id/resume')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(resumeContract.docs)
  resumeContract(@Param('id') contractId: string, @Body() body: ResumeDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(resumeContract, { contractId }, body, exchange);
  }

  /** Ends service from a day on; answers services already delivered since (C6). */
  @Post(':id/terminate')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(terminateContract.docs)
  terminateContract(@Param('id') contractId: string, @Body() body: TerminateDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(terminateContract, { contractId }, body, exchange);
  }

  /** Takes a termination back: it counts as never made (C6). */
  @Post(':id/reinstate')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(reinstateContract.docs)
  reinstateContract(@Param('id') contractId: string, @Body() body: ReasonDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(reinstateContract, { contractId }, body, exchange);
  }

  /** Moves the rights to another customer from a day on (C7). */
  @Post(':id/transfer')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(transferContract.docs)
  transferContract(@Param('id') contractId: string, @Body() body: TransferDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(transferContract, { contractId }, body, exchange);
  }

  /** The licence is no longer valid: nothing is served (C8). */
  @Post(':id/licence/revoke')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(revokeLicence.docs)
  revokeLicence(@Param('id') contractId: string, @Body() body: ReasonDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(revokeLicence, { contractId }, body, exchange);
  }

  /** The licence is valid again (C8). */
  @Post(':id/licence/restore')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(restoreLicence.docs)
  restoreLicence(@Param('id') contractId: string, @Body() body: ReasonDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(restoreLicence, { contractId }, body, exchange);
  }

  /**
   * States facts anew, with a reason; nothing is edited. Answers the recorded decisions that come out differently
   * now: `impact` (C9).
   */
  @Post(':id/corrections')
  @Allow('sales', 'admin')
  @Documented(correctContract.docs)
  correctContract(@Param('id') contractId: string, @Body() body: CorrectionDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(correctContract, { contractId }, body, exchange);
  }

  /** Counts one use of an allowance, a medium or a health check (D9). */
  @Post(':id/allowance-uses')
  @Allow('sales', 'admin', 'support', 'engineer')
  @Documented(useAllowance.docs)
  useAllowance(@Param('id') contractId: string, @Body() body: AllowanceUseDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(useAllowance, { contractId }, body, exchange);
  }

  /** Gives a use back: cancelled, refused or returned (D9). */
  @Post(':id/allowance-uses/:useId/give-back')
  @HttpCode(200)
  @Allow('sales', 'admin', 'support', 'engineer')
  @Documented(giveBackUse.docs)
  giveBackUse(
    @Param('id') contractId: string,
    @Param('useId') useId: string,
    @Body() body: ReasonDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.commands.issue(giveBackUse, { contractId, useId }, body, exchange);
  }
}
