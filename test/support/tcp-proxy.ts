import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** How the proxy treats connections. */
type Mode = 'open' | 'cut' | 'silent';

/** A TCP proxy on a free port, that cuts connections or passes nothing on. */
export class TcpProxy {
  port = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #mode: Mode = 'open';

  private constructor(private readonly target: { readonly host: string; readonly port: () => number }) {
    this.#server = createServer((client) => this.#accept(client));
  }

  /** The port of the target is asked for at each connection. */
  static async to(port: () => number, host = '127.0.0.1'): Promise<TcpProxy> {
    const proxy = new TcpProxy({ host, port });
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
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Resets what is connected, and each new connection. */
  cut(): void {
    this.#mode = 'cut';
    this.reset();
  }

  /** Accepts everything and passes nothing on; there is no notice. */
  silence(): void {
    this.#mode = 'silent';
    for (const socket of this.#sockets) socket.unpipe().resume();
  }

  /** Connections that were silenced stay so. */
  heal(): void {
    this.#mode = 'open';
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
    const server = connect({ port: this.target.port(), host: this.target.host });
    this.#track(server);
    client.pipe(server);
    server.pipe(client);
    client.once('close', () => server.destroy());
    server.once('close', () => client.destroy());
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket.setNoDelay());
    socket.on('error', () => undefined);
    socket.once('close', () => this.#sockets.delete(socket));
  }
}
