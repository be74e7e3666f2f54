import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../auth/caller.js';
import type { CommandRequest } from '../../ledger/outcome.js';
import { Problem } from '../problems/problem.js';
import { readIfMatch } from './if-match.js';

export const longestIdempotencyKey = 200;
const visible = new RegExp(`^[\\x20-\\x7e]{1,${longestIdempotencyKey}}$`);

/**
 * What a write carries besides its body (A3, C11). `scope` is route and target, such as `POST /contracts/{id}/renewals
 * con_…`.
 * @throws Problem header-invalid
 */
export function commandRequest(
  { headers }: FastifyRequest,
  caller: Caller,
  scope: string,
  body: unknown,
): CommandRequest {
  const key = headers['idempotency-key'];
  if (key !== undefined && (typeof key !== 'string' || !visible.test(key)))
    throw bad('Idempotency-Key', key, `1-${longestIdempotencyKey} ASCII`);
  const tag = headers['if-match'];
  const revisions = tag === undefined ? undefined : readIfMatch(tag);
  if (tag !== undefined && revisions === undefined) throw bad('If-Match', tag, '"<revision>"');
  const onBehalfOf = onBehalfOfHeader(headers['ledger-on-behalf-of']);
  return {
    actor: caller.actor,
    channel: 'http',
    correlationId: caller.correlationId,
    scope,
    body,
    ...(onBehalfOf !== undefined && { onBehalfOf }),
    ...(key !== undefined && { key }),
    ...(revisions !== undefined && { ifMatch: revisions }),
  };
}

/**
 * A3: the person on whose behalf the caller acts, by name or id, as UTF-8 or percent-encoded; spelled as names are.
 * @throws Problem header-invalid
 */
export const onBehalfOfHeader = (header: string | readonly string[] | undefined): string | undefined => {
  if (header === undefined) return undefined;
  const text = typeof header === 'string' ? decoded(header) : undefined;
  const name = text === undefined ? undefined : asNamed(text);
  if (name !== undefined && personName.test(name)) return name;
  throw bad('Ledger-On-Behalf-Of', header, `1-${longestPersonName} UTF-8 (% = %25)`);
};

/** A person's name as it is spelled in `Ledger-On-Behalf-Of`, whatever its width and spaces. */
export const asNamed = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/gu, ' ');

const longestPersonName = 200;
const personName = new RegExp(`^[^\\p{C}]{1,${longestPersonName}}$`, 'u');

/** Node reads the bytes of headers as Latin-1; a client that can send none beyond it encodes them by percent. */
const decoded = (header: string): string | undefined => {
  try {
    return decodeURIComponent(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1')));
  } catch {
    return undefined;
  }
};

/**
 * Puts revision and position, where there are any, on the answer of a write; the body should hold `id` and `revision`.
 */
export function written<T>(
  reply: FastifyReply,
  outcome: { readonly revision: number | null; readonly token: string | null; readonly replayed: boolean },
  body: T,
): T {
  if (outcome.revision !== null) void reply.header('etag', `"${outcome.revision}"`);
  if (outcome.token !== null) void reply.header('ledger-position', outcome.token);
  if (outcome.replayed) void reply.header('idempotent-replay', 'true');
  return body;
}

/** Puts on an object's answer the revision it shows, for `If-Match`. */
export function shownAt<T>(reply: FastifyReply, revision: number, body: T): T {
  void reply.header('etag', `"${revision}"`);
  return body;
}

const bad = (header: string, value: unknown, form: string): Problem =>
  new Problem('header-invalid', { header, value: String(value), form });
