import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer, Server as TlsServer } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe } from '@jest/globals';
import type { Certified } from './certificates.js';
import { freshFolder } from './folder.js';

export const hasOwnRedis = spawnSync('redis-server', ['--version']).status === 0;
export const hasRedis = hasOwnRedis || process.env.REDIS_URL !== undefined;

/** For suites that need any Redis server: that of `REDIS_URL`, else one of their own. */
export const withRedis = hasRedis ? describe : describe.skip;
/** For suites that stop or empty the server, which must be their own. */
export const withOwnRedis = hasOwnRedis ? describe : describe.skip;

/** A server of this test alone, on a socket in a folder of its own. */
export class RedisServer {
  #process: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly options: readonly string[],
  ) {}

  /** @param options of redis-server; without any it holds nothing on disk */
  static async start(options: readonly string[] = ['--appendonly', 'no']): Promise<RedisServer> {
    const server = new RedisServer(freshFolder(), options);
    await server.start();
    return server;
  }

  /** The same on a port too, that was free a moment ago. */
  static async onPort(): Promise<{ readonly server: RedisServer; readonly port: number }> {
    for (;;) {
      const port = await freePort();
      const server = new RedisServer(freshFolder(), ['--appendonly', 'no', '--bind', '127.0.0.1', '--port', `${port}`]);
      const isUp = server.start().then(
        () => true,
        () => false,
      );
      // Another process may have taken the port meanwhile: the server ends then.
      if (await isUp) return { server, port };
    }
  }

  get target(): NetConnectOpts {
    return { path: join(this.folder, 'redis.sock') };
  }

  async start(): Promise<void> {
    const { folder } = this;
    const settings = ['--port', '0', '--unixsocket', join(folder, 'redis.sock'), '--dir', folder, '--save', ''];
    this.#process = spawn('redis-server', [...settings, ...this.options], { stdio: 'ignore' });
    for (;;) {
      const socket = connect(this.target);
      try {
        await once(socket, 'connect');
        return;
      } catch {
        if (this.#process.exitCode !== null) throw new Error('redis-server ended at its start');
        await sleep(10);
      } finally {
        socket.destroy();
      }
    }
  }

  /** After `kill`: with nothing of what it held on disk. */
  async startEmpty(): Promise<void> {
    for (const name of readdirSync(this.folder)) rmSync(join(this.folder, name), { recursive: true });
    await this.start();
  }

  /** One command without spaces in its arguments; resolves with the first line of its reply. */
  async command(line: string): Promise<string> {
    const socket = connect(this.target);
    socket.write(`${line}\r\n`);
    const [reply] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    return reply.toString().split('\r\n')[0]!;
  }

  /** It stops where it is, with its connections open, until `resume`. */
  suspend(): void {
    this.#process!.kill('SIGSTOP');
  }

  resume(): void {
    this.#process!.kill('SIGCONT');
  }

  /** Ends it as SIGKILL does. */
  async kill(): Promise<void> {
    const { exitCode, signalCode } = this.#process!;
    if (exitCode !== null || signalCode !== null) return;
    this.#process!.kill('SIGKILL');
    await once(this.#process!, 'exit');
  }
}

/** A way to the server through a port of its own, which can be cut. */
export class RedisProxy {
  readonly #sockets = new Set<Socket>();
  #open = true;
  #silent = false;

  private constructor(
    private readonly server: Server,
    private readonly target: NetConnectOpts,
  ) {
    server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) =>
      this.#connected(socket),
    );
    server.on('tlsClientError', () => undefined);
  }

  /** @param certified for a way in TLS; in plain without it */
  static async to(target: NetConnectOpts, certified?: Certified): Promise<RedisProxy> {
    const server = certified === undefined ? createServer() : createTlsServer(certified);
    const proxy = new RedisProxy(server, target);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as { port: number }).port;
  }

  /** Ends every connection and refuses new ones. */
  cut(): void {
    this.#open = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Forwards nothing any more, with every connection left open; new ones are accepted. */
  silence(): void {
    this.#silent = true;
  }

  restore(): void {
    this.#open = true;
    this.#silent = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #connected(socket: Socket): void {
    if (!this.#open) {
      socket.destroy();
      return;
    }
    const onward = connect(this.target);
    for (const [from, to] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      this.#sockets.add(from);
      from.on('data', (bytes) => {
        if (!this.#silent) to.write(bytes);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }
}

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
};

/** The server of `REDIS_URL`, or one of its own, as `host:port`. */
export async function redisAddress(): Promise<{ readonly address: string; readonly stop: () => Promise<void> }> {
  const { REDIS_URL } = process.env;
  if (REDIS_URL !== undefined) {
    const { hostname, port } = new URL(REDIS_URL);
    return { address: `${hostname}:${port || 6379}`, stop: async () => undefined };
  }
  const { server, port } = await RedisServer.onPort();
  return { address: `127.0.0.1:${port}`, stop: () => server.kill() };
}

/** Where `REDIS_URL` or the server of its own is; the second is started. */
export async function redisTarget(): Promise<{ readonly target: NetConnectOpts; readonly stop: () => Promise<void> }> {
  const { REDIS_URL } = process.env;
  if (REDIS_URL !== undefined) {
    const { hostname, port } = new URL(REDIS_URL);
    return { target: { host: hostname, port: Number(port || 6379) }, stop: async () => undefined };
  }
  const server = await RedisServer.start();
  return { target: server.target, stop: () => server.kill() };
}
