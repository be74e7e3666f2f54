import type { Evidence } from '../../domain/entitlement/answer.js';
import type { Instant } from '../../domain/kernel/civil.js';
import type { Row } from '../projection.js';

/**
 * A recorded fact with both its times: the payload has from when (and to when) it is true, `position` from when it is
 * known. A later fact of the same key takes its place; `gone` takes it away.
 */
export interface Fact {
  readonly key: string;
  /** The event that recorded it; no answer at an older `knownPosition` sees it (T5). */
  readonly position: number;
  /** The event that first recorded it and, where another changed it, the last of those; in ledger order (D2). */
  readonly proof: readonly Evidence[];
}

/** A fact that was taken back: from `position` on its key names nothing. */
export interface RemovedFact extends Fact {
  readonly kind: 'gone';
}

/**
 * A page of one subject's facts. The live page (`knownTo` null, id of the subject) is valid for every `knownPosition`
 * from `knownFrom` on; a closed page for those in [knownFrom, knownTo) and never changes again. `aged` rows hold facts
 * that only matter for instants before a page's `agedBefore`.
 */
export interface FactRow<F extends Fact> extends Row {
  readonly subject: string;
  readonly part: 'page' | 'aged';
  readonly knownFrom: number;
  /** Exclusive; null on the live page. */
  readonly knownTo: number | null;
  /** Questions about an instant before this one read the subject's aged rows too; null where there are none. */
  readonly agedBefore: Instant | null;
  /** The latest last day among aged spans that have successors (terms); null where none aged. */
  readonly agedTo: string | null;
  readonly facts: readonly (F | RemovedFact)[];
}

/** A row's facts, each key once, as known at `knownPosition`; by position, then key. Rows may overlap. */
export const factsKnownAt = <F extends Fact>(
  rows: readonly Pick<FactRow<F>, 'facts'>[],
  knownPosition: number,
): readonly F[] =>
  [...latestOf(rows, knownPosition).values()].filter((fact): fact is F => !isRemoved(fact)).sort(byPosition);

/** The same with what was taken back. */
export const latestOf = <F extends Fact>(
  rows: readonly Pick<FactRow<F>, 'facts'>[],
  knownPosition: number,
): ReadonlyMap<string, F | RemovedFact> => {
  const latest = new Map<string, F | RemovedFact>();
  for (const row of rows)
    for (const fact of row.facts) {
      if (fact.position > knownPosition) continue;
      const known = latest.get(fact.key);
      if (known === undefined || known.position < fact.position) latest.set(fact.key, fact);
    }
  return latest;
};

export const isRemoved = (fact: Fact): fact is RemovedFact => 'kind' in fact && fact.kind === 'gone';

const byPosition = (a: Fact, b: Fact): number => a.position - b.position || (a.key < b.key ? -1 : 1);
