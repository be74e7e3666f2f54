import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyError, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Logger } from 'pino';
import { proxyTest } from '../../config/proxies.js';
import { withoutSearch } from '../../logging/logger.js';
import type { Metrics } from '../../metrics/metrics.js';
import { readBody, readJson } from '../body.js';
import { formOf, ignoresBody } from '../../auth/by-token.js';
import { bodyBoundsOf, bodyBytesOf, httpBounds, sizeText } from '../bounds.js';
import { type ProblemCode, problemText, problemType } from '../problems/catalogue.js';
import { Problem } from '../problems/problem.js';
import { sendProblem } from '../problems/problem.filter.js';
import { networkOf } from './connections.js';
import { correlationIdOf } from './correlation.js';
import { securityHeaders } from './security-headers.js';
import { limitBodyTime, limitIdleUpload, limitStalledReader } from './time-limits.js';
import { boundedServer, type TakenPort } from './taken-port.js';
import { takesUpload } from './upload-route.js';

/** Addresses outside the base path that lead to a route of it: clients of the protocol are configured with `/mcp`. */
const fromRoot: ReadonlyMap<string, string> = new Map([['/mcp', '/api/v1/mcp']]);

/**
 * The server: bodies are JSON alone, faults of the protocol are answered as problems, every request is one line of
 * log. `countStranger` counts a request that no hook reaches, by its address.
 * @param port where it was taken before the stores were opened
 * @param trustedProxies addresses and networks whose X-Forwarded-For counts
 * @throws Problem too-many-requests, from `countStranger`
 */
export function fastifyAdapter(
  logger: Logger,
  metrics: Metrics,
  countStranger: (address: string) => Promise<void>,
  { port, trustedProxies }: { readonly port?: TakenPort | undefined; readonly trustedProxies: readonly string[] },
): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: httpBounds.bodyBytes,
    serverFactory: serverOver(port, proxyTest(trustedProxies)),
    rewriteUrl: ({ url = '/' }) => fromRoot.get(url) ?? url,
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'correlationId' }),
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    // What was accepted is answered: the stores close only after the last answer.
    return503OnClosing: false,
    // An id that is too long to be one is asked for like any other, and names nothing.
    routerOptions: { maxParamLength: 16_384 },
    genReqId: ({ headers }: IncomingMessage) => correlationIdOf(headers),
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      void reply.headers(securityHeaders).header('x-correlation-id', request.id);
      countStranger(request.ip).then(
        () => sendProblem(error, request, reply),
        (refused: unknown) => sendProblem(refused, request, reply),
      );
    },
  });
  const answered = withoutSearch(logger);
  const server = adapter.getInstance();
  server.addHook('onRoute', (route) => {
    route.bodyLimit = bodyBytesOf(route.url);
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    'multipart/form-data',
    (request: FastifyRequest, body: IncomingMessage, done: (error: Error | null, body?: unknown) => void) => {
      if (takesUpload(request)) done(null, undefined);
      else if (ignoresBody(request)) discard(body, done);
      else done(new Problem('media-type-unsupported', { contentType: 'multipart/form-data' }));
    },
  );
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (request, bytes, done) => {
    if (ignoresBody(request)) {
      done(null, undefined);
      return;
    }
    try {
      const bounds = bodyBoundsOf(request.routeOptions.url);
      const form = formOf(request, bytes as Buffer);
      const body =
        form === undefined
          ? readBody(request.headers['content-type'] ?? '-', bytes as Buffer, bounds)
          : readJson(Buffer.from(JSON.stringify(form)), bounds);
      done(null, body);
    } catch (error) {
      done(error as Error, undefined);
    }
  });
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers(securityHeaders).header('x-correlation-id', request.id);
    if (takesUpload(request)) limitIdleUpload(request.raw);
    else limitBodyTime(request.raw, reply.raw, () => refuseUnreadable(timedOut, request.raw.socket));
    const query = request.url.indexOf('?');
    done(query === -1 || decodable(request.url.slice(query + 1)) ? undefined : new Problem('malformed-request'));
  });
  let closing = false;
  const { stalledSeconds } = httpBounds;
  server.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  // A connection that is still answering when the server closes would otherwise remain open for the next request.
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) void reply.header('connection', 'close');
    limitStalledReader(reply.raw, payload, stalledSeconds);
    done(null, payload);
  });
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    const { method, problemCode: code } = request;
    const { statusCode: status } = reply;
    metrics.answered({ method, route, status, ms, vendor: vendorOf(request), code });
    // A2: neither address values nor bodies nor headers; who asked is a key's id.
    answered[levelOf(route, status)](
      {
        correlationId: request.id,
        method,
        route,
        status,
        ms,
        code,
        vendor: request.caller?.vendor,
        key: request.caller?.actor.id,
        // Whoever guesses keys is found by the network, and nobody else's address is written down.
        network: status === 401 || status === 429 ? networkOf(request.ip) : undefined,
      },
      'answered',
    );
    done();
  });
  return adapter;
}

