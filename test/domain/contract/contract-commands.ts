import { contract } from '../../../domain/contract/contract.js';
import type { CommandOf, ContractCommand } from '../../../domain/contract/contract.commands.js';
import type {
  Agreement,
  ContractEvent,
  DecisionTaken,
  Product,
  Term,
} from '../../../domain/contract/contract.events.js';
import { type Contract } from '../../../domain/contract/contract.state.js';
import { fold, Refusal } from '../../../domain/kernel/decider.js';
import { deciding } from '../../support/deciding.js';

/** Commands on contract K of the worked answers, one function a command; what a test does not name is at rest. */
export const { given } = deciding(contract);

const termEnds = { 1: 'corresponding-day' } as const;
export const product: Product = {
  series: 'EKP',
  name: '协同办公',
  version: '4.11',
  modules: [{ code: 'hr', customized: true }],
};
export const cny = (amount: string) => ({ amount, currency: 'CNY' });
export const decision: DecisionTaken = {
  at: '2025-06-01T00:00:00.000Z',
  knownPosition: 1,
  entitled: true,
  outcome: 'granted',
  reason: 'covered',
  policyVersion: 1,
  receipt: 'r',
};
export const agreement: Agreement = {
  agreementId: 'a1',
  kind: 'major-upgrade',
  signedOn: '2025-10-01',
  validFrom: '2025-10-15',
  validTo: null,
  toMajor: 5,
  scope: null,
  fee: null,
};

export const purchase = (more: Partial<CommandOf<'purchase'>> = {}): ContractCommand => ({
  kind: 'purchase',
  contractId: 'k',
  customerId: 'c1',
  contractNo: 'HT-1',
  licenceNo: 'L-1',
  product,
  purchasedOn: '2025-03-01',
  freePeriod: 'P1Y',
  termId: 't0',
  policyVersion: 1,
  termEnds,
  today: '2025-03-01',
  fee: null,
  note: null,
  importedAs: null,
  paidTerms: [],
  ...more,
});
export const renew = (termId: string, signedOn: string, more: Partial<CommandOf<'renew'>> = {}): ContractCommand => ({
  kind: 'renew',
  termId,
  signedOn,
  period: 'P1Y',
  lastDay: null,
  startOn: null,
  reason: null,
  fee: null,
  payment: 'paid',
  documentNo: null,
  policyVersion: 1,
  termEnds,
  role: 'sales',
  today: '2030-01-01',
  ...more,
});
export const pay = (paymentId: string, amount: string, more: Partial<CommandOf<'pay'>> = {}): ContractCommand => ({
  kind: 'pay',
  paymentId,
  termId: 't1',
  amount: cny(amount),
  paidOn: '2026-04-20',
  invoiceNo: null,
  today: '2026-05-01',
  ...more,
});
export const cancel = (termId: string, from: string, moveUp = false): ContractCommand => ({
  kind: 'cancel-term',
  termId,
  from,
  reason: '客户要求',
  moveUp,
  termEnds,
});
export const suspend = (suspensionId: string, from: string, to: string | null, extend = false): ContractCommand => ({
  kind: 'suspend',
  suspensionId,
  from,
  to,
  reason: '欠费',
  extend,
  termEnds,
});
export const resume = (on: string, extend = false): ContractCommand => ({ kind: 'resume', on, extend, termEnds });
export const terminate = (from: string): ContractCommand => ({ kind: 'terminate', from, reason: '停用' });
export const reinstate: ContractCommand = { kind: 'reinstate', reason: '误操作' };
export const transfer = (toCustomerId: string, from: string): ContractCommand => ({
  kind: 'transfer',
  toCustomerId,
  from,
});
export const revoke: ContractCommand = { kind: 'revoke-licence', reason: '盗版' };
export const restore: ContractCommand = { kind: 'restore-licence', reason: '查清' };
export const sign = (more: Partial<Agreement> = {}, today = '2025-10-01'): ContractCommand => ({
  kind: 'sign-agreement',
  today,
  agreement: { ...agreement, ...more },
});
export const upgrade = (
  upgradeId: string,
  targetVersion: string,
  performedOn: string,
  denied: Partial<DecisionTaken> = {},
): CommandOf<'upgrade'> => ({
  kind: 'upgrade',
  upgradeId,
  targetVersion,
  performedOn,
  module: null,
  decision: { ...decision, ...denied },
  role: 'support',
  reason: null,
  today: '2026-01-01',
});
export const use = (
  useId: string,
  on: string,
  limit: number | null = 1,
  service: 'media' | 'health-check' = 'health-check',
): CommandOf<'use-allowance'> => ({
  kind: 'use-allowance',
  useId,
  service,
  on,
  reference: null,
  limit,
  licenceValid: true,
  servedUnpaid: false,
  role: 'support',
  reason: null,
});
export const returnAllowance = (useId: string): ContractCommand => ({ kind: 'give-back', useId, reason: '取消' });
export const correct = (correctionId: string, what: Partial<CommandOf<'correct'>>): ContractCommand => ({
  kind: 'correct',
  correctionId,
  reason: '录入错误',
  facts: {},
  terms: [],
  role: 'admin',
  termEnds,
  bought: null,
  ...what,
});

