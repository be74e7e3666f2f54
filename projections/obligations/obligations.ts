import { daysBetween } from '../../domain/kernel/civil.js';
import { idOfStream, type Recorded } from '../../domain/kernel/envelope.js';
import type { ObligationEvent } from '../../domain/obligation/obligation.events.js';
import { contractChanges } from '../contract-changes.js';
import { allOf, type Applied, type Projection } from '../projection.js';
import { obligationAfter } from './obligation-row.js';
import {
  type ContractOwingRow,
  type ObligationRow,
  type ObligationsRow,
  type RecipientRow,
  type TermOwingRow,
  termRowId,
} from './obligations.row.js';
import { owedAfter, type OwedChange } from './owed-contract.js';
import { answeredIn, isAnswer, recipientAfter } from './recipient-row.js';

type Handled = OwedChange | ObligationEvent;

const ofObligations = allOf<ObligationEvent>()({
  ObligationClaimed: true,
  MailAccepted: true,
  MailFailed: true,
  ObligationSent: true,
  ObligationDone: true,
  ObligationSuppressed: true,
  ObligationSuperseded: true,
  ObligationRetried: true,
});
const obligationTypes: ReadonlySet<string> = new Set(ofObligations);

const isOfObligation = (event: Recorded<Handled>): event is Recorded<ObligationEvent> =>
  obligationTypes.has(event.type);

/**
 * What is owed (O4-O10): contracts and their terms by last day, and what is recorded of single obligations. A nominal
 * day is a last day and an offset of the policy; instants are computed on reading, so that neither a new calendar nor a
 * new policy rebuilds anything (O8).
 */
export const obligations: Projection<ObligationsRow, Handled> = {
  name: 'obligations',
  version: 3,
  handles: [...contractChanges, 'ContractWithdrawn', ...ofObligations],
  indexes: [
    ['subject', 'lastDay'],
    ['subject', 'open', 'lastDay', 'through'],
    ['subject', 'transferred'],
    ['subject', 'nominalOn'],
    ['state', 'nominalOn'],
    ['contractId', 'subject'],
    ['requestId', 'subject'],
    ['intakeId', 'subject'],
    ['customerId', 'nominalOn'],
    ['lateBy'],
    ['kind'],
  ],
  rows(event) {
    if (!isOfObligation(event)) {
      const contractId = idOfStream(event.stream);
      return [contractId, ...termsIn(event).map((termId) => termRowId(contractId, termId))];
    }
    const { obligationId, contractId, termId } = event.data;
    const recipient = answeredIn(event);
    return [
      obligationId,
      ...(changesTerm.has(event.type) && contractId !== null && termId !== null ? [termRowId(contractId, termId)] : []),
      ...(recipient === null ? [] : [recipient]),
    ];
  },
  apply(event, row, id): Applied<ObligationsRow> {
    if (isOfObligation(event)) {
      if (id === event.data.obligationId) return { row: obligationAfter(row as ObligationRow | undefined, event) };
      return isAnswer(event)
        ? { row: recipientAfter(row as RecipientRow | undefined, event) }
        : { row: endedTerm(row as TermOwingRow | undefined, event) };
    }
    return id === idOfStream(event.stream)
      ? { row: contractAfter(row as ContractOwingRow | undefined, event) }
      : { row: termAfter(row as TermOwingRow | undefined, event, id) };
  },
};

const contractAfter = (before: ContractOwingRow | undefined, event: Recorded<OwedChange>): ContractOwingRow => {
  const owed = owedAfter(before, event);
  if (owed === before) return before;
  return { ...owed, vendor: event.vendor, subject: 'contract', transferred: owed.owners.length > 1 };
};

/** The terms that a contract's event lays, changes or removes. */
const termsIn = (event: Recorded<OwedChange>): readonly string[] => {
  const { data } = event as { readonly data: object };
  const laid = 'terms' in data ? (data.terms as readonly { termId: string }[]) : 'term' in data ? [data.term] : [];
  const removed = 'removed' in data ? (data.removed as readonly string[]) : [];
  return [...new Set([...(laid as readonly { termId: string }[]).map(({ termId }) => termId), ...removed])];
};

const termAfter = (
  before: TermOwingRow | undefined,
  event: Recorded<OwedChange>,
  id: string,
): TermOwingRow | undefined => {
  const contractId = idOfStream(event.stream);
  const term = laidIn(event).find(({ termId }) => termRowId(contractId, termId) === id);
  if (term === undefined) return undefined;
  if (before?.lastDay === term.lastDay) return before;
  return {
    vendor: event.vendor,
    subject: 'term',
    contractId,
    termId: term.termId,
    lastDay: term.lastDay,
    open: true,
    through: beforeAll,
    // A day more or less, since the row knows no zone: who reads allows for it.
    lateBy: daysBetween(term.lastDay, event.meta.recordedAt.slice(0, 10)),
  };
};

const laidIn = (event: Recorded<OwedChange>): readonly { readonly termId: string; readonly lastDay: string }[] => {
  const { data } = event as { readonly data: object };
  if ('terms' in data) return data.terms as readonly { termId: string; lastDay: string }[];
  return 'term' in data ? [data.term as { termId: string; lastDay: string }] : [];
};

const endTypes: ReadonlySet<string> = new Set<ObligationEvent['type']>([
  'ObligationSent',
  'ObligationDone',
  'ObligationSuppressed',
  'ObligationSuperseded',
]);
const changesTerm: ReadonlySet<string> = new Set([...endTypes, 'ObligationRetried' satisfies ObligationEvent['type']]);
const beforeAll = -1_000_000;

/** An end whose last day is no longer that of the term ends nothing of it. */
const endedTerm = (before: TermOwingRow | undefined, event: Recorded<ObligationEvent>): TermOwingRow | undefined => {
  if (before === undefined || before.lastDay !== event.data.lastDay) return before;
  const { offset, endsTerm } = event.data;
  return endTypes.has(event.type)
    ? { ...before, open: before.open && !endsTerm, through: Math.max(before.through, offset) }
    : { ...before, open: true, through: Math.min(before.through, offset - 1) };
};
