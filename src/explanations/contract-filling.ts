import type { Day } from '../../domain/kernel/civil.js';
import { dayAt } from '../../domain/kernel/civil.js';
import type { Money } from '../../domain/kernel/money.js';
import type { AgreementKind } from '../../domain/kernel/vocabulary.js';
import { versionKey } from '../../domain/kernel/version.js';
import { agreementAt } from '../../domain/entitlement/rules/v2/agreements.js';
import { type Case, holding, termAfter, termBefore } from '../../domain/entitlement/rules/v2/case.js';
import { stateAt } from '../../domain/entitlement/sheet.js';
import { agreementNames, channelNames, type Filling, serviceNames, termKindNames } from './names.js';
import type { Writing } from './writing.js';

/** The agreement whose lack denies: the service's own where the policy demands one, else that on a major upgrade. */
export const missingAgreement = (c: Case): AgreementKind => {
  const { agreement } = c.terms;
  return agreement !== null &&
    agreement.kind !== 'major-upgrade' &&
    agreement.without === 'deny' &&
    agreementAt(c, agreement.kind) === null
    ? agreement.kind
    : 'major-upgrade';
};

export const releaseOfTarget = ({ book, contract, question }: Case) =>
  question.targetVersion === null
    ? null
    : book.release(contract.series, versionKey(question.targetVersion), question.knownPosition);

export const suspensionAt = ({ contract, at }: Case) =>
  contract.suspensions.find(({ from, to }) => from <= at && at < to) ?? null;

/** D9: how many uses the policy allows in a term at the customer's level; null for no limit. */
export const allowanceOf = ({ terms, sheet, at }: Case): number | null =>
  terms.allowance?.[stateAt(sheet.levels, at)] ?? null;

const usedIn = ({ contract, question, term, at }: Case): number =>
  contract.uses.filter(
    ({ service, termId, from }) => service === question.service && termId === term?.termId && from <= at,
  ).length;

/** The first day on which the customer is served: of a transferee the day of the transfer. */
const startsOn = (c: Case, zone: string): Day => {
  const { owners, starts } = c.contract;
  const mine = owners.find((owner) => owner.mine);
  if (mine !== undefined && mine.from > c.at) return dayAt(mine.from, zone);
  return termAfter(c.contract, c.at)?.firstDay ?? dayAt(starts, zone);
};

/** What the texts about a contract at an instant may name; `open`: what is due of the fee, where that is known. */
export const fillingOf = (c: Case, writing: Writing, open: Money | null): Filling => {
  const { book, contract, question, term, at } = c;
  const { zone } = book;
  const day = (value: Day): string => writing.day(value);
  const dayOf = (ms: number): string => writing.day(dayAt(ms, zone));
  const [before, after] = [termBefore(contract, at), termAfter(contract, at)];
  const [suspension, release] = [suspensionAt(c), releaseOfTarget(c)];
  const licence = holding(contract.licences, at);
  const owner = holding(contract.owners, at);
  const filling: Record<string, string | number> = {
    contractNo: contract.contractNo,
    series: contract.series,
    installed: holding(contract.installed, at).version.text,
    purchasedOn: day(contract.purchasedOn),
    service: writing.text(serviceNames[question.service]),
    agreement: writing.text(agreementNames[missingAgreement(c)]),
    starts: day(startsOn(c, zone)),
    began: dayOf(contract.starts),
    allowed: allowanceOf(c) ?? 0,
    used: usedIn(c),
  };
  if (question.productSeries !== null) filling['askedSeries'] = question.productSeries;
  if (question.channel !== null) filling['channel'] = writing.text(channelNames[question.channel]);
  if (question.module !== null) filling['module'] = question.module;
  if (question.targetVersion !== null) filling['target'] = question.targetVersion.text;
  if (release !== null) filling['releaseAt'] = writing.instant(release.from);
  if (before !== null) filling['lastDay'] = day(before.lastDay);
  if (after !== null) filling['nextFirstDay'] = day(after.firstDay);
  if (after !== null) filling['nextLastDay'] = day(after.lastDay);
  if (term !== null) {
    filling['termKind'] = writing.text(termKindNames[term.kind]);
    filling['firstDay'] = day(term.firstDay);
    filling['lastOfTerm'] = day(term.lastDay);
  }
  if (suspension !== null) filling['suspendedFrom'] = dayOf(suspension.from);
  if (suspension !== null && suspension.to !== Infinity) filling['suspendedTo'] = dayOf(suspension.to - 1);
  if (contract.terminatedFrom !== Infinity) filling['terminatedFrom'] = dayOf(contract.terminatedFrom);
  if (licence.from !== -Infinity) filling['licenceFrom'] = dayOf(licence.from);
  if (owner.from !== -Infinity) filling['transferredFrom'] = dayOf(owner.from);
  if (open !== null) filling['open'] = writing.money(open);
  return filling;
};
