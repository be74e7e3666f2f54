import type { CommandOf } from '../../domain/contract/contract.commands.js';
import type { Role } from '../../domain/kernel/envelope.js';
import { Invalid } from '../platform/http/problems/problem.js';
import { derivedId } from '../platform/ledger/identity.js';
import { amountOf } from './amounts.js';
import type { Saying } from './contract-words.js';
import type { CorrectAgreementDto, CorrectPaymentDto } from './recorded-facts.dto.js';

/** Kinds of facts that are recorded one by one, and the id that names one of them. */
export type FactKind = 'payment' | 'agreement' | 'upgrade' | 'transfer';

/**
 * C9: a correction has an id of its own, by which its impact is read. It derives from the key and from what the command
 * does to which fact: one key said to two routes makes two commands (C11).
 */
export const correctionIdOf = (contractId: string, key: string, act: 'correct' | 'take-back', factId: string): string =>
  derivedId('cor', contractId, act, factId, key);

/** A correction names a fact besides its reason. @throws Invalid */
export const namesFact = <T extends object>(facts: T, example: string): T => {
  if (Object.values(facts).every((value) => value === undefined))
    throw new Invalid([{ pointer: `/${example}`, code: 'required' }]);
  return facts;
};

/** What the bodies state of facts recorded by mistake, as commands (C9). */
export const recordedFactWords = {
  correctPayment:
    (id: string, paymentId: string, body: CorrectPaymentDto, role: Role): Saying =>
    ({ state, today }, key) => {
      const recorded = state.payments.find((payment) => payment.paymentId === paymentId);
      const facts = {
        termId: body.termId ?? undefined,
        amount: body.amount == null ? undefined : amountOf(body.amount, recorded?.amount.currency),
        paidOn: body.paidOn ?? undefined,
        invoiceNo: body.invoiceNo,
      };
      return {
        kind: 'correct-payment',
        correctionId: correctionIdOf(id, key, 'correct', paymentId),
        paymentId,
        reason: body.reason,
        facts: namesFact(facts, 'amount') as CommandOf<'correct-payment'>['facts'],
        role,
        today,
      };
    },

  correctAgreement:
    (id: string, agreementId: string, body: CorrectAgreementDto, role: Role): Saying =>
    ({ today }, key) => {
      const facts = {
        kind: body.kind ?? undefined,
        signedOn: body.signedOn ?? undefined,
        validFrom: body.validFrom ?? undefined,
        validTo: body.validTo,
        toMajor: body.toMajor,
        scope: body.scope,
        fee: body.fee && { amount: body.fee.amount, currency: body.fee.currency },
      };
      return {
        kind: 'correct-agreement',
        correctionId: correctionIdOf(id, key, 'correct', agreementId),
        agreementId,
        reason: body.reason,
        facts: namesFact(facts, 'toMajor') as CommandOf<'correct-agreement'>['facts'],
        role,
        today,
      };
    },

  takeBack:
    (id: string, kind: FactKind, factId: string, reason: string): Saying =>
    (_given, key) => {
      const correctionId = correctionIdOf(id, key, 'take-back', factId);
      switch (kind) {
        case 'payment':
          return { kind: 'take-back-payment', correctionId, paymentId: factId, reason };
        case 'agreement':
          return { kind: 'take-back-agreement', correctionId, agreementId: factId, reason };
        case 'upgrade':
          return { kind: 'take-back-upgrade', correctionId, upgradeId: factId, reason };
        case 'transfer':
          return { kind: 'take-back-transfer', correctionId, transferId: factId, reason };
      }
    },
} as const;
