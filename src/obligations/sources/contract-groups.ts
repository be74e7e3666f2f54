import { type Day, instantOf } from '../../../domain/kernel/civil.js';
import type { PolicySnapshot } from '../../policies/policies.port.js';
import { nameParts, termSubject } from '../../../domain/obligation/identity.js';
import { kindFacts, kindOfOffset } from '../../../domain/obligation/kinds.js';
import { type OwedContract, type TermOfOwner, termsOfOwners } from '../../../domain/obligation/owed-contract.js';
import { offsetsOf, scheduleOf, type Scheduled } from '../../../domain/obligation/schedule.js';
import { suppressionOf } from '../../../domain/obligation/suppression.js';
import { figuresOf } from '../../../domain/policy/figures.js';
import { derivedUuid } from '../../platform/ledger/identity.js';
import { sourceNames } from './source-names.js';
import type { Owed, OwedGroup, Published } from './source.js';

/** What is owed of a contract, by the policies of its terms and the newest calendar (O1, O8). */
export const groupsOfContract = (
  vendor: string,
  contract: OwedContract,
  published: Published,
): readonly OwedGroup[] => {
  const { zone, book } = published;
  const calendar = book.calendarAt(Infinity);
  return termsOfOwners(contract, zone).map((ofOwner) => {
    const { term, ownerId } = ofOwner;
    const { policy, hours } = book.policyOf(term.policyVersion, term.signedOn);
    const figures = figuresOf(policy);
    const rolling = hours(calendar);
    const scheduled = scheduleOf(ofOwner, figures.reminders, rolling);
    return {
      key: { source: sourceNames.contract, subjectId: contract.contractId, customerId: ownerId, part: term.lastDay },
      owed: scheduled.map((each, index) => owedOf(vendor, contract, ofOwner, each, index === scheduled.length - 1)),
      hotline: rolling.hotline,
      zone,
      figures,
      suppressionAt: (at) => suppressionOf(contract, { termId: term.termId, ownerId, lastDay: term.lastDay }, at, zone),
    };
  });
};

/** The ids of all that is owed, and of what would be if the term had been signed earlier (O5): without their days. */
export const idsOfContract = (
  vendor: string,
  contract: OwedContract,
  { zone, book }: PolicySnapshot,
): readonly string[] =>
  termsOfOwners(contract, zone).flatMap(({ term: { termId, lastDay, policyVersion, signedOn }, ownerId }) =>
    offsetsOf(figuresOf(book.policyOf(policyVersion, signedOn).policy).reminders).map((offset) =>
      idOf(vendor, contract.contractId, termId, offset, ownerId, lastDay),
    ),
  );

const idOf = (
  vendor: string,
  contractId: string,
  termId: string,
  offset: number,
  ownerId: string,
  lastDay: Day,
): string => {
  const subject = termSubject(contractId, termId);
  return derivedUuid(vendor, ...nameParts({ kind: kindOfOffset(offset), subject, offset, ownerId, lastDay }));
};

const owedOf = (
  vendor: string,
  { contractId }: OwedContract,
  { term: { termId, lastDay }, ownerId }: TermOfOwner,
  scheduled: Scheduled,
  endsTerm: boolean,
): Owed => {
  const { offset, nominalOn, dueAt, firesAt, provisional, backfilled, catchUp } = scheduled;
  const kind = kindOfOffset(offset);
  const id = idOf(vendor, contractId, termId, offset, ownerId, lastDay);
  return {
    id,
    named: {
      obligationId: id,
      kind,
      customerId: ownerId,
      contractId,
      termId,
      requestId: null,
      about: null,
      intakeId: null,
      offset,
      lastDay,
      nominalOn,
      dueAt: instantOf(dueAt),
      catchUp,
      endsTerm,
    },
    nominalOn,
    dueAt,
    firesAt,
    provisional,
    backfilled,
    endsAfter: kindFacts[kind].endsWithLastDay ? lastDay : null,
    endsAs: null,
  };
};
