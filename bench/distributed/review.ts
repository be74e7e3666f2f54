import { setTimeout as sleep } from 'node:timers/promises';
import type { Load } from './load.js';
import type { Receiver } from './receiver.js';

/** What the ledger holds of one type of event. */
interface Listed {
  readonly id: string;
  readonly stream: string;
  readonly position: number;
  readonly data: Readonly<Record<string, unknown>>;
}
interface Ended {
  readonly state: string;
  readonly failure: { readonly code: string } | null;
  readonly records: {
    readonly read: number;
    readonly created: number;
    readonly known: number;
    readonly failed: number;
  };
}
export interface Reviewed {
  readonly events: number;
  readonly webhookEvents: number;
  readonly importedRecords: number;
}

/**
 * Longer than the third attempt of a delivery waits: the first two may have been refused, or have died with a worker.
 */
const settleMs = 420_000;

/** The types that the receiver is subscribed to. */
export const announced = ['CustomerRegistered', 'ContractPurchased', 'ContractRenewed'] as const;

/** What the ledger holds in the end beside what was acknowledged, imported and delivered. */
export class Review {
  constructor(
    private readonly load: Load,
    private readonly receiver: Receiver,
    private readonly name: string,
    private readonly onFault: (what: string) => void,
  ) {}

  async run(): Promise<Reviewed> {
    const importedRecords = await this.#importsEnded();
    const [customers, purchases, renewals] = await Promise.all(announced.map((type) => this.#listed(type)));
    const codes = customers!.map(({ data }) => String(data['code']));
    const numbers = purchases!.map(({ data }) => String(data['contractNo']));
    const fees = renewals!.map(({ data }) => (data['term'] as { fee: { amount: string } }).fee.amount);
    const own = (prefix: string) => (each: string) => each.startsWith(prefix);
    this.#once('customers', this.load.registered, codes.filter(own(`${this.name}-`)));
    this.#once('purchases', this.load.bought, numbers.filter(own(`XS-${this.name}-`)));
    this.#once('renewals', this.load.renewed, fees);
    this.#once('imported records', this.load.imported, numbers.filter(own(`IM-${this.name}-`)));
    const owed = [...customers!, ...purchases!, ...renewals!];
    await this.#delivered(owed);
    return { events: owed.length, webhookEvents: this.receiver.events.size, importedRecords };
  }

  /** What was acknowledged is there once, and nothing else is. */
  #once(what: string, acknowledged: ReadonlySet<string>, found: readonly string[]): void {
    const present = new Set(found);
    const lost = [...acknowledged].filter((each) => !present.has(each));
    const unasked = [...present].filter((each) => !acknowledged.has(each));
    if (lost.length > 0) this.onFault(`${lost.length} ${what} are lost: ${lost.slice(0, 5).join(', ')}`);
    if (unasked.length > 0)
      this.onFault(`${unasked.length} ${what} were never acknowledged: ${unasked.slice(0, 5).join(', ')}`);
    if (present.size !== found.length) this.onFault(`${found.length - present.size} ${what} are there twice`);
  }

  async #importsEnded(): Promise<number> {
    let created = 0;
    for (const { id, file, fresh, repeated } of this.load.imports) {
      const { state, records, failure } = await this.#importEnded(id);
      if (failure?.code === 'ended-process') {
        // Two processes died of it, as far as the product can know: whoever sent the file sends it again.
        created += await this.#importAgain(id, file, fresh + repeated);
        continue;
      }
      const read = fresh + repeated;
      // Those that an import left open which failed are created by the next one that has them.
      if (state !== 'finished' || records.failed > 0 || records.created + records.known !== read)
        this.onFault(`import ${id} is ${state} with ${JSON.stringify(records)}, not ${read} records`);
      created += records.created;
    }
    if (created !== this.load.imported.size)
      this.onFault(`${created} records were created of ${this.load.imported.size}`);
    return created;
  }

  async #importAgain(id: string, file: string, read: number): Promise<number> {
    const sent = await this.load.answered({ method: 'POST', path: '/imports', file, key: `again-${id}` });
    const { state, records } = await this.#importEnded((JSON.parse(sent.answer.text) as { id: string }).id);
    if (state !== 'finished' || records.created + records.known !== read)
      this.onFault(`import ${id}, sent again, is ${state} with ${JSON.stringify(records)}, not ${read} records`);
    return records.created;
  }

  #importEnded(id: string): Promise<Ended> {
    return this.#settled(
      () => this.#json<Ended>(`/imports/${id}`),
      ({ state }) => state === 'finished' || state === 'failed',
    );
  }

  /** Each event owed was accepted, under an id of its own; the receiver has compared the order. */
  async #delivered(owed: readonly Listed[]): Promise<void> {
    const { events } = this.receiver;
    await this.#settled(
      async () => owed.filter(({ id }) => !events.has(id)).length,
      (missing) => missing === 0,
    );
    const missing = owed.filter(({ id }) => !events.has(id));
    if (missing.length > 0) {
      const positions = missing.map(({ position }) => position);
      const attempts = await this.#attemptsAt(new Set(positions));
      this.onFault(`${missing.length} events were not delivered: ${positions.join(', ')}; attempts: ${attempts}`);
    }
    const due = new Set(owed.map(({ id }) => id));
    for (const [id, { stream }] of events)
      if (!due.has(id)) this.onFault(`${id} of ${stream} was delivered, but is not there`);
    const ids = new Set([...events.values()].map(({ webhookId }) => webhookId));
    if (ids.size !== events.size) this.onFault(`${events.size} events were delivered under ${ids.size} ids`);
  }

  /** What the subscriptions' lists show of deliveries of these positions. */
  async #attemptsAt(positions: ReadonlySet<number>): Promise<string> {
    const { items } = await this.#json<{ readonly items: readonly { readonly id: string }[] }>('/webhooks');
    const found: unknown[] = [];
    for (const { id } of items)
      for (const list of ['deliveries', 'dead-letters'] as const) {
        const { items: attempts } = await this.#json<{ readonly items: readonly { readonly position: number }[] }>(
          `/webhooks/${id}/${list}?limit=500`,
        );
        found.push(...attempts.filter(({ position }) => positions.has(position)));
      }
    return JSON.stringify(found);
  }

  async #listed(type: string): Promise<readonly Listed[]> {
    const found: Listed[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { readonly items: readonly Listed[]; readonly nextCursor: string | null } = await this.#json(
        `/events?type=${type}&limit=500${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      found.push(...page.items);
      cursor = page.nextCursor;
    }
    return found;
  }

  async #json<T>(path: string): Promise<T> {
    const { answer } = await this.load.answered({ path });
    if (answer.status !== 200) throw new Error(`GET ${path} answered ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text) as T;
  }

  /** The value when it is as wanted, or what it still is after `settleMs`. */
  async #settled<T>(ask: () => Promise<T>, isWanted: (value: T) => boolean): Promise<T> {
    const end = Date.now() + settleMs;
    for (;;) {
      const value = await ask();
      if (isWanted(value) || Date.now() > end) return value;
      await sleep(200);
    }
  }
}
