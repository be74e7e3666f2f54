import type { ContractCopy } from './contract.copy.js';
import type { FactEvent } from './recorded-facts.js';

/** C9: a corrected fact takes the place of the recorded one; one that was taken back never was. */
export const changeFact = (copy: ContractCopy, event: FactEvent): void => {
  copy.recordedIds.add(event.data.correctionId);
  switch (event.type) {
    case 'PaymentCorrected': {
      const { paymentId, termId, amount, paidOn, invoiceNo } = event.data;
      copy.payments.set(paymentId, { paymentId, termId, amount, paidOn, invoiceNo });
      return;
    }
    case 'PaymentTakenBack':
      copy.payments.delete(event.data.paymentId);
      copy.takenBack.add(event.data.paymentId);
      return;
    case 'AgreementCorrected':
      copy.agreements.set(event.data.agreement.agreementId, event.data.agreement);
      return;
    case 'AgreementTakenBack':
      copy.agreements.delete(event.data.agreementId);
      copy.takenBack.add(event.data.agreementId);
      return;
    case 'UpgradeCorrected': {
      const { upgradeId, targetVersion: version, performedOn, module } = event.data;
      copy.upgrades.set(upgradeId, { upgradeId, version, performedOn, module });
      return;
    }
    case 'UpgradeTakenBack':
      copy.upgrades.delete(event.data.upgradeId);
      copy.takenBack.add(event.data.upgradeId);
      return;
    case 'TransferCorrected': {
      const { transferId, toCustomerId: customerId, from } = event.data;
      copy.owners[ownerBy(copy, transferId)] = { customerId, from, transferId };
      return;
    }
    case 'TransferTakenBack':
      copy.owners.splice(ownerBy(copy, event.data.transferId), 1);
      copy.takenBack.add(event.data.transferId);
      return;
  }
};

/** From the end: what is corrected is most often young. */
const ownerBy = (copy: ContractCopy, transferId: string): number => {
  const index = copy.owners.findLastIndex((owner) => owner.transferId === transferId);
  if (index === -1) throw new Error(`transfer ${transferId} was never recorded`);
  return index;
};
