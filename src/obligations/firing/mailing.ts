import { MINUTE } from '../../../domain/kernel/durations.js';
import { randomUUID } from 'node:crypto';
import { epochOf, instantOf } from '../../../domain/kernel/civil.js';
import { Refusal } from '../../../domain/kernel/decider.js';
import { kindFacts, type Suppression } from '../../../domain/obligation/kinds.js';
import type { Failure } from '../../../domain/obligation/obligation.js';
import type { Obligation } from '../../../domain/obligation/obligation.state.js';
import type { Clock } from '../../platform/clock.js';
import type { MailPort } from '../../platform/mail/mail.js';
import type { ErasedAddressees } from './erased-addressees.js';
import type { FailedAddresses } from '../addresses/failed-addresses.js';
import type { ObligationChanges } from './obligation-changes.js';
import type { Owed, OwedGroup, OwedSource } from '../sources/source.js';

export interface MailingParts {
  readonly changes: ObligationChanges;
  readonly mail: MailPort;
  readonly failed: FailedAddresses;
  readonly erased: ErasedAddressees;
  readonly clock: Clock;
}

/** The obligation has ended, or is dealt with again at an instant (epoch ms). */
export type Fired = { readonly ended: true } | { readonly againAt: number };
const ended: Fired = { ended: true };

/**
 * Does one obligation (O9): claim, decide again, write the fact of its kind, mail by mail, each acceptance an event,
 * end. Whoever finds a dead claim sends only what has no acceptance, under the same Message-ID.
 */
export class Mailing {
  constructor(private readonly parts: MailingParts) {}

  async send(vendor: string, source: OwedSource, group: OwedGroup, owed: Owed, signal: AbortSignal): Promise<Fired> {
    const { changes, clock } = this.parts;
    const { named } = owed;
    // M4: one wait for all who are waited for.
    const before = nextAttempt((await changes.state(vendor, owed.id)).state);
    if ('againAt' in before && before.againAt > clock.ms()) return before;
    const { mails, performs } = kindFacts[named.kind];
    const early = group.suppressionAt(clock.ms());
    if (early !== null) return this.end(vendor, owed, null, early);
    if (mails && !performs) {
      const unsent = await this.endedUnsent(vendor, source, owed, null);
      if (unsent !== null) return unsent;
    }
    const claimId = randomUUID();
    const claimed = await this.claim(vendor, group, owed, claimId);
    if (claimed instanceof Refusal) return refused(claimed, clock);
    const changed = await this.changedMeanwhile(vendor, source, group, owed, claimId);
    if (changed !== null) return changed;
    if (performs) {
      const isRecorded = await source.perform!(vendor, owed);
      // O9: an act may have been first.
      const overtaken = await this.changedMeanwhile(vendor, source, group, owed, claimId);
      if (overtaken !== null) return overtaken;
      if (!isRecorded) throw new Error(`${named.kind} ${named.obligationId} is due, and its fact was not recorded`);
    }
    if (!mails) return this.done(vendor, owed, claimId);
    const unsent = await this.endedUnsent(vendor, source, owed, claimId);
    if (unsent !== null) return unsent;
    const failures = await this.pass(vendor, source, group, owed, claimId, claimed, signal);
    if (failures === null) return { againAt: clock.ms() };
    const concluded = await changes.run(vendor, {
      kind: 'conclude',
      obligation: named,
      now: clock.now(),
      claimId,
      failures: failures.map(({ recipientKey, code, againAt }) => ({ recipientKey, code, againAt })),
    });
    if (concluded instanceof Refusal) return refused(concluded, clock);
    return nextAttempt(concluded.state);
  }

