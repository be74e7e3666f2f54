import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where the three engines of one ledger are. */
export interface Urls {
  readonly events: string;
  readonly views: string;
  readonly jobs: string;
}

/** A Redis server of this run alone, whose port remains over restarts. */
class OwnRedis {
  #process: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  static async start(folder: string): Promise<OwnRedis> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const redis = new OwnRedis(folder, port);
    await redis.start();
    return redis;
  }

  async start(): Promise<void> {
    const { folder, port } = this;
    const settings = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', ''];
    const child = spawn('redis-server', [...settings, '--appendonly', 'yes', '--maxmemory-policy', 'noeviction'], {
      stdio: 'ignore',
    });
    this.#process = child;
    await once(child, 'spawn');
    for (;;) {
      const socket = connect({ port, host: '127.0.0.1' });
      try {
        await once(socket, 'connect');
        return;
      } catch {
        if (child.exitCode !== null) throw new Error(`redis-server ended at its start with ${child.exitCode}`);
        await sleep(20);
      } finally {
        socket.destroy();
      }
    }
  }

  async kill(): Promise<void> {
    const child = this.#process!;
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

/** The servers of a run: real ones where `EVENTSTORE_URL`, `MONGODB_URL` and `REDIS_URL` name them, else its own. */
export class Servers {
  readonly #doubles: ChildProcess[] = [];
  #redis: OwnRedis | undefined;

  private constructor(readonly urls: Urls) {}

  /** @param folder of the Redis server of this run */
  static async start(folder: string): Promise<Servers> {
    const { EVENTSTORE_URL, MONGODB_URL, REDIS_URL } = process.env;
    const doubles: ChildProcess[] = [];
    const events = EVENTSTORE_URL ?? (await startDouble('events', doubles));
    const views = MONGODB_URL ?? (await startDouble('views', doubles));
    const redis = REDIS_URL === undefined ? await OwnRedis.start(folder) : undefined;
    const servers = new Servers({ events, views, jobs: REDIS_URL ?? `redis://127.0.0.1:${redis!.port}` });
    servers.#redis = redis;
    servers.#doubles.push(...doubles);
    return servers;
  }

  /** Which of them are doubles, for the report. */
  get described(): string {
    const { EVENTSTORE_URL, MONGODB_URL, REDIS_URL } = process.env;
    const kind = (url: string | undefined, own: string) => (url === undefined ? own : 'a server');
    return (
      `EventStoreDB: ${kind(EVENTSTORE_URL, 'double')}, MongoDB: ${kind(MONGODB_URL, 'double')}, ` +
      `Redis: ${kind(REDIS_URL, 'a server of this run')}`
    );
  }

  /** Whether the Redis server may be killed. */
  get ownsRedis(): boolean {
    return this.#redis !== undefined;
  }

  /** Processor time of the doubles so far, in µs; 0 where servers are used. */
  get doublesCpu(): number {
    return this.#doubles.reduce((sum, { pid }) => sum + cpuOf(pid!), 0);
  }

  async killRedis(awayMs: number): Promise<void> {
    await this.#redis!.kill();
    await sleep(awayMs);
    await this.#redis!.start();
  }

  async stop(): Promise<void> {
    for (const double of this.#doubles) double.kill('SIGKILL');
    await this.#redis?.kill();
  }
}

/** In µs; the kernel counts hundredths of a second. */
const cpuOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
};

async function startDouble(kind: 'events' | 'views', doubles: ChildProcess[]): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serve-double.js'), kind], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  doubles.push(child);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return line.toString().trim();
}
