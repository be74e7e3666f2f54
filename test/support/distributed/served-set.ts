import { afterAll } from '@jest/globals';
import { type Verified, verifyLedger } from '../../../src/cli/verify-ledger.js';
import { systemClock } from '../../../src/platform/clock.js';
import { readConfig } from '../../../src/platform/config/settings.js';
import type { ProcessRole } from '../../../src/platform/roles.js';
import { startServer } from '../eventstoredb/fixture.js';
import type { EventStoreServer } from '../eventstoredb/server.js';
import { freshFolder } from '../folder.js';
import { startMongo, throughProxy } from '../mongodb/fixture.js';
import type { MongoServer } from '../mongodb/server.js';
import { RedisServer } from '../redis.js';
import { serveRole, type Serving } from '../serve.js';
import { TcpProxy } from '../tcp-proxy.js';

export type Engine = 'EventStoreDB' | 'MongoDB' | 'Redis';

const sets = new Set<ServedSet>();
afterAll(async () => {
  for (const set of sets) await set.close();
});

/**
 * One set of servers, each behind a proxy: those of EventStoreDB and MongoDB in this process, a real Redis with its
 * data on disk. Processes of the product are real ones, started by the command of the product.
 */
export class ServedSet {
  readonly #served: Serving[] = [];

  private constructor(
    readonly events: EventStoreServer,
    readonly mongo: MongoServer,
    readonly redis: RedisServer,
    readonly proxies: Readonly<Record<Engine, TcpProxy>>,
  ) {
    sets.add(this);
  }

  static async start(): Promise<ServedSet> {
    const [events, mongo] = [await startServer(), await startMongo()];
    const redis = await RedisServer.start(['--appendonly', 'yes']);
    return new ServedSet(events, mongo, redis, {
      EventStoreDB: await TcpProxy.to(() => events.port),
      MongoDB: await TcpProxy.to(() => mongo.port),
      Redis: await TcpProxy.toTarget(() => redis.target),
    });
  }

  /** The settings of a process over it. */
  get urls(): Readonly<Record<'EVENTS_URL' | 'VIEWS_URL' | 'JOBS_URL' | 'FILES_URL', string>> {
    const { EventStoreDB, MongoDB, Redis } = this.proxies;
    return {
      EVENTS_URL: `esdb://127.0.0.1:${EventStoreDB.port}?tls=false`,
      VIEWS_URL: throughProxy(this.mongo.url, MongoDB.port),
      JOBS_URL: `redis://127.0.0.1:${Redis.port}/0`,
      FILES_URL: 'gridfs:',
    };
  }

  /** @param options of node, for that process */
  async serve(
    role: ProcessRole,
    env: Readonly<Record<string, string>> = {},
    options: readonly string[] = [],
  ): Promise<Serving> {
    const serving = await serveRole(role, { ...this.urls, ...env }, options);
    this.#served.push(serving);
    return serving;
  }

  /**
   * Resets the connection of the next write that holds these bytes, before the server has it, or when it has accepted
   * it and has not acknowledged it.
   */
  async cutWrite(engine: Engine, request: string, when: 'before' | 'after'): Promise<void> {
    const proxy = this.proxies[engine];
    // Over HTTP/2 the server sends other frames before it answers.
    if (engine !== 'EventStoreDB' || when === 'before') return proxy.cutAt(request, when);
    await new Promise<void>((resolve) => {
      this.events.onAppend = (stage) => {
        if (stage !== 'recorded') return;
        this.events.onAppend = () => undefined;
        proxy.reset();
        resolve();
      };
    });
  }

  /** Every connection ends; what is recorded remains. */
  async kill(engine: Engine): Promise<void> {
    if (engine === 'Redis') await this.redis.kill();
    else if (engine === 'MongoDB') this.mongo.stop();
    else this.events.stop();
  }

  /** At the address and with the data that it had. */
  async start(engine: Engine): Promise<void> {
    await { EventStoreDB: this.events, MongoDB: this.mongo, Redis: this.redis }[engine].start();
  }

  /** Events of the ledger as the server holds them. */
  recorded(...types: readonly string[]): readonly { readonly id: string; readonly data: string }[] {
    return this.events.log.records
      .filter(({ stream, type }) => stream.startsWith('ledger.') && types.includes(type))
      .map(({ id, data }) => ({ id, data: Buffer.from(data).toString('utf8') }));
  }

  /** The whole ledger read, and the views compared row by row with what it makes of them. */
  verify(): Promise<Verified> {
    const config = readConfig({
      LEDGER_HOME: freshFolder(),
      EVENTS_URL: `esdb://127.0.0.1:${this.events.port}?tls=false`,
      VIEWS_URL: this.mongo.url,
    });
    const quiet = { at: () => undefined, end: () => undefined };
    return verifyLedger(config, systemClock, { reading: quiet, computing: quiet });
  }

  async close(): Promise<void> {
    if (!sets.delete(this)) return;
    // A process that is suspended ends by nothing else.
    await Promise.all(this.#served.map((serving) => serving.stop('SIGKILL')));
    for (const proxy of Object.values(this.proxies)) await proxy.close();
    this.events.stop();
    this.mongo.stop();
    await this.redis.kill();
  }
}
