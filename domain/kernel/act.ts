import { HOUR } from './durations.js';
import { epochOf, type Instant, instantOf } from './civil.js';
import { type Facts, Refusal } from './decider.js';
import type { Role } from './envelope.js';
import type { Personal } from './personal.js';

/** A4: what the event of an act has of it: when it happened; and why it was recorded late, sealed with its object. */
export interface ActData {
  readonly at: Instant;
  readonly reason?: Personal<string>;
}

/** A4: when an act happened, and what decides whether that may be recorded. */
export interface Act {
  readonly at: Instant;
  /** When it is recorded. */
  readonly now: Instant;
  readonly role: Role;
  /** Why it is recorded so late; null where none was given. */
  readonly reason: Personal<string> | null;
  /** How far back others than admins may record, in hours. */
  readonly backHours: number;
}

export type ActRefusal = 'at-in-future' | 'at-too-early' | 'needs-admin';

/**
 * A4: why an act may not be recorded for its instant; null where it may. `since`: the act that led to the present
 * state.
 */
export const refuseAct = (
  { at, now, role, reason, backHours }: Act,
  since: Instant | null,
): Refusal<ActRefusal> | null => {
  const refuse = (code: ActRefusal, facts: Facts): Refusal<ActRefusal> => new Refusal(code, 'A4', facts);
  if (at > now) return refuse('at-in-future', { at, now });
  if (since !== null && at < since) return refuse('at-too-early', { at, since });
  const earliest = instantOf(epochOf(now) - backHours * HOUR);
  return at < earliest && (role !== 'admin' || reason === null) ? refuse('needs-admin', { value: at }) : null;
};
