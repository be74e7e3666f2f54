import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { Reply, Serving } from '../serve.js';
import { type Receiver } from './receiver.js';
import type { ServedSet } from './served-set.js';

interface Command {
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly body: object;
  /** The Idempotency-Key. */
  readonly key: string;
}
interface Acknowledged {
  readonly command: Command;
  readonly reply: Reply;
}

export const delivered = ['CustomerRegistered', 'CustomerLevelChanged', 'ContractPurchased'] as const;
/** Each change is one: a customer is registered with the last of them. */
const levels = ['vip', 'standard', 'key'] as const;
const lanes = 4;
/** Only against a hang: machines differ by a factor of ten. */
const longestWaitMs = 170_000;

/** Asks again until the value is there. @throws Error with the last value after some minutes */
export const until = async <T>(ask: () => Promise<T> | T, isThere: (value: T) => boolean): Promise<T> => {
  const end = performance.now() + longestWaitMs;
  for (;;) {
    const value = await ask();
    if (isThere(value)) return value;
    if (performance.now() > end) throw new Error(`it is still ${JSON.stringify(value)?.slice(0, 2_000)}`);
    await sleep(20);
  }
};

/**
 * Sellers who write all the time, each command until it is acknowledged, and a subscriber to what they write. Nothing
 * but 503 and a broken connection is taken for a fault: every other answer must be that of an undisturbed ledger.
 */
export class Workload {
  readonly #acknowledged: Acknowledged[] = [];
  /** Up to here, acknowledged commands were repeated and answered the same. */
  #repeated = 0;
  readonly #purchases: string[] = [];
  readonly #refusals: string[] = [];
  #commands = 0;
  #ended = false;
  #sellers: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly set: ServedSet,
    private readonly apis: readonly Serving[],
    private readonly receiver: Receiver,
  ) {}

  /** The receiver's host must be among the WEBHOOK_HOSTS of the processes. */
  static async over(set: ServedSet, apis: readonly Serving[], receiver: Receiver): Promise<Workload> {
    const workload = new Workload(set, apis, receiver);
    await workload.#write('POST', '/webhooks', { url: `http://${receiver.host}/`, types: delivered });
    return workload;
  }

  get acknowledged(): number {
    return this.#acknowledged.length;
  }

  begin(): void {
    this.#ended = false;
    this.#sellers = Promise.all(Array.from({ length: lanes }, () => this.#sell()));
    this.#sellers.catch(() => undefined);
  }

  /** Resolves with what is waited for. @throws Error where a command is refused meanwhile */
  meanwhile<T>(waited: Promise<T>): Promise<T> {
    return Promise.race([waited, this.#sellers.then(() => waited)]);
  }

  /** Resolves when so many more commands were acknowledged than now. */
  progress(commands: number): Promise<number> {
    const goal = this.acknowledged + commands;
    return this.meanwhile(
      until(
        () => this.acknowledged,
        (now) => now >= goal,
      ),
    );
  }

  /** How long it takes from now until a new command is acknowledged, shown by every API process, and delivered. */
  async recovery(): Promise<string> {
    const began = performance.now();
    const passed = (): number => Math.round(performance.now() - began);
    const { id } = JSON.parse((await this.meanwhile(this.#register())).text) as { id: string };
    const acknowledged = passed();
    for (const api of this.apis)
      await until(
        async () => (await api.call('GET', `/customers/${id}/entitlements`).catch(() => undefined))?.status,
        (status) => status === 200,
      );
    const shown = passed();
    await until(
      () => this.receiver.received.some(({ subject }) => subject.endsWith(id)),
      (there) => there,
    );
    return `acknowledged after ${acknowledged} ms, shown after ${shown} ms, delivered after ${passed()} ms`;
  }

  /**
   * Ends the sellers, and compares: nothing acknowledged is lost or twice, all is delivered in order, the views are
   * what the ledger makes of them.
   */
  async check(): Promise<void> {
    this.#ended = true;
    await this.#sellers;
    expect(this.#refusals).toEqual([]);
    for (const { command, reply } of this.#acknowledged.slice(this.#repeated))
      expect([command, await this.#execute(command)]).toEqual([command, { ...reply, replayed: true }]);
    this.#repeated = this.#acknowledged.length;
    const purchased = this.set.recorded('ContractPurchased').map(({ data }) => contractNoOf(data));
    expect(purchased.sort()).toEqual([...this.#purchases].sort());
    for (const api of this.apis) {
      await until(
        async () => (await api.ready()).parts['views'],
        (views) => views?.ready === true && views.lag === 0,
      );
      expect((await contractsIn(api)).sort()).toEqual(purchased);
    }
    const recorded = this.set.recorded(...delivered).map(({ id }) => id);
    await until(
      () => this.receiver.events.size,
      (size) => size >= recorded.length,
    );
    expect([...this.receiver.events].sort()).toEqual(recorded.sort());
    expect(this.receiver.outOfOrder()).toEqual([]);
    expect(await this.set.verify()).toMatchObject({ clean: true, events: [], views: [], notBuilt: [] });
  }

  async #sell(): Promise<void> {
    let customerId = '';
    for (let n = 0; !this.#ended; n += 1) {
      // A person's key is made with every customer.
      if (n % 5 === 0) customerId = (JSON.parse((await this.#register()).text) as { id: string }).id;
      const contractNo = `XS-${(this.#commands += 1)}`;
      await this.#write('POST', '/contracts', {
        customerId,
        contractNo,
        licenceNo: `L-${contractNo}`,
        purchasedOn: '2025-03-01',
        product: { series: 'EKP', name: 'EKP', version: '4.11' },
      });
      this.#purchases.push(contractNo);
      await this.#write('PATCH', `/customers/${customerId}`, { level: levels[(n % 5) % 3] });
      await sleep(30);
    }
  }

  #register(): Promise<Reply> {
    const code = `KH-${(this.#commands += 1)}`;
    return this.#write('POST', '/customers', {
      code,
      name: code,
      level: 'key',
      region: 'city',
      contacts: [{ name: `王芳${code}` }],
    });
  }

  /** Sends the command until it is acknowledged. */
  async #write(method: Command['method'], path: string, body: object): Promise<Reply> {
    const command = { method, path, body, key: `command ${(this.#commands += 1)}` };
    const reply = await this.#execute(command);
    this.#acknowledged.push({ command, reply });
    return reply;
  }

  async #execute({ method, path, body, key }: Command): Promise<Reply> {
    for (let attempt = 0; ; attempt += 1) {
      const api = this.apis[(key.length + this.#commands + attempt) % this.apis.length]!;
      const reply = await api.call(method, path, body, key).catch(() => undefined);
      if (reply !== undefined && reply.status < 300) return reply;
      if (reply !== undefined && reply.status !== 503) {
        this.#refusals.push(`${method} ${path}: ${reply.status} ${reply.text}`);
        throw new Error(this.#refusals.at(-1));
      }
      await sleep(50);
    }
  }
}

const contractNoOf = (data: string): string => (JSON.parse(data) as { contractNo: string }).contractNo;

const contractsIn = async (api: Serving): Promise<string[]> => {
  const listed: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { text } = await api.call('GET', `/contracts?limit=500${cursor === '' ? '' : `&cursor=${cursor}`}`);
    const page = JSON.parse(text) as { items: { contractNo: string }[]; nextCursor: string | null };
    listed.push(...page.items.map(({ contractNo }) => contractNo));
    cursor = page.nextCursor;
  }
  return listed;
};
