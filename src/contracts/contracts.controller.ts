import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ContractCommand } from '../../domain/contract/contract.commands.js';
import { deliveredSince } from '../../domain/contract/ending.js';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { commandRequest, shownAt, written } from '../platform/http/conventions/commands.js';
import { derivedId } from '../platform/ledger/identity.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import { ChangeContract, type Given } from './change-contract.js';
import { writtenAnswer } from './contract-answers.js';
import { ContractReader } from './contract-reader.js';
import { ContractSearch } from './contract-search.js';
import {
  AgreementDto, AllowanceUseDto, CancelTermDto, ContractQuery, ContractsQuery, CorrectionDto, PaymentDto, PurchaseDto, ReasonDto, RenewalDto, ResumeDto, SuspendDto, TerminateDto, TransferDto, UpgradeDto,
} from './contracts.dto.js';
import { CorrectContract } from './correct-contract.js';
import { ExerciseUpgrade } from './exercise-upgrade.js';
import { PurchaseContract } from './purchase-contract.js';
import { amountOf } from './amounts.js';
import { TransferContract } from './transfer-contract.js';
import { UseAllowance } from './use-allowance.js';

/** Contracts and all that is later agreed about them (C1 to C12). Days are civil days in the vendor's zone. */
@ApiTags('contracts')
@Controller('contracts')
export class ContractsController {
  constructor(@Inject(CommandBus) private readonly bus: CommandBus, @Inject(ContractReader) private readonly reader: ContractReader, @Inject(ContractSearch) private readonly search: ContractSearch) {}

  /** Records a purchase and opens the free term (C1). */
  @Post() @Allow('sales', 'admin')
  async purchase(@Body() said: PurchaseDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const outcome = await this.bus.execute(new PurchaseContract(caller.vendor, keyed(commandRequest(req, caller, 'POST /contracts', said)), said));
    return written(reply, outcome, writtenAnswer(outcome));
  }

  /** Contracts, filtered and sorted. */
  @Get() @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  list(@Query() query: ContractsQuery, @CurrentCaller() caller: Caller) {
    return this.search.list(caller.vendor, query);
  }

  /** One contract, as it stands now or at `at`, with what was known at `knownAt`. */
  @Get(':id') @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  async get(@Param('id') id: string, @Query() query: ContractQuery, @CurrentCaller() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    const answer = await this.reader.get(caller.vendor, id, query);
    return shownAt(reply, answer.revision, answer);
  }

  /** Records a renewal, on time or late (C2, C3, C10). */
  @Post(':id/renewals') @Allow('sales', 'admin')
  renew(@Param('id') id: string, @Body() said: RenewalDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.change(id, 'renewals', said, caller, req, reply, (given, key) => ({
      ...{ kind: 'renew', termId: derivedId('trm', id, key), signedOn: said.signedOn, period: said.period ?? null, lastDay: said.lastDay ?? null, startOn: said.startOn ?? null },
      ...{ reason: said.reason ?? null, fee: said.fee ?? null, payment: said.payment ?? 'paid', documentNo: said.documentNo ?? null },
      ...{ policyVersion: given.policyVersion(said.signedOn), termEnds: given.termEnds, role: caller.actor.role, today: given.today },
    }));
  }

  /** Records a payment for a term that is due (C12). */
  @Post(':id/payments') @Allow('sales', 'admin')
  pay(@Param('id') id: string, @Body() said: PaymentDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.change(id, 'payments', said, caller, req, reply, ({ state, today }, key) => ({
      ...{ kind: 'pay', paymentId: derivedId('pay', id, key), termId: said.termId, paidOn: said.paidOn, invoiceNo: said.invoiceNo ?? null, today },
      amount: amountOf(said.amount, state.terms.find((term) => term.termId === said.termId)?.fee?.currency),
    }));
  }

  /** Ends a queued or running paid term from a day on (C4). */
  @Post(':id/terms/:termId/cancel') @Allow('sales', 'admin')
  cancel(@Param('id') id: string, @Param('termId') termId: string, @Body() said: CancelTermDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { from, reason, moveUp = false } = said;
    return this.change(id, `terms/${termId}/cancel`, said, caller, req, reply, ({ termEnds }) => ({ kind: 'cancel-term', termId, from, reason, moveUp: moveUp ?? false, termEnds }));
  }

  /** Records a separately signed agreement. */
  @Post(':id/agreements') @Allow('sales', 'admin')
  agree(@Param('id') id: string, @Body() said: AgreementDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { kind, signedOn, validFrom, validTo = null, toMajor = null, scope = null, fee = null } = said;
    return this.change(id, 'agreements', said, caller, req, reply, ({ today }, key) => ({
      kind: 'sign-agreement', today, agreement: { agreementId: derivedId('agr', id, key), kind, signedOn, validFrom, validTo, toMajor, scope, fee },
    }));
  }

  /** Records an upgrade that was performed, with the decision it was taken on (V4, D8). */
  @Post(':id/upgrades') @Allow('sales', 'admin', 'support', 'engineer')
  async upgrade(@Param('id') id: string, @Body() said: UpgradeDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const request = keyed(commandRequest(req, caller, `POST /contracts/upgrades ${id}`, said));
    const outcome = await this.bus.execute(new ExerciseUpgrade(caller.vendor, id, request, said));
    return written(reply, outcome, writtenAnswer(outcome));
  }

