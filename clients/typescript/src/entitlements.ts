import type { components, operations } from './api.js';
import type { ServiceLedger } from './connect.js';
import { answered } from './problem.js';
import type { LedgerEvent } from './webhooks.js';

/** A question about now: what is asked for another instant is not asked often enough to be cached. */
export type Question = Omit<
  operations['checkEntitlement']['parameters']['query'],
  'at' | 'knownAt' | 'knownPosition' | 'answerVersion'
>;
export type Entitlement = components['schemas']['Entitlement'];

/** Streams of events that no entitlement depends on, by their names `<vendor>.<category>-<id>`. */
const beside = /^[^.]+\.(?:import|webhooks|api-key)-/;

interface Cached {
  readonly answer: Entitlement;
  /** Epoch ms; null: until something is recorded. */
  readonly until: number | null;
}

/** Answers cached at most. */
const mostCached = 10_000;

/**
 * Entitlements, each asked once as long as its answer holds: until `validUntil`, when time alone changes it, and until
 * something is recorded that may change it. Give every event of a webhook for all types to `changed`.
 */
export class Entitlements {
  readonly #cached = new Map<string, Cached>();
  /** Counts changes: an answer that was under way during one is not cached. */
  #changes = 0;

  constructor(
    private readonly ledger: ServiceLedger,
    private readonly now: () => number = Date.now,
  ) {}

  /** @throws LedgerProblem */
  async check(question: Question): Promise<Entitlement> {
    const name = JSON.stringify(Object.entries(question).sort());
    const cached = this.#cached.get(name);
    if (cached !== undefined && (cached.until === null || this.now() < cached.until)) return cached.answer;
    const before = this.#changes;
    const answer = await answered(this.ledger.GET('/api/v1/entitlements/check', { params: { query: question } }));
    if (this.#changes === before) this.#cache(name, answer);
    return answer;
  }

  /** Forgets all answers where an event may have changed one: which customers it concerns, it does not name. */
  changed({ subject }: Pick<LedgerEvent, 'subject'>): void {
    if (beside.test(subject)) return;
    this.#changes += 1;
    this.#cached.clear();
  }

  #cache(name: string, answer: Entitlement): void {
    // Answers by the first version of the rules do not state how long they hold.
    if (answer.validUntil === undefined) return;
    this.#cached.delete(name);
    if (this.#cached.size >= mostCached) this.#cached.delete(this.#cached.keys().next().value!);
    this.#cached.set(name, {
      answer,
      until: answer.validUntil === null ? null : Date.parse(answer.validUntil),
    });
  }
}
