import { epochOf, instantOf } from '../../../domain/kernel/civil.js';
import { Refusal } from '../../../domain/kernel/decider.js';
import { MINUTE } from '../../../domain/kernel/durations.js';
import { kindFacts } from '../../../domain/obligation/kinds.js';
import { removedCode } from '../../../domain/obligation/obligation.events.js';
import type { Failure } from '../../../domain/obligation/obligation.js';
import type { Obligation } from '../../../domain/obligation/obligation.state.js';
import type { Clock } from '../../platform/clock.js';
import type { MailAnswer, MailPort } from '../../platform/mail/mail.js';
import type { FailedAddresses } from '../addresses/failed-addresses.js';
import type { Addressee, Owed, OwedGroup, OwedSource } from '../sources/source.js';
import type { ErasedAddressees } from './erased-addressees.js';
import type { ObligationChanges } from './obligation-changes.js';

export interface MailPassParts {
  readonly changes: ObligationChanges;
  readonly mail: MailPort;
  readonly failed: FailedAddresses;
  readonly erased: ErasedAddressees;
  readonly clock: Clock;
}

/** An obligation that is dealt with. */
export interface Dealing {
  readonly vendor: string;
  readonly source: OwedSource;
  readonly group: OwedGroup;
  readonly owed: Owed;
  /** Whether others may have taken over, or this process is about to end: nothing more is begun. */
  readonly isStopped: () => boolean;
}

/** A mail that was not accepted, and to whom it was. */
interface Failed {
  readonly addressee: Addressee;
  readonly failure: Failure;
}

/** One pass of an obligation over all who have not accepted its mail (M4), under a claim. */
export class MailPass {
  constructor(private readonly parts: MailPassParts) {}

  /**
   * The obligation after the pass. `interrupted`: not all were written to; `nobody`: nobody was left to write to.
   * @param renew prolongs the claim; null where another has it, or nothing is to be sent any more
   */
  async run(
    dealing: Dealing,
    claimId: string,
    claimed: Obligation,
    renew: () => Promise<Obligation | null>,
  ): Promise<Obligation | Refusal | 'interrupted' | 'nobody'> {
    const { changes, clock } = this.parts;
    const { vendor, source, group, owed, isStopped } = dealing;
    const { to } = await source.addressed(vendor, owed);
    const present = new Set(to.map(({ key }) => key));
    const failed: Failed[] = [];
    let written = 0;
    let { claim } = claimed;
    for (const key of present) {
      if (isStopped()) return 'interrupted';
      const before = claimed.recipients.get(key);
      if (before?.state === 'accepted' || before?.state === 'failed') continue;
      // M4: each recipient has attempts of its own.
      if (before?.state === 'waiting' && epochOf(before.againAt!) > clock.ms()) continue;
      // A7, M5: whoever was erased, has another address or wants no more mail since the pass began.
      const addressee = (await source.addressed(vendor, owed)).to.find((each) => each.key === key);
      if (addressee === undefined) continue;
      // A claim that nears its end is renewed, so that nobody else begins meanwhile.
      if (epochOf(claim!.until) - clock.ms() < (group.figures.obligations.claimMinutes * MINUTE) / 2) {
        const renewed = await renew();
        if (renewed === null) return 'interrupted';
        claim = renewed.claim;
      }
      const answer = await this.write(dealing, addressee);
      written += 1;
      if (answer.outcome === 'accepted') continue;
      const againAt = answer.outcome === 'permanent' ? null : this.againAt(group, owed, before?.failures ?? 0);
      failed.push({ addressee, failure: { recipientKey: key, code: answer.code, againAt } });
    }
    if (written === 0 && claimed.recipients.size === 0) return 'nobody';
    const gone = [...claimed.recipients].filter(([key, { state }]) => state === 'waiting' && !present.has(key));
    const concluded = await changes.run(vendor, {
      kind: 'conclude',
      obligation: owed.named,
      now: clock.now(),
      claimId,
      failures: [
        ...failed.map(({ failure }) => failure),
        ...gone.map(([recipientKey]) => ({ recipientKey, code: removedCode, againAt: null })),
      ],
    });
    if (concluded instanceof Refusal) return concluded;
    for (const { addressee, failure } of failed)
      if (failure.againAt === null && addressee.role !== 'desk')
        await this.parts.failed.note(vendor, group.figures, addressee, { obligationId: owed.id, code: failure.code });
    return concluded.state;
  }

  /** Each acceptance is an event before the next mail. */
  private async write({ vendor, source, owed }: Dealing, addressee: Addressee): Promise<MailAnswer> {
    const { changes, mail, clock, erased } = this.parts;
    const letter = await source.mailTo(vendor, owed, addressee);
    const answer = await mail.send(letter);
    if (answer.outcome !== 'accepted') return answer;
    const { key: recipientKey } = addressee;
    const accepted = { kind: 'accept', recipientKey, messageId: letter.messageId } as const;
    await changes.run(vendor, { ...accepted, obligation: owed.named, now: clock.now() });
    // A7: whoever was erased while it was sent has been forgotten before it was kept.
    if (addressee.role !== 'desk' && (await erased.has(vendor, addressee))) await mail.forget(recipientKey);
    return answer;
  }

  /** M4: null after the last attempt. M8: what waits for no hours is not held back by another attempt either. */
  private againAt({ figures, hotline }: OwedGroup, { named: { kind } }: Owed, failures: number): string | null {
    const wait = figures.mail.retryMinutes[failures];
    if (wait === undefined) return null;
    const at = this.parts.clock.ms() + wait * MINUTE;
    return instantOf(kindFacts[kind].hotlineHours ? hotline.nextOpening(at) : at);
  }
}