const reasoned = (correctionId: string) => ({ correctionId, reason: '录入错误' });
const corrects = { role: 'admin', today: '2030-01-01' } as const;
export const correctPayment = (
  correctionId: string,
  paymentId: string,
  facts: CommandOf<'correct-payment'>['facts'],
  more: Partial<CommandOf<'correct-payment'>> = {},
): ContractCommand => ({
  kind: 'correct-payment',
  ...reasoned(correctionId),
  paymentId,
  facts,
  ...corrects,
  ...more,
});
export const correctAgreement = (
  correctionId: string,
  agreementId: string,
  facts: CommandOf<'correct-agreement'>['facts'],
  more: Partial<CommandOf<'correct-agreement'>> = {},
): ContractCommand => ({
  kind: 'correct-agreement',
  ...reasoned(correctionId),
  agreementId,
  facts,
  ...corrects,
  ...more,
});
export const correctUpgrade = (
  correctionId: string,
  upgradeId: string,
  facts: CommandOf<'correct-upgrade'>['facts'],
  more: Partial<CommandOf<'correct-upgrade'>> = {},
): ContractCommand => ({
  kind: 'correct-upgrade',
  ...reasoned(correctionId),
  upgradeId,
  facts,
  decision,
  ...corrects,
  ...more,
});
export const correctTransfer = (
  correctionId: string,
  transferId: string,
  facts: CommandOf<'correct-transfer'>['facts'],
  more: Partial<CommandOf<'correct-transfer'>> = {},
): ContractCommand => ({
  kind: 'correct-transfer',
  ...reasoned(correctionId),
  transferId,
  facts,
  ...corrects,
  ...more,
});
export const retract = (
  kind: 'payment' | 'agreement' | 'upgrade' | 'transfer',
  correctionId: string,
  id: string,
): ContractCommand =>
  ({ kind: `take-back-${kind}`, ...reasoned(correctionId), [`${kind}Id`]: id }) as unknown as ContractCommand;

/** A paid term with the given days; the anchor is the last day's unless named. */
export const term = (
  termId: string,
  signedOn: string,
  firstDay: string,
  lastDay: string,
  more: Partial<Term> = {},
): Term => ({
  termId,
  kind: 'paid',
  signedOn,
  firstDay,
  lastDay,
  anchor: Number(lastDay.slice(8)),
  period: 'P1Y',
  policyVersion: 1,
  payment: 'paid',
  paidOn: null,
  fee: null,
  documentNo: null,
  ...more,
});
export const free = term('t0', '2025-03-01', '2025-03-01', '2026-03-01', { kind: 'free' });
export const purchased: ContractEvent = {
  type: 'ContractPurchased',
  data: {
    contractId: 'k',
    customerId: 'c1',
    contractNo: 'HT-1',
    licenceNo: 'L-1',
    product,
    purchasedOn: '2025-03-01',
    freePeriod: 'P1Y',
    term: free,
    fee: null,
    note: null,
    importedAs: null,
  },
};
export const renewed = (item: Term, gapClosed = false): ContractEvent => ({
  type: 'ContractRenewed',
  data: { term: item, gapClosed },
});
export const second = term('t1', '2026-01-15', '2026-03-02', '2027-03-01');
export const third = term('t2', '2026-01-15', '2027-03-02', '2028-03-01');

/** The events of commands that all are taken, one after another. */
export const history = (...commands: readonly ContractCommand[]): readonly ContractEvent[] =>
  commands.reduce<readonly ContractEvent[]>((events, command) => {
    const more = contract.decide(command, fold(contract, events));
    if (more instanceof Refusal) throw new Error(`${command.kind} was refused: ${more.code}`);
    return [...events, ...more];
  }, []);

export const after = (...commands: readonly ContractCommand[]): Contract =>
  fold(contract, history(...commands)) as Contract;
/** First and last day of every term, in order. */
export const days = (...commands: readonly ContractCommand[]): readonly string[] =>
  after(...commands).terms.map((item) => `${item.termId} ${item.firstDay}..${item.lastDay}`);
