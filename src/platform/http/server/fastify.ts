import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from '../../metrics/metrics.js';
import { sendProblem } from '../problems/problem.filter.js';

/** The largest body taken, in bytes. */
export const bodyLimit = 8 * 1024 * 1024;

const correlation = /^[\w.:-]{1,100}$/;

/** The server: bodies are JSON alone, faults of the protocol are answered as problems, every request is one line of log. */
export function fastifyAdapter(logger: Logger, metrics: Metrics): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit,
    loggerInstance: logger,
    disableRequestLogging: true,
    trustProxy: false,
    genReqId: ({ headers }: IncomingMessage) => {
      const given = headers['x-correlation-id'];
      return typeof given === 'string' && correlation.test(given) ? given : randomUUID();
    },
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => sendProblem(error, request, reply),
  });
  const server = adapter.getInstance();
  server.removeContentTypeParser('text/plain');
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    metrics.answered(request.method, route, reply.statusCode, ms);
    // A2: neither address values nor bodies nor headers; who asked is a key's id.
    request.log.info({ method: request.method, route, status: reply.statusCode, ms, vendor: request.caller?.vendor, key: request.caller?.actor.id }, 'answered');
    done();
  });
  return adapter;
}
