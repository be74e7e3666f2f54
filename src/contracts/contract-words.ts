import type { ContractCommand } from '../../domain/contract/contract.commands.js';
import type { Role } from '../../domain/kernel/envelope.js';
import { derivedId } from '../platform/ledger/identity.js';
import { amountOf } from './amounts.js';
import type { Given } from './change-contract.js';
import type {
  AgreementDto,
  CancelTermDto,
  PaymentDto,
  ReasonDto,
  RenewalDto,
  ResumeDto,
  SuspendDto,
  TerminateDto,
} from './contracts.dto.js';

/** The command for the state it meets; ids of what it makes derive from the key. */
export type Saying = (given: Given, key: string) => ContractCommand;

/** What the bodies of the routes say of a contract that stands, in the words of the domain. */
export const contractWords = {
  renew:
    (id: string, said: RenewalDto, role: Role): Saying =>
    (given, key) => ({
      kind: 'renew',
      termId: derivedId('trm', id, key),
      signedOn: said.signedOn,
      period: said.period ?? null,
      lastDay: said.lastDay ?? null,
      startOn: said.startOn ?? null,
      reason: said.reason ?? null,
      fee: said.fee ?? null,
      payment: said.payment ?? 'paid',
      documentNo: said.documentNo ?? null,
      policyVersion: given.policyVersion(said.signedOn),
      termEnds: given.termEnds,
      role,
      today: given.today,
    }),

  pay:
    (id: string, said: PaymentDto): Saying =>
    ({ state, today }, key) => ({
      kind: 'pay',
      paymentId: derivedId('pay', id, key),
      termId: said.termId,
      paidOn: said.paidOn,
      invoiceNo: said.invoiceNo ?? null,
      today,
      amount: amountOf(said.amount, state.terms.find((term) => term.termId === said.termId)?.fee?.currency),
    }),

  cancel:
    (termId: string, { from, reason, moveUp }: CancelTermDto): Saying =>
    ({ termEnds }) => ({ kind: 'cancel-term', termId, from, reason, moveUp: moveUp ?? false, termEnds }),

  agree:
    (id: string, said: AgreementDto): Saying =>
    ({ today }, key) => {
      const { kind, signedOn, validFrom, validTo = null, toMajor = null, scope = null, fee = null } = said;
      return {
        kind: 'sign-agreement',
        today,
        agreement: { agreementId: derivedId('agr', id, key), kind, signedOn, validFrom, validTo, toMajor, scope, fee },
      };
    },

  suspend:
    (id: string, { from, to, reason, extend }: SuspendDto): Saying =>
    ({ termEnds }, key) => ({
      kind: 'suspend',
      suspensionId: derivedId('sus', id, key),
      from,
      to: to ?? null,
      reason,
      extend: extend ?? false,
      termEnds,
    }),

  resume:
    ({ on, extend }: ResumeDto): Saying =>
    ({ termEnds }) => ({ kind: 'resume', on, extend: extend ?? false, termEnds }),

  terminate:
    ({ from, reason }: TerminateDto): Saying =>
    () => ({ kind: 'terminate', from, reason }),

  reinstate:
    ({ reason }: ReasonDto): Saying =>
    () => ({ kind: 'reinstate', reason }),

  revoke:
    ({ reason }: ReasonDto): Saying =>
    () => ({ kind: 'revoke-licence', reason }),

  restore:
    ({ reason }: ReasonDto): Saying =>
    () => ({ kind: 'restore-licence', reason }),

  giveBack:
    (useId: string, { reason }: ReasonDto): Saying =>
    () => ({ kind: 'give-back', useId, reason }),
} as const;

/** A3: the reason stands in the event's metadata too. */
export const reasonIn = (said: object): string | undefined =>
  'reason' in said && typeof said.reason === 'string' ? said.reason : undefined;
