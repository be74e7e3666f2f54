import { hash } from 'node:crypto';
import { codeKey } from '../../../domain/kernel/spelling.js';
import type { Instant } from '../../../domain/kernel/civil.js';
import { Refusal } from '../../../domain/kernel/decider.js';
import { type Owner, reservation, type ReservationCommand } from '../../../domain/reservation/reservation.js';
import type { ReservationKind } from '../../../domain/reservation/reservation.events.js';
import { type LedgerEvents, type StreamAppend, WrongRevision } from '../events/event-store.js';
import { eventId, keyHash } from './identity.js';
import { KeyedMutex } from './keyed-mutex.js';
import type { Ledger } from './ledger.js';
import { type CommandRequest, KeyReused, type Outcome, Stale, StreamBusy } from './outcome.js';

export interface Claim {
  readonly kind: ReservationKind;
  readonly value: string;
}
/** What comes of recording an owner. */
interface Founding {
  readonly events: readonly unknown[];
  readonly replayed: boolean;
}
export type TakenRefusal = Refusal<'number-held'>;

/** One spelling of a number (C1). */
export const normalized = codeKey;

const idOf = ({ kind, value }: Claim): string => hash('sha256', `${kind}\0${normalized(value)}`, 'hex').slice(0, 40);

/** Numbers that only one owner of a vendor may have (C1; docs/decisions/0004). */
export class Reservations {
  readonly #mutex = new KeyedMutex();

  constructor(
    private readonly ledger: Ledger,
    private readonly store: LedgerEvents,
    private readonly now: () => Instant,
  ) {}

  /** Who holds the number: the owner's id, or null. The owner may not have been written yet. */
  async holder(vendor: string, claim: Claim): Promise<string | null> {
    const { state } = await this.ledger.load(vendor, 'reservation', idOf(claim), reservation);
    return state.status === 'held' ? state.ownerId : null;
  }

  /**
   * Claims numbers for an owner, then runs the work that needs them. Where the work is refused, or another owner holds
   * one of the numbers, new claims are released. Repeated by the same owner, claims stay unchanged. C11: a command
   * that the owner's stream holds already needs no numbers, so `request` must be the one that `work` passes to the
   * ledger for that stream.
   */
  async claiming<T>(
    vendor: string,
    claims: readonly Claim[],
    owner: Owner,
    request: CommandRequest,
    work: () => Promise<T | Refusal>,
  ): Promise<T | Refusal | TakenRefusal> {
    return this.#inTurn(vendor, claims, (ordered) => this.#attempt(vendor, ordered, owner, request, work));
  }

  /**
   * The same for an owner that is recorded for the first time. Where the engine can, its claims are recorded in one
   * commit with it, before it, on the supposition that all numbers are free: nothing is read and nothing waits in
   * between. Where that fails nothing was recorded, and the numbers are claimed one after the other.
   * @param work passes `along` to the ledger with the owner's command
   */
  async founding<T extends Founding>(
    vendor: string,
    claims: readonly Claim[],
    owner: Owner,
    request: CommandRequest,
    work: (along: readonly StreamAppend[]) => Promise<T | Refusal>,
  ): Promise<T | Refusal | TakenRefusal> {
    return this.#inTurn(
      vendor,
      claims,
      async (ordered) =>
        (await this.#together(vendor, ordered, owner, request, work)) ??
        this.#attempt(vendor, ordered, owner, request, () => work([])),
    );
  }

