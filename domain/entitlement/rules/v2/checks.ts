import type { Evidence } from '../../answer.js';
import { type Case, type Check, holding, nothing, termAfter, termBefore } from './case.js';
import type { Stretch } from '../../sheet-contract.js';

/**
 * D2: the owner at `at`; a transferee before the transfer has not started yet, any other former owner has handed it
 * on (C7).
 */
const owner: Check = {
  name: 'owner',
  denies: (c) => (holding(c.contract.owners, c.at).mine ? null : onceMine(c) ? 'transferred' : 'not-started'),
  evidence: (c) => {
    const now = holding(c.contract.owners, c.at);
    if (now.mine || onceMine(c)) return now.evidence;
    return c.contract.owners.find((item) => item.mine && item.from > c.at)?.evidence ?? now.evidence;
  },
};

const onceMine = (c: Case): boolean => c.contract.owners.some((item) => item.mine && item.from <= c.at);

const series: Check = {
  name: 'series',
  denies: (c) =>
    c.question.productSeries === null || c.question.productSeries === c.contract.series ? null : 'other-series',
  evidence: (c) => c.contract.product,
};

/** C8. */
const licenceValid: Check = {
  name: 'licence-valid',
  denies: (c) => (holding(c.contract.licences, c.at).valid ? null : 'not-licensed'),
  evidence: (c) => holding(c.contract.licences, c.at).evidence,
};

const started: Check = {
  name: 'started',
  denies: (c) => (c.at < c.contract.starts ? 'not-started' : null),
  evidence: (c) => c.contract.purchase,
};

/** C6. Passed, it shows a termination that is still to come, or that was undone. */
const notTerminated: Check = {
  name: 'not-terminated',
  denies: (c) => (c.at < c.contract.terminatedFrom ? null : 'terminated'),
  evidence: (c) => c.contract.termination,
};

/** C5. Passed, there is no event to show: nothing suspends. */
const notSuspended: Check = {
  name: 'not-suspended',
  denies: (c) => (suspensionAt(c) === null ? null : 'suspended'),
  evidence: (c) => suspensionAt(c)?.evidence ?? nothing,
};

export const suspensionAt = ({ contract: { suspensions }, at }: Case): Stretch | null => {
  for (let i = 0; i < suspensions.length; i++)
    if (suspensions[i]!.from <= at && at < suspensions[i]!.to) return suspensions[i]!;
  return null;
};

/** D4: a hole with a term to come is a gap, however it was made (C3, C4); behind the last term it is lapsed. */
const inTerm: Check = {
  name: 'in-term',
  denies: (c) => {
    if (c.term !== null) return null;
    if (termAfter(c.contract, c.at) === null) return 'lapsed';
    return termBefore(c.contract, c.at) === null ? 'not-started' : 'gap';
  },
  evidence: (c) => {
    if (c.term !== null) return c.term.evidence;
    const [before, after] = [termBefore(c.contract, c.at), termAfter(c.contract, c.at)];
    return inOrder([...(before?.evidence ?? nothing), ...(after?.evidence ?? nothing)]);
  },
};

/**
 * C12: unpaid until the day of the payment that settled it. Passes outside terms, and where the policy grants
 * meanwhile.
 */
const feePaid: Check = {
  name: 'fee-paid',
  denies: (c) => (isUnpaid(c) && c.policy.terms.whileUnpaid === 'deny' ? 'unpaid' : null),
  evidence: (c) => c.term?.paidEvidence ?? nothing,
};

export const isUnpaid = (c: Case): boolean => c.term !== null && c.at < c.term.paidFrom;

const channelOffered: Check = {
  name: 'channel-offered',
  applies: (c) => c.question.channel !== null,
  denies: (c) =>
    c.question.channel === null || c.terms.channels.includes(c.question.channel) ? null : 'channel-not-offered',
  evidence: (c) => [{ position: c.published.position, type: 'PolicyPublished' }],
};

/** Each event once, in ledger order. */
const inOrder = (evidence: readonly Evidence[]): readonly Evidence[] =>
  evidence
    .filter((item, i) => evidence.findIndex((other) => other.position === item.position) === i)
    .sort((a, b) => a.position - b.position);

/** D2, in its order: the first checks of every service. */
export const generalChecks: readonly Check[] = [
  owner,
  series,
  licenceValid,
  started,
  notTerminated,
  notSuspended,
  inTerm,
  feePaid,
  channelOffered,
];

/**
 * Section 5: care is owed before and after the terms and unpaid, so the three checks of terms and payment do not
 * apply.
 */
export const careChecks: readonly Check[] = [owner, series, licenceValid, notTerminated, notSuspended, channelOffered];
