import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyError, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from '../../metrics/metrics.js';
import { readBody } from '../body.js';
import { type ProblemCode, problemType, told } from '../problems/catalogue.js';
import { Problem } from '../problems/problem.js';
import { sendProblem } from '../problems/problem.filter.js';

/** Routes that take a file: they read it themselves, piece by piece, after the door has let the caller in. */
const uploads = new Set(['/api/v1/imports']);

/** The largest body taken, in bytes; uploads have a limit of their own. */
export const bodyLimit = 8 * 1024 * 1024;

const correlation = /^[\w.:-]{1,100}$/;

/**
 * The server: bodies are JSON alone, faults of the protocol are answered as problems, every request is one line of
 * log.
 */
export function fastifyAdapter(logger: Logger, metrics: Metrics): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit,
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: false,
    // What was accepted is answered: the stores close only after the last answer.
    return503OnClosing: false,
    // An id that is too long to be one is asked for like any other, and names nothing.
    routerOptions: { maxParamLength: 16_384 },
    genReqId: ({ headers }: IncomingMessage) => {
      const given = headers['x-correlation-id'];
      return typeof given === 'string' && correlation.test(given) ? given : randomUUID();
    },
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(error, request, reply),
  });
  const server = adapter.getInstance();
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    'multipart/form-data',
    (request: FastifyRequest, _body: unknown, done: (error: Error | null, body?: unknown) => void) => {
      if (uploads.has(request.routeOptions.url ?? '')) done(null, undefined);
      else done(new Problem('media-type-unsupported', { contentType: 'multipart/form-data' }));
    },
  );
  server.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (request, bytes, done) => {
    try {
      done(null, readBody(request.headers['content-type'] ?? '-', bytes as Buffer));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-correlation-id', request.id);
    const query = request.url.indexOf('?');
    done(query === -1 || decodable(request.url.slice(query + 1)) ? undefined : new Problem('malformed-request'));
  });
  let closing = false;
  server.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  // A connection that is still answering when the server closes would otherwise be kept open for the next request.
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) void reply.header('connection', 'close');
    done(null, payload);
  });
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    metrics.answered(request.method, route, reply.statusCode, ms);
    // A2: neither address values nor bodies nor headers; who asked is a key's id.
    request.log.info(
      {
        method: request.method,
        route,
        status: reply.statusCode,
        ms,
        vendor: request.caller?.vendor,
        key: request.caller?.actor.id,
      },
      'answered',
    );
    done();
  });
  return adapter;
}

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

/**
 * What is no HTTP, or has headers beyond the limit of Node (16 KB), has no request to answer: the problem goes to the
 * socket, in English.
 */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const code: ProblemCode = error.code === 'HPE_HEADER_OVERFLOW' ? 'headers-too-large' : 'malformed-request';
  const { status, title, detail } = told(code, {}, 'en');
  const body = JSON.stringify({ type: problemType(code), title, status, detail, code, correlationId: randomUUID() });
  const lines = [
    `HTTP/1.1 ${status} ${title}`,
    'content-type: application/problem+json; charset=utf-8',
    'content-language: en',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