  /**
   * While no other claim of these numbers runs in this process. In one order for everybody: two claimants of the same
   * numbers neither wait for nor abandon each other in a circle.
   */
  #inTurn<T>(vendor: string, claims: readonly Claim[], work: (ordered: readonly Claim[]) => Promise<T>): Promise<T> {
    const ordered = [...new Map(claims.map((claim) => [`${claim.kind} ${idOf(claim)}`, claim])).entries()].sort(
      ([one], [other]) => (one < other ? -1 : 1),
    );
    const all = () => work(ordered.map(([, claim]) => claim));
    return ordered.reduceRight<typeof all>(
      (inner, [name]) =>
        () =>
          this.#mutex.run(`${vendor} ${name}`, inner),
      all,
    )();
  }

  /** Undefined where nothing was recorded: the engine cannot, a number is not free, or the work is refused. */
  async #together<T extends Founding>(
    vendor: string,
    claims: readonly Claim[],
    owner: Owner,
    request: CommandRequest,
    work: (along: readonly StreamAppend[]) => Promise<T | Refusal>,
  ): Promise<T | undefined> {
    if (this.store.appendTogether === undefined) return undefined;
    const along: StreamAppend[] = [];
    for (const { kind, value } of claims) {
      const command = { kind: 'reserve', claim: kind, value, ...owner } as const;
      const append = await this.ledger.firstAppend(this.#handling(vendor, { kind, value }, command, request));
      if (append instanceof Refusal) return undefined;
      along.push(append);
    }
    try {
      const result = await work(along);
      if (result instanceof Refusal || (result.events.length === 0 && !result.replayed)) return undefined;
      return result;
    } catch (error) {
      if (error instanceof WrongRevision) return undefined;
      throw error;
    }
  }

  async #attempt<T>(
    vendor: string,
    claims: readonly Claim[],
    owner: Owner,
    request: CommandRequest,
    work: () => Promise<T | Refusal>,
  ): Promise<T | Refusal | TakenRefusal> {
    if (await this.ledger.hasCommand(vendor, owner.ownerStream, request)) return work();
    const claimed: { readonly claim: Claim; readonly revision: number }[] = [];
    const releaseClaims = async () => {
      for (const { claim, revision } of claimed) await this.#release(vendor, claim, owner.ownerId, request, revision);
    };
    for (const claim of claims) {
      const takeOver = await this.#claim(vendor, claim, owner, request);
      if (takeOver instanceof Refusal) {
        await releaseClaims();
        return takeOver;
      }
      if (takeOver.fresh) claimed.push({ claim, revision: takeOver.revision });
    }
    try {
      const result = await work();
      if (result instanceof Refusal) await releaseClaims();
      return result;
    } catch (error) {
      // After these faults nothing was written. After any other fault the owner may be recorded, and keeps its
      // numbers.
      if (error instanceof Stale || error instanceof KeyReused || error instanceof StreamBusy) await releaseClaims();
      throw error;
    }
  }

  /**
   * Releases a number that its owner no longer has (C9); nothing happens where the owner does not hold it. `borne`
   * looks at the owner as it is now, while no claim of the number runs in this process: a number that was corrected
   * back in the meantime stays. A claim that another process records meanwhile makes the release fail.
   */
  async release(
    vendor: string,
    claim: Claim,
    ownerId: string,
    request: CommandRequest,
    borne: () => Promise<boolean>,
  ): Promise<void> {
    await this.#mutex.run(`${vendor} ${claim.kind} ${idOf(claim)}`, async () => {
      const { state, revision } = await this.ledger.load(vendor, 'reservation', idOf(claim), reservation);
      if (state.status !== 'held' || state.ownerId !== ownerId || (await borne())) return;
      await this.#release(vendor, claim, ownerId, request, revision);
    });
  }

  /** Gives back what an attempt claimed, unless another attempt of the same owner has claimed it since. */
  async #release(
    vendor: string,
    claim: Claim,
    ownerId: string,
    request: CommandRequest,
    revision: number,
  ): Promise<void> {
    try {
      await this.#execute(vendor, claim, { kind: 'release', ownerId }, request, revision);
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
    }
  }

  /** `fresh` where the owner did not hold the number before. */
  async #claim(
    vendor: string,
    { kind, value }: Claim,
    owner: Owner,
    request: CommandRequest,
  ): Promise<{ readonly fresh: boolean; readonly revision: number } | TakenRefusal> {
    const claim = { claim: kind, value, ...owner };
    for (;;) {
      const reserved = await this.#execute(vendor, { kind, value }, { kind: 'reserve', ...claim }, request);
      if (!(reserved instanceof Refusal)) {
        if (reserved.events.length > 0) return { fresh: true, revision: reserved.revision };
        const renewed = await this.#execute(vendor, { kind, value }, { kind: 'renew', ...claim }, request);
        if (!(renewed instanceof Refusal) && renewed.events.length > 0)
          return { fresh: false, revision: renewed.revision };
        continue;
      }
      const { state } = await this.ledger.load(vendor, 'reservation', idOf({ kind, value }), reservation);
      if (state.status === 'free' || state.ownerId === owner.ownerId) continue;
      if (!(await this.#abandon(vendor, state, owner, request))) return reserved;
      const claimed = await this.#execute(
        vendor,
        { kind, value },
        { kind: 'take-over', from: state.ownerId, ...claim },
        request,
      );
      if (!(claimed instanceof Refusal) && claimed.events.length > 0)
        return { fresh: true, revision: claimed.revision };
    }
  }

  /** True where the holder can never be written any more: its stream is, or has now been made, an abandoned one. */
  async #abandon(vendor: string, holder: Owner, claimant: Owner, request: CommandRequest): Promise<boolean> {
    const [first] = await this.store.readStream(holder.ownerStream);
    if (first !== undefined) return first.type === 'Abandoned';
    const commandHash = keyHash(vendor, 'abandon', `${holder.ownerId} ${claimant.ownerId}`);
    const { actor, channel, correlationId } = request;
    const meta = {
      effectiveAt: this.now(),
      actor: actor.id,
      role: actor.role,
      channel,
      correlationId,
      keyHash: commandHash,
      bodyHash: commandHash,
    };
    const abandoned = {
      id: eventId(holder.ownerStream, commandHash, 0),
      vendor,
      type: 'Abandoned',
      schema: 1,
      data: { claimedBy: claimant.ownerId },
      meta,
    };
    try {
      await this.store.append(holder.ownerStream, -1, [abandoned]);
      return true;
    } catch (error) {
      // The owner was recorded in the meantime, or another claimant was faster: read again.
      if (error instanceof WrongRevision) return this.#abandon(vendor, holder, claimant, request);
      throw error;
    }
  }

  #execute(
    vendor: string,
    claim: Claim,
    command: ReservationCommand,
    request: CommandRequest,
    ifMatch?: number,
  ): Promise<Outcome<unknown, never> | TakenRefusal> {
    const handling = this.#handling(vendor, claim, command, request, ifMatch);
    return this.ledger.handle(handling) as Promise<Outcome<unknown, never> | TakenRefusal>;
  }

  #handling(vendor: string, claim: Claim, command: ReservationCommand, request: CommandRequest, ifMatch?: number) {
    return {
      vendor,
      category: 'reservation',
      id: idOf(claim),
      decider: reservation,
      command,
      // A2: the owner's events name the person; a number has no key that an erasure would find.
      request: { ...request, key: undefined, ifMatch, body: null, onBehalfOf: undefined },
    };
  }
}
