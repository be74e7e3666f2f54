import type { StreamEvent } from '../../../domain/kernel/envelope.js';
import type { OwedContract } from '../../../domain/obligation/owed-contract.js';
import { courseOf } from '../../../domain/obligation/request-course.js';
import { surveyCourseOf } from '../../../domain/obligation/survey-course.js';
import type { RequestEvent } from '../../../domain/request/request.events.js';
import { owedAfter, type OwedChange } from '../../../projections/obligations/owed-contract.js';
import { groupsOfContract } from '../sources/contract-groups.js';
import { groupsOfRequest } from '../sources/request-groups.js';
import type { OwedGroup, Published } from '../sources/source.js';
import { groupsOfSurveys } from '../sources/survey-groups.js';
import { derived, type ShownObligation } from './obligation-answers.js';

/** Histories of what obligations come from, as far as they are known. */
export interface Histories {
  readonly contracts: readonly (readonly StreamEvent<OwedChange>[])[];
  readonly requests: readonly (readonly StreamEvent<RequestEvent>[])[];
}

/**
 * What is owed by histories at an instant (epoch ms), of which nothing is recorded (O10); `recorded`: ids of the others.
 */
export const derivedAt = (
  vendor: string,
  { contracts, requests }: Histories,
  published: Published,
  now: number,
  recorded: ReadonlySet<string>,
): readonly ShownObligation[] => {
  const numbers = new Map<string, OwedContract>();
  const groups: OwedGroup[] = [];
  for (const history of contracts) {
    const contract = history.reduce<OwedContract | undefined>(owedAfter, undefined);
    if (contract === undefined) continue;
    numbers.set(contract.contractId, contract);
    groups.push(...groupsOfContract(vendor, contract, published));
  }
  for (const history of requests) {
    const [course, surveys] = [courseOf(history), surveyCourseOf(history)];
    if (course !== undefined) groups.push(...groupsOfRequest(vendor, course, published, now));
    if (surveys !== undefined) groups.push(...groupsOfSurveys(vendor, surveys, published, now));
  }
  return groups.flatMap((group) => {
    const unrecorded = group.owed.filter(({ id }) => !recorded.has(id));
    const open = unrecorded.filter(({ backfilled }) => !backfilled);
    return unrecorded.map((owed) => derived(owed, group, open, numbers.get(owed.named.contractId ?? ''), now));
  });
};
