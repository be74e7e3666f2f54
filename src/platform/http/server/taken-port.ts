import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { proxyTest } from '../../config/proxies.js';
import type { Config } from '../../config/settings.js';
import { httpBounds } from '../bounds.js';
import { negotiated } from '../language.js';
import { problemText, problemType } from '../problems/catalogue.js';
import { limitConnections } from './connections.js';
import { correlationIdOf } from './correlation.js';
import { securityHeaders } from './security-headers.js';
import { causeIn, OperatorFault, type OperatorText, operatorText } from '../../operator-fault.js';

/** The port cannot be listened on: nothing was opened or changed. */
export class PortUnusable extends OperatorFault {}

const protocol = (): ServerOptions => ({
  headersTimeout: httpBounds.headersSeconds * 1000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: httpBounds.headerBytes,
  keepAliveTimeout: httpBounds.idleSeconds * 1000,
  requestTimeout: httpBounds.uploadSeconds * 1000,
});

/** A server with the bounds of the protocol. `isProxy`: whose connections are those of many callers. */
export const boundedServer = (listener: RequestListener, isProxy: (address: string) => boolean): Server => {
  const server = createServer(protocol(), listener);
  limitConnections(server, isProxy);
  return server;
};

/**
 * A port that is taken before anything else is opened, so that a start that cannot listen changes nothing on disk.
 * Until the application takes it over, requests are answered: alive, not ready.
 */
export class TakenPort {
  #listener: RequestListener = answerStarting;
  readonly #server: Server;

  private constructor(isProxy: (address: string) => boolean) {
    this.#server = boundedServer((request, response) => this.#listener(request, response), isProxy);
  }

  /** @throws PortUnusable naming the way out */
  static async take({ port, host, trustProxy }: Pick<Config, 'port' | 'host' | 'trustProxy'>): Promise<TakenPort> {
    const taken = new TakenPort(proxyTest(trustProxy));
    const server = taken.#server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => reject(new PortUnusable(textOf(error, port, host))));
      server.listen(port, host, resolve);
    });
    server.removeAllListeners('error');
    return taken;
  }

  get number(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** From now on this listener answers, over the server that listens already. */
  handTo(listener: RequestListener): Server {
    const server = this.#server;
    // Fastify listens at the end of the start: by then the port is its own.
    server.listen = (() => {
      this.#listener = listener;
      queueMicrotask(() => server.emit('listening'));
      return server;
    }) as Server['listen'];
    return server;
  }

  /** Where the start ends in a fault. */
  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

const textOf = (error: NodeJS.ErrnoException, port: number, host: string): OperatorText => {
  const { code } = error;
  if (code === 'EADDRINUSE') return operatorText('port-taken', { port, host });
  if (code === 'EACCES') return operatorText('port-without-rights', { port, host });
  return operatorText('port-unusable', { port, host, cause: causeIn(error) });
};

const parts = ['store', 'views', 'jobs', 'vendors'];
const notReady = JSON.stringify({
  ready: false,
  ...Object.fromEntries(parts.map((part) => [part, { ready: false, lag: 0, detail: 'starting' }])),
});

const answerStarting: RequestListener = ({ url = '', headers }, response) => {
  const path = url.split('?', 1)[0];
  const correlationId = correlationIdOf(headers);
  const answer = (status: number, type: string, body: string, more: Readonly<Record<string, string>> = {}): void => {
    const length = String(Buffer.byteLength(body));
    const own = { 'content-type': type, 'content-length': length, 'x-correlation-id': correlationId };
    response.writeHead(status, { ...securityHeaders, ...own, connection: 'close', ...more }).end(body);
  };
  if (path === '/health/live') return answer(200, 'application/json; charset=utf-8', '{"live":true}');
  if (path === '/health/ready') return answer(503, 'application/json; charset=utf-8', notReady);
  const language = negotiated(headers['accept-language']);
  const code = 'starting';
  const { status, title, detail } = problemText(code, {}, language);
  const body = JSON.stringify({ type: problemType(code), title, status, detail, code, correlationId });
  answer(status, 'application/problem+json; charset=utf-8', body, { 'content-language': language, 'retry-after': '1' });
};
