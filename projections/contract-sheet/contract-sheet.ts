import { idOfStream, type Recorded } from '../../domain/kernel/envelope.js';
import { latestOf } from '../facts/facts.row.js';
import { type Paging, withFacts } from '../facts/pages.js';
import { type ContractChange, contractChanges } from '../contract-changes.js';
import type { Projection } from '../projection.js';
import { contractPaging } from './contract-sheet.paging.js';
import {
  afterFirst,
  changed,
  corrected,
  type Known,
  restated,
  resumed,
  type RecordedFact,
} from './contract-sheet.changes.js';
import type { ContractFact, ContractSheetRow, TerminationFact } from './contract-sheet.row.js';
import { restatedFact } from './recorded-facts.js';

/**
 * All of a contract that decisions read (docs/rules.md sections 4 and 5): facts with both their times. The live row's
 * id is the contract's; closed pages and aged facts are found by `subject`. A withdrawn contract's sheet stays as it
 * was: only the customer's row refers to it, and holds from when on it does not (T5).
 */
export const contractSheetIn = (paging: Paging<ContractFact>): Projection<ContractSheetRow, ContractChange> => ({
  name: 'contract-sheet',
  version: 1,
  handles: contractChanges,
  indexes: [['subject', 'part', 'knownTo']],
  rows: (event) => [idOfStream(event.stream)],
  apply(event, live, contractId) {
    if (live === undefined && event.type !== 'ContractPurchased')
      throw new Error(
        `${event.type} at position ${event.position} concerns contract ${contractId}, which was never purchased`,
      );
    return withFacts(
      live,
      contractId,
      event,
      contractFactsOf(event, latestOf(live ? [live] : [], event.position)),
      paging,
    );
  },
});

export const contractSheet = contractSheetIn(contractPaging);

/** What an event records, given what was known before it. */
export const contractFactsOf = (event: Recorded<ContractChange>, known: Known): readonly RecordedFact[] => {
  const { position } = event;
  const proof = [{ position, type: event.type }];
  const by = { position, proof };
  switch (event.type) {
    case 'ContractPurchased': {
      const { customerId, purchasedOn, contractNo, licenceNo, product, term } = event.data;
      return [
        { position, proof, kind: 'purchase', key: 'purchase', customerId, purchasedOn },
        { position, proof, kind: 'numbers', key: 'numbers', contractNo, licenceNo },
        {
          position,
          proof,
          kind: 'product',
          key: 'product',
          series: product.series,
          version: product.version,
          modules: product.modules,
        },
        ...restated([term], by, known),
      ];
    }
    case 'ContractRenewed':
      return restated([event.data.term], by, known);
    case 'PaymentReceived':
      return restated([event.data.term], by, known);
    case 'TermCancelled':
      return changed(event.data, by, known);
    case 'ContractSuspended': {
      const { suspensionId, from, to } = event.data;
      return [
        { position, proof, kind: 'suspension', key: `suspension:${suspensionId}`, from, to },
        ...changed(event.data, by, known),
      ];
    }
    case 'ContractResumed':
      return [...resumed(event.data, by, known), ...changed(event.data, by, known)];
    case 'ContractTerminated':
      return [{ position, proof, kind: 'termination', key: 'termination', from: event.data.from }];
    case 'ContractReinstated': {
      const ended = known.get('termination') as TerminationFact | undefined;
      return [{ position, proof: afterFirst(ended, by), kind: 'termination', key: 'termination', from: null }];
    }
    case 'ContractTransferred':
      return [
        {
          position,
          proof,
          kind: 'transfer',
          key: `transfer:${event.position}`,
          toCustomerId: event.data.toCustomerId,
          from: event.data.from,
        },
      ];
    case 'LicenceRevoked':
      return [
        {
          position,
          proof,
          kind: 'licence',
          key: `licence:${event.position}`,
          valid: false,
          from: event.meta.effectiveAt,
        },
      ];
    case 'LicenceRestored':
      return [
        {
          position,
          proof,
          kind: 'licence',
          key: `licence:${event.position}`,
          valid: true,
          from: event.meta.effectiveAt,
        },
      ];
    case 'AgreementSigned': {
      const { agreementId, kind, validFrom, validTo, toMajor } = event.data;
      return [
        {
          position,
          proof,
          kind: 'agreement',
          key: `agreement:${agreementId}`,
          agreement: kind,
          validFrom,
          validTo,
          toMajor,
        },
      ];
    }
    case 'UpgradeExercised':
      return [
        {
          position,
          proof,
          kind: 'installed',
          key: `installed:${event.data.upgradeId}`,
          version: event.data.targetVersion,
          from: event.data.performedOn,
        },
      ];
    case 'AllowanceUsed': {
      const { useId, service, termId, on } = event.data;
      return [{ position, proof, kind: 'use', key: `use:${useId}`, service, termId, on }];
    }
    case 'AllowanceGivenBack':
      return [{ position, proof, kind: 'gone', key: `use:${event.data.useId}` }];
    case 'ContractCorrected':
      return [...corrected(event.data.facts, by, known), ...changed(event.data, by, known)];
    case 'PaymentCorrected':
    case 'PaymentTakenBack':
      return changed(event.data, by, known);
    case 'AgreementCorrected':
    case 'AgreementTakenBack':
    case 'UpgradeCorrected':
    case 'UpgradeTakenBack':
    case 'TransferCorrected':
    case 'TransferTakenBack':
      return restatedFact(event, by, known);
  }
};
