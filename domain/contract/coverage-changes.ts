import { type Day, dayAfter, dayBefore } from '../kernel/civil.js';
import { sharesDay } from '../kernel/term.js';
import type { Contract } from './contract.state.js';

/** Civil days of the vendor's zone, both inclusive. */
export interface Days {
  readonly firstDay: Day;
  readonly lastDay: Day;
}
/** A term that lies elsewhere now. */
export interface MovedTerm {
  readonly termId: string;
  /** Null: the command made it. */
  readonly from: Days | null;
  /** Null: the command removed it. */
  readonly to: Days | null;
  /** C3: the terms it would share days with had it stayed. */
  readonly avoids: readonly string[];
}
/** What a command changes of the days that terms contain (C3, C4, C5, C9). */
export interface CoverageChanges {
  /** Days that lie between two terms now, and did not before. */
  readonly opened: readonly Days[];
  /** Days that lay between two terms before, and do not now. */
  readonly closed: readonly Days[];
  readonly moved: readonly MovedTerm[];
}

type Terms = Pick<Contract, 'terms'>;

/** Gaps opened and closed, and terms moved, from the state before a command to the one after it. */
export const coverageChanges = (before: Terms, after: Terms): CoverageChanges => {
  const [gapsBefore, gapsAfter] = [gapsOf(before), gapsOf(after)];
  return {
    opened: without(gapsAfter, gapsBefore),
    closed: without(gapsBefore, gapsAfter),
    moved: movedTerms(before, after),
  };
};

/** C3: days between two terms, in order; `terms` are in the order of their days and share none. */
const gapsOf = ({ terms }: Terms): readonly Days[] =>
  terms.slice(1).flatMap(({ firstDay: next }, index) => {
    const [firstDay, lastDay] = [dayAfter(terms[index]!.lastDay), dayBefore(next)];
    return firstDay <= lastDay ? [{ firstDay, lastDay }] : [];
  });

/** The days of some spans that lie in none of the others; each list is in order and shares no day with itself. */
const without = (spans: readonly Days[], others: readonly Days[]): readonly Days[] =>
  spans.flatMap((span) => {
    const left: Days[] = [];
    let { firstDay } = span;
    for (const other of others.filter((each) => sharesDay(span, each))) {
      if (firstDay < other.firstDay) left.push({ firstDay, lastDay: dayBefore(other.firstDay) });
      firstDay = dayAfter(other.lastDay);
    }
    return firstDay <= span.lastDay ? [...left, { firstDay, lastDay: span.lastDay }] : left;
  });

const movedTerms = (before: Terms, after: Terms): readonly MovedTerm[] => {
  const ids = new Set([...before.terms, ...after.terms].map(({ termId }) => termId));
  return [...ids].flatMap((termId) => {
    const [from, to] = [daysOf(before, termId), daysOf(after, termId)];
    if (from !== null && to !== null && from.firstDay === to.firstDay && from.lastDay === to.lastDay) return [];
    const avoids = from === null ? [] : after.terms.filter((term) => term.termId !== termId && sharesDay(from, term));
    return [{ termId, from, to, avoids: avoids.map((term) => term.termId) }];
  });
};

const daysOf = ({ terms }: Terms, id: string): Days | null => {
  const term = terms.find(({ termId }) => termId === id);
  return term === undefined ? null : { firstDay: term.firstDay, lastDay: term.lastDay };
};
