import { hash, randomBytes, randomUUID } from 'node:crypto';
import { type Instant, instantOf } from '../../../domain/kernel/civil.js';
import { BadSetting } from '../config/settings.js';
import { Polled, type Polling } from '../polled.js';
import type { FirstKeyPlace } from './first-admin-key.js';
import type { Access } from './access.js';
import {
  type ApiKey,
  byStart,
  type ChangedBy,
  checkNewKey,
  type NewApiKey,
  toTheHour,
  type Unrecorded,
} from './api-key.js';
import { type OperatorText, operatorText } from '../operator-fault.js';

export { type ApiKey, type ChangedBy, KeyRefused, type NewApiKey } from './api-key.js';

const textHash = (token: string): string => hash('sha256', token, 'base64');
const newToken = (): string => `slk_${randomBytes(32).toString('base64url')}`;

/** A key that was requested. `token` is its text, returned this once; null where the key with this id was there. */
export interface CreatedKey<Token extends string | null = string | null> {
  readonly key: ApiKey;
  readonly token: Token;
}

/**
 * The API keys as one process knows them (A1). All of them are in memory and found by hash, so that a check costs no
 * question to the store, and neither timing nor the disk reveals anything about a wrong key. What other processes
 * changed is asked for every second; a process that got no answer for 5 s admits nobody.
 */
export class ApiKeys {
  readonly #byHash = new Map<string, ApiKey>();
  /** By hash: keys of this process alone. */
  readonly #temporary = new Map<string, ApiKey>();
  /** When keys were last used in this process, in epoch milliseconds. */
  readonly #used = new Map<string, number>();
  /** Ids of keys whose first use is being noted. */
  readonly #firstUses = new Set<string>();
  readonly #polled: Polled;
  #revision = 0;
  #onNoted: () => void = () => undefined;

  private constructor(
    private readonly access: Access,
    private readonly clock: () => number,
    polling?: Polling,
  ) {
    this.#polled = new Polled(() => this.#read(), polling);
  }

  static async open(access: Access, clock: () => number, polling?: Polling): Promise<ApiKeys> {
    const keys = new ApiKeys(access, clock, polling);
    await keys.#polled.refresh();
    return keys;
  }

  /** Calls `noted` soon after something happened to a key in this process that the ledger has to record. */
  onNoted(noted: () => void): void {
    this.#onNoted = noted;
  }

  /** Makes a key. @throws KeyRefused, StoreStopped */
  create(newKey: NewApiKey & { readonly id?: never }, by?: ChangedBy): Promise<CreatedKey<string>>;
  create(newKey: NewApiKey, by?: ChangedBy): Promise<CreatedKey>;
  async create(newKey: NewApiKey, by: ChangedBy = byStart): Promise<CreatedKey> {
    return this.#add(newToken(), newKey, by, []);
  }

