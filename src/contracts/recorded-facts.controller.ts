import { randomUUID } from 'node:crypto';
import { Body, Controller, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { commandRequest, written } from '../platform/http/conventions/commands.js';
import { Documented } from '../platform/http/server/documented.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import { ChangeContract } from './change-contract.js';
import { ReasonDto } from './contracts.dto.js';
import { CorrectTransfer } from './correct-transfer.js';
import { CorrectUpgrade } from './correct-upgrade.js';
import { Impact } from './impact.js';
import { type FactKind, recordedFactWords } from './recorded-fact-words.js';
import * as docs from './recorded-facts.docs.js';
import { CorrectAgreementDto, CorrectPaymentDto, CorrectTransferDto, CorrectUpgradeDto } from './recorded-facts.dto.js';
import { reachingBack, type Written } from './told.js';

type Keyed = CommandRequest & { readonly key: string };

/**
 * Payments, agreements, upgrades and transfers that were recorded by mistake, corrected and taken back with a reason
 * (C9). An older `knownAt` still finds them as they were (T5). Each answers the recorded decisions that come out
 * differently now: `impact`.
 */
@ApiTags('contracts')
@Controller('contracts')
export class RecordedFactsController {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(Impact) private readonly impact: Impact,
  ) {}

  /** States a payment anew; what it settles is counted again (C9, C12). */
  @Post(':id/payments/:paymentId/correct')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(docs.correctPayment)
  async correctPayment(
    @Param('id') id: string,
    @Param('paymentId') paymentId: string,
    @Body() body: CorrectPaymentDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = keyed(req, caller, `payments/${paymentId}/correct`, id, body);
    const outcome = await this.bus.execute(
      new ChangeContract(caller.vendor, id, { ...request, reason: body.reason }, (given) =>
        recordedFactWords.correctPayment(id, paymentId, body, caller.actor.role)(given, request.key),
      ),
    );
    return this.answer(reply, caller, outcome);
  }

  /** A payment that never was: what it settled is due again (C9, C12). */
  @Post(':id/payments/:paymentId/take-back')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(docs.takeBackPayment)
  takeBackPayment(
    @Param('id') id: string,
    @Param('paymentId') paymentId: string,
    @Body() body: ReasonDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = keyed(req, caller, `payments/${paymentId}/take-back`, id, body);
    return this.takeBack(id, 'payment', paymentId, body, request, caller, reply);
  }

  /** States an agreement anew (C9). */
  @Post(':id/agreements/:agreementId/correct')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(docs.correctAgreement)
  async correctAgreement(
    @Param('id') id: string,
    @Param('agreementId') agreementId: string,
    @Body() body: CorrectAgreementDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = keyed(req, caller, `agreements/${agreementId}/correct`, id, body);
    const outcome = await this.bus.execute(
      new ChangeContract(caller.vendor, id, { ...request, reason: body.reason }, (given) =>
        recordedFactWords.correctAgreement(id, agreementId, body, caller.actor.role)(given, request.key),
      ),
    );
    return this.answer(reply, caller, outcome);
  }

  /** An agreement that never was; upgrades taken on it are listed as impact (C9). */
  @Post(':id/agreements/:agreementId/take-back')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(docs.takeBackAgreement)
  takeBackAgreement(
    @Param('id') id: string,
    @Param('agreementId') agreementId: string,
    @Body() body: ReasonDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = keyed(req, caller, `agreements/${agreementId}/take-back`, id, body);
    return this.takeBack(id, 'agreement', agreementId, body, request, caller, reply);
  }

  /** States an upgrade anew, on a decision of its own (C9, V4, D8). */
  @Post(':id/upgrades/:upgradeId/correct')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(docs.correctUpgrade)
  async correctUpgrade(
    @Param('id') id: string,
    @Param('upgradeId') upgradeId: string,
    @Body() body: CorrectUpgradeDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = keyed(req, caller, `upgrades/${upgradeId}/correct`, id, body);
    const outcome = await this.bus.execute(new CorrectUpgrade(caller.vendor, id, upgradeId, request, body));
    return this.answer(reply, caller, outcome);
  }

  /** An upgrade that never was: the version before it is installed (C9, V4). */
  @Post(':id/upgrades/:upgradeId/take-back')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(docs.takeBackUpgrade)
  takeBackUpgrade(
    @Param('id') id: string,
    @Param('upgradeId') upgradeId: string,
    @Body() body: ReasonDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = keyed(req, caller, `upgrades/${upgradeId}/take-back`, id, body);
    return this.takeBack(id, 'upgrade', upgradeId, body, request, caller, reply);
  }

  /** States a transfer anew (C7, C9). */
  @Post(':id/transfers/:transferId/correct')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(docs.correctTransfer)
  async correctTransfer(
    @Param('id') id: string,
    @Param('transferId') transferId: string,
    @Body() body: CorrectTransferDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = keyed(req, caller, `transfers/${transferId}/correct`, id, body);
    const outcome = await this.bus.execute(new CorrectTransfer(caller.vendor, id, transferId, request, body));
    return this.answer(reply, caller, outcome);
  }

  /** A transfer that never was; refused where a later one builds on it (C7, C9). */
  @Post(':id/transfers/:transferId/take-back')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(docs.takeBackTransfer)
  takeBackTransfer(
    @Param('id') id: string,
    @Param('transferId') transferId: string,
    @Body() body: ReasonDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = keyed(req, caller, `transfers/${transferId}/take-back`, id, body);
    return this.takeBack(id, 'transfer', transferId, body, request, caller, reply);
  }

  private async takeBack(
    id: string,
    kind: FactKind,
    factId: string,
    { reason }: ReasonDto,
    request: Keyed,
    caller: Caller,
    reply: FastifyReply,
  ) {
    const outcome = await this.bus.execute(
      new ChangeContract(caller.vendor, id, { ...request, reason }, (given) =>
        recordedFactWords.takeBack(id, kind, factId, reason)(given, request.key),
      ),
    );
    return this.answer(reply, caller, outcome);
  }

  private async answer(reply: FastifyReply, caller: Caller, outcome: Written) {
    return written(reply, outcome, await reachingBack(outcome, caller.vendor, this.impact));
  }
}

/** Ids derive from the key; without one the command is new each time it is sent. */
const keyed = (req: FastifyRequest, caller: Caller, what: string, id: string, body: object): Keyed => {
  const request = commandRequest(req, caller, `POST /contracts/${what} ${id}`, body);
  return { ...request, key: request.key ?? randomUUID() };
};
