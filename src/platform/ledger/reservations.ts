import { createHash } from 'node:crypto';
import type { Instant } from '../../../domain/kernel/civil.js';
import { Refusal } from '../../../domain/kernel/decider.js';
import { type Owner, reservation, type ReservationCommand } from '../../../domain/reservation/reservation.js';
import type { ReservationKind } from '../../../domain/reservation/reservation.events.js';
import { type EventStore, WrongRevision } from '../events/event-store.js';
import { eventId, keyHash } from './identity.js';
import type { Ledger } from './ledger.js';
import type { CommandRequest, Outcome } from './outcome.js';

export interface Claim {
  readonly kind: ReservationKind;
  readonly value: string;
}
export type Taken = Refusal<'number-held'>;

/** One spelling of a number: full-width and half-width letters, case and spaces around do not tell two numbers apart. */
export const normalized = (value: string): string => value.normalize('NFKC').trim().toUpperCase();

const idOf = ({ kind, value }: Claim): string => createHash('sha256').update(`${kind}\0${normalized(value)}`).digest('hex').slice(0, 40);

/** Numbers that only one owner of a vendor may have (C1; docs/decisions/0004). */
export class Reservations {
  constructor(private readonly ledger: Ledger, private readonly store: EventStore, private readonly now: () => Instant) {}

  /** Who holds the number: the owner's id, or null. The owner may not have been written yet. */
  async holder(vendor: string, claim: Claim): Promise<string | null> {
    const { state } = await this.ledger.load(vendor, 'reservation', idOf(claim), reservation);
    return state.status === 'held' ? state.ownerId : null;
  }

  /**
   * Claims numbers for an owner, then does what needs them. Where that is refused, or another holds one of the numbers,
   * what was newly claimed is released. Said again by the same owner, claims stand as they are.
   */
  async claiming<T>(vendor: string, claims: readonly Claim[], owner: Owner, request: CommandRequest, work: () => Promise<T | Refusal>): Promise<T | Refusal | Taken> {
    const claimed: Claim[] = [];
    const giveBack = async () => {
      for (const claim of claimed) await this.release(vendor, claim, owner.ownerId, request);
    };
    for (const claim of claims) {
      const outcome = await this.#claim(vendor, claim, owner, request);
      if (outcome instanceof Refusal) {
        await giveBack();
        return outcome;
      }
      if (outcome.events.length > 0) claimed.push(claim);
    }
    const done = await work();
    if (done instanceof Refusal) await giveBack();
    return done;
  }

  /** Gives a number back; nothing happens where the owner does not hold it. */
  async release(vendor: string, claim: Claim, ownerId: string, request: CommandRequest): Promise<void> {
    await this.#say(vendor, claim, { kind: 'release', ownerId }, request);
  }

  async #claim(vendor: string, { kind, value }: Claim, owner: Owner, request: CommandRequest): Promise<Outcome<unknown, never> | Taken> {
    const claim = { claim: kind, value, ...owner };
    for (;;) {
      const outcome = await this.#say(vendor, { kind, value }, { kind: 'reserve', ...claim }, request);
      if (!(outcome instanceof Refusal)) return outcome;
      const { state } = await this.ledger.load(vendor, 'reservation', idOf({ kind, value }), reservation);
      if (state.status === 'free') continue;
      if (!(await this.#abandon(vendor, state, owner, request))) return outcome;
      const taken = await this.#say(vendor, { kind, value }, { kind: 'take-over', from: state.ownerId, ...claim }, request);
      if (!(taken instanceof Refusal)) return taken;
    }
  }

  /** True where the holder can never be written any more: its stream is, or has now been made, an abandoned one. */
  async #abandon(vendor: string, holder: Owner, claimant: Owner, request: CommandRequest): Promise<boolean> {
    const [first] = await this.store.readStream(holder.ownerStream);
    if (first !== undefined) return first.type === 'Abandoned';
    const hash = keyHash(vendor, 'abandon', `${holder.ownerId} ${claimant.ownerId}`);
    const { actor, channel, correlationId } = request;
    const meta = { effectiveAt: this.now(), actor: actor.id, role: actor.role, channel, correlationId, keyHash: hash, bodyHash: hash };
    const abandoned = { id: eventId(holder.ownerStream, hash, 0), vendor, type: 'Abandoned', schema: 1, data: { claimedBy: claimant.ownerId }, meta };
    try {
      await this.store.append(holder.ownerStream, -1, [abandoned]);
      return true;
    } catch (error) {
      // The owner was written in the meantime, or another claimant was faster: look again.
      if (error instanceof WrongRevision) return this.#abandon(vendor, holder, claimant, request);
      throw error;
    }
  }

  #say(vendor: string, claim: Claim, command: ReservationCommand, request: CommandRequest): Promise<Outcome<unknown, never> | Taken> {
    const said = { ...request, key: undefined, ifMatch: undefined, body: null };
    return this.ledger.handle({ vendor, category: 'reservation', id: idOf(claim), decider: reservation, command, request: said }) as Promise<Outcome<unknown, never> | Taken>;
  }
}