/** Reads a body that nobody needs, up to the size that any other may have. */
const discard = (body: IncomingMessage, done: (error: Error | null) => void): void => {
  let bytes = 0;
  body.on('data', ({ length }: Buffer) => {
    bytes += length;
    if (bytes <= httpBounds.bodyBytes) return;
    body.removeAllListeners('end');
    done(new Problem('body-too-large', { limit: sizeText(httpBounds.bodyBytes) }));
    body.destroy();
  });
  body.on('end', () => done(null));
};

/** Probes ask every few seconds: their lines are for `LOG_LEVEL=debug`, but for faults of the product. */
const levelOf = (route: string, status: number): 'debug' | 'info' =>
  (route === '/metrics' || route.startsWith('/health/')) && status !== 500 ? 'debug' : 'info';

/** Fastify asks once more for each further address of a host name: only the first server has the port already. */
const serverOver = (port: TakenPort | undefined, isProxy: (address: string) => boolean) => {
  let unused = port;
  return (listener: RequestListener): Server => {
    const server = unused?.handTo(listener) ?? boundedServer(listener, isProxy);
    unused = undefined;
    return server;
  };
};

/** The vendor whose figures the request belongs to. */
const vendorOf = ({ caller, apiKey }: FastifyRequest): string | undefined => {
  const vendor = caller?.vendor ?? apiKey?.vendor;
  return vendor === '*' ? undefined : vendor;
};

/** Broken percent-encoding would reach a route as half-decoded text. */
function decodable(query: string): boolean {
  if (!query.includes('%')) return true;
  try {
    decodeURIComponent(query);
    return true;
  } catch {
    return false;
  }
}

const timedOut: NodeJS.ErrnoException = Object.assign(new Error('the body did not arrive in time'), {
  code: 'ERR_HTTP_REQUEST_TIMEOUT',
});

const codeOfParser = (code: string | undefined): ProblemCode => {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers-too-large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request-timeout' : 'malformed-request';
};

/**
 * What is no HTTP, has headers beyond the limit or does not arrive in time has no request to answer: the problem goes
 * to the socket, in English.
 */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const code = codeOfParser(error.code);
  const seconds = { headers: httpBounds.headersSeconds, body: httpBounds.bodySeconds };
  const { status, title, detail } = problemText(code, seconds, 'en');
  const correlationId = randomUUID();
  const body = JSON.stringify({ type: problemType(code), title, status, detail, code, correlationId });
  const lines = [
    `HTTP/1.1 ${status} ${title}`,
    'content-type: application/problem+json; charset=utf-8',
    'content-language: en',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-correlation-id: ${correlationId}`,
    ...Object.entries(securityHeaders).map(([name, value]) => `${name}: ${value}`),
    'connection: close',
  ];
  // The rest of what is being sent is not read: a socket that was only half closed would wait for it.
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
