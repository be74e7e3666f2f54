import { addDays, type Day, type Instant } from '../../domain/kernel/civil.js';
import type { Paging } from '../facts/pages.js';
import type { ContractFact, LicenceFact, SuspensionFact, TermFact, UseFact } from './contract-sheet.row.js';

/**
 * Of each kind the live page keeps this many that have ended; more are worth a row of their own from `worthARow` on.
 */
const recentAtLeast = 8;
const worthARow = 16;
const never: Instant = '9999-12-31T23:59:59.999Z';

/**
 * Ended suspensions, replaced states of the licence, ended terms and their uses are needed only by questions about
 * their own time, so a page with many of them moves the oldest to an aged row. What decides about today never ages:
 * owners, numbers, product, agreements, installed versions, the termination, and the last ended terms (they give the
 * day from which it is lapsed).
 */
export const contractPaging: Paging<ContractFact> = {
  wholeUpTo: 8,
  replacedAtMost: 8,
  old(facts, today) {
    if (facts.length < recentAtLeast + worthARow) return null;
    const suspensions = ended(
      facts.filter(
        (fact): fact is SuspensionFact & { readonly to: Day } =>
          fact.kind === 'suspension' && fact.to !== null && fact.to < today,
      ),
      (fact) => fact.to,
    );
    const terms = ended(
      facts.filter((fact): fact is TermFact => fact.kind === 'term' && fact.lastDay < today),
      (fact) => fact.lastDay,
    );
    const licences = replacedStates(
      facts.filter((fact) => fact.kind === 'licence'),
      today,
    );
    if (suspensions.old.length + terms.old.length + licences.old.length < worthARow) return null;
    const agedTerms = new Set(terms.old.map((term) => term.termId));
    const uses = facts.filter((fact): fact is UseFact => fact.kind === 'use' && agedTerms.has(fact.termId));
    const befores = [
      ...suspensions.old.slice(-1).map((fact) => surelyAfter(fact.to)),
      ...(terms.old.length > 0 ? terms.recent.slice(0, 1).map((fact) => surelyAfter(fact.lastDay)) : []),
      ...(licences.old.length > 0 ? licences.recent.slice(0, 1).map((fact) => fact.from) : []),
    ];
    return {
      facts: [...suspensions.old, ...terms.old, ...uses, ...licences.old],
      before: befores.reduce((last, value) => (value > last ? value : last)),
      to: terms.old.at(-1)?.lastDay ?? null,
    };
  },

  /** The page answers where one of its own terms ended after every aged one: that is then the last term before. */
  answersFrom(facts, agedTo) {
    const terms = facts.filter((fact) => fact.kind === 'term');
    if (terms.some((term) => term.revived)) return never;
    const ends = terms.flatMap((term) => (term.lastDay >= agedTo ? [term.lastDay] : []));
    return ends.length === 0 ? never : surelyAfter(ends.reduce((first, day) => (day < first ? day : first)));
  },
};

const ended = <F extends ContractFact>(
  facts: readonly F[],
  lastDay: (fact: F) => Day,
): { readonly old: readonly F[]; readonly recent: readonly F[] } => {
  const sorted = facts.toSorted((a, b) =>
    lastDay(a) < lastDay(b) ? -1 : lastDay(a) > lastDay(b) ? 1 : a.position - b.position,
  );
  return split(sorted);
};

/** A state of the licence is old where a later state began before today. */
const replacedStates = (
  facts: readonly LicenceFact[],
  today: Day,
): { readonly old: readonly LicenceFact[]; readonly recent: readonly LicenceFact[] } =>
  split(
    facts
      .filter((fact) => fact.from < today)
      .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.position - b.position)),
  );

const split = <F>(sorted: readonly F[]): { readonly old: readonly F[]; readonly recent: readonly F[] } => {
  const at = Math.max(0, sorted.length - recentAtLeast);
  return { old: sorted.slice(0, at), recent: sorted.slice(at) };
};

/** An instant by which the day is over in every zone: a sheet is stored without the vendor's zone. */
const surelyAfter = (day: Day): Instant => `${addDays(day, 2)}T00:00:00.000Z`;
