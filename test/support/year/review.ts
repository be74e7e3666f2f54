import type { Recorded } from '../../../domain/kernel/envelope.js';
import { verifyViews } from '../../../src/platform/projector/verify.js';
import { openViewStore } from '../../../src/platform/views/open-view-store.js';
import { projections } from '../../../src/projections.js';
import { expectedOfAddresses } from './expected-addresses.js';
import { expectedOfContracts } from './expected-contracts.js';
import type { PlainPromise } from './expected-promises.js';
import { expectedOfIntakes, expectedOfRequests } from './expected-requests.js';
import type { ExpectedEnd } from './group.js';
import { type Fact, LedgerFacts } from './ledger-facts.js';
import { minuteMs } from './plain-calendar.js';
import type { Simulated } from './simulate.js';
import { vendors } from './simulated-service.js';

/** What of a simulation is not as the events and the rules have it, and what there was of each. */
export interface Review {
  readonly faults: readonly string[];
  readonly events: number;
  readonly mails: number;
  /** `renewal-reminder sent`: how often. */
  readonly obligations: ReadonlyMap<string, number>;
  /** `respond kept`. */
  readonly promises: ReadonlyMap<string, number>;
  readonly requests: number;
  readonly contracts: number;
}

/** How late the runner may be: mails that were deferred once are sent a minute later. */
const latestMs = 5 * minuteMs;

const counted = (counts: Map<string, number>, what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);

/** An obligation as its own stream has it. */
interface Ended {
  readonly key: string;
  readonly kind: string;
  readonly end: string;
  readonly at: number;
  readonly accepted: readonly string[];
  readonly failed: readonly string[];
}

/** Holds the ledger against a plain computation out of the events and the rules. */
export const review = async (simulated: Simulated): Promise<Review> => {
  const { service, mail, until, moved, rebuilt } = simulated;
  const events = await allEvents(service.stores.ordinals);
  const faults: string[] = [
    ...moved.map((what) => `the publication of a calendar moved ${what}`),
    ...rebuilt.map((number) => `table ${number} of a view was built`),
    ...service.log.map((line) => `logged: ${line}`),
  ];
  const [obligations, promises] = [new Map<string, number>(), new Map<string, number>()];
  const sizes = { requests: 0, contracts: 0 };
  const acceptedIds = new Set<string>();
  for (const vendor of vendors) {
    const ledger = new LedgerFacts(
      vendor,
      events.filter((event) => event.vendor === vendor),
    );
    const ofRequests = expectedOfRequests(ledger, until + 1);
    const expected = numberedRisks([
      ...expectedOfContracts(ledger, until + 1),
      ...ofRequests.obligations,
      ...expectedOfIntakes(ledger, until + 1),
      ...expectedOfAddresses(ledger),
    ]);
    const found = foundObligations(ledger, faults, acceptedIds);
    for (const { kind, end } of found.values()) counted(obligations, `${kind} ${end}`);
    faults.push(...differences(expected, found));
    faults.push(...promiseFaults(ledger, ofRequests.promises, until, promises));
    sizes.requests += [...ledger.of('request')].length;
    sizes.contracts += [...ledger.of('contract')].length;
  }
  faults.push(...mailFaults(mail.accepted, acceptedIds));
  faults.push(...(await service.stores.events.inspect()));
  const live = await openViewStore('sqlite:', { home: service.home, onReplaced: () => undefined });
  const different = await verifyViews(service.stores.ordinals, live, projections).finally(() => live.close());
  faults.push(...different.map(({ view, id, what }) => `verify: ${view} ${id} ${what}`));
  return { faults, events: events.length, mails: mail.accepted.size, obligations, promises, ...sizes };
};

const allEvents = async (ordinals: Simulated['service']['stores']['ordinals']): Promise<readonly Recorded[]> => {
  const events: Recorded[] = [];
  for (;;) {
    const page = await ordinals.readAll(events.at(-1)?.position ?? 0, 1_000);
    if (page.length === 0) return events;
    events.push(...page);
  }
};

