import { contractStates } from '../../domain/contract/contract-status.js';
import { agreementKinds } from '../../domain/kernel/vocabulary.js';
import type { ProblemCode } from '../platform/http/problems/catalogue.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import {
  day,
  instant,
  list,
  money,
  named,
  object,
  oneOf,
  orNull,
  page,
  text,
  whole,
  yesNo,
  type Schema,
} from '../platform/http/server/schemas.js';
import {
  AgreementDto,
  AllowanceUseDto,
  CancelTermDto,
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

const term = named(
  'Term',
  object({
    termId: text,
    kind: oneOf(['free', 'paid']),
    firstDay: day,
    lastDay: day,
    signedOn: day,
    period: orNull(text),
    payment: oneOf(['paid', 'due']),
    paidOn: orNull(day),
    fee: orNull(money),
    documentNo: orNull(text),
    policyVersion: whole,
  }),
);
const module = object({ code: text, customized: yesNo });
const service = oneOf(['media', 'health-check']);
export const decision = object({
  at: instant,
  knownPosition: whole,
  entitled: yesNo,
  outcome: oneOf(['granted', 'granted-with-conditions', 'denied']),
  reason: text,
  policyVersion: whole,
  receipt: text,
});
const contract = named(
  'Contract',
  object({
    id: text,
    contractNo: text,
    licenceNo: text,
    licenceValid: yesNo,
    customerId: text,
    owners: list(object({ customerId: text, from: orNull(day) })),
    transfers: list(object({ transferId: text, fromCustomerId: text, toCustomerId: text, from: day })),
    product: object({ series: text, name: text, version: text, modules: list(module), installedVersion: text }),
    purchasedOn: day,
    state: oneOf(contractStates),
    terms: list(term),
    suspensions: list(object({ suspensionId: text, from: day, to: orNull(day) })),
    terminatedFrom: orNull(day),
    agreements: list(
      object({
        agreementId: text,
        kind: oneOf(agreementKinds),
        signedOn: day,
        validFrom: day,
        validTo: orNull(day),
        toMajor: orNull(whole),
        scope: orNull(text),
        fee: orNull(money),
      }),
    ),
    upgrades: list(object({ upgradeId: text, version: text, performedOn: day, module: orNull(text) })),
    payments: list(object({ paymentId: text, termId: text, amount: money, paidOn: day, invoiceNo: orNull(text) })),
    allowanceUses: list(
      object({ useId: text, service, termId: text, on: day, reference: orNull(text), givenBack: yesNo }),
    ),
    fee: orNull(money),
    revision: whole,
  }),
);
const listed = object({
  id: text,
  contractNo: text,
  licenceNo: text,
  customerId: text,
  series: text,
  purchasedOn: day,
  lastDay: day,
  revision: whole,
  state: oneOf(contractStates),
  terms: list(object({ termId: text, kind: oneOf(['free', 'paid']), firstDay: day, lastDay: day })),
});

/** What every write answers, with the ids of what it made: absent where a repeated command made nothing. */
const written = (more: Readonly<Record<string, Schema>> = {}, always: readonly string[] = []): Schema =>
  object(
    { id: text, contractNo: text, revision: whole, terms: list(term), ...more },
    Object.keys(more).filter((name) => !always.includes(name)),
  );
export const write = (
  type: abstract new () => object,
  examples: Readonly<Record<string, object>>,
  refuses: readonly ProblemCode[],
  more?: Readonly<Record<string, Schema>>,
  status: 200 | 201 = 201,
): RouteDocs => ({
  status,
  answer: written(more),
  refuses,
  body: { type },
  examples,
});
const differing = named(
  'DifferingDecision',
  object({
    kind: { const: 'upgrade' },
    id: text,
    contractId: text,
    customerId: text,
    on: day,
    targetVersion: text,
    module: orNull(text),
    position: whole,
    then: decision,
    now: orNull(object({ knownPosition: whole, entitled: yesNo, outcome: text, reason: text })),
  }),
);
/** Null while the views are behind: what was said stands all the same. */
export const impact = { impact: orNull(list(differing)) };
export const impacted: RouteDocs = {
  answer: object({ contractId: text, knownPosition: whole, decisions: list(differing) }),
};
const terms = ['terms-overlap', 'term-runs-backwards'] as const;
const numbers = ['number-held', 'number-claimed'] as const;

export const purchase = write(
  PurchaseDto,
  {
    whole: {
      customerId: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d',
      contractNo: 'XS-2025-0311',
      licenceNo: 'EKP-7F3A01BC',
      purchasedOn: '2025-03-01',
      freePeriod: 'P1Y',
      product: {
        series: 'EKP',
        name: '致远EKP',
        version: '4.11',
        modules: [{ code: 'CRM', customized: true }, { code: 'HR' }],
      },
      fee: { amount: '80000.00', currency: 'CNY' },
    },
    least: {
      customerId: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d',
      contractNo: 'XS-2025-0312',
      licenceNo: 'EKP-7F3A01BD',
      purchasedOn: '2025-03-01',
      product: { series: 'EKP', name: '致远EKP', version: '4.11' },
    },
  },
  [...numbers, ...terms, 'period-unreadable'],
);
export const find: RouteDocs = { answer: page(listed), refuses: ['cursor-invalid'] };
export const get: RouteDocs = { answer: contract };
export const renew = write(
  RenewalDto,
  {
    onTime: {
      signedOn: '2026-01-15',
      period: 'P1Y',
      payment: 'due',
      fee: { amount: '12000.00', currency: 'CNY' },
      documentNo: 'QF-2026-17',
    },
    toADay: { signedOn: '2026-01-16', lastDay: '2028-12-31' },
  },
  [
    'terminated',
    'signed-in-future',
    'signed-before-purchase',
    'length-ambiguous',
    'start-needs-reason',
    'needs-admin',
    'period-unreadable',
    'term-before-purchase',
    ...terms,
  ],
  { termId: text },
);
export const pay = write(
  PaymentDto,
  {
    amount: {
      termId: 'trm_0f3k9x2m7q1v5w8y4z6a0b2c4d',
      amount: '12000.00',
      paidOn: '2026-02-01',
      invoiceNo: 'FP-2026-0201',
    },
  },
  ['term-unknown', 'term-not-due', 'paid-in-future', 'currency-differs', 'amount-not-positive'],
  { paymentId: text, settled: yesNo },
);
export const cancel = write(
  CancelTermDto,
  { queued: { from: '2027-06-01', reason: '客户改用另一份合同', moveUp: false } },
  ['term-unknown', 'free-term-not-cancellable', 'cancel-after-term', ...terms],
  impact,
);
export const agree = write(
  AgreementDto,
  {
    major: {
      kind: 'major-upgrade',
      signedOn: '2025-10-15',
      validFrom: '2025-10-15',
      toMajor: 5,
      fee: { amount: '30000.00', currency: 'CNY' },
    },
    onsite: { kind: 'onsite', signedOn: '2025-10-15', validFrom: '2025-10-15', validTo: '2026-10-14' },
  },
  ['terminated', 'signed-in-future', 'agreement-runs-backwards', 'major-needed', 'major-not-expected'],
  { agreementId: text },
);
const withoutRight = ['licence-revoked-that-day', 'suspended-that-day', 'unpaid-that-day'] as const;

export const upgrade = write(
  UpgradeDto,
  { minor: { targetVersion: '4.20', performedOn: '2025-07-01' } },
  [
    'terminated',
    'performed-in-future',
    'version-unreadable',
    'already-exercised',
    'not-an-upgrade',
    'not-entitled',
    ...withoutRight,
  ],
  { upgradeId: text, fromVersion: text, targetVersion: text, decision },
);
export const suspend = write(
  SuspendDto,
  { open: { from: '2026-05-01', reason: '系统搬迁', extend: true } },
  ['terminated', 'suspension-runs-backwards', 'suspensions-overlap', ...terms],
  { suspensionId: text, ...impact },
);
export const resume = write(
  ResumeDto,
  { on: { on: '2026-05-20', extend: true } },
  ['not-suspended', 'resumed-before-suspended', ...terms],
  { suspensionId: text },
  200,
);
export const terminate: RouteDocs = {
  ...write(
    TerminateDto,
    { from: { from: '2026-05-25', reason: '客户停用' } },
    ['terminated-otherwise', 'terminated-before-purchase'],
    undefined,
    200,
  ),
  answer: written(
    { ...impact, delivered: list(object({ service: oneOf(['upgrade', 'media', 'health-check']), id: text, on: day })) },
    ['delivered'],
  ),
};
export const reinstate = write(ReasonDto, { reason: { reason: '误操作' } }, [], undefined, 200);
export const transfer = write(
  TransferDto,
  { to: { toCustomerId: 'cus_1g4l0y3n8r2w6x9z5a7b1c3d5e', from: '2026-05-28' } },
  ['already-owner', 'terminated', 'transfer-too-early'],
  { transferId: text, ...impact },
  200,
);
export const revoke = write(ReasonDto, { reason: { reason: '许可证用于未登记的服务器' } }, [], undefined, 200);
export const restore = write(ReasonDto, { reason: { reason: '已补登记' } }, [], undefined, 200);
export const correct = write(
  CorrectionDto,
  {
    number: { reason: '合同号录错', contractNo: 'XS-2025-0313' },
    dates: { reason: '末日录错', terms: [{ termId: 'trm_0f3k9x2m7q1v5w8y4z6a0b2c4d', lastDay: '2027-02-28' }] },
  },
  [...numbers, 'term-unknown', 'needs-admin', 'period-unreadable', 'term-before-purchase', ...terms],
  { correctionId: text, ...impact },
);
export const useOne = write(
  AllowanceUseDto,
  { check: { service: 'health-check', on: '2025-05-04', reference: 'HC-2025-01' } },
  ['terminated', 'no-term-that-day', 'allowance-exhausted', ...withoutRight],
  { useId: text, termId: text },
);
export const giveBack = write(ReasonDto, { reason: { reason: '客户取消巡检' } }, ['use-unknown'], undefined, 200);
