import type { CustomerEvent } from '../../domain/customer/customer.events.js';
import type { ErasureEvent } from '../../domain/erasure/erasure.events.js';
import { idOfStream, type Recorded } from '../../domain/kernel/envelope.js';
import type { RequestEvent } from '../../domain/request/request.events.js';
import { DamagedEvent, type EventStore, StoreUnusable } from '../platform/events/event-store.js';
import { CopyNotRewritten, type KeyStore } from '../platform/keys/key-store.js';
import { numberedNow } from '../platform/ordinals/numbered-now.js';
import { type Ordinals, TokenAhead } from '../platform/ordinals/ordinals.js';
import { causeIn, operatorText } from '../platform/operator-fault.js';
import { type ErasedAlong, eraseWhole } from './erased-along.js';

type Events = Pick<EventStore, 'head' | 'readStream'>;
type Found = Awaited<ReturnType<Ordinals['find']>>;
type Order = Pick<Ordinals, 'head' | 'positionOf' | 'readAll' | 'find'>;
type Erased = Extract<CustomerEvent, { type: 'ContactErased' }> | ErasureEvent | TextErased;
type TextErased = Extract<RequestEvent, { type: 'TextErased' }>;

/** Events after which keys are no more: of persons, or of an object's texts (A2, A6). */
const types = ['ContactErased', 'NamesErased', 'TextErased'] as const satisfies readonly Erased['type'][];

const subjectsOf = ({ data }: Pick<Erased, 'data'>): readonly string[] => {
  if ('subjects' in data) return data.subjects;
  return 'subject' in data ? [data.subject] : [data.contactId];
};

/** Positions that are searched at a time; other work continues in between. */
const stretch = 50_000;
/** Erasures that are read at a time. */
const together = 500;
/** How often erasures that another process recorded are looked for, in ms. */
const everyMinute = 60_000;
/** How long a start waits for numbering that does not go on, in ms. */
const standstillMs = 30_000;
/** How long it waits before it looks whether numbering goes on, in ms. */
const roundMs = 5_000;

/**
 * Makes the keys follow the erasures of the ledger (A2): the key of each recorded erasure is destroyed, also where the
 * process that recorded it ended before, another one dropped its note, or older keys were put back. The keys note up to
 * which event that was done, so that only what follows is searched: after a clean stop nothing, after older keys were
 * put back what they do not know, and all where they belong to another history.
 */
export class Erasures {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly keys: KeyStore,
    private readonly events: Events,
    private readonly ordinals: Order,
    private readonly onFault: (error: unknown) => void,
    private readonly waitMs = standstillMs,
    private readonly along: readonly ErasedAlong[] = [],
    /** Destroys what is stored of an object besides its events, before the key of its texts. */
    private readonly forgetObject: (vendor: string, stream: string) => Promise<void> = () => Promise.resolve(),
  ) {}

  /**
   * At a start, before anything is answered: waits until what was recorded is numbered, as long as numbering goes on. A
   * copy of the keys that is out of reach is reported and holds up nothing.
   * @throws StoreUnusable where the key of an erased person could not be destroyed, or nobody numbers the ledger
   */
  async start(): Promise<void> {
    await this.#untilNumbered();
    try {
      await this.#catchUp();
    } catch (error) {
      if (error instanceof DamagedEvent) throw error;
      throw new StoreUnusable(operatorText('erasure-undone', { cause: causeIn(error) }));
    }
    await this.#completeBegun();
    await this.keys.reviseCopy().catch(this.onFault);
    this.#timer = setInterval(() => void this.#checkAgain(), everyMinute);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    if (this.keys.stopped() === null) await this.#checkAgain();
  }

  /** What is not numbered yet is found by the next check, or the next start. */
  async #checkAgain(): Promise<void> {
    await this.#catchUp().catch((error: unknown) => {
      if (!(error instanceof TokenAhead)) this.onFault(error);
    });
  }

  async #untilNumbered(): Promise<void> {
    let numbered = 0;
    for (let until = performance.now() + this.waitMs; !(await this.#isNumbered(until));) {
      const { position } = await this.ordinals.head();
      if (position > numbered) until = performance.now() + this.waitMs;
      else if (performance.now() >= until)
        throw new StoreUnusable(operatorText('numbering-stopped', { position, seconds: this.waitMs / 1_000 }));
      numbered = position;
    }
  }

  async #isNumbered(until: number): Promise<boolean> {
    try {
      await this.ordinals.positionOf(await this.events.head(), Math.min(until - performance.now(), roundMs));
      return true;
    } catch (error) {
      if (error instanceof TokenAhead) return false;
      throw error;
    }
  }

  async #catchUp(): Promise<void> {
    const head = await numberedNow(this.events, this.ordinals);
    const noted = await this.#noted();
    for (let after = noted; after < head; after += stretch)
      await this.#carryOutBetween(after, Math.min(after + stretch, head));
    if (head === noted) return;
    const [last] = await this.ordinals.readAll(head - 1, 1);
    await this.keys.noteCarriedOut({ position: head, eventId: last!.id }).catch(this.onFault);
  }

  /**
   * The position up to which nothing is left to do; 0 where the note is about an event that this ledger does not hold.
   */
  async #noted(): Promise<number> {
    const noted = await this.keys.carriedOut();
    if (noted === null) return 0;
    const [event] = await this.ordinals.readAll(noted.position - 1, 1);
    return event?.id === noted.eventId ? noted.position : 0;
  }

  async #carryOutBetween(after: number, upTo: number): Promise<void> {
    for (const type of types)
      for (let from: number | null = after; from !== null;) {
        const { events, next }: Found = await this.ordinals.find({ type, before: upTo + 1 }, from, together);
        for (const event of events as readonly Recorded<Erased>[]) await this.#carryOut(event);
        from = next;
      }
  }

  async #carryOut(event: Recorded<Erased>): Promise<void> {
    for (const subject of subjectsOf(event))
      if ((await this.keys.find(event.vendor, [subject])).get(subject) !== null) await this.#destroyed(event, subject);
  }

  async #destroyed(event: Recorded<Erased>, subject: string): Promise<void> {
    try {
      await this.#erase(event, subject);
    } catch (error) {
      if (!(error instanceof CopyNotRewritten)) throw error;
      this.onFault(error);
    }
  }

  #erase(event: Recorded<Erased>, subject: string): Promise<void> {
    const { vendor, stream } = event;
    if (event.type === 'TextErased')
      return this.forgetObject(vendor, stream).then(() => this.keys.erase(vendor, subject));
    if (event.type !== 'ContactErased') return this.keys.erase(vendor, subject);
    const { contactId: personId, reason, objects = [] } = event.data;
    return eraseWhole(this.keys, this.along, { vendor, customerId: idOfStream(stream), personId, reason, objects });
  }

  /** Notes of erasures: what was recorded is completed, the copy included; what was not recorded is dropped. */
  async #completeBegun(): Promise<void> {
    for (const { vendor, subject, stream } of await this.keys.begunErasures()) {
      try {
        const recorded = (await this.events.readStream(stream)).find(
          ({ type, data }) =>
            types.some((each) => each === type) && subjectsOf({ data: data as Erased['data'] }).includes(subject),
        );
        if (recorded === undefined) await this.keys.dropErasure(vendor, subject);
        else await this.#erase(recorded as Recorded<Erased>, subject);
      } catch (error) {
        this.onFault(error);
      }
    }
  }
}