/** Events of an obligation do not name the priority of a promise: at risk it is the first, the second … of them. */
const numberedRisks = (all: Iterable<readonly [string, ExpectedEnd]>): ReadonlyMap<string, ExpectedEnd> => {
  const numbers = new Map<string, number>();
  const sorted = [...all].sort(([, a], [, b]) => a.at - b.at);
  return new Map(
    sorted.map(([key, end]) => {
      if (end.kind !== 'promise-at-risk') return [key, end];
      const about = key.slice(0, key.lastIndexOf(' '));
      const number = (numbers.get(about) ?? 0) + 1;
      numbers.set(about, number);
      return [`${about} ${number}`, end];
    }),
  );
};

const keyOf = ({ data }: Fact, risks: Map<string, number>): string => {
  const { kind, contractId, termId, customerId, lastDay, offset, requestId, about, intakeId } = data;
  if (contractId !== null) return `contract ${contractId} ${termId} ${customerId} ${lastDay} ${offset}`;
  if (intakeId !== null) return `intake ${intakeId}`;
  if (kind === 'address-failed') return about;
  const key = `request ${requestId} ${kind} ${about}`;
  if (kind !== 'promise-at-risk') return `${key} ${offset}`;
  risks.set(key, (risks.get(key) ?? 0) + 1);
  return `${key} ${risks.get(key)}`;
};

const ends = ['ObligationSent', 'ObligationDone', 'ObligationSuppressed', 'ObligationSuperseded'];
const endOf = ({ type, data }: Fact): string =>
  type === 'ObligationSuppressed' ? (data.suppression as string) : type.slice('Obligation'.length).toLowerCase();

/** K12, O2: begun for a priority that another replaced at the same instant: the plain computation has the last alone. */
const isOvertaken = (ledger: LedgerFacts, facts: readonly Fact[], end: Fact): boolean =>
  end.data.kind === 'promise-at-risk' &&
  endOf(end) === 'withdrawn' &&
  facts.every(({ type }) => type !== 'MailAccepted') &&
  ledger.streams
    .get(`${ledger.vendor}.request-${end.data.requestId}`)!
    .some(({ type, recordedAt }) => type === 'PriorityChanged' && recordedAt === end.recordedAt);

const foundObligations = (
  ledger: LedgerFacts,
  faults: string[],
  acceptedIds: Set<string>,
): ReadonlyMap<string, Ended> => {
  const found = new Map<string, Ended>();
  const risks = new Map<string, number>();
  const streams = [...ledger.of('obligation')].map(([id, facts]) => ({
    id,
    facts,
    last: facts.findLast(({ type }) => ends.includes(type)),
  }));
  streams.sort((a, b) => (a.last?.position ?? 0) - (b.last?.position ?? 0));
  for (const { id, facts, last } of streams) {
    for (const { type, data } of facts) if (type === 'MailAccepted') acceptedIds.add(data.messageId as string);
    if (last === undefined) {
      faults.push(`obligation ${id} (${facts[0]!.data.kind}) has not ended`);
      continue;
    }
    if (facts.filter(({ type }) => ends.includes(type)).length > 1) faults.push(`obligation ${id} ended twice`);
    if (isOvertaken(ledger, facts, last)) continue;
    const key = keyOf(last, risks);
    if (found.has(key)) faults.push(`${key} is there twice: ${id}`);
    const keysOf = (wanted: (fact: Fact) => boolean): readonly string[] =>
      facts.filter(wanted).map(({ data }) => data.recipientKey as string);
    found.set(key, {
      key,
      kind: last.data.kind as string,
      end: endOf(last),
      at: last.recordedAt,
      accepted: keysOf(({ type }) => type === 'MailAccepted'),
      failed: keysOf(({ type, data }) => type === 'MailFailed' && data.againAt === null && data.bounced !== true),
    });
  }
  return found;
};

