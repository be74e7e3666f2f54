import { randomBytes } from 'node:crypto';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import helmet from '@fastify/helmet';
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logging/logger.js';
import type { Metrics } from '../metrics/metrics.js';
import { readBody } from './body.js';
import { Problem } from './problems/problem.js';
import { sendProblem } from './problems/problem.filter.js';

const bodyLimit = 8 * 1024 * 1024;
/** Ids of any shape reach their route; what they do not name is answered there with 404. */
const longestId = 4_000;
const foreignId = /^[\w.-]{8,64}$/;

/** Numbers requests within the process; a caller's own `X-Request-Id` is kept, so that its logs and ours meet. */
function requestIds(): (request: { headers: Record<string, string | string[] | undefined> }) => string {
  const process = randomBytes(6).toString('hex');
  let count = 0;
  return ({ headers }) => {
    const given = headers['x-request-id'];
    return typeof given === 'string' && foreignId.test(given) ? given : `${process}-${(count += 1).toString(36)}`;
  };
}

/** The HTTP server beneath Nest: limits, strict bodies, security headers, one line and one measure for each answer. */
export async function httpServer(log: Logger, metrics: Metrics): Promise<FastifyAdapter> {
  const adapter = new FastifyAdapter({
    loggerInstance: log as FastifyBaseLogger,
    disableRequestLogging: true,
    bodyLimit,
    genReqId: requestIds(),
    requestIdHeader: false,
    skipMiddie: true,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: longestId },
    // Before any route is found: an address that cannot be read.
    frameworkErrors: (_error: unknown, request: FastifyRequest, reply: FastifyReply) => sendProblem(new Problem('malformed-request'), request, reply),
  });
  const server = adapter.getInstance();

  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (request, bytes, done) => {
    try {
      const contentType = request.headers['content-type'];
      done(null, contentType === undefined && bytes.length === 0 ? undefined : readBody(contentType ?? '-', bytes as Buffer));
    } catch (error) {
      done(error as Error, undefined);
    }
  });

  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    const query = request.url.indexOf('?');
    done(query === -1 || readable(request.url.slice(query + 1)) ? undefined : (new Problem('malformed-request') as Error));
  });
  server.addHook('onResponse', (request, reply, done) => {
    const ms = reply.elapsedTime;
    const route = request.routeOptions.url ?? 'unknown';
    metrics.answered(request.method, route, reply.statusCode, ms);
    logAnswer(log, request, reply, route, ms);
    done();
  });

  await server.register(helmet, {
    // The page at /docs brings its own scripts and styles; nothing else answers with HTML.
    contentSecurityPolicy: { directives: { defaultSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'], scriptSrc: ["'self'"], upgradeInsecureRequests: null } },
  });
  return adapter;
}

/** No address but the route's pattern, no query, no body, no header: a log outlives the erasing of a person (A2). */
function logAnswer(log: Logger, request: FastifyRequest, reply: FastifyReply, route: string, ms: number): void {
  const { caller } = request;
  log.info({ request: request.id, method: request.method, route, status: reply.statusCode, ms: Math.round(ms * 10) / 10, ...(caller && { vendor: caller.vendor, key: caller.actor.id }) }, 'answered');
}

function readable(query: string): boolean {
  if (!query.includes('%')) return true;
  try {
    decodeURIComponent(query);
    return true;
  } catch {
    return false;
  }
}
