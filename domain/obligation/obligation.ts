import type { Instant } from '../kernel/civil.js';
import { type Decider, Refusal } from '../kernel/decider.js';
import { retriable, type Suppression } from './kinds.js';
import type { ObligationEvent, ObligationNamed } from './obligation.events.js';
import { type End, evolve, type Obligation, untouched } from './obligation.state.js';

export interface Failure {
  readonly recipientKey: string;
  /** SMTP status, `timeout` or `unreachable`. */
  readonly code: string;
  /** M4: null: permanent, or tried as often as the policy has it. */
  readonly againAt: Instant | null;
}

interface OfObligation {
  readonly obligation: ObligationNamed;
  readonly now: Instant;
  /** O9: a claim whose process is known to have ended: it counts no more. */
  readonly deadClaim?: string;
}

export type ObligationCommand = OfObligation &
  (
    | { readonly kind: 'claim'; readonly claimId: string; readonly until: Instant; readonly process: string }
    /** O9: whoever has the claim does not go on with it: it is anybody's at once. */
    | { readonly kind: 'release'; readonly claimId: string; readonly process: string }
    | { readonly kind: 'accept'; readonly recipientKey: string; readonly messageId: string }
    /** M4: a mail that was accepted came back, whatever has become of the obligation. */
    | { readonly kind: 'bounce'; readonly recipientKey: string; readonly code: string }
    /** The end of a pass over all recipients: what failed, and the end where nobody waits for another pass. */
    | { readonly kind: 'conclude'; readonly claimId: string; readonly failures: readonly Failure[] }
    | { readonly kind: 'do'; readonly claimId: string | null }
    | { readonly kind: 'suppress'; readonly claimId: string | null; readonly reason: Suppression }
    | { readonly kind: 'supersede'; readonly by: string | null }
    | { readonly kind: 'retry' }
  );

export const obligationRefusals = {
  'obligation-ended': 'O4',
  'obligation-claimed': 'O9',
} as const;
export type ObligationRefusal = keyof typeof obligationRefusals;

type Decided = readonly ObligationEvent[] | Refusal<ObligationRefusal>;

/** One obligation from its first claim to its end (O4, O9). Who may be written to comes in with the command. */
export const obligation: Decider<Obligation, ObligationCommand, ObligationEvent, ObligationRefusal> = {
  initial: untouched,
  evolve,

  decide(command, state): Decided {
    const { kind, obligation: named } = command;
    if (kind === 'retry') return retried(named, state);
    // O9: of two workers one ends it; the acceptance of a mail that was sent is recorded in any case.
    if (kind === 'accept') return accepted(command, state);
    if (kind === 'bounce') return bounced(command, state);
    if (state.end !== null) return kind === 'claim' ? refuseEnded(named, state.end) : [];
    if (kind === 'release') return released(command, state);
    if (isClaimedByAnother(state, command))
      return new Refusal('obligation-claimed', 'O9', { obligationId: named.obligationId, until: state.claim!.until });
    switch (kind) {
      case 'claim': {
        const { claimId, until, process } = command;
        return [{ type: 'ObligationClaimed', data: { ...named, claimId, until, process } }];
      }
      case 'conclude':
        return concluded(named, state, command.claimId, command.failures);
      case 'do':
        return [{ type: 'ObligationDone', data: named }];
      case 'suppress':
        return (
          sentAfterAll(named, state) ?? [
            { type: 'ObligationSuppressed', data: { ...named, suppression: command.reason } },
          ]
        );
      case 'supersede':
        return (
          sentAfterAll(named, state) ?? [{ type: 'ObligationSuperseded', data: { ...named, supersededBy: command.by } }]
        );
    }
  },
};

/** O9: a claim is good until its instant, or the end of its process, then anybody's. */
const isClaimedByAnother = ({ claim }: Obligation, command: ObligationCommand): boolean => {
  if (claim === null || claim.claimId === command.deadClaim || command.now >= claim.until) return false;
  return !('claimId' in command && command.claimId === claim.claimId);
};

const released = (
  { obligation: named, claimId, now, process }: Extract<ObligationCommand, { kind: 'release' }>,
  { claim }: Obligation,
): Decided =>
  claim?.claimId === claimId && now < claim.until
    ? [{ type: 'ObligationClaimed', data: { ...named, claimId, until: now, process } }]
    : [];

const accepted = (
  { obligation: named, recipientKey, messageId }: Extract<ObligationCommand, { kind: 'accept' }>,
  { recipients }: Obligation,
): Decided =>
  recipients.get(recipientKey)?.state === 'accepted'
    ? []
    : [{ type: 'MailAccepted', data: { ...named, recipientKey, messageId } }];

/** M4: once; an end stays as it was. */
const bounced = (
  { obligation: named, recipientKey, code }: Extract<ObligationCommand, { kind: 'bounce' }>,
  { recipients }: Obligation,
): Decided =>
  recipients.get(recipientKey)?.state === 'accepted'
    ? [{ type: 'MailFailed', data: { ...named, recipientKey, code, againAt: null, bounced: true } }]
    : [];

/** A claim that another has taken over meanwhile concludes nothing. */
const concluded = (
  named: ObligationNamed,
  state: Obligation,
  claimId: string,
  failures: readonly Failure[],
): Decided => {
  if (state.claim?.claimId !== claimId) return [];
  // A worker whose claim ran out may have sent it meanwhile: whoever has accepted it has not failed.
  const failed = failures
    .filter(({ recipientKey }) => state.recipients.get(recipientKey)?.state !== 'accepted')
    .map((failure): ObligationEvent => ({ type: 'MailFailed', data: { ...named, ...failure } }));
  const { recipients } = failed.reduce(evolve, state);
  if ([...recipients.values()].some((recipient) => recipient.state === 'waiting')) return failed;
  const end: ObligationEvent = { type: 'ObligationSuppressed', data: { ...named, suppression: 'undeliverable' } };
  return [...failed, ...(sentAfterAll(named, state) ?? [end])];
};

/** What at least one recipient has accepted was sent, whatever comes after. */
const sentAfterAll = (named: ObligationNamed, { recipients }: Obligation): readonly ObligationEvent[] | null => {
  const count = [...recipients.values()].filter(({ state }) => state === 'accepted').length;
  return count === 0 ? null : [{ type: 'ObligationSent', data: { ...named, recipients: count } }];
};

/** O10: an end that a corrected address turns around. What is open needs no event: its job runs again. */
const retried = (named: ObligationNamed, { end }: Obligation): Decided => {
  if (end === null) return [];
  return end.state === 'suppressed' && retriable.includes(end.reason)
    ? [{ type: 'ObligationRetried', data: named }]
    : refuseEnded(named, end);
};

const refuseEnded = ({ obligationId }: ObligationNamed, end: End): Refusal<ObligationRefusal> =>
  new Refusal('obligation-ended', 'O4', {
    obligationId,
    state: end.state,
    reason: end.state === 'suppressed' ? end.reason : end.state,
  });