  /** A key in memory alone, of which nothing is left once it is dropped or the process ends. */
  temporary(newKey: NewApiKey): { readonly token: string; drop(): void } {
    const token = newToken();
    const hash = textHash(token);
    const key = this.#keyOf(newKey);
    // As one that was used before: its first use is nothing to note.
    this.#temporary.set(hash, { ...key, lastUsedAt: key.createdAt });
    return { token, drop: () => void this.#temporary.delete(hash) };
  }

  /**
   * `given` becomes the admin key of every vendor, and takes the place of the one that was given before, which opens
   * nothing from then on. Where nothing is given and there is no admin, one is made, by one of the processes that start
   * at the same time; there its text is returned, and is in `place` from before it opens anything.
   * @throws BadSetting where the given key was replaced before, or has other rights
   */
  async ensureAdmin(
    configuredKey: string | undefined,
    warn: (what: string) => void = () => undefined,
    place?: FirstKeyPlace,
  ): Promise<string | undefined> {
    const keys = await this.list();
    if (configuredKey === undefined) {
      if (keys.some(({ role, revokedAt }) => role === 'admin' && revokedAt === null)) return undefined;
      return this.#firstAdmin(place);
    }
    const known = this.#byHash.get(textHash(configuredKey));
    const former = keys
      .filter(({ id, origin, revokedAt }) => origin === 'environment' && revokedAt === null && id !== known?.id)
      .map(({ id }) => id);
    if (known === undefined) {
      const newKey = { vendor: '*', role: 'admin', name: 'LEDGER_ADMIN_KEY', origin: 'environment' } as const;
      await this.#add(configuredKey, newKey, byStart, former);
    } else if (known.vendor !== '*' || known.role !== 'admin') {
      throw new BadSetting('LEDGER_ADMIN_KEY', operatorText('form-key-other-rights'));
    } else if (known.revokedAt === null) {
      // From now on it is the key that the next one replaces, also where it was made by an admin.
      if (former.length > 0 || known.origin !== 'environment')
        await this.#changed(this.access.replaceKeys(known.id, former, this.#now(), byStart));
    } else if (former.length > 0) {
      throw new BadSetting('LEDGER_ADMIN_KEY', operatorText('form-key-replaced'));
    } else {
      warn('the key in LEDGER_ADMIN_KEY was revoked and opens nothing; set a new one');
    }
    return undefined;
  }

  /**
   * Whose key it is; undefined for an unknown or revoked one. A promise only where the store has to be asked first.
   * It rejects where the store does not answer.
   */
  authenticate(token: string): ApiKey | undefined | Promise<ApiKey | undefined> {
    if (this.#polled.fresh) return this.#known(token);
    return this.#polled.refresh().then(() => this.#known(token));
  }

  /** The key with this id, with its last use up to now. */
  async get(id: string): Promise<ApiKey | undefined> {
    await this.#polled.refresh();
    const key = [...this.#byHash.values()].find((each) => each.id === id);
    return key && this.#asShown(key);
  }

  /** All keys, the oldest first, with their last use up to now. */
  async list(): Promise<readonly ApiKey[]> {
    await this.#polled.refresh();
    return [...this.#byHash.values()]
      .map((key) => this.#asShown(key))
      .sort((a, b) => (a.createdAt === b.createdAt ? 0 : a.createdAt < b.createdAt ? -1 : 1));
  }

  /**
   * From now on the key opens nothing. Revoking again is nothing to do. False where there is no such key. @throws
   * StoreStopped
   */
  revoke(id: string, by: ChangedBy = byStart): Promise<boolean> {
    return this.#changed(this.access.revokeKey(id, this.#now(), by));
  }

  /** What happened to keys and is to be recorded, in order; of one key alone where it is named. */
  unrecorded(keyId?: string): Promise<readonly Unrecorded[]> {
    return this.access.unrecorded(keyId);
  }

  /** The ledger has it. @throws StoreStopped */
  recorded(number: number): Promise<void> {
    return this.access.recorded(number);
  }

  /** Whether writing works, for health: null, or why not. */
  stopped(): OperatorText | null {
    return this.access.stopped() ?? (this.#polled.fresh ? null : operatorText('access-unanswered'));
  }

  /** Stores when keys were last used, where the store takes it. */
  async close(): Promise<void> {
    await this.#polled.close();
    const uses = new Map([...this.#used].map(([id, at]) => [id, instantOf(at)]));
    if (this.access.stopped() === null) await this.access.noteUses(uses).catch(() => undefined);
  }

  #known(token: string): ApiKey | undefined {
    const hash = textHash(token);
    const key = this.#byHash.get(hash) ?? this.#temporary.get(hash);
    if (key === undefined || key.revokedAt !== null) return undefined;
    if (key.lastUsedAt === null && !this.#firstUses.has(key.id)) this.#noteFirstUse(key);
    this.#used.set(key.id, this.clock());
    return key;
  }

  async #read(): Promise<void> {
    const { revision, keys } = await this.access.keysAfter(this.#revision);
    for (const { hash, key } of keys) this.#byHash.set(hash, key);
    this.#revision = revision;
  }

  /** A change is known in this process when it is acknowledged. */
  async #changed<T>(change: Promise<T>): Promise<T> {
    const outcome = await change;
    await this.#polled.refresh();
    this.#onNoted();
    return outcome;
  }

  #now(): Instant {
    return instantOf(this.clock());
  }

  #asShown(key: ApiKey): ApiKey {
    const used = this.#used.get(key.id);
    return used === undefined ? key : { ...key, lastUsedAt: toTheHour(instantOf(used)) };
  }

  /** Where the store takes nothing the key opens all the same, and its next use is the one that is noted. */
  #noteFirstUse({ id }: ApiKey): void {
    if (this.access.stopped() !== null) return;
    this.#firstUses.add(id);
    void this.#changed(this.access.noteUses(new Map([[id, this.#now()]])))
      .catch(() => undefined)
      .finally(() => this.#firstUses.delete(id));
  }

  #keyOf(newKey: NewApiKey): ApiKey {
    checkNewKey(newKey);
    const { vendor, role, name, limitPerMinute = null, customerId = null, origin = 'made' } = newKey;
    return {
      id: newKey.id ?? `key_${randomUUID()}`,
      vendor,
      role,
      name,
      origin,
      createdAt: this.#now(),
      revokedAt: null,
      lastUsedAt: null,
      limitPerMinute,
      customerId,
    };
  }

  async #add(token: string, newKey: NewApiKey, by: ChangedBy, replaces: readonly string[]): Promise<CreatedKey> {
    const added = { hash: textHash(token), key: this.#keyOf(newKey) };
    const stored = await this.#changed(this.access.addKey(added, by, replaces));
    return { key: stored.key, token: stored.hash === added.hash ? token : null };
  }

  async #firstAdmin(place: FirstKeyPlace | undefined): Promise<string | undefined> {
    const token = newToken();
    const prepared = place?.prepare(token);
    const isOurs = await this.#addFirstAdmin(token).catch((error: unknown) => {
      prepared?.discard();
      throw error;
    });
    if (isOurs) prepared?.commit();
    else prepared?.discard();
    return isOurs ? token : undefined;
  }

  /** Whether it is the first admin key: another process may have been faster. */
  async #addFirstAdmin(token: string): Promise<boolean> {
    const added = { hash: textHash(token), key: this.#keyOf({ vendor: '*', role: 'admin', name: 'first start' }) };
    const stored = await this.#changed(this.access.addFirstAdmin(added, byStart));
    return stored.hash === added.hash;
  }
}
