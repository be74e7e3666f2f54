import { Refusal } from '../kernel/decider.js';
import { compareVersions, isVersion, parseVersion, type Version, versionKey } from '../kernel/version.js';
import type { CommandOf, ContractRefusal } from './contract.commands.js';
import type { ContractEvent } from './contract.events.js';
import type { Contract, Upgrade } from './contract.state.js';
import { isSame, made, needsAdmin, stated, toCorrect, retractedFact } from './named-fact.js';
import { read } from './rights.js';
import { refuse } from './terms.js';

type Decided = readonly ContractEvent[] | Refusal<ContractRefusal>;

/**
 * C9, V4: the upgrade as it was really performed, between those before and after it. D8: one that the corrected facts
 * give no right to is recorded by an admin alone, since every correction names its reason.
 */
export const correctUpgrade = (command: CommandOf<'correct-upgrade'>, state: Contract): Decided => {
  const { upgradeId, facts, role, today, decision } = command;
  const recorded = toCorrect(
    state.upgrades.find((item) => item.upgradeId === upgradeId),
    upgradeId,
    state,
    'upgrade-unknown',
  );
  if (recorded instanceof Refusal) return recorded;
  const upgrade = stated<Upgrade>(recorded, facts);
  const { version, performedOn, module } = upgrade;
  const target = parseVersion(version);
  if (!isVersion(target)) return refuse('version-unreadable', 'V1', { version });
  if (isSame(upgrade, recorded)) return [];
  const moved = performedOn !== recorded.performedOn;
  const refused =
    needsAdmin(role, [['performedOn', recorded.performedOn, performedOn]]) ??
    (moved && performedOn > today ? refuse('performed-in-future', 'V4', { performedOn, today }) : null) ??
    (moved && state.terminatedFrom !== null && performedOn >= state.terminatedFrom
      ? refuse('terminated', 'C6', { from: state.terminatedFrom })
      : null) ??
    outOfOrder(target, upgrade, state);
  if (refused !== null) return refused;
  if (decision === null) throw new Error(`no decision on the corrected upgrade ${upgradeId}`);
  if (!decision.entitled && role !== 'admin') return refuse('not-entitled', 'D8', { reason: decision.reason });
  const fromVersion = around(upgrade, target, state).below.text;
  return [
    {
      type: 'UpgradeCorrected',
      data: { ...made(command), upgradeId, fromVersion, targetVersion: target.text, performedOn, module, decision },
    },
  ];
};

/** C9, V4: an upgrade that never was; the version before it is installed until the next one. */
export const retractUpgrade = (command: CommandOf<'take-back-upgrade'>, state: Contract): Decided => {
  const { upgradeId } = command;
  const upgrade = retractedFact(
    state.upgrades.find((item) => item.upgradeId === upgradeId),
    upgradeId,
    state,
    'upgrade-unknown',
  );
  if (upgrade instanceof Refusal || !('upgradeId' in upgrade)) return upgrade;
  const { version: targetVersion, performedOn } = upgrade;
  return [{ type: 'UpgradeTakenBack', data: { ...made(command), upgradeId, targetVersion, performedOn } }];
};

/** V4: never down, never twice. */
const outOfOrder = (target: Version, upgrade: Upgrade, state: Contract): Refusal<ContractRefusal> | null => {
  const others = state.upgrades.filter(({ upgradeId }) => upgradeId !== upgrade.upgradeId);
  if (others.some(({ version }) => versionKey(read(version)) === versionKey(target)))
    return refuse('already-exercised', 'V4', { targetVersion: target.text });
  const { below, above } = around(upgrade, target, state);
  const wrong = compareVersions(target, below) <= 0 ? below : above;
  return wrong === null || (wrong === above && compareVersions(target, above) < 0)
    ? null
    : refuse('not-an-upgrade', 'V4', { targetVersion: target.text, installed: wrong.text });
};

/** The versions installed right before and right after an upgrade; on one day the lower version goes first. */
const around = (
  { upgradeId, performedOn }: Upgrade,
  target: Version,
  state: Contract,
): { readonly below: Version; readonly above: Version | null } => {
  const others = state.upgrades
    .filter((upgrade) => upgrade.upgradeId !== upgradeId)
    .map((upgrade) => ({ performedOn: upgrade.performedOn, version: read(upgrade.version) }));
  const isBefore = (value: (typeof others)[number]): boolean =>
    value.performedOn < performedOn ||
    (value.performedOn === performedOn && compareVersions(value.version, target) < 0);
  return {
    below: others.filter(isBefore).at(-1)?.version ?? read(state.product.version),
    above: others.find((value) => !isBefore(value))?.version ?? null,
  };
};

/** Ids of other upgrades to a version above: a corrected upgrade is decided on as if they were not (D8). */
export const upgradesAbove = (state: Contract, upgradeId: string, targetVersion: string): readonly string[] =>
  state.upgrades
    .filter(
      (upgrade) => upgrade.upgradeId !== upgradeId && compareVersions(read(upgrade.version), read(targetVersion)) > 0,
    )
    .map((upgrade) => upgrade.upgradeId);
