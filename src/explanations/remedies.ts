import type { Remedy } from '../../domain/entitlement/answer.js';
import { termAfter, termBefore } from '../../domain/entitlement/rules/v2/case.js';
import { suspensionAt } from '../../domain/entitlement/rules/v2/checks.js';
import { type Day, dayAfter, dayAt, dayBefore } from '../../domain/kernel/civil.js';
import { remedyTexts } from './answer-texts.js';
import { agreementNeeded, fillingOf } from './contract-filling.js';
import type { ContractAt } from './reasons.js';
import type { Writing } from './writing.js';

/** What would turn a denial into a grant (D6), as a sentence and as a command ready to send. */
export interface RemedyAnswer {
  readonly text: string;
  /** Method and path; null where no single command helps. */
  readonly command: string | null;
  readonly body: object | null;
}

interface Sendable {
  readonly path: string;
  readonly body: object;
}

/** `today`: the day of the vendor on which the command would be sent. */
export const remedyFor = (
  remedy: Remedy,
  contract: ContractAt | null,
  unpaid: { readonly termId: string } | null,
  today: Day,
  writing: Writing,
): RemedyAnswer => {
  if (contract === null) return { text: writing.text(remedyTexts[remedy]), command: null, body: null };
  const filling = fillingOf(contract.case, writing, contract.open);
  const isTerminated = remedy === 'contact-sales' && contract.case.contract.terminatedFrom <= contract.case.at;
  const key = unpaid !== null ? (contract.open === null ? 'pay-unknown' : 'pay') : isTerminated ? 'reinstate' : remedy;
  const text = writing.text(remedyTexts[key], filling);
  const sendable = commandFor(remedy, contract, unpaid, today, text);
  if (sendable === null) return { text, command: null, body: null };
  const path = `/api/v1/contracts/${contract.case.contract.contractId}${sendable.path}`;
  return { text, command: `POST ${path}`, body: sendable.body };
};

const commandFor = (
  remedy: Remedy,
  { case: c, open }: ContractAt,
  unpaid: { readonly termId: string } | null,
  today: Day,
  reason: string,
): Sendable | null => {
  const day = dayAt(c.at, c.book.zone);
  if (remedy === 'renew') return { path: '/renewals', body: renewal(c, day, today, reason) };
  if (remedy === 'sign-agreement') return { path: '/agreements', body: agreement(c, day, today) };
  if (remedy === 'restore-licence') return { path: '/licence/restore', body: { reason } };
  if (remedy === 'resume') {
    const suspended = dayAt(suspensionAt(c)!.from, c.book.zone);
    return { path: '/resume', body: { on: day < suspended ? suspended : day } };
  }
  if (unpaid !== null && open !== null)
    return { path: '/payments', body: { termId: unpaid.termId, amount: open, paidOn: today } };
  return null;
};

/** C2, C3: the renewal that covers the day: behind the last term, or in the gap, which an admin alone may close. */
const renewal = (c: ContractAt['case'], day: Day, today: Day, reason: string): object => {
  const [before, after] = [termBefore(c.contract, c.at), termAfter(c.contract, c.at)];
  const next = before === null ? day : dayAfter(before.lastDay);
  if (after !== null)
    return { signedOn: today, startOn: next, lastDay: dayBefore(after.firstDay), payment: 'paid', reason };
  if (today < next || today > day) {
    const period = yearsTo(day, next);
    return today < next
      ? { signedOn: today, period, payment: 'paid' }
      : { signedOn: today, period, startOn: next, payment: 'paid', reason };
  }
  return { signedOn: today, period: yearsTo(day, today), payment: 'paid' };
};

const yearsTo = (day: Day, from: Day): string =>
  `P${Math.max(1, Number(day.slice(0, 4)) - Number(from.slice(0, 4)) + (day.slice(5) >= from.slice(5) ? 1 : 0))}Y`;

const agreement = (c: ContractAt['case'], day: Day, today: Day): object => {
  const kind = agreementNeeded(c);
  return {
    kind,
    signedOn: today,
    validFrom: day < today ? day : today,
    ...(kind === 'major-upgrade' && { toMajor: c.question.targetVersion!.major }),
  };
};
