import type { ContractEvent } from '../../domain/contract/contract.events.js';
import { type Day, dayAt, dayBefore, type Instant } from '../../domain/kernel/civil.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { type ContractChange, contractChanges } from '../../projections/contract-changes.js';
import { contractFactsOf } from '../../projections/contract-sheet/contract-sheet.js';
import type { ContractFact } from '../../projections/contract-sheet/contract-sheet.row.js';
import { isRemoved, type RemovedFact } from '../../projections/facts/facts.row.js';
import { type Lane, lanes, type LaneSpan, lanesOfFact, spansIn } from './lanes.js';

/** A span that was believed, and the event that replaced it (T5, C9). */
export interface Ghost {
  readonly span: LaneSpan;
  readonly replacedBy: number;
  readonly recordedAt: Instant;
}

/** A contract as it was known after some of its events. */
export interface Picture {
  readonly facts: readonly ContractFact[];
  readonly spans: readonly LaneSpan[];
  readonly ghosts: readonly Ghost[];
}

/** Events that change facts of the contract: all but those that end its stream. */
export const isChange = (event: Recorded<ContractEvent>): event is Recorded<ContractChange> =>
  (contractChanges as readonly string[]).includes(event.type);

/** C9: events that state anew what was recorded before. */
export const isCorrection = ({ type }: Pick<ContractEvent, 'type'>): boolean => /(?:Corrected|TakenBack)$/.test(type);

/** The picture after the events, step by step for callers that yield to other work. */
export function* picturing(events: readonly Recorded<ContractChange>[], zone: string): Generator<void, Picture> {
  const known = new Map<string, ContractFact | RemovedFact>();
  const spans = new Map<Lane, readonly LaneSpan[]>();
  const since = new Map<string, Instant>();
  const ghosts: Ghost[] = [];
  const held = (): readonly ContractFact[] => [...known.values()].filter((fact) => !isRemoved(fact));
  for (const event of events) {
    const recorded = contractFactsOf(event, known);
    for (const fact of recorded) known.set(fact.key, fact);
    const touched = new Set(recorded.flatMap((fact) => (fact.key.startsWith('use:') ? [] : lanesOfFact[fact.kind])));
    const { recordedAt } = event.meta;
    const recordedOn = dayAt(recordedAt, zone);
    const facts = touched.size === 0 ? [] : held();
    for (const lane of touched) {
      const [before, after] = [spans.get(lane) ?? [], spansIn(lane, facts, zone)];
      spans.set(lane, after);
      for (const span of before) {
        const untrue = isCorrection(event) ? isGone(span, after) : isUntrueBefore(recordedOn, span, after);
        const believed = span.kind !== 'lapsed' || span.from <= recordedOn;
        // What was replaced in the commit that recorded it was believed by nobody.
        if (untrue && believed && since.get(nameOf(span)) !== recordedAt)
          ghosts.push({ span, replacedBy: event.position, recordedAt });
      }
      for (const span of after) if (!before.some((other) => same(span, other))) since.set(nameOf(span), recordedAt);
    }
    yield;
  }
  return { facts: held(), spans: lanes.flatMap((lane) => spans.get(lane) ?? []), ghosts };
}

/** The same at once. */
export const pictureOf = (events: readonly Recorded<ContractChange>[], zone: string): Picture => {
  const steps = picturing(events, zone);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
};

const nameOf = ({ lane, kind, from, to, value }: LaneSpan): string => [lane, kind, from, to, value].join(' ');

const same = (a: LaneSpan, b: LaneSpan): boolean => a.from === b.from && a.to === b.to && holdsTheSame(a, b);

/** A payment is no other belief about the days of a term. */
const holdsTheSame = (a: LaneSpan, b: LaneSpan): boolean =>
  a.kind === b.kind && (a.lane === 'terms' || a.value === b.value);

const isGone = (span: LaneSpan, after: readonly LaneSpan[]): boolean => !after.some((other) => same(span, other));

/** Whether it is no longer true of days that were over when the event was recorded. */
const isUntrueBefore = (day: Day, span: LaneSpan, after: readonly LaneSpan[]): boolean =>
  span.from < day &&
  !after.some((other) => other.from === span.from && holdsTheSame(span, other) && upTo(other, day) === upTo(span, day));

const upTo = ({ to }: LaneSpan, day: Day): Day => (to === null || to >= day ? dayBefore(day) : to);
