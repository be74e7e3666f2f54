import type { ContractChange } from '../contract-changes.js';
import { afterFirst, type Known, type RecordedFact } from './contract-sheet.changes.js';
import type { AgreementFact, InstalledFact, TransferFact } from './contract-sheet.row.js';

type FactEvent = Extract<
  ContractChange,
  {
    type:
      | 'AgreementCorrected'
      | 'AgreementTakenBack'
      | 'UpgradeCorrected'
      | 'UpgradeTakenBack'
      | 'TransferCorrected'
      | 'TransferTakenBack';
  }
>;
type By = Pick<AgreementFact, 'position' | 'proof'>;

/**
 * C9: a corrected fact replaces the recorded one; one that was taken back is removed. Older positions keep both (T5).
 */
export const restatedFact = (event: FactEvent, by: By, known: Known): readonly RecordedFact[] => {
  switch (event.type) {
    case 'AgreementCorrected': {
      const { agreementId, kind: agreement, validFrom, validTo, toMajor } = event.data.agreement;
      const key = `agreement:${agreementId}`;
      const proof = afterFirst(known.get(key), by);
      const fact: AgreementFact = { ...by, proof, kind: 'agreement', key, agreement, validFrom, validTo, toMajor };
      return [fact];
    }
    case 'AgreementTakenBack':
      return [{ ...by, kind: 'gone', key: `agreement:${event.data.agreementId}` }];
    case 'UpgradeCorrected': {
      const { upgradeId, targetVersion: version, performedOn: from } = event.data;
      const key = `installed:${upgradeId}`;
      const fact: InstalledFact = {
        ...by,
        proof: afterFirst(known.get(key), by),
        kind: 'installed',
        key,
        version,
        from,
      };
      return [fact];
    }
    case 'UpgradeTakenBack':
      return [{ ...by, kind: 'gone', key: `installed:${event.data.upgradeId}` }];
    case 'TransferCorrected': {
      const { was, toCustomerId, from } = event.data;
      const recorded = transferFrom(known, was.from);
      const { key } = recorded;
      return [{ ...by, proof: afterFirst(recorded, by), kind: 'transfer', key, toCustomerId, from }];
    }
    case 'TransferTakenBack':
      return [{ ...by, kind: 'gone', key: transferFrom(known, event.data.from).key }];
  }
};

/** C7: no two transfers of a contract that hold begin on one day, and none of them ages. */
const transferFrom = (known: Known, from: string): TransferFact => {
  for (const fact of known.values()) if (fact.kind === 'transfer' && fact.from === from) return fact;
  throw new Error(`no transfer from ${from} is known`);
};
