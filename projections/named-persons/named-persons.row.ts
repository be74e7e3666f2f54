import type { Instant } from '../../domain/kernel/civil.js';
import type { Sealed } from '../../domain/kernel/personal.js';
import type { Row } from '../projection.js';

/** Which part of an object names somebody. */
export const namedParts = [
  'request',
  'interaction',
  'backup',
  'waiver',
  'work',
  'memo',
  'visit',
  'resolution',
  'closing',
  'follow-up',
  'intake',
  'answer',
] as const;
export type NamedPart = (typeof namedParts)[number];

/** Somebody who is named in text (A5), where and as what. */
export interface NamedPerson {
  readonly part: NamedPart;
  /** Of the memo or the visit; null of parts that have no id. */
  readonly partId: string | null;
  /** The field that names the person, such as `by` or `confirmedBy`. */
  readonly as: string;
  /** When the act happened (A4). */
  readonly at: Instant;
  /** Of the event. */
  readonly position: number;
  /** Under the text key of the object (A6). */
  readonly name: Sealed;
}

/** An object that names persons in text, until its text is erased. Its id is the object's. */
export interface NamedPersonsRow extends Row {
  readonly object: 'request' | 'intake';
  readonly objectId: string;
  /** In the order of the ledger. */
  readonly persons: readonly NamedPerson[];
}
