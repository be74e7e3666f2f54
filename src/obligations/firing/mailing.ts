import { randomUUID } from 'node:crypto';
import { epochOf, instantOf } from '../../../domain/kernel/civil.js';
import { Refusal } from '../../../domain/kernel/decider.js';
import { MINUTE } from '../../../domain/kernel/durations.js';
import { kindFacts, type Suppression } from '../../../domain/obligation/kinds.js';
import type { Obligation } from '../../../domain/obligation/obligation.state.js';
import type { Clock } from '../../platform/clock.js';
import type { JobProcesses } from '../../platform/jobs/jobs.js';
import type { Owed } from '../sources/source.js';
import { type Dealing, MailPass, type MailPassParts } from './mail-pass.js';

export interface MailingParts extends MailPassParts {
  readonly processes: JobProcesses;
}

/**
 * What became of it. `againAt`: when it is dealt with again (epoch ms); null where it is paused: nothing is known of
 * when then, and the end of the pause is an event.
 */
export type Fired = { readonly isEnded: true } | { readonly isEnded: false; readonly againAt: number | null };
const ended: Fired = { isEnded: true };
const again = (againAt: number | null): Fired => ({ isEnded: false, againAt });

/** How soon a claim of another is checked again: its process may end at any time. */
const claimCheckedMs = 5_000;

/**
 * Does one obligation (O9): claim, decide again, write the fact of its kind, mail by mail, each acceptance an event,
 * end. Whoever finds a dead claim sends only what has no acceptance, under the same Message-ID.
 */
export class Mailing {
  readonly #pass: MailPass;

  constructor(private readonly parts: MailingParts) {
    this.#pass = new MailPass(parts);
  }

  async send(dealing: Dealing): Promise<Fired> {
    const { changes, clock } = this.parts;
    const { vendor, group, owed } = dealing;
    const { mails, performs } = kindFacts[owed.named.kind];
    // M4: one wait for all who are waited for.
    const before = nextAttempt((await changes.state(vendor, owed.id)).state);
    if (before !== null && before > clock.ms()) return again(before);
    const early = group.suppressionAt(clock.ms());
    if (early !== null) return this.end(vendor, owed, null, early);
    if (mails && !performs) {
      const unsent = await this.endedUnsent(dealing, null);
      if (unsent !== null) return unsent;
    }
    const claimId = randomUUID();
    const claimed = await this.claim(dealing, claimId);
    if (claimed instanceof Refusal) return refused(claimed, clock);
    return this.underClaim(dealing, claimId, claimed);
  }

  /** Ends it unsent. */
  async end(vendor: string, { named }: Owed, claimId: string | null, reason: Suppression): Promise<Fired> {
    const { changes, clock } = this.parts;
    const command = { kind: 'suppress', obligation: named, now: clock.now(), claimId, reason } as const;
    const outcome = await changes.run(vendor, command);
    return outcome instanceof Refusal ? refused(outcome, clock) : ended;
  }

  /** O9: a claim that ends nothing is given up, so that the next attempt need not wait for its end. */
  private async underClaim(dealing: Dealing, claimId: string, claimed: Obligation): Promise<Fired> {
    let fired: Fired | undefined;
    try {
      fired = await this.decided(dealing, claimId, claimed);
      return fired;
    } finally {
      // Where even this cannot be recorded, the claim runs out by itself.
      if (fired?.isEnded !== true) await this.release(dealing, claimId).catch(() => undefined);
    }
  }

  private async decided(dealing: Dealing, claimId: string, claimed: Obligation): Promise<Fired> {
    const { clock } = this.parts;
    const { vendor, source } = dealing;
    const { kind, obligationId } = dealing.owed.named;
    const { mails, performs } = kindFacts[kind];
    let owed = await this.owedStill(dealing, claimId);
    if ('isEnded' in owed) return owed;
    if (performs) {
      const isRecorded = await source.perform!(vendor, owed);
      // O9: an act may have been first.
      owed = await this.owedStill(dealing, claimId);
      if ('isEnded' in owed) return owed;
      if (!isRecorded) throw new Error(`${kind} ${obligationId} is due, and its fact was not recorded`);
    }
    if (!mails) return this.done(vendor, owed, claimId);
    const decided = { ...dealing, owed };
    const unsent = await this.endedUnsent(decided, claimId);
    if (unsent !== null) return unsent;
    const concluded = await this.#pass.run(decided, claimId, claimed, () => this.renewed(decided, claimId));
    if (concluded === 'interrupted') return again(clock.ms());
    if (concluded === 'nobody') return (await this.endedUnsent(decided, claimId)) ?? again(clock.ms());
    return concluded instanceof Refusal ? refused(concluded, clock) : firedBy(concluded, clock);
  }