  /** Suspends service; nothing is covered meanwhile (C5). */
  @Post(':id/suspend') @Allow('sales', 'admin')
  suspend(@Param('id') id: string, @Body() said: SuspendDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { from, to = null, reason, extend } = said;
    return this.change(id, 'suspend', said, caller, req, reply, ({ termEnds }, key) => ({ kind: 'suspend', suspensionId: derivedId('sus', id, key), from, to, reason, extend: extend ?? false, termEnds }));
  }

  /** Serves again from a day on (C5). */
  @Post(':id/resume') @HttpCode(200) @Allow('sales', 'admin')
  resume(@Param('id') id: string, @Body() said: ResumeDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.change(id, 'resume', said, caller, req, reply, ({ termEnds }) => ({ kind: 'resume', on: said.on, extend: said.extend ?? false, termEnds }));
  }

  /** Ends service from a day on; answers services already delivered since (C6). */
  @Post(':id/terminate') @HttpCode(200) @Allow('sales', 'admin')
  terminate(@Param('id') id: string, @Body() said: TerminateDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.change(id, 'terminate', said, caller, req, reply, () => ({ kind: 'terminate', from: said.from, reason: said.reason }), (state) => ({ delivered: deliveredSince(state, said.from) }));
  }

  /** Takes a termination back: it counts as never made (C6). */
  @Post(':id/reinstate') @HttpCode(200) @Allow('sales', 'admin')
  reinstate(@Param('id') id: string, @Body() said: ReasonDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.change(id, 'reinstate', said, caller, req, reply, () => ({ kind: 'reinstate', reason: said.reason }));
  }

  /** Moves the rights to another customer from a day on (C7). */
  @Post(':id/transfer') @HttpCode(200) @Allow('sales', 'admin')
  async transfer(@Param('id') id: string, @Body() said: TransferDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const outcome = await this.bus.execute(new TransferContract(caller.vendor, id, commandRequest(req, caller, `POST /contracts/transfer ${id}`, said), said));
    return written(reply, outcome, writtenAnswer(outcome));
  }

  /** The licence is no longer valid: nothing is served (C8). */
  @Post(':id/licence/revoke') @HttpCode(200) @Allow('sales', 'admin')
  revoke(@Param('id') id: string, @Body() said: ReasonDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.change(id, 'licence/revoke', said, caller, req, reply, () => ({ kind: 'revoke-licence', reason: said.reason }));
  }

  /** The licence is valid again (C8). */
  @Post(':id/licence/restore') @HttpCode(200) @Allow('sales', 'admin')
  restore(@Param('id') id: string, @Body() said: ReasonDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.change(id, 'licence/restore', said, caller, req, reply, () => ({ kind: 'restore-licence', reason: said.reason }));
  }

  /** States facts anew, with a reason; nothing is edited (C9). */
  @Post(':id/corrections') @Allow('sales', 'admin')
  async correct(@Param('id') id: string, @Body() said: CorrectionDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const request = keyed(commandRequest(req, caller, `POST /contracts/corrections ${id}`, said));
    const outcome = await this.bus.execute(new CorrectContract(caller.vendor, id, request, said));
    return written(reply, outcome, writtenAnswer(outcome));
  }

  /** Counts one use of an allowance, a medium or a health check (D9). */
  @Post(':id/allowance-uses') @Allow('sales', 'admin', 'support', 'engineer')
  async use(@Param('id') id: string, @Body() said: AllowanceUseDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const request = keyed(commandRequest(req, caller, `POST /contracts/allowance-uses ${id}`, said));
    const outcome = await this.bus.execute(new UseAllowance(caller.vendor, id, request, said));
    return written(reply, outcome, writtenAnswer(outcome));
  }

  /** Gives a use back: cancelled, refused or returned (D9). */
  @Post(':id/allowance-uses/:useId/give-back') @HttpCode(200) @Allow('sales', 'admin', 'support', 'engineer')
  giveBack(@Param('id') id: string, @Param('useId') useId: string, @Body() said: ReasonDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.change(id, `allowance-uses/${useId}/give-back`, said, caller, req, reply, () => ({ kind: 'give-back', useId, reason: said.reason }));
  }

  private async change(
    id: string, what: string, said: object, caller: Caller, req: FastifyRequest, reply: FastifyReply,
    command: (given: Given, key: string) => ContractCommand, more: (state: Given['state']) => object = () => ({}),
  ) {
    const request = keyed(commandRequest(req, caller, `POST /contracts/${what} ${id}`, said));
    const outcome = await this.bus.execute(new ChangeContract(caller.vendor, id, { ...request, reason: reasonIn(said) }, (given) => command(given, request.key)));
    return written(reply, outcome, { ...writtenAnswer(outcome), ...more(outcome.state) });
  }
}

/** A3: the reason stands in the event's metadata too. */
const reasonIn = (said: object): string | undefined => ('reason' in said && typeof said.reason === 'string' ? said.reason : undefined);

/** Ids derive from the key; without one the command is new each time it is said. */
const keyed = (request: CommandRequest): CommandRequest & { readonly key: string } => ({ ...request, key: request.key ?? randomUUID() });
