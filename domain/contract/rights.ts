import type { Day } from '../kernel/civil.js';
import type { Refusal } from '../kernel/decider.js';
import type { Role } from '../kernel/envelope.js';
import { compareVersions, isVersion, parseVersion, type Version, versionKey } from '../kernel/version.js';
import type { CommandOf, ContractRefusal } from './contract.commands.js';
import type { ContractEvent, Term } from './contract.events.js';
import type { Contract } from './contract.state.js';
import { refuse } from './terms.js';

type Decided = readonly ContractEvent[] | Refusal<ContractRefusal>;

/** A separately signed paper; `toMajor` belongs to a `major-upgrade` and to nothing else. */
export const signAgreement = ({ agreement, today }: CommandOf<'sign-agreement'>, state: Contract): Decided => {
  const { agreementId, kind, signedOn, validFrom, validTo, toMajor } = agreement;
  if (state.agreements.some((item) => item.agreementId === agreementId) || state.takenBack.has(agreementId)) return [];
  if (state.terminatedFrom !== null && signedOn >= state.terminatedFrom)
    return refuse('terminated', 'C6', { from: state.terminatedFrom });
  if (signedOn > today) return refuse('signed-in-future', 'C2', { signedOn, today });
  if (validTo !== null && validTo < validFrom) return refuse('agreement-runs-backwards', 'C1', { validFrom, validTo });
  if (kind === 'major-upgrade' && toMajor === null) return refuse('major-needed', 'V1', { kind });
  if (kind !== 'major-upgrade' && toMajor !== null) return refuse('major-not-expected', 'V1', { kind, toMajor });
  return [{ type: 'AgreementSigned', data: agreement }];
};

/** V4: from its day on; never down, never twice, never against the decision it was taken on (D8). */
export const upgrade = (command: CommandOf<'upgrade'>, state: Contract): Decided => {
  const { upgradeId, performedOn, module, decision, today } = command;
  if (state.upgrades.some((item) => item.upgradeId === upgradeId) || state.takenBack.has(upgradeId)) return [];
  if (state.terminatedFrom !== null && performedOn >= state.terminatedFrom)
    return refuse('terminated', 'C6', { from: state.terminatedFrom });
  if (performedOn > today) return refuse('performed-in-future', 'V4', { performedOn, today });
  const target = parseVersion(command.targetVersion);
  if (!isVersion(target)) return refuse('version-unreadable', 'V1', { version: command.targetVersion });
  if (state.upgrades.some((item) => versionKey(read(item.version)) === versionKey(target)))
    return refuse('already-exercised', 'V4', { targetVersion: target.text });
  const before = installedOn(state, performedOn);
  const after = state.upgrades.find((item) => item.performedOn > performedOn);
  if (compareVersions(target, before) <= 0)
    return refuse('not-an-upgrade', 'V4', { targetVersion: target.text, installed: before.text });
  if (after !== undefined && compareVersions(target, read(after.version)) >= 0)
    return refuse('not-an-upgrade', 'V4', { targetVersion: target.text, installed: after.version });
  if (!decision.entitled) {
    const why = withoutRight[decision.reason as keyof typeof withoutRight];
    if (why === undefined) return refuse('not-entitled', 'D8', { reason: decision.reason });
    if (!isAdminWithReason(command)) return refuse(why.code, why.rule, { on: performedOn });
  }
  return [
    {
      type: 'UpgradeExercised',
      data: { upgradeId, fromVersion: before.text, targetVersion: target.text, performedOn, module, decision },
    },
  ];
};

/** The version installed on a day. */
export const installedOn = (state: Contract, day: Day): Version =>
  read(state.upgrades.filter((item) => item.performedOn <= day).at(-1)?.version ?? state.product.version);

export const read = (text: string): Version => {
  const version = parseVersion(text);
  if (!isVersion(version)) throw new Error(`'${text}' in the ledger is no version`);
  return version;
};

/** Reasons for which a contract that runs owes nothing on a day; what was done nevertheless an admin records. */
const withoutRight = {
  'not-licensed': { code: 'licence-revoked-that-day', rule: 'C8' },
  suspended: { code: 'suspended-that-day', rule: 'C5' },
  unpaid: { code: 'unpaid-that-day', rule: 'C12' },
} as const;

const isAdminWithReason = ({ role, reason }: { readonly role: Role; readonly reason: string | null }): boolean =>
  role === 'admin' && reason !== null;

/** The first of them in D2's order; null where the day has a right. */
const whyNotOn = (
  { on, licenceValid, servedUnpaid }: CommandOf<'use-allowance'>,
  { suspensions }: Contract,
  { payment, paidOn }: Term,
): (typeof withoutRight)[keyof typeof withoutRight] | null => {
  if (!licenceValid) return withoutRight['not-licensed'];
  if (suspensions.some(({ from, to }) => from <= on && (to === null || on <= to))) return withoutRight.suspended;
  const unpaid = payment === 'due' || (paidOn !== null && on < paidOn);
  return unpaid && !servedUnpaid ? withoutRight.unpaid : null;
};

/** D9: counted in the term that holds the day; what is given back counts no more. */
export const useAllowance = (command: CommandOf<'use-allowance'>, state: Contract): Decided => {
  const { useId, service, on, reference, limit } = command;
  if (state.uses.some((use) => use.useId === useId)) return [];
  if (state.terminatedFrom !== null && on >= state.terminatedFrom)
    return refuse('terminated', 'C6', { from: state.terminatedFrom });
  const term = state.terms.find((item) => item.firstDay <= on && on <= item.lastDay);
  if (term === undefined) return refuse('no-term-that-day', 'D9', { on });
  const why = whyNotOn(command, state, term);
  if (why !== null && !isAdminWithReason(command)) return refuse(why.code, why.rule, { on });
  const used = state.uses.filter(
    (use) => use.service === service && use.termId === term.termId && !use.returned,
  ).length;
  if (limit !== null && used >= limit) return refuse('allowance-exhausted', 'D9', { service, used, limit });
  return [{ type: 'AllowanceUsed', data: { useId, service, termId: term.termId, on, reference } }];
};

export const returnAllowance = ({ useId, reason }: CommandOf<'give-back'>, state: Contract): Decided => {
  const use = state.uses.find((item) => item.useId === useId);
  if (use === undefined) return refuse('use-unknown', 'D9', { useId });
  return use.returned ? [] : [{ type: 'AllowanceGivenBack', data: { useId, reason } }];
};