  private async claim({ vendor, group, owed }: Dealing, claimId: string): Promise<Obligation | Refusal> {
    const { changes, clock, processes } = this.parts;
    const until = instantOf(clock.ms() + group.figures.obligations.claimMinutes * MINUTE);
    const { process } = processes;
    const command = { kind: 'claim', obligation: owed.named, now: clock.now(), claimId, until, process } as const;
    const claimed = await changes.run(vendor, command);
    return claimed instanceof Refusal ? claimed : claimed.state;
  }

  /** O3: what was recorded while mails went out counts; null also where another has taken over. */
  private async renewed(dealing: Dealing, claimId: string): Promise<Obligation | null> {
    const claimed = await this.claim(dealing, claimId);
    if (claimed instanceof Refusal) return null;
    return 'isEnded' in (await this.owedStill(dealing, claimId)) ? null : claimed;
  }

  private async release({ vendor, owed }: Dealing, claimId: string): Promise<void> {
    const { changes, clock, processes } = this.parts;
    const { process } = processes;
    await changes.run(vendor, { kind: 'release', obligation: owed.named, now: clock.now(), claimId, process });
  }

  /** O3: what was recorded until now counts: the obligation as it is derived now, where it is owed still. */
  private async owedStill(dealing: Dealing, claimId: string): Promise<Owed | Fired> {
    const { vendor, source, owed } = dealing;
    const now = this.parts.clock.ms();
    for (const group of await source.groupsOf(vendor, dealing.group.key.subjectId)) {
      const found = group.owed.find(({ id }) => id === owed.id);
      if (found === undefined) continue;
      const reason = found.endsAs ?? group.suppressionAt(now);
      if (reason !== null) return this.end(vendor, owed, claimId, reason);
      if (found.firesAt <= now) return found;
      return again(Number.isFinite(found.firesAt) ? found.firesAt : null);
    }
    return this.end(vendor, owed, claimId, 'withdrawn');
  }

  /** Where nobody can be written to at this moment. */
  private async endedUnsent({ vendor, source, owed }: Dealing, claimId: string | null): Promise<Fired | null> {
    const addressed = await source.addressed(vendor, owed);
    return 'because' in addressed ? this.end(vendor, owed, claimId, addressed.because) : null;
  }

  private async done(vendor: string, { named }: Owed, claimId: string): Promise<Fired> {
    const { changes, clock } = this.parts;
    const outcome = await changes.run(vendor, { kind: 'do', obligation: named, now: clock.now(), claimId });
    return outcome instanceof Refusal ? refused(outcome, clock) : ended;
  }
}

/** Where another has claimed it: looked at again at the end of the claim, or before, since its process can end. */
export const refused = ({ code, facts }: Refusal, clock: Clock): Fired => {
  if (code !== 'obligation-claimed') return ended;
  const now = clock.ms();
  return again(Math.max(now, Math.min(epochOf(String(facts['until'])), now + claimCheckedMs)));
};

/** M4: when those who are waited for are written to again (epoch ms); null where nobody is. */
const nextAttempt = ({ recipients }: Obligation): number | null => {
  const waiting = [...recipients.values()].flatMap(({ againAt }) => (againAt === null ? [] : [epochOf(againAt)]));
  return waiting.length === 0 ? null : Math.min(...waiting);
};

/** Where nobody is waited for it has ended, or another has taken over and goes on. */
const firedBy = (state: Obligation, clock: Clock): Fired =>
  state.end !== null ? ended : again(nextAttempt(state) ?? clock.ms() + claimCheckedMs);
