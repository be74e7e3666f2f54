import { describe, expect, it } from '@jest/globals';
import { ownerOn, type OwnershipFact, ownershipOf } from '../../../src/changes/ownership.js';

const bought = { type: 'ContractPurchased', data: { customerId: 'a', contractNo: 'XS-1' } } as OwnershipFact;
const transferred: OwnershipFact = {
  type: 'ContractTransferred',
  data: { fromCustomerId: 'a', toCustomerId: 'b', from: '2026-03-05' },
};
const corrected = (facts: object) => ({ type: 'ContractCorrected', data: { facts } }) as OwnershipFact;
const takenBack = {
  type: 'TransferTakenBack',
  data: { owners: [{ customerId: 'a', from: null }] },
} as unknown as OwnershipFact;

describe('numbers and owners of a contract', () => {
  it('C7: the owner changes on the first day of a transfer', () => {
    const owned = ownershipOf([bought, transferred])!;
    expect([ownerOn(owned, '2026-03-04'), ownerOn(owned, '2026-03-05')]).toEqual(['a', 'b']);
  });

  it('C9: a corrected buyer and number hold from the correction on; every owner ever recorded is remembered', () => {
    const owned = ownershipOf([
      bought,
      transferred,
      corrected({ customerId: 'c' }),
      corrected({ contractNo: 'XS-9' }),
    ])!;
    expect([owned.contractNo, ownerOn(owned, '2026-03-04'), owned.everOwners]).toEqual(['XS-9', 'c', ['a', 'b', 'c']]);
  });

  it('C9: a transfer that was taken back never was, and concerned its customer all the same', () => {
    const owned = ownershipOf([bought, transferred, takenBack])!;
    expect([ownerOn(owned, '2026-03-06'), owned.everOwners]).toEqual(['a', ['a', 'b']]);
  });

  it('is unknown before the purchase', () => {
    expect(ownershipOf([])).toBeUndefined();
  });
});
