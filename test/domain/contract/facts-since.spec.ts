import { describe, expect, it } from '@jest/globals';
import type { ContractCommand } from '../../../domain/contract/contract.commands.js';
import { factsSince } from '../../../domain/contract/facts-since.js';
import {
  cancel,
  cny,
  correct,
  returnAllowance,
  history,
  pay,
  purchase,
  reinstate,
  renew,
  restore,
  resume,
  revoke,
  sign,
  suspend,
  retract,
  terminate,
  transfer,
  upgrade,
  use,
} from './contract-commands.js';

/** Types of the events after the purchase that still have an effect. */
const typesInEffect = (...commands: readonly ContractCommand[]): readonly string[] => {
  const events = history(purchase(), ...commands);
  return factsSince(events, 1).map((index) => events[index]!.type);
};
const due = renew('t1', '2026-01-15', { payment: 'due', fee: cny('10') });

describe('C9: facts after a purchase that still have an effect', () => {
  it.each<readonly [string, readonly ContractCommand[], readonly ContractCommand[]]>([
    ['ContractRenewed', [renew('t1', '2026-01-15')], [cancel('t1', '2026-03-02')]],
    ['AgreementSigned', [sign()], [retract('agreement', 'x', 'a1')]],
    ['UpgradeExercised', [upgrade('u1', '4.20', '2025-06-01')], [retract('upgrade', 'x', 'u1')]],
    ['ContractTransferred', [transfer('c2', '2025-06-01')], [retract('transfer', 'x', 'tra_1')]],
    ['ContractSuspended', [suspend('s1', '2025-06-01', '2025-06-30', true)], [resume('2025-06-01')]],
    ['ContractTerminated', [terminate('2025-06-01')], [reinstate]],
    ['LicenceRevoked', [revoke], [restore]],
    ['AllowanceUsed', [use('m1', '2025-06-01')], [returnAllowance('m1')]],
    [
      'ContractCorrected',
      [correct('x1', { facts: { contractNo: 'HT-9' } })],
      [correct('x2', { facts: { contractNo: 'HT-1' } })],
    ],
  ])('%s counts until it is taken back', (type, recorded, takenBack) => {
    expect(typesInEffect(...recorded)).toEqual([type]);
    expect(typesInEffect(...recorded, ...takenBack)).toEqual([]);
  });

  it('C12: a payment that was taken back leaves the renewal alone', () => {
    expect(typesInEffect(due, pay('p1', '10'))).toEqual(['ContractRenewed', 'PaymentReceived']);
    expect(typesInEffect(due, pay('p1', '10'), retract('payment', 'x', 'p1'))).toEqual(['ContractRenewed']);
  });

  it('a term of before that was cut or cancelled counts, and none of another contract', () => {
    const events = history(purchase(), renew('t1', '2026-01-15'), cancel('t1', '2026-06-01'));
    expect(factsSince(events, 2)).toEqual([2]);
    expect(factsSince(events, 3)).toEqual([]);
  });
});