  /** One pass over all who have not accepted it; null where it was interrupted. */
  private async pass(
    vendor: string,
    source: OwedSource,
    group: OwedGroup,
    owed: Owed,
    claimId: string,
    state: Obligation,
    signal: AbortSignal,
  ): Promise<readonly Failure[] | null> {
    const { changes, mail, clock, failed, erased } = this.parts;
    const { named } = owed;
    const { to } = await source.addressed(vendor, owed);
    const failures: Failure[] = [];
    let { claim } = state;
    for (const addressee of to) {
      if (signal.aborted) return null;
      const before = state.recipients.get(addressee.key);
      if (before?.state === 'accepted' || before?.state === 'failed') continue;
      // A claim that nears its end is renewed, so that nobody else begins meanwhile.
      if (epochOf(claim!.until) - clock.ms() < claimMs(group) / 2) {
        const renewed = await this.claim(vendor, group, owed, claimId);
        if (renewed instanceof Refusal) return null;
        claim = renewed.claim;
      }
      const letter = await source.mailTo(vendor, owed, addressee);
      const answer = await mail.send(letter);
      if (answer.outcome === 'accepted') {
        const { key: recipientKey } = addressee;
        const { messageId } = letter;
        await changes.run(vendor, { kind: 'accept', obligation: named, now: clock.now(), recipientKey, messageId });
        // A7: whoever was erased while it was sent has been forgotten before it was kept.
        if (await erased.has(vendor, addressee)) await mail.forget(recipientKey);
        continue;
      }
      const againAt = answer.outcome === 'permanent' ? null : this.againAt(group, owed, before?.failures ?? 0);
      failures.push({ recipientKey: addressee.key, code: answer.code, againAt });
      if (againAt === null && addressee.role !== 'desk')
        await failed.note(vendor, group, addressee, { obligationId: owed.id, code: answer.code });
    }
    const present = new Set(to.map(({ key }) => key));
    const gone = [...state.recipients].filter(([key, { state: has }]) => has === 'waiting' && !present.has(key));
    return [...failures, ...gone.map(([recipientKey]): Failure => ({ recipientKey, code: 'removed', againAt: null }))];
  }

  /** M4: null after the last attempt. M8: what waits for no hours is not held back by another attempt either. */
  private againAt({ figures, hotline }: OwedGroup, { named: { kind } }: Owed, failures: number): string | null {
    const wait = figures.mail.retryMinutes[failures];
    if (wait === undefined) return null;
    const at = this.parts.clock.ms() + wait * MINUTE;
    return instantOf(kindFacts[kind].hotlineHours ? hotline.nextOpening(at) : at);
  }

  private async claim(
    vendor: string,
    group: OwedGroup,
    { named }: Owed,
    claimId: string,
  ): Promise<Obligation | Refusal> {
    const { changes, clock } = this.parts;
    const until = instantOf(clock.ms() + claimMs(group));
    const claimed = await changes.run(vendor, { kind: 'claim', obligation: named, now: clock.now(), claimId, until });
    return claimed instanceof Refusal ? claimed : claimed.state;
  }

  /** O3: what was recorded until now counts; null where it is owed still. */
  private async changedMeanwhile(
    vendor: string,
    source: OwedSource,
    { key }: OwedGroup,
    owed: Owed,
    claimId: string,
  ): Promise<Fired | null> {
    const now = this.parts.clock.ms();
    for (const group of await source.groupsOf(vendor, key.subjectId)) {
      const found = group.owed.find(({ id }) => id === owed.id);
      if (found === undefined) continue;
      const reason = found.endsAs ?? group.suppressionAt(now);
      if (reason !== null) return this.end(vendor, owed, claimId, reason);
      if (found.firesAt <= now) return null;
      // It falls due later, or is paused: then nothing is known of when, and the end of the pause is an event.
      return Number.isFinite(found.firesAt) ? { againAt: found.firesAt } : ended;
    }
    return this.end(vendor, owed, claimId, 'withdrawn');
  }

  /** Where nobody can be written to at this moment. */
  private async endedUnsent(
    vendor: string,
    source: OwedSource,
    owed: Owed,
    claimId: string | null,
  ): Promise<Fired | null> {
    const addressed = await source.addressed(vendor, owed);
    return 'because' in addressed ? this.end(vendor, owed, claimId, addressed.because) : null;
  }

  private async done(vendor: string, { named }: Owed, claimId: string): Promise<Fired> {
    const { changes, clock } = this.parts;
    const outcome = await changes.run(vendor, { kind: 'do', obligation: named, now: clock.now(), claimId });
    return outcome instanceof Refusal ? refused(outcome, clock) : ended;
  }

  /** Ends it unsent. */
  async end(vendor: string, { named }: Owed, claimId: string | null, reason: Suppression): Promise<Fired> {
    const { changes, clock } = this.parts;
    const outcome = await changes.run(vendor, {
      kind: 'suppress',
      obligation: named,
      now: clock.now(),
      claimId,
      reason,
    });
    return outcome instanceof Refusal ? refused(outcome, clock) : ended;
  }
}

const claimMs = ({ figures }: OwedGroup): number => figures.obligations.claimMinutes * MINUTE;

const refused = ({ code, facts }: Refusal, clock: Clock): Fired => {
  if (code !== 'obligation-claimed') return ended;
  return { againAt: Math.max(epochOf(String(facts['until'])), clock.ms()) };
};

const nextAttempt = ({ end, recipients }: Obligation): Fired => {
  const waiting = [...recipients.values()].flatMap(({ againAt }) => (againAt === null ? [] : [epochOf(againAt)]));
  return end !== null || waiting.length === 0 ? ended : { againAt: Math.min(...waiting) };
};
