import { contract } from '../../../domain/contract/contract.js';
import type { ContractEvent } from '../../../domain/contract/contract.events.js';
import { transferIdOf } from '../../../domain/contract/recorded-facts.js';
import { customer } from '../../../domain/customer/customer.js';
import type { CustomerEvent } from '../../../domain/customer/customer.events.js';
import { fold } from '../../../domain/kernel/decider.js';
import { idOfStream, type StreamEvent } from '../../../domain/kernel/envelope.js';
import { importOf } from './provenance.js';

const api = '/api/v1';

/** The call that takes back what an event of a contract's history recorded (C9); null where none does. */
export const wayBackOfContract = (history: readonly StreamEvent<ContractEvent>[], index: number): string | null => {
  const event = history[index]!;
  const path = `POST ${api}/contracts/${idOfStream(event.stream)}`;
  switch (event.type) {
    case 'ContractPurchased':
      return undoOfImport(event) ?? `${path}/corrections {"customerId": "…"}`;
    case 'ContractRenewed': {
      const { termId, firstDay } = event.data.term;
      return `${path}/terms/${termId}/cancel {"from": "${firstDay}"}`;
    }
    case 'PaymentReceived':
    case 'PaymentCorrected':
      return `${path}/payments/${event.data.paymentId}/take-back`;
    case 'AgreementSigned':
      return `${path}/agreements/${event.data.agreementId}/take-back`;
    case 'AgreementCorrected':
      return `${path}/agreements/${event.data.agreement.agreementId}/take-back`;
    case 'UpgradeExercised':
    case 'UpgradeCorrected':
      return `${path}/upgrades/${event.data.upgradeId}/take-back`;
    case 'ContractTransferred': {
      const transfers = history.slice(0, index + 1).filter(({ type }) => type === 'ContractTransferred');
      return `${path}/transfers/${transferIdOf(transfers.length)}/take-back`;
    }
    case 'TransferCorrected':
      return `${path}/transfers/${event.data.transferId}/take-back`;
    case 'ContractSuspended':
    case 'ContractResumed': {
      const { suspensionId } = event.data;
      const state = fold(contract, history as readonly ContractEvent[]);
      const suspensions = state.status === 'purchased' ? state.suspensions : [];
      const from = suspensions.find((suspension) => suspension.suspensionId === suspensionId)?.from;
      return from === undefined ? null : `${path}/resume {"on": "${from}"}`;
    }
    case 'ContractTerminated':
      return `${path}/reinstate`;
    case 'LicenceRevoked':
      return `${path}/licence/restore`;
    case 'AllowanceUsed':
      return `${path}/allowance-uses/${event.data.useId}/give-back`;
    case 'TermCancelled':
      return event.data.removed.length > 0 ? null : `${path}/corrections ${asBefore(history, index)}`;
    case 'ContractCorrected':
      return `${path}/corrections ${asBefore(history, index)}`;
    case 'PaymentTakenBack':
    case 'AgreementTakenBack':
    case 'UpgradeTakenBack':
    case 'TransferTakenBack':
    case 'ContractReinstated':
    case 'LicenceRestored':
    case 'AllowanceGivenBack':
    case 'ContractWithdrawn':
    case 'Abandoned':
      return null;
  }
};

/** The same of a customer: what an import recorded goes with that import, the rest is changed back. */
export const wayBackOfCustomer = (history: readonly StreamEvent<CustomerEvent>[], index: number): string => {
  const event = history[index]!;
  const body = customerBefore(history, index);
  const path = `PATCH ${api}/customers/${idOfStream(event.stream)}`;
  return undoOfImport(event) ?? (body === null ? path : `${path} ${JSON.stringify(body)}`);
};

/** What the customer was before a change; null where that is about a person, whose data no fault repeats (A2). */
const customerBefore = (history: readonly StreamEvent<CustomerEvent>[], index: number): object | null => {
  const event = history[index]!;
  const before = fold(customer, history.slice(0, index) as readonly CustomerEvent[]);
  if (before.status !== 'registered') return null;
  switch (event.type) {
    case 'CustomerRenamed':
      return { name: before.name };
    case 'CustomerLevelChanged':
      return { level: event.data.from };
    case 'CustomerRegionChanged':
      return { region: event.data.from };
    case 'ContactAdded':
      return { removeContacts: [event.data.contactId] };
    default:
      return null;
  }
};

/**
 * C9: the facts and terms that a correction or a cancellation changed, as they were before it; the reason is the
 * caller's.
 */
const asBefore = (history: readonly StreamEvent<ContractEvent>[], index: number): string => {
  const event = history[index]! as StreamEvent<Extract<ContractEvent, { type: 'ContractCorrected' | 'TermCancelled' }>>;
  const before = fold(contract, history.slice(0, index) as readonly ContractEvent[]);
  if (before.status !== 'purchased') return '{}';
  const { customerId } = before.owners[0]!;
  const { contractNo, licenceNo, purchasedOn, product, fee } = before;
  const recorded = { customerId, contractNo, licenceNo, purchasedOn, product, fee };
  const changed = event.type === 'ContractCorrected' ? event.data.facts : {};
  const terms = event.data.terms.flatMap(({ termId }) => {
    const term = before.terms.find((each) => each.termId === termId);
    return term === undefined ? [] : [{ termId, firstDay: term.firstDay, lastDay: term.lastDay }];
  });
  return JSON.stringify({
    reason: '…',
    ...Object.fromEntries(Object.entries(recorded).filter(([name]) => name in changed)),
    ...(terms.length > 0 && { terms }),
  });
};

export const wayBackOfMerge = (absorbedId: string): string => `POST ${api}/customers/${absorbedId}/merge/undo`;

const undoOfImport = (event: StreamEvent): string | undefined => {
  const importId = importOf(event);
  return importId === undefined ? undefined : `POST ${api}/imports/${importId}/undo`;
};
