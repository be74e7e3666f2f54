import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../../../domain/kernel/vocabulary.js';
import { OutcomeUnknown, StoreStopped } from '../../events/event-store.js';
import { JobsUnreachable } from '../../jobs/jobs.js';
import { CopyNotRewritten, KeyMissing } from '../../keys/key-store.js';
import { KeyReused, type Revisions, Stale, StreamBusy } from '../../ledger/outcome.js';
import { TokenAhead, TooYoung } from '../../ordinals/ordinals.js';
import { ViewsBehind, ViewStopped } from '../../projector/views-behind.js';
import { asksForPage, linkPage, pageHeaders } from '../../html/link-page.js';
import { html } from '../../html/markup.js';
import { bodyBytesOf, httpBounds, sizeText } from '../bounds.js';
import { isReadFault } from '../../store-faults.js';
import { CallerGone } from '../conventions/caller-gone.js';
import { negotiated } from '../language.js';
import { bodyIsPending } from '../server/time-limits.js';
import { type ProblemCode, problemType, problemText } from './catalogue.js';
import { Problem } from './problem.js';
import { fieldText } from './field-text.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The code of the problem it was answered with, for the log and for metrics. */
    problemCode?: ProblemCode;
  }
}

/** As nginx logs a request whose client closed the connection. */
const callerGoneStatus = 499;

/** The problem for any error; undefined for an unexpected one. */
export function problemOf(error: unknown, request: FastifyRequest): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof KeyReused) return new Problem('idempotency-key-reused');
  if (error instanceof Stale) return new Problem('stale', { expected: namesOf(error.expected), actual: error.actual });
  if (error instanceof ViewStopped)
    return new Problem('view-stopped', { view: error.view, position: error.position, cause: error.reason });
  if (error instanceof ViewsBehind || error instanceof TokenAhead) return new Problem('views-behind');
  if (error instanceof TooYoung) return tooYoung(error);
  if (error instanceof StreamBusy) return new Problem('stream-busy');
  if (error instanceof StoreStopped || error instanceof OutcomeUnknown) return new Problem('store-stopped');
  if (error instanceof JobsUnreachable) return new Problem('jobs-unreachable');
  if (error instanceof KeyMissing) return new Problem('person-key-missing');
  if (error instanceof CopyNotRewritten) return new Problem('key-copy-behind');
  if (isReadFault(error)) return new Problem('store-unreadable', { correlationId: request.id });
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown } | null)?.statusCode;
  switch (status) {
    case 400:
      return new Problem(
        request.method === 'GET' || /url|uri/i.test(String((error as Error).message))
          ? 'malformed-request'
          : 'malformed-json',
      );
    // What serves the files of /docs refuses odd paths with 403; for the caller there is nothing.
    case 403:
    case 404:
    case 405:
      return new Problem('route-unknown', { method: request.method, path: pathOf(request) });
    case 413:
      return new Problem('body-too-large', { limit: sizeText(bodyBytesOf(request.routeOptions.url)) });
    case 415:
      return new Problem('media-type-unsupported', { contentType: request.headers['content-type'] ?? '-' });
    case 406:
    case 408:
    case 411:
    case 414:
      return new Problem('malformed-request');
    default:
      return undefined;
  }
}

/** A problem as RFC 9457 writes it, in one language. */
export const problemBody = ({ code, facts, more }: Problem, language: Language, correlationId: string) => {
  const { status, title, detail } = problemText(code, facts, language);
  return {
    type: problemType(code),
    title,
    status,
    detail,
    code,
    ...more.members,
    ...(more.rule !== undefined && { rule: more.rule }),
    ...(more.errors !== undefined && {
      errors: more.errors.slice(0, httpBounds.faults).map((error) => ({
        pointer: error.pointer,
        code: error.code,
        detail: fieldText(error, language),
      })),
    }),
    correlationId,
  };
};

/**
 * Writes a problem in the form of RFC 9457, in the language the caller asked for. An unexpected error is logged; the
 * caller gets its correlation id alone.
 */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  // Nobody receives it; the status is for the log.
  if (error instanceof CallerGone) return void reply.status(callerGoneStatus).send('');
  const known = problemOf(error, request);
  if (known === undefined) request.log.error({ err: error }, 'unexpected error');
  else if (known.code === 'store-unreadable') request.log.error({ err: error }, 'the store could not be read');
  const problem = asAsked(known ?? new Problem('unexpected', { correlationId: request.id }), request);
  request.problemCode = problem.code;
  const language = negotiated(request.headers['accept-language']);
  const body = problemBody(problem, language, request.id);
  if (bodyIsPending(request.raw)) void reply.header('connection', 'close');
  for (const [name, value] of Object.entries(problem.more.headers ?? {})) void reply.header(name, value);
  void reply.status(body.status).header('content-language', language);
  if (request.routeOptions.config?.isOpenedInBrowsers === true && asksForPage(request.headers))
    return void reply.headers(pageHeaders).send(problemPage(body, language));
  void reply.header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(body));
}

/** M6: the same for people: whoever opens a link of a mail that leads nowhere reads why, and what to do. */
const problemPage = ({ title, detail, errors = [] }: ReturnType<typeof problemBody>, language: Language): string =>
  linkPage({
    language,
    company: null,
    title,
    content: [detail, ...errors.map((error) => error.detail)].map((each) => html`<p>${each}</p>`),
  });

/** An object is named as the request named it, by the number that was asked for instead of the id that it has. */
const asAsked = (problem: Problem, { askedNumbers }: FastifyRequest): Problem => {
  const { code, facts, more } = problem;
  const asked = askedNumbers?.get(String(facts['id']));
  return asked === undefined ? problem : new Problem(code, { ...facts, id: asked }, more);
};

/** Everything that is thrown on the way to an answer ends here. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** T5: the way out is to ask again when the instant is settled. */
const tooYoung = ({ knownAt, waitMs }: TooYoung): Problem => {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new Problem('known-at-unsettled', { knownAt, seconds }, { headers: { 'retry-after': String(seconds) } });
};

/** Weak tags name no revision. */
const namesOf = (expected: Revisions): string => (expected === 'any' ? '*' : [expected].flat().join(', ') || '-');

const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0]!;
