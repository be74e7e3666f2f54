import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Day, Instant } from '../../domain/kernel/civil.js';
import type { Applied, ClosedRow } from '../projection.js';
import { type Fact, type FactRow, factsKnownAt, type RemovedFact, isRemoved, latestOf } from './facts.row.js';

/** What a page may part with: facts that no question about `before` or a later instant needs. */
export interface Aged<F extends Fact> {
  readonly facts: readonly F[];
  readonly before: Instant;
  /** As `FactRow.agedTo`. */
  readonly to: Day | null;
}

/** When a page is closed, and with what it parts then. */
export interface Paging<F extends Fact> {
  /** A page of at most this many facts is never closed, and has none that is old. */
  readonly wholeUpTo: number;
  /** How many replaced facts a live page carries before it is closed: few, since every question parses them. */
  readonly replacedAtMost: number;
  /** Null where too little is old to be worth a row. `today` is the UTC day of the event being applied. */
  old(facts: readonly F[], today: Day): Aged<F> | null;
  /** The first instant that the page's own facts answer, given the last day of what has aged. */
  answersFrom(facts: readonly F[], agedTo: Day): Instant;
}

/**
 * The live row of `subject` after an event recorded `recorded`. A full page is closed as it was before the event, so
 * that the new live page starts with what is known now: its size follows what is true, not how often that was changed.
 * Closed and aged rows never change again, and are stored before the live one, so that a reader never misses a fact.
 */
export const withFacts = <F extends Fact>(
  live: FactRow<F> | undefined,
  subject: string,
  event: Pick<Recorded, 'vendor' | 'position'> & { readonly meta: { readonly recordedAt: Instant } },
  recorded: readonly (F | RemovedFact)[],
  paging: Paging<F>,
): Applied<FactRow<F>> => {
  if (recorded.length === 0) return { row: live };
  const position = event.position;
  const before: FactRow<F> = live ?? {
    vendor: event.vendor,
    subject,
    part: 'page',
    knownFrom: 0,
    knownTo: null,
    agedBefore: null,
    agedTo: null,
    facts: [],
  };
  const facts = [...before.facts, ...recorded];
  if (live === undefined || (facts.length <= paging.wholeUpTo && live.agedTo === null))
    return { row: withPage(before, facts) };
  const known = factsKnownAt([{ facts }], position);
  const aged = paging.old(known, event.meta.recordedAt.slice(0, 10));
  const replaced = facts.length - known.length;
  if (aged === null && replaced <= paging.replacedAtMost)
    return { row: reaching(withPage(before, facts), known, paging) };

  const old = new Set(aged?.facts);
  const agedTo = later(before.agedTo, aged?.to ?? null);
  const agedBefore = later(before.agedBefore, aged?.before ?? null);
  // A removed fact may have an older record among the aged facts, so its removal is stored there too.
  const removed = agedBefore === null ? [] : [...latestOf([{ facts }], position).values()].filter(isRemoved);
  const moved = [...old, ...removed];
  const page = { ...before, knownFrom: position, agedBefore, agedTo, facts: known.filter((fact) => !old.has(fact)) };
  const closed: ClosedRow<FactRow<F>>[] = [{ id: `${subject}:${position}`, row: { ...before, knownTo: position } }];
  if (moved.length > 0)
    closed.push({
      id: `${subject}:aged:${position}`,
      row: { ...before, part: 'aged', knownTo: position, agedBefore: null, agedTo: null, facts: moved },
    });
  return { row: reaching(page, page.facts, paging), closed };
};

const withPage = <F extends Fact>(row: FactRow<F>, facts: readonly (F | RemovedFact)[]): FactRow<F> => ({
  vendor: row.vendor,
  subject: row.subject,
  part: row.part,
  knownFrom: row.knownFrom,
  knownTo: row.knownTo,
  agedBefore: row.agedBefore,
  agedTo: row.agedTo,
  facts,
});

/**
 * The page with its `agedBefore` raised to where its facts still answer; it never falls, since older positions of the
 * page are asked too.
 */
const reaching = <F extends Fact>(
  page: FactRow<F>,
  known: readonly (F | RemovedFact)[],
  paging: Paging<F>,
): FactRow<F> =>
  page.agedTo === null
    ? page
    : {
        ...page,
        agedBefore: later(
          page.agedBefore,
          paging.answersFrom(
            known.filter((fact): fact is F => !isRemoved(fact)),
            page.agedTo,
          ),
        ),
      };

const later = <T extends string>(a: T | null, b: T | null): T | null => (a === null ? b : b === null || b < a ? a : b);
