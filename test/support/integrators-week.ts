import {
  answered,
  connect,
  type Entitlement,
  type LedgerEvent,
  type Question,
  receiveEvent,
  type ServiceLedger,
} from '../../clients/typescript/src/index.js';
import { Deliverer } from '../../src/webhooks/deliverer.js';
import { caughtUp, startApp } from './app.js';
import { randomFrom } from './random.js';
import { verifiedAt, webhookReceiver } from './webhook-receiver.js';

const hour = 3_600_000;
const customers = 14;
const services = ['maintenance', 'onsite', 'health-check'] as const;
/** With an urgency an answer goes by the service hours: at night its promise and its conditions last until morning. */
const urgencies = [undefined, 'normal'] as const;
/** What two answers to one question at two instants differ in by nature. */
const ofTheAsking = new Set(['at', 'knownPosition', 'receipt', 'validUntil', 'nextChangeAt']);

/** A cache of entitlements as an integrator has one. */
export interface Cache {
  check(question: Question): Promise<Pick<Entitlement, 'knownPosition'>>;
  /** An event of the webhook, verified. */
  received(event: LedgerEvent): void;
}
export type MakeCache = (ledger: ServiceLedger, now: () => number) => Cache;

const facts = (answer: object): string =>
  JSON.stringify(Object.entries(answer).filter(([name]) => !ofTheAsking.has(name)));

export interface Week {
  /** Tickets that were answered from the cache. */
  readonly fromCache: number;
  /** Those whose answer was not what the ledger answers at that moment. */
  readonly wrong: readonly string[];
  /** What was recorded meanwhile, by kind. */
  readonly recorded: ReadonlyMap<string, number>;
  /** Codes of the conditions in answers of the cache. */
  readonly conditions: ReadonlySet<string>;
}

/**
 * A week of tickets. They name customers by code and are answered from a cache, while others renew, suspend,
 * resume, terminate and change levels. Contracts end during the week, and service hours begin and end each day.
 */
export async function integratorsWeek(tickets: number, makeCache: MakeCache): Promise<Week> {
  let cache: Cache | undefined;
  let secret = '';
  const receiver = await webhookReceiver(({ headers, body }) => {
    const event = verifiedAt(app.clock.ms(), () => receiveEvent(secret, body, headers as Record<string, string>));
    cache?.received(event);
  });
  const app = await startApp({ now: '2026-03-01T23:00:00.000Z', env: { WEBHOOK_HOSTS: receiver.host } });
  try {
    await app.app.listen(0, '127.0.0.1');
    const url = (await app.app.getUrl()).replace('[::1]', '127.0.0.1');
    const deliverer = app.app.get(Deliverer, { strict: false });
    await deliverer.start();
    const writer = connect({ url, key: app.keys.admin });
    let asked = 0;
    const counting: typeof fetch = (request) => {
      asked += 1;
      return fetch(request);
    };
    const support = connect({ url, key: app.keys.system, fetch: counting });
    const random = randomFrom(20260302);
    const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
    const contracts: string[] = [];
    for (let n = 0; n < customers; n += 1) {
      const body = { code: `KH-${n}`, name: `客户 ${n}`, level: 'standard', region: 'city' } as const;
      const { id } = await answered(writer.POST('/api/v1/customers', { body }));
      // Each free year ends on one of the days of the week.
      const purchasedOn = `2025-03-0${3 + (n % 7)}`;
      const product = { series: 'EKP', name: 'EKP', version: '4.11', modules: [] };
      const numbers = { contractNo: `XS-${n}`, licenceNo: `LIC-${n}` };
      const contract = { customerId: id, ...numbers, purchasedOn, product };
      contracts.push((await answered(writer.POST('/api/v1/contracts', { body: contract }))).id);
    }
    const hook = { url: receiver.url, types: ['entitlement.changed'], includePersonal: false };
    secret = (await answered(writer.POST('/api/v1/webhooks', { body: hook as never }))).secret!;
    const now = (): number => app.clock.ms();
    cache = makeCache(support, now);

    const recorded = new Map<string, number>();
    const change = async (): Promise<void> => {
      const today = new Date(now() + 8 * hour).toISOString().slice(0, 10);
      const tomorrow = new Date(now() + 32 * hour).toISOString().slice(0, 10);
      const params = { path: { id: pick(contracts) } };
      const reason = 'as agreed';
      const changes = {
        renewal: () => {
          const body = { signedOn: today, period: 'P1Y', payment: 'paid' } as never;
          return writer.POST('/api/v1/contracts/{id}/renewals', { params, body });
        },
        suspension: () => {
          const body = { from: pick([today, tomorrow]), reason, extend: false };
          return writer.POST('/api/v1/contracts/{id}/suspend', { params, body });
        },
        resumption: () => {
          const body = { on: tomorrow, extend: false };
          return writer.POST('/api/v1/contracts/{id}/resume', { params, body });
        },
        revocation: () => writer.POST('/api/v1/contracts/{id}/licence/revoke', { params, body: { reason } }),
        restoration: () => writer.POST('/api/v1/contracts/{id}/licence/restore', { params, body: { reason } }),
        level: async () => {
          const code = `KH-${Math.floor(random() * customers)}`;
          const body = { level: pick(['standard', 'key', 'vip'] as const) };
          return writer.PATCH('/api/v1/customers/{id}', { params: { path: { id: `code:${code}` } }, body });
        },
      };
      const kind = pick(Object.keys(changes) as (keyof typeof changes)[]);
      const { response } = await changes[kind]();
      // What a rule refuses today is no news to anybody.
      if (!response.ok && response.status !== 409) throw new Error(`${kind}: ${response.status}`);
      if (response.ok) recorded.set(kind, (recorded.get(kind) ?? 0) + 1);
      await caughtUp(app);
      await deliverer.refresh();
      await deliverer.idle();
    };

    let fromCache = 0;
    const wrong: string[] = [];
    const conditions = new Set<string>();
    for (let ticket = 0; ticket < tickets; ticket += 1) {
      app.clock.set(new Date(now() + random() * ((2 * 7 * 24 * hour) / tickets)).toISOString());
      if (random() < 0.2) await change();
      const urgency = pick(urgencies);
      const question: Question = {
        customerCode: `KH-${Math.floor(random() * customers)}`,
        service: pick(services),
        ...(urgency !== undefined && { urgency }),
      };
      const before = asked;
      const used = (await cache.check(question)) as Entitlement;
      const fresh = await answered(writer.GET('/api/v1/entitlements/check', { params: { query: question } }));
      if (asked === before) {
        fromCache += 1;
        for (const { code } of used.conditions) conditions.add(code);
      }
      if (facts(used) !== facts(fresh)) wrong.push(`${app.clock.now()} ${JSON.stringify(question)}`);
    }
    return { fromCache, wrong, recorded, conditions };
  } finally {
    await app.close();
    await receiver.close();
  }
}