const differences = (
  expected: ReadonlyMap<string, ExpectedEnd>,
  found: ReadonlyMap<string, Ended>,
): readonly string[] => {
  const faults: string[] = [];
  for (const [key, { kind, ends, at, recipients }] of expected) {
    const actual = found.get(key);
    const shown = `${kind}, ${key}, due ${new Date(at).toISOString()}`;
    if (actual === undefined) {
      faults.push(`missing: ${shown}, to end as ${ends.join(' or ')}`);
      continue;
    }
    // M4: where each address is refused for good; at the same instant it can have been stopped by another mail.
    const isRefused = actual.end === 'undeliverable' && actual.accepted.length === 0 && actual.failed.length > 0;
    if (!ends.includes(actual.end) && !(isRefused && ends.includes('sent')))
      faults.push(`${shown} ended as ${actual.end} at ${new Date(actual.at).toISOString()}, not ${ends.join(' or ')}`);
    else if (actual.at < at || actual.at > at + latestMs)
      faults.push(`${shown} ended at ${new Date(actual.at).toISOString()}`);
    const tried = new Set([...actual.accepted, ...actual.failed]);
    const isReached =
      recipients.every((key) => tried.has(key)) && actual.accepted.every((key) => recipients.includes(key));
    if (!isReached)
      faults.push(
        `${shown} went to ${actual.accepted.join(' ') || 'nobody'}, not to ${recipients.join(' ') || 'nobody'}`,
      );
  }
  for (const { key, kind, end, at } of found.values())
    if (!expected.has(key)) faults.push(`not owed: ${kind}, ${key}, ${end} at ${new Date(at).toISOString()}`);
  return faults;
};

const verdicts: Readonly<Record<string, string>> = {
  PromiseKept: 'kept',
  PromiseBroken: 'broken',
  PromiseVoided: 'void',
};

/** K11: each promise that was given has the verdict that the acts have, by the due that they have. */
const promiseFaults = (
  ledger: LedgerFacts,
  expected: ReadonlyMap<string, PlainPromise>,
  until: number,
  counts: Map<string, number>,
): readonly string[] => {
  const faults: string[] = [];
  const found = new Map<string, { state: string; dueAt: string | null; kind: string }>();
  for (const [, facts] of ledger.of('request'))
    for (const { type, data } of facts) {
      if (type === 'PromiseGiven') found.set(data.promiseId, { state: 'open', dueAt: data.dueAt, kind: data.kind });
      else if (type === 'PromiseRecomputed') found.get(data.promiseId)!.dueAt = data.dueAt;
      else if (type in verdicts)
        Object.assign(found.get(data.promiseId)!, { state: verdicts[type], dueAt: data.dueAt });
    }
  for (const [id, { state, dueAt, kind }] of found) {
    counted(counts, `${kind} ${state}`);
    const plain = expected.get(`promise ${id}`)?.history.at(-1);
    if (plain === undefined) {
      faults.push(`promise ${id} was given by nothing`);
      continue;
    }
    const isBroken = plain.verdict === 'open' && plain.dueAt !== null && plain.dueAt < until;
    const verdict = isBroken ? 'broken' : plain.verdict;
    const due = plain.dueAt === null ? null : new Date(plain.dueAt).toISOString();
    if (verdict !== state || due !== dueAt)
      faults.push(`promise ${id} is ${state}, due ${dueAt}; by the acts it is ${verdict}, due ${due}`);
  }
  for (const about of expected.keys())
    if (!found.has(about.slice('promise '.length))) faults.push(`${about} was not given`);
  return faults;
};

/** Counted at the mail server by Message-ID. */
const mailFaults = (accepted: ReadonlyMap<string, number>, recorded: ReadonlySet<string>): readonly string[] => [
  ...[...accepted].filter(([, times]) => times > 1).map(([id, times]) => `mail ${id} was accepted ${times} times`),
  ...[...recorded].filter((id) => !accepted.has(id)).map((id) => `mail ${id} is recorded, and no server accepted it`),
];
