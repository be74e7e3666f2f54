import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Allow } from '../platform/auth/caller.js';
import { Exchange, HttpCommands, type HttpExchange } from '../platform/commands/http-commands.js';
import { Documented } from '../platform/http/server/documented.js';
import { correctAgreement, CorrectAgreementDto } from './correct-agreement.command.js';
import { correctPayment, CorrectPaymentDto } from './correct-payment.command.js';
import { correctTransfer, CorrectTransferDto } from './correct-transfer.command.js';
import { correctUpgrade, CorrectUpgradeDto } from './correct-upgrade.command.js';
import { ReasonDto } from './reason.dto.js';
import { takeBackAgreement } from './take-back-agreement.command.js';
import { takeBackPayment } from './take-back-payment.command.js';
import { takeBackTransfer } from './take-back-transfer.command.js';
import { takeBackUpgrade } from './take-back-upgrade.command.js';
import { Tagged } from '../platform/http/server/tags.js';

/**
 * Payments, agreements, upgrades and transfers that were recorded by mistake, corrected and taken back with a reason
 * (C9). An older `knownAt` still finds them as they were (T5). Each answers the recorded decisions that come out
 * differently now: `impact`.
 */
@Tagged('contracts')
@Controller('contracts')
export class RecordedFactsController {
  constructor(@Inject(HttpCommands) private readonly commands: HttpCommands) {}

  /** States a payment anew; what it settles is counted again (C9, C12). */
  @Post(':id/payments/:paymentId/correct')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(correctPayment.docs)
  correctPayment(
    @Param('id') contractId: string,
    @Param('paymentId') paymentId: string,
    @Body() body: CorrectPaymentDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.commands.issue(correctPayment, { contractId, paymentId }, body, exchange);
  }

  /** A payment that never was: what it settled is due again (C9, C12). */
  @Post(':id/payments/:paymentId/take-back')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(takeBackPayment.docs)
  takeBackPayment(
    @Param('id') contractId: string,
    @Param('paymentId') paymentId: string,
    @Body() body: ReasonDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.commands.issue(takeBackPayment, { contractId, paymentId }, body, exchange);
  }

  /** States an agreement anew (C9). */
  @Post(':id/agreements/:agreementId/correct')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(correctAgreement.docs)
  correctAgreement(
    @Param('id') contractId: string,
    @Param('agreementId') agreementId: string,
    @Body() body: CorrectAgreementDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.commands.issue(correctAgreement, { contractId, agreementId }, body, exchange);
  }

  /** An agreement that never was; upgrades taken on it are listed as impact (C9). */
  @Post(':id/agreements/:agreementId/take-back')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(takeBackAgreement.docs)
  takeBackAgreement(
    @Param('id') contractId: string,
    @Param('agreementId') agreementId: string,
    @Body() body: ReasonDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.commands.issue(takeBackAgreement, { contractId, agreementId }, body, exchange);
  }

  /** States an upgrade anew, on a decision of its own (C9, V4, D8). */
  @Post(':id/upgrades/:upgradeId/correct')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(correctUpgrade.docs)
  correctUpgrade(
    @Param('id') contractId: string,
    @Param('upgradeId') upgradeId: string,
    @Body() body: CorrectUpgradeDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.commands.issue(correctUpgrade, { contractId, upgradeId }, body, exchange);
  }

  /** An upgrade that never was: the version before it is installed (C9, V4). */
  @Post(':id/upgrades/:upgradeId/take-back')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(takeBackUpgrade.docs)
  takeBackUpgrade(
    @Param('id') contractId: string,
    @Param('upgradeId') upgradeId: string,
    @Body() body: ReasonDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.commands.issue(takeBackUpgrade, { contractId, upgradeId }, body, exchange);
  }

  /** States a transfer anew (C7, C9). */
  @Post(':id/transfers/:transferId/correct')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(correctTransfer.docs)
  correctTransfer(
    @Param('id') contractId: string,
    @Param('transferId') transferId: string,
    @Body() body: CorrectTransferDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.commands.issue(correctTransfer, { contractId, transferId }, body, exchange);
  }

  /** A transfer that never was; refused where a later one builds on it (C7, C9). */
  @Post(':id/transfers/:transferId/take-back')
  @HttpCode(200)
  @Allow('sales', 'admin')
  @Documented(takeBackTransfer.docs)
  takeBackTransfer(
    @Param('id') contractId: string,
    @Param('transferId') transferId: string,
    @Body() body: ReasonDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.commands.issue(takeBackTransfer, { contractId, transferId }, body, exchange);
  }
}
