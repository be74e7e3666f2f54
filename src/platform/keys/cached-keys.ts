import type { KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { Polled, type Polling } from '../polled.js';
import type { BegunErasure, CarriedOut, KeyStore, SubjectKey } from './key-store.js';
import { type OperatorText, operatorText } from '../operator-fault.js';

/** Persons whose keys stay in memory. */
const remembered = 50_000;

const named = (vendor: string, subject: string): string => `${vendor}\0${subject}`;

/**
 * The keys as one process knows them (A2): those it used lately are in memory. It asks the store every second how many
 * keys were destroyed; where that number grew, in whichever process, it forgets every key, and whoever holds opened
 * persons is called to do the same. A process that got no answer for 5 s asks again before it opens anything.
 */
export class CachedKeys implements KeyStore {
  readonly #cache = new LRUCache<string, { readonly key: SubjectKey }>({ max: remembered });
  readonly #polled: Polled;
  #destroyed = 0;
  #onDestroyed: () => void = () => undefined;

  private constructor(
    private readonly store: KeyStore,
    polling?: Polling,
  ) {
    this.#polled = new Polled(() => this.#compare(), polling);
  }

  static async open(store: KeyStore, polling?: Polling): Promise<CachedKeys> {
    const keys = new CachedKeys(store, polling);
    await keys.#polled.refresh();
    return keys;
  }

  /** Calls `forget` whenever keys were destroyed, before any key is answered from then on. */
  onDestroyed(forget: () => void): void {
    this.#onDestroyed = forget;
  }

  async find(vendor: string, subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>> {
    return this.#keys(vendor, subjects, (missing) => this.store.find(vendor, missing));
  }

  async provide(vendor: string, subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>> {
    // Nothing is sealed while the store takes no writes, not even under a key that is there.
    if (this.store.stopped() !== null) return this.store.provide(vendor, subjects);
    return this.#keys(vendor, subjects, (missing) => this.store.provide(vendor, missing));
  }

  async erase(vendor: string, subject: string): Promise<void> {
    try {
      await this.store.erase(vendor, subject);
    } finally {
      // Also where only the copy could not be rewritten: the key is destroyed.
      await this.#polled.refresh();
    }
  }

  destroyed(): Promise<number> {
    return this.store.destroyed();
  }
  beginErasure(erasure: BegunErasure): Promise<void> {
    return this.store.beginErasure(erasure);
  }
  begunErasures(): Promise<readonly BegunErasure[]> {
    return this.store.begunErasures();
  }
  dropErasure(vendor: string, subject: string): Promise<void> {
    return this.store.dropErasure(vendor, subject);
  }
  carriedOut(): Promise<CarriedOut | null> {
    return this.store.carriedOut();
  }
  noteCarriedOut(upTo: CarriedOut): Promise<void> {
    return this.store.noteCarriedOut(upTo);
  }
  reviseCopy(): Promise<boolean> {
    return this.store.reviseCopy();
  }
  serverSecret(name: string): Promise<KeyObject> {
    return this.store.serverSecret(name);
  }
  copyTo(file: string): Promise<void> {
    return this.store.copyTo(file);
  }
  stopped(): OperatorText | null {
    return this.store.stopped() ?? (this.#polled.fresh ? null : operatorText('keys-unanswered'));
  }

  /** Ends the questions; the store is closed by whoever opened it. */
  close(): Promise<void> {
    return this.#polled.close();
  }

  async #keys(
    vendor: string,
    subjects: readonly string[],
    load: (missing: readonly string[]) => Promise<ReadonlyMap<string, SubjectKey>>,
  ): Promise<ReadonlyMap<string, SubjectKey>> {
    if (!this.#polled.fresh) await this.#polled.refresh();
    const keys = new Map<string, SubjectKey>();
    const missing: string[] = [];
    for (const subject of subjects) {
      const cached = this.#cache.get(named(vendor, subject));
      if (cached === undefined) missing.push(subject);
      else keys.set(subject, cached.key);
    }
    if (missing.length === 0) return keys;
    const destroyed = this.#destroyed;
    for (const [subject, key] of await load(missing)) {
      keys.set(subject, key);
      // A key that was read before a destruction became known may be the one that was destroyed.
      if (destroyed === this.#destroyed) this.#cache.set(named(vendor, subject), { key });
    }
    return keys;
  }

  async #compare(): Promise<void> {
    const destroyed = await this.store.destroyed();
    if (destroyed === this.#destroyed) return;
    this.#destroyed = destroyed;
    this.#cache.clear();
    this.#onDestroyed();
  }
}
