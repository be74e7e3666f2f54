import { describe, expect, it } from '@jest/globals';
import type { ContractCommand } from '../../../domain/contract/contract.commands.js';
import { upgradesDecided } from '../../../domain/contract/upgrade-decisions.js';
import { installedOn } from '../../../domain/contract/rights.js';
import {
  after,
  correctAgreement,
  correctUpgrade,
  decision,
  given,
  history,
  purchase,
  sign,
  retract,
  terminate,
  upgrade,
} from './contract-commands.js';

const correction = { correctionId: 'x', reason: '录入错误' };

describe('C9: an agreement recorded by mistake', () => {
  const signed = history(purchase(), sign());
  const recorded = after(purchase(), sign()).agreements[0]!;

  it('is corrected: another major version, kind or days; what is not named stays', () => {
    given(...signed)
      .when(correctAgreement('x', 'a1', { toMajor: 6 }, { role: 'sales' }))
      .then({ type: 'AgreementCorrected', data: { ...correction, agreement: { ...recorded, toMajor: 6 } } });
    given(...signed)
      .when(correctAgreement('x', 'a1', { kind: 'onsite' }))
      .then({
        type: 'AgreementCorrected',
        data: { ...correction, agreement: { ...recorded, kind: 'onsite', toMajor: null } },
      });
    const { agreements } = after(
      purchase(),
      sign(),
      correctAgreement('x', 'a1', { validTo: '2026-10-14' }),
      correctAgreement('y', 'a1', { validTo: null, scope: '一次' }),
    );
    expect(agreements).toEqual([{ ...recorded, scope: '一次' }]);
  });
  it('stays one that could be recorded so, and its days need an admin', () => {
    const on = (facts: Parameters<typeof correctAgreement>[2], more = {}) =>
      given(...signed).when(correctAgreement('x', 'a1', facts, more));
    on({ toMajor: null }).refuses('major-needed', 'V1', { kind: 'major-upgrade' });
    on({ kind: 'onsite', toMajor: 6 }).refuses('major-not-expected', 'V1', { kind: 'onsite', toMajor: 6 });
    on({ validTo: '2025-10-14' }).refuses('agreement-runs-backwards', 'C1', {
      validFrom: '2025-10-15',
      validTo: '2025-10-14',
    });
    on({ signedOn: '2031-01-01' }).refuses('signed-in-future', 'C2', { signedOn: '2031-01-01', today: '2030-01-01' });
    on({ validTo: '2026-10-14' }, { role: 'sales' }).refuses('needs-admin', 'C9', {
      what: 'validTo',
      value: '2026-10-14',
    });
    on({ toMajor: 5 }).then();
  });
  it('goes on being corrected after a termination, but is not signed after it', () => {
    const ended = history(purchase(), sign(), terminate('2025-09-01'));
    expect(history(purchase(), sign(), terminate('2025-09-01'), correctAgreement('x', 'a1', { toMajor: 6 }))).toEqual([
      ...ended,
      { type: 'AgreementCorrected', data: { ...correction, agreement: { ...recorded, toMajor: 6 } } },
    ]);
    given(...ended)
      .when(correctAgreement('x', 'a1', { signedOn: '2025-09-15' }))
      .refuses('terminated', 'C6', { from: '2025-09-01' });
  });
  it('is taken back: it never was', () => {
    given(...signed)
      .when(retract('agreement', 'x', 'a1'))
      .then({
        type: 'AgreementTakenBack',
        data: { ...correction, agreementId: 'a1', kind: 'major-upgrade', validFrom: '2025-10-15' },
      });
    given(...signed)
      .when(retract('agreement', 'x', 'a9'))
      .refuses('agreement-unknown', 'C9', { id: 'a9', contractId: 'k' });
    const removed = history(purchase(), sign(), retract('agreement', 'x', 'a1'));
    given(...removed)
      .when(retract('agreement', 'y', 'a1'))
      .then();
    given(...removed)
      .when(sign())
      .then();
  });
});

