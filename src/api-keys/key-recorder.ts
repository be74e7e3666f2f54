import { apiKey, type ApiKeyCommand, type ApiKeyState } from '../../domain/api-key/api-key.js';
import type { ApiKeyEvent } from '../../domain/api-key/api-key.events.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { type ApiKey, byStart, type Unrecorded } from '../platform/auth/api-key.js';
import type { ApiKeys } from '../platform/auth/api-keys.js';
import type { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';

const category = 'api-key';
/** How often it looks for what happened in other processes, or is left after a fault, in ms. */
const everySecond = 1_000;

/**
 * Records in the ledger what happened to API keys (A3). The key store notes each fact together with the change and
 * drops the note once the ledger has it: a crash in between repeats the command, which then finds its own event (C11).
 * A key for every vendor is recorded with each of them.
 */
export class KeyRecorder {
  #running: Promise<unknown> = Promise.resolve();
  #scheduled = false;
  #timer: NodeJS.Timeout | undefined;
  #fault: string | undefined;
  #closed = false;
  /** Of changes that are being made now, by key. */
  readonly #requests = new Map<string, Pick<CommandRequest, 'actor' | 'onBehalfOf'>>();

  constructor(
    private readonly keys: ApiKeys,
    private readonly ledger: Ledger,
    private readonly vendors: () => Promise<readonly string[]>,
    private readonly onFault: (error: unknown) => void,
    private readonly onRecorded: (fact: Unrecorded, key: ApiKey) => void = () => undefined,
  ) {}

  /**
   * From now on whatever happens to keys is recorded by itself. Every server that runs does so; of several that record
   * the same fact one appends it, and the others find it (C11).
   */
  async start(): Promise<void> {
    this.keys.onNoted(() => this.#soon());
    await this.#inTurn(() => this.#compare());
    if (this.#closed) return;
    this.#timer = setInterval(() => this.#soon(), everySecond).unref();
    this.#soon();
  }

  /**
   * Makes a change of a key and records it with the name and the person of its request (A3), which the note beside the
   * key has not: a crash in between loses them, and nothing else.
   */
  async changing<T>(
    keyId: string,
    request: Pick<CommandRequest, 'actor' | 'onBehalfOf'>,
    change: () => Promise<T>,
  ): Promise<{ readonly changed: T; readonly token: string | null }> {
    this.#requests.set(keyId, request);
    try {
      const changed = await change();
      return { changed, token: await this.record(keyId) };
    } finally {
      this.#requests.delete(keyId);
    }
  }

  /** Records what happened to one key; the token of its last event, null where there was nothing to record. */
  record(keyId: string): Promise<string | null> {
    return this.#inTurn(() => this.#drain(keyId));
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#running.catch(() => undefined);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#running.catch(() => undefined).then(work);
    this.#running = run;
    return run;
  }

  #soon(): void {
    if (this.#scheduled || this.#closed) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#inTurn(() => this.#drain()).then(
        () => (this.#fault = undefined),
        (error: unknown) => this.#report(error),
      );
    });
  }

  /** A fault that lasts is reported once. */
  #report(error: unknown): void {
    const fault = String(error);
    if (fault !== this.#fault) this.onFault(error);
    this.#fault = fault;
  }

  async #drain(keyId?: string): Promise<string | null> {
    let token: string | null = null;
    for (const fact of await this.keys.unrecorded(keyId)) token = (await this.#record(fact)) ?? token;
    return token;
  }

  /** A note about a vendor without a policy waits until it has one: until then no key can read it. */
  async #record(fact: Unrecorded): Promise<string | null> {
    const key = await this.keys.get(fact.keyId);
    const known = await this.vendors();
    const concerned = key === undefined ? [] : key.vendor === '*' ? known : [key.vendor];
    if (key !== undefined && (known.length === 0 || !concerned.every((vendor) => known.includes(vendor)))) return null;
    let token: string | null = null;
    for (const vendor of concerned) token = await this.#execute(vendor, key!, fact);
    await this.keys.recorded(fact.number);
    if (key !== undefined) this.onRecorded(fact, key);
    return token;
  }

  /**
   * Compares live keys with the ledger. A key that the ledger has as revoked is revoked again: an older `auth.db` was
   * restored. A key for every vendor is introduced to vendors that were published since.
   */
  async #compare(): Promise<void> {
    const pendingIds = new Set((await this.keys.unrecorded()).map(({ keyId }) => keyId));
    const vendors = await this.vendors();
    const keys = await this.keys.list();
    for (const key of keys.filter(({ id, revokedAt }) => revokedAt === null && !pendingIds.has(id)))
      for (const vendor of key.vendor === '*' ? vendors : [key.vendor]) {
        const { state } = await this.ledger.load<ApiKeyState, ApiKeyEvent>(vendor, category, key.id, apiKey);
        if (state.revoked) await this.keys.revoke(key.id);
        else if (!state.created && vendors.includes(vendor)) await this.#execute(vendor, key, createdByStart(key));
      }
  }

  async #execute(vendor: string, key: ApiKey, { keyId, fact, at, by, replacedBy }: Unrecorded): Promise<string> {
    const request = this.#requests.get(keyId);
    const isOfRequest = request?.actor.id === by.id;
    const actorName = isOfRequest ? request.actor.name : (await this.keys.get(by.id))?.name;
    const outcome = await this.ledger.handle({
      vendor,
      category,
      id: keyId,
      decider: apiKey,
      command: commandOf(key, fact, replacedBy),
      request: {
        actor: { id: by.id, role: by.role, ...(actorName !== undefined && { name: actorName }) },
        onBehalfOf: isOfRequest ? request.onBehalfOf : undefined,
        channel: by.channel,
        correlationId: keyId,
        scope: `api-key ${keyId}`,
        key: fact,
        body: null,
        effectiveAt: at,
      },
    });
    if (!(outcome instanceof Refusal)) return outcome.token;
    // A vendor that was published since the key was made does not know it yet.
    await this.#execute(vendor, key, createdByStart(key));
    return this.#execute(vendor, key, { number: 0, keyId, fact, at, by, replacedBy });
  }
}

const createdByStart = ({ id, createdAt }: ApiKey): Unrecorded => ({
  number: 0,
  keyId: id,
  fact: 'created',
  at: createdAt,
  by: byStart,
  replacedBy: null,
});

const commandOf = (key: ApiKey, fact: Unrecorded['fact'], replacedBy: string | null): ApiKeyCommand => {
  const { id: keyId, name, role, vendor, limitPerMinute, customerId } = key;
  switch (fact) {
    case 'created':
      return { kind: 'create', keyId, name, role, everyVendor: vendor === '*', limitPerMinute, customerId };
    case 'first-used':
      return { kind: 'note-first-use', keyId };
    case 'revoked':
      return { kind: 'revoke', keyId, replacedBy };
  }
};
