import type { Instant } from '../kernel/civil.js';
import type { Suppression } from './kinds.js';
import type { ObligationEvent } from './obligation.events.js';

/** One who is written to. `waiting`: after a temporary failure, until `againAt` (M4). */
export interface Recipient {
  readonly state: 'accepted' | 'waiting' | 'failed';
  /** Failures so far. */
  readonly failures: number;
  /** Of the last failure. */
  readonly code: string | null;
  readonly againAt: Instant | null;
}

/** How an obligation ended (O4). */
export type End =
  | { readonly state: 'sent' | 'done' }
  | { readonly state: 'suppressed'; readonly reason: Suppression }
  | { readonly state: 'superseded'; readonly supersededBy: string | null };

/** O9: who deals with it. */
export interface Claim {
  readonly claimId: string;
  readonly until: Instant;
  /** Null where an earlier version claimed it. */
  readonly process: string | null;
}

/** What is recorded of an obligation; nothing of one that never fired. */
export interface Obligation {
  readonly end: End | null;
  readonly claim: Claim | null;
  /** By key, in the order in which they were written to first. */
  readonly recipients: ReadonlyMap<string, Recipient>;
}

export const untouched: Obligation = { end: null, claim: null, recipients: new Map() };

/** The state after an event. Few events and few recipients: each step copies. */
export const evolve = (state: Obligation, event: ObligationEvent): Obligation => {
  switch (event.type) {
    case 'ObligationClaimed': {
      const { claimId, until, process = null } = event.data;
      return { ...state, claim: { claimId, until, process } };
    }
    case 'MailAccepted':
      return withRecipient(state, event.data.recipientKey, (before) => ({
        state: 'accepted',
        failures: before?.failures ?? 0,
        code: null,
        againAt: null,
      }));
    case 'MailFailed': {
      const { recipientKey, code, againAt, bounced } = event.data;
      const failed = withRecipient(state, recipientKey, (before) => ({
        state: againAt === null ? 'failed' : 'waiting',
        failures: (before?.failures ?? 0) + 1,
        code,
        againAt,
      }));
      if (bounced) return failed;
      // Failures are recorded at the end of a pass: nobody sends until the next one claims it.
      return { ...failed, claim: null };
    }
    case 'ObligationSent':
      return { ...state, claim: null, end: { state: 'sent' } };
    case 'ObligationDone':
      return { ...state, claim: null, end: { state: 'done' } };
    case 'ObligationSuppressed':
      return { ...state, claim: null, end: { state: 'suppressed', reason: event.data.suppression } };
    case 'ObligationSuperseded':
      return { ...state, claim: null, end: { state: 'superseded', supersededBy: event.data.supersededBy } };
    case 'ObligationRetried':
      return { end: null, claim: null, recipients: accepted(state.recipients) };
  }
};

const withRecipient = (
  state: Obligation,
  key: string,
  change: (before: Recipient | undefined) => Recipient,
): Obligation => ({
  ...state,
  recipients: new Map([...state.recipients, [key, change(state.recipients.get(key))]]),
});

/** Whoever has the mail is not written to again. */
const accepted = (recipients: Obligation['recipients']): Obligation['recipients'] =>
  new Map([...recipients].filter(([, recipient]) => recipient.state === 'accepted'));
