import type { ClosingReason } from '../../domain/intake/intake.events.js';
import type { Instant } from '../../domain/kernel/civil.js';
import type { Person } from '../../domain/kernel/person.js';
import type { Veiled } from '../../domain/kernel/personal.js';
import type { Channel } from '../../domain/kernel/vocabulary.js';
import type { Row } from '../projection.js';

/** Something that was recorded once, and from which position on it is known (T5). */
interface Known {
  readonly position: number;
}

/**
 * What arrived (R2): an intake, or a request that was registered without one and is its own (R18). Nothing in here is
 * ever replaced, so that the row answers for every position.
 */
export interface IntakeRow extends Row, Known {
  /** Of the intake, or of the request. */
  readonly intakeId: string;
  readonly channel: Channel;
  readonly receivedAt: Instant;
  /** Names and texts are sealed (A6). */
  readonly from: Person | null;
  /** Where `from` is a person by id: what erasing the person finds its intakes by (A7). */
  readonly fromId: string | null;
  readonly text: Veiled | null;
  /** `by` is null where a person registered the request during the call. */
  readonly answer: (Known & { readonly at: Instant; readonly by: Person | null; readonly callback: boolean }) | null;
  readonly closed: (Known & { readonly at: Instant; readonly as: ClosingReason }) | null;
  /** The requests that name it, in the order of their registration. */
  readonly requests: readonly (Known & { readonly requestId: string })[];
  /** Neither registered nor closed. */
  readonly open: boolean;
  /** Of the intake's stream. */
  readonly revision: number;
}

/** What was known of an intake at a position; null where it was not recorded yet. */
export const intakeKnownAt = (row: IntakeRow, knownPosition: number): IntakeRow | null => {
  if (row.position > knownPosition) return null;
  const ifKnown = <T extends Known>(value: T | null): T | null =>
    value !== null && value.position <= knownPosition ? value : null;
  const closed = ifKnown(row.closed);
  const requests = row.requests.filter(({ position }) => position <= knownPosition);
  return { ...row, answer: ifKnown(row.answer), closed, requests, open: closed === null && requests.length === 0 };
};
