import { once } from 'node:events';
import { connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How the proxy treats connections. */
type Mode = 'open' | 'cut' | 'silent';

interface Connection {
  readonly client: Socket;
  readonly server: Socket;
  silent: boolean;
  /** What follows the request that was cut after it was forwarded. */
  onAnswer: (() => void) | undefined;
}

interface PlannedCut {
  /** Bytes of a request. */
  readonly request: string;
  readonly when: 'before' | 'after';
  readonly done: () => void;
}

/** A TCP proxy on a free port, that cuts connections, delays what they carry, or passes nothing on. */
export class TcpProxy {
  port = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #connections = new Set<Connection>();
  #mode: Mode = 'open';
  #delayMs = 0;
  #planned: PlannedCut | undefined;

  private constructor(private readonly target: () => NetConnectOpts) {
    this.#server = createServer((client) => this.#accept(client));
  }

  /** The port of the target is asked for at each connection. */
  static to(port: () => number, host = '127.0.0.1'): Promise<TcpProxy> {
    return TcpProxy.toTarget(() => ({ port: port(), host }));
  }

  static async toTarget(target: () => NetConnectOpts): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    proxy.port = (proxy.#server.address() as { port: number }).port;
    return proxy;
  }

  /** Connections of clients that are open. */
  get open(): number {
    return Math.ceil(this.#sockets.size / 2);
  }

  /** Resets what is connected; new connections are taken. */
  reset(): void {
    for (const socket of this.#sockets) {
      // A socket of a file (`target` can be one) has no reset; its peer over TCP gets one.
      if (socket.remoteAddress === undefined) socket.destroy();
      else socket.resetAndDestroy();
    }
  }

  /** Resets what is connected, and each new connection. */
  cut(): void {
    this.#mode = 'cut';
    this.reset();
  }

  /**
   * Resets one connection at the next request that holds these bytes: `before` it is forwarded, or `after`, in place of
   * what the server sends next. Resolves when it has happened.
   */
  cutAt(request: string, when: 'before' | 'after'): Promise<void> {
    return new Promise((done) => (this.#planned = { request, when, done }));
  }

  /** Accepts everything and passes nothing on; there is no notice. */
  silence(): void {
    this.#mode = 'silent';
    for (const connection of this.#connections) connection.silent = true;
  }

  /** Each piece waits this long before it is passed on. */
  slow(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  /** Connections that were silenced stay so. */
  heal(): void {
    this.#mode = 'open';
    this.#delayMs = 0;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #accept(client: Socket): void {
    this.#track(client);
    if (this.#mode === 'cut') {
      client.resetAndDestroy();
      return;
    }
    if (this.#mode === 'silent') {
      client.resume();
      return;
    }
    const server = connect(this.target());
    this.#track(server);
    const connection: Connection = { client, server, silent: false, onAnswer: undefined };
    this.#connections.add(connection);
    client.once('close', () => {
      this.#connections.delete(connection);
      server.destroy();
    });
    server.once('close', () => client.destroy());
    // A reset ends the iteration with an error; both sockets are closed then.
    void this.#pass(connection, client, server).catch(() => undefined);
    void this.#pass(connection, server, client).catch(() => undefined);
  }

  async #pass(connection: Connection, from: Socket, to: Socket): Promise<void> {
    for await (const bytes of from as AsyncIterable<Buffer>) {
      if (this.#delayMs > 0) await sleep(this.#delayMs);
      if (connection.silent) continue;
      if (from === connection.server && connection.onAnswer !== undefined) {
        connection.onAnswer();
        return;
      }
      if (from === connection.client && this.#cuts(connection, bytes)) return;
      if (!to.write(bytes)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
    }
    if (!connection.silent) to.end();
  }

  /** Whether the connection was reset before these bytes are forwarded. */
  #cuts(connection: Connection, bytes: Buffer): boolean {
    const planned = this.#planned;
    if (planned === undefined || !bytes.includes(planned.request)) return false;
    this.#planned = undefined;
    const reset = (): void => {
      connection.client.resetAndDestroy();
      planned.done();
    };
    if (planned.when === 'before') reset();
    else connection.onAnswer = reset;
    return planned.when === 'before';
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket.setNoDelay());
    socket.on('error', () => undefined);
    socket.once('close', () => this.#sockets.delete(socket));
  }
}
