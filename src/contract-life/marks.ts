import { type Day, dayAt } from '../../domain/kernel/civil.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { ContractChange } from '../../projections/contract-changes.js';
import { isCorrection } from './beliefs.js';

export const markKinds = ['purchase', 'renewal', 'payment', 'upgrade', 'use', 'release', 'correction'] as const;
export type MarkKind = (typeof markKinds)[number];

/** A day on which something happened, and the event that recorded it. */
export interface Mark {
  readonly day: Day;
  readonly kind: MarkKind;
  readonly position: number;
}

/** By day; what was taken back or given back has no mark of its own any more (C9, D9). */
export const marksOf = (events: readonly Recorded<ContractChange>[], zone: string): readonly Mark[] => {
  const marks = new Map<string, Mark>();
  for (const event of events) {
    const { position } = event;
    const [key, kind, day] = markOf(event);
    if (kind === null) marks.delete(key);
    else if (day !== null) marks.set(key, { day, kind, position });
    if (isCorrection(event))
      marks.set(`correction:${position}`, { day: dayAt(event.meta.recordedAt, zone), kind: 'correction', position });
  }
  return [...marks.values()].sort(byDay);
};

export const byDay = (a: Mark, b: Mark): number => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.position - b.position);

/** The thing an event is about, and its mark: a kind of null takes the thing's mark away, a day of null adds none. */
const markOf = (event: Recorded<ContractChange>): readonly [key: string, kind: MarkKind | null, day: Day | null] => {
  switch (event.type) {
    case 'ContractPurchased':
      return ['purchase', 'purchase', event.data.purchasedOn];
    case 'ContractRenewed':
      return [`renewal:${event.data.term.termId}`, 'renewal', event.data.term.signedOn];
    case 'PaymentReceived':
    case 'PaymentCorrected':
      return [`payment:${event.data.paymentId}`, 'payment', event.data.paidOn];
    case 'PaymentTakenBack':
      return [`payment:${event.data.paymentId}`, null, null];
    case 'UpgradeExercised':
    case 'UpgradeCorrected':
      return [`upgrade:${event.data.upgradeId}`, 'upgrade', event.data.performedOn];
    case 'UpgradeTakenBack':
      return [`upgrade:${event.data.upgradeId}`, null, null];
    case 'AllowanceUsed':
      return [`use:${event.data.useId}`, 'use', event.data.on];
    case 'AllowanceGivenBack':
      return [`use:${event.data.useId}`, null, null];
    case 'ContractCorrected':
    case 'TermCancelled':
    case 'ContractSuspended':
    case 'ContractResumed':
    case 'ContractTerminated':
    case 'ContractReinstated':
    case 'ContractTransferred':
    case 'LicenceRevoked':
    case 'LicenceRestored':
    case 'AgreementSigned':
    case 'AgreementCorrected':
    case 'AgreementTakenBack':
    case 'TransferCorrected':
    case 'TransferTakenBack':
      return ['', 'correction', null];
  }
};
