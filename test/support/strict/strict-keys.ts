import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BegunErasure, CarriedOut, KeyStore, SubjectKey } from '../../../src/platform/keys/key-store.js';
import { type OperatorText, operatorText } from '../../../src/platform/operator-fault.js';

const named = (vendor: string, subject: string): string => `${vendor}\0${subject}`;

/** What the processes share; nothing notifies them of a destruction. */
export class StrictKeyServer {
  readonly keys = new Map<string, Buffer | null>();
  readonly secrets = new Map<string, Buffer>();
  readonly begun = new Map<string, BegunErasure>();
  carriedOut: CarriedOut | null = null;
  destroyed = 0;

  open(): StrictKeys {
    return new StrictKeys(this);
  }
}

/** Keys over a network: every call crosses a turn, and fails while the process is cut off. It has no copy of them. */
export class StrictKeys implements KeyStore {
  /** Set to cut this process off. */
  cut: Error | undefined;
  #closed = false;
  #accepted: Promise<unknown> = Promise.resolve();

  constructor(private readonly server: StrictKeyServer) {}

  async provide(vendor: string, subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>> {
    if (this.#closed) throw new Error('the key store was closed');
    const provided = this.#reach().then(() => {
      for (const subject of subjects) {
        const name = named(vendor, subject);
        if (!this.server.keys.has(name)) this.server.keys.set(name, randomBytes(32));
      }
      return this.#known(vendor, subjects);
    });
    this.#accepted = provided.catch(() => undefined);
    return provided;
  }

  async find(vendor: string, subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>> {
    await this.#reach();
    return this.#known(vendor, subjects);
  }

  async beginErasure(erasure: BegunErasure): Promise<void> {
    await this.#reach();
    this.server.begun.set(named(erasure.vendor, erasure.subject), erasure);
  }

  async begunErasures(): Promise<readonly BegunErasure[]> {
    await this.#reach();
    return [...this.server.begun.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, erasure]) => erasure);
  }

  async dropErasure(vendor: string, subject: string): Promise<void> {
    await this.#reach();
    this.server.begun.delete(named(vendor, subject));
  }

  async erase(vendor: string, subject: string): Promise<void> {
    await this.#reach();
    const name = named(vendor, subject);
    if (this.server.keys.get(name) !== null) this.server.destroyed += 1;
    this.server.keys.set(name, null);
    this.server.begun.delete(name);
  }

  async destroyed(): Promise<number> {
    await this.#reach();
    return this.server.destroyed;
  }

  async carriedOut(): Promise<CarriedOut | null> {
    await this.#reach();
    return this.server.carriedOut;
  }

  async noteCarriedOut(upTo: CarriedOut): Promise<void> {
    await this.#reach();
    this.server.carriedOut = upTo;
  }

  async reviseCopy(): Promise<boolean> {
    await this.#reach();
    return false;
  }

  async serverSecret(name: string): Promise<KeyObject> {
    await this.#reach();
    const secret = this.server.secrets.get(name) ?? randomBytes(32);
    this.server.secrets.set(name, secret);
    return createSecretKey(secret);
  }

  async copyTo(file: string): Promise<void> {
    await this.#reach();
    throw new TypeError(`these keys have no copy in a file such as ${file}`);
  }

  stopped(): OperatorText | null {
    return this.#closed ? operatorText('store-closed') : null;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#accepted;
  }

  #known(vendor: string, subjects: readonly string[]): Map<string, SubjectKey> {
    const keys = new Map<string, SubjectKey>();
    for (const subject of subjects) {
      const key = this.server.keys.get(named(vendor, subject));
      if (key !== undefined) keys.set(subject, key && createSecretKey(key));
    }
    return keys;
  }

  async #reach(): Promise<void> {
    await nextTurn();
    if (this.cut !== undefined) throw this.cut;
  }
}
