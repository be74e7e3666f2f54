import { describe, expect, it } from '@jest/globals';
import type { ContractEvent } from '../../../domain/contract/contract.events.js';
import { upgradesDecided } from '../../../domain/contract/upgrade-decisions.js';
import { history, purchase, terminate, transfer, upgrade } from './contract-commands.js';

const corrected: ContractEvent = {
  type: 'ContractCorrected',
  data: { correctionId: 'x', reason: 'r', facts: { customerId: 'c9' }, terms: [], removed: [] },
};

describe('C9, D8: upgrades and what they were decided on', () => {
  it('are asked again for the owner of their day, as it was known when they were recorded', () => {
    const events = [
      ...history(
        purchase(),
        upgrade('u1', '4.20', '2025-06-01'),
        transfer('c2', '2025-07-01'),
        upgrade('u2', '4.30', '2025-08-01'),
        terminate('2025-09-01'),
      ),
      corrected,
    ];
    expect(
      upgradesDecided(events).map(({ upgradeId, revision, customerId }) => [upgradeId, revision, customerId]),
    ).toEqual([
      ['u1', 1, 'c1'],
      ['u2', 3, 'c2'],
    ]);
  });

  it('know nothing of themselves and of what was recorded after them, whatever day that names', () => {
    const decided = upgradesDecided(
      history(
        purchase(),
        upgrade('u1', '4.30', '2025-08-01'),
        upgrade('u2', '4.20', '2025-06-01'),
        upgrade('u3', '4.40', '2025-08-01'),
      ),
    );
    expect(
      decided.map(({ targetVersion, performedOn, unknownThen }) => [targetVersion, performedOn, unknownThen]),
    ).toEqual([
      ['4.30', '2025-08-01', ['u1', 'u2', 'u3']],
      ['4.20', '2025-06-01', ['u2', 'u3']],
      ['4.40', '2025-08-01', ['u3']],
    ]);
  });

  it('are none where none was performed, or nothing was ever bought', () => {
    expect(upgradesDecided(history(purchase(), terminate('2025-09-01')))).toEqual([]);
    expect(upgradesDecided([])).toEqual([]);
  });
});
