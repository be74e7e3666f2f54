import type { components, operations } from './api.js';
import type { Change, Followed } from './changes.js';
import type { ServiceLedger } from './connect.js';
import { answered } from './problem.js';
import type { LedgerEvent } from './webhooks.js';

/** A question about now: what is asked for another instant is not asked often enough to be cached. */
export type Question = Omit<
  operations['checkEntitlement']['parameters']['query'],
  'at' | 'knownAt' | 'knownPosition' | 'answerVersion'
>;
export type Entitlement = components['schemas']['Entitlement'];

/** The data of `entitlement.changed`. */
export interface EntitlementChange {
  readonly scope: 'customer' | 'series' | 'vendor';
  /** The customer that answers, and all that were merged into it; with `scope: customer` alone. */
  readonly customers?: readonly { readonly customerId: string; readonly customerCode: string | null }[];
}

const changedType = 'service-ledger.entitlement.changed';
/** What every answer depends on. */
const ofEverybody: ReadonlySet<Change['touched'][number]['kind']> = new Set(['release', 'policy']);

interface Cached {
  readonly answer: Entitlement;
  /** Epoch ms; infinite: until something is recorded. */
  readonly until: number;
}

/** Answers cached at most. */
const mostCached = 10_000;

/**
 * Entitlements, each asked once as long as its answer holds: until `validUntil`, when time alone changes it, and until
 * something is recorded that may change it. Give every event of a webhook for `entitlement.changed` to `changed`, or
 * every message of `changes()` to `touched`.
 */
export class Entitlements {
  readonly #cached = new Map<string, Cached>();
  /** Names of cached questions by the customer that they were answered for. */
  readonly #ofCustomer = new Map<string, Set<string>>();
  /** The last position that was announced: an answer that is older is not cached. */
  #announced = 0;
  #interrupted = false;

  constructor(
    private readonly ledger: ServiceLedger,
    private readonly now: () => number = Date.now,
    /** How long an answer is used at most, in ms: bounds what a delivery that never arrives can cause. */
    private readonly maxAgeMs = Number.POSITIVE_INFINITY,
  ) {}

  /** @throws LedgerProblem */
  async check(question: Question): Promise<Entitlement> {
    const name = JSON.stringify(Object.entries(question).sort());
    const cached = this.#interrupted ? undefined : this.#cached.get(name);
    if (cached !== undefined && this.now() < cached.until) return cached.answer;
    const answer = await answered(this.ledger.GET('/api/v1/entitlements/check', { params: { query: question } }));
    this.#cache(name, answer);
    return answer;
  }

  /** Drops what an event may have changed: a delivery for `entitlement.changed` or `*`, in any order, any number of times. */
  changed({ type, sequence, data }: Pick<LedgerEvent, 'type' | 'sequence' | 'data'>): void {
    if (type !== changedType) return;
    const { customers } = data as EntitlementChange;
    this.#drop(
      Number(sequence),
      customers?.map(({ customerId }) => customerId),
    );
  }

  /** Drops what a message of `changes()` may have changed; while they are interrupted, every question is asked. */
  touched(message: Followed): void {
    this.#interrupted = 'interrupted' in message;
    if ('interrupted' in message) return;
    const { position, touched } = message;
    if (position < this.#announced) return this.#restart(position);
    const everybody = touched.some(({ kind }) => ofEverybody.has(kind));
    this.#drop(position, everybody ? undefined : touched.map(({ id }) => id));
  }

  /** The ledger went back, as after a restore: nothing that was known of it holds. */
  #restart(position: number): void {
    this.#announced = position;
    for (const name of [...this.#cached.keys()]) this.#forget(name);
  }

  /** Of some customers, or of all. What was answered at the position or later stays: it knows what is announced. */
  #drop(position: number, customerIds: readonly string[] | undefined): void {
    this.#announced = Math.max(this.#announced, position);
    const names = customerIds?.flatMap((id) => [...(this.#ofCustomer.get(id) ?? [])]) ?? [...this.#cached.keys()];
    for (const name of names)
      if ((this.#cached.get(name)?.answer.knownPosition ?? position) < position) this.#forget(name);
  }

  #cache(name: string, answer: Entitlement): void {
    this.#forget(name);
    // Answers by the first version of the rules do not state how long they hold.
    if (answer.validUntil === undefined || answer.knownPosition < this.#announced) return;
    if (this.#cached.size >= mostCached) this.#forget(this.#cached.keys().next().value!);
    const until = answer.validUntil === null ? Number.POSITIVE_INFINITY : Date.parse(answer.validUntil);
    this.#cached.set(name, { answer, until: Math.min(until, this.now() + this.maxAgeMs) });
    const names = this.#ofCustomer.get(answer.customerId) ?? new Set();
    this.#ofCustomer.set(answer.customerId, names.add(name));
  }

  #forget(name: string): void {
    const cached = this.#cached.get(name);
    if (cached === undefined) return;
    this.#cached.delete(name);
    const { customerId } = cached.answer;
    const names = this.#ofCustomer.get(customerId);
    names?.delete(name);
    if (names?.size === 0) this.#ofCustomer.delete(customerId);
  }
}
