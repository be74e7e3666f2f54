import type { Day } from '../../domain/kernel/civil.js';
import { dayAt } from '../../domain/kernel/civil.js';
import type { Money } from '../../domain/kernel/money.js';
import type { AgreementKind } from '../../domain/kernel/vocabulary.js';
import { missingAgreement } from '../../domain/entitlement/rules/v2/agreements.js';
import { allowedUses, usesCounted } from '../../domain/entitlement/rules/v2/allowance.js';
import { type Case, holding, termAfter, termBefore } from '../../domain/entitlement/rules/v2/case.js';
import { suspensionAt } from '../../domain/entitlement/rules/v2/checks.js';
import { installedAt, releaseOf } from '../../domain/entitlement/rules/v2/upgrade.js';
import { agreementNames, channelNames, type Filling, serviceNames, termKindNames } from './names.js';
import type { Writing } from './writing.js';

/** The agreement whose lack denies: the service's own where the policy demands one, else that on a major upgrade. */
export const agreementNeeded = (c: Case): AgreementKind => missingAgreement(c) ?? 'major-upgrade';

/** The release of the version that was asked about; null where none was announced, or no version was asked about. */
export const releaseAsked = (c: Case) => (c.question.targetVersion === null ? null : releaseOf(c));

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
  const [suspension, release] = [suspensionAt(c), releaseAsked(c)];
  const licence = holding(contract.licences, at);
  const owner = holding(contract.owners, at);
  const filling: Record<string, string | number> = {
    contractNo: contract.contractNo,
    series: contract.series,
    installed: installedAt(c).version.text,
    purchasedOn: day(contract.purchasedOn),
    service: writing.text(serviceNames[question.service]),
    agreement: writing.text(agreementNames[agreementNeeded(c)]),
    starts: day(startsOn(c, zone)),
    began: dayOf(contract.starts),
    allowed: allowedUses(c) ?? 0,
    used: usesCounted(c),
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
