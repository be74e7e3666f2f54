import type { ProblemCode } from '../platform/http/problems/catalogue.js';
import { text, type Schema } from '../platform/http/server/schemas.js';
import { decision, impact, write } from './contracts.docs.js';
import { ReasonDto } from './contracts.dto.js';
import { CorrectAgreementDto, CorrectPaymentDto, CorrectTransferDto, CorrectUpgradeDto } from './recorded-facts.dto.js';

const correction = (
  type: abstract new () => object,
  examples: Readonly<Record<string, object>>,
  refuses: readonly ProblemCode[],
  more: Readonly<Record<string, Schema>>,
) => write(type, examples, [...refuses, 'taken-back', 'needs-admin'], { correctionId: text, ...more, ...impact }, 200);
const takingBack = (
  reason: string,
  refuses: readonly ProblemCode[],
  id: 'paymentId' | 'agreementId' | 'upgradeId' | 'transferId',
) => write(ReasonDto, { reason: { reason } }, refuses, { correctionId: text, [id]: text, ...impact }, 200);

export const correctPayment = correction(
  CorrectPaymentDto,
  { amount: { reason: '金额录错', amount: '11000.00' }, day: { reason: '到账日录错', paidOn: '2026-02-03' } },
  ['payment-unknown', 'term-unknown', 'term-not-due', 'paid-in-future', 'currency-differs', 'amount-not-positive'],
  { paymentId: text },
);
export const takeBackPayment = takingBack('该笔款项属于另一份合同', ['payment-unknown'], 'paymentId');
export const correctAgreement = correction(
  CorrectAgreementDto,
  { major: { reason: '大版本录错', toMajor: 6 }, open: { reason: '协议无截止日', validTo: null } },
  [
    'agreement-unknown',
    'terminated',
    'signed-in-future',
    'agreement-runs-backwards',
    'major-needed',
    'major-not-expected',
  ],
  { agreementId: text },
);
export const takeBackAgreement = takingBack('协议从未签订', ['agreement-unknown'], 'agreementId');
export const correctUpgrade = correction(
  CorrectUpgradeDto,
  { version: { reason: '版本录错', targetVersion: '4.30' }, day: { reason: '升级日录错', performedOn: '2025-07-02' } },
  [
    'upgrade-unknown',
    'terminated',
    'performed-in-future',
    'version-unreadable',
    'already-exercised',
    'not-an-upgrade',
    'not-entitled',
  ],
  { upgradeId: text, fromVersion: text, targetVersion: text, decision },
);
export const takeBackUpgrade = takingBack('升级没有完成，已退回原版本', ['upgrade-unknown'], 'upgradeId');
export const correctTransfer = correction(
  CorrectTransferDto,
  { day: { reason: '转让日录错', from: '2026-05-20' } },
  ['transfer-unknown', 'already-owner', 'terminated', 'transfer-too-early', 'later-transfer'],
  { transferId: text },
);
export const takeBackTransfer = takingBack('误登记到另一份合同', ['transfer-unknown', 'later-transfer'], 'transferId');