describe('C9, V4: an upgrade recorded by mistake', () => {
  const commands = [
    purchase(),
    upgrade('u1', '4.20', '2025-06-01'),
    upgrade('u2', '4.40', '2025-08-01'),
    upgrade('u3', '4.60', '2025-08-01'),
  ] as const;
  const performed = history(...commands);
  const installed = (day: string, ...more: readonly ContractCommand[]) =>
    installedOn(after(...commands, ...more), day).text;

  it('taken back restores the version before it until the next', () => {
    given(...performed)
      .when(retract('upgrade', 'x', 'u1'))
      .then({
        type: 'UpgradeTakenBack',
        data: { ...correction, upgradeId: 'u1', targetVersion: '4.20', performedOn: '2025-06-01' },
      });
    expect(['2025-06-01', '2025-08-01'].map((day) => installed(day, retract('upgrade', 'x', 'u1')))).toEqual([
      '4.11',
      '4.60',
    ]);
    expect(installed('2025-09-01', retract('upgrade', 'x', 'u3'))).toBe('4.40');
    expect(installed('2025-07-01', retract('upgrade', 'x', 'u1'), upgrade('u4', '4.20', '2025-07-01'))).toBe('4.20');
  });
  it('is corrected between those before and after it, also on one day', () => {
    given(...performed)
      .when(correctUpgrade('x', 'u2', { version: '4.50' }))
      .then({
        type: 'UpgradeCorrected',
        data: {
          ...correction,
          upgradeId: 'u2',
          fromVersion: '4.20',
          targetVersion: '4.50',
          performedOn: '2025-08-01',
          module: null,
          decision,
        },
      });
    expect(installed('2025-08-01', correctUpgrade('x', 'u2', { version: '4.50' }))).toBe('4.60');
    const on = (id: string, facts: Parameters<typeof correctUpgrade>[2], more = {}) =>
      given(...performed).when(correctUpgrade('x', id, facts, more));
    on('u1', { version: '4.50' }).refuses('not-an-upgrade', 'V4', { targetVersion: '4.50', installed: '4.40' });
    on('u1', { version: '4.1' }).refuses('not-an-upgrade', 'V4', { targetVersion: '4.1', installed: '4.11' });
    on('u1', { performedOn: '2025-08-02' }).refuses('not-an-upgrade', 'V4', {
      targetVersion: '4.20',
      installed: '4.60',
    });
    on('u1', { version: '4.4' }).refuses('already-exercised', 'V4', { targetVersion: '4.4' });
    on('u1', { version: 'x' }).refuses('version-unreadable', 'V1', { version: 'x' });
    on('u1', { performedOn: '2030-01-02' }).refuses('performed-in-future', 'V4', {
      performedOn: '2030-01-02',
      today: '2030-01-01',
    });
    on('u9', { version: '4.50' }).refuses('upgrade-unknown', 'C9', { id: 'u9', contractId: 'k' });
  });
  it('V4, D8: needs an admin for its day, and where the corrected facts give no right to it', () => {
    const denied = { ...decision, entitled: false, reason: 'needs-agreement' };
    const on = (facts: Parameters<typeof correctUpgrade>[2], more = {}) =>
      given(...performed).when(correctUpgrade('x', 'u3', facts, more));
    on({ performedOn: '2025-08-02' }, { role: 'sales' }).refuses('needs-admin', 'C9', {
      what: 'performedOn',
      value: '2025-08-02',
    });
    on({ version: '5.00' }, { role: 'sales', decision: denied }).refuses('not-entitled', 'D8', {
      reason: 'needs-agreement',
    });
    on({ version: '5.00' }, { decision: denied }).then({
      type: 'UpgradeCorrected',
      data: {
        ...correction,
        upgradeId: 'u3',
        fromVersion: '4.40',
        targetVersion: '5.00',
        performedOn: '2025-08-01',
        module: null,
        decision: denied,
      },
    });
  });
  it('is asked again as corrected, and not at all once it was taken back', () => {
    const anew = { ...decision, receipt: 'anew' };
    const decided = (...more: readonly ContractCommand[]) =>
      upgradesDecided(history(...commands, ...more)).map((upgradeDecided) => [
        upgradeDecided.upgradeId,
        upgradeDecided.targetVersion,
        upgradeDecided.revision,
        upgradeDecided.decision.receipt,
        upgradeDecided.unknownThen,
      ]);
    expect(decided(correctUpgrade('x', 'u2', { version: '4.50' }, { decision: anew }))).toEqual([
      ['u1', '4.20', 1, 'r', ['u1', 'u2', 'u3']],
      ['u2', '4.50', 4, 'anew', ['u2', 'u3']],
      ['u3', '4.60', 3, 'r', ['u3']],
    ]);
    expect(decided(retract('upgrade', 'x', 'u2'))).toEqual([
      ['u1', '4.20', 1, 'r', ['u1', 'u3']],
      ['u3', '4.60', 3, 'r', ['u3']],
    ]);
  });
});
