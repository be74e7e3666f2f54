import type { paths } from './api.js';
import type { ServiceLedger } from './connect.js';
import { answered } from './problem.js';

type ActOf<Path> = Path extends `/api/v1/requests/{id}/${infer Act}`
  ? Act extends `${string}{${string}`
    ? never
    : Act
  : never;
/** What happens to a request, by the last part of its route: `acknowledge`, `memo/confirm`, `resolve` … */
export type Act = ActOf<keyof paths>;

type Operation<Name extends Act> = paths[`/api/v1/requests/{id}/${Name}`] extends { post: infer Post } ? Post : never;
type Json<Of> = Of extends { content: { 'application/json': infer Body } } ? Body : never;
/** Members that the server fills in where they are absent, which the types of the description require. */
type FilledIn = 'automatic' | 'answers' | 'differentPeople';
type Least<Body> = Body extends unknown
  ? Omit<Body, FilledIn> & Partial<Pick<Body, Extract<keyof Body, FilledIn>>>
  : never;
/** What an act takes. */
export type ActBody<Name extends Act> =
  Operation<Name> extends { requestBody?: infer Body } ? Least<Json<Body>> : never;
/** What it answers: the request after it, with its promises. */
export type ActAnswer<Name extends Act> =
  Operation<Name> extends { responses: infer Responses } ? Json<Responses[keyof Responses & (200 | 201)]> : never;

export interface ActOptions {
  /**
   * The key of this act, made before the first attempt and stored by the caller: repeated with it, even by another
   * process, the act is recorded once. A new one for each call where absent.
   */
  readonly key?: string;
  /** The revision that the caller has seen: refused with 412 where something happened since. */
  readonly ifRevision?: number;
}

/** Records an act on a request. @throws LedgerProblem */
export const act = <Name extends Act>(
  ledger: ServiceLedger,
  id: string,
  name: Name,
  body: ActBody<Name>,
  { key, ifRevision }: ActOptions = {},
): Promise<ActAnswer<Name>> =>
  answered(
    // One body for each name: more than the types of a call can follow.
    (ledger.POST as (path: string, init: object) => Parameters<typeof answered<ActAnswer<Name>>>[0])(
      `/api/v1/requests/{id}/${name}`,
      {
        params: {
          path: { id },
          header: {
            ...(key !== undefined && { 'Idempotency-Key': key }),
            ...(ifRevision !== undefined && { 'If-Match': `"${ifRevision}"` }),
          },
        },
        body,
      },
    ),
  );

/** A memo as answers show it. */
export type Memo = NonNullable<ActAnswer<'memo'>['memo']>;

/**
 * The hash of a memo as it was read, computed here: the SHA-256 (hex) of the RFC 8785 JSON of its members. Whoever
 * confirms this one confirms what was read, and the ledger refuses it where the memo was written anew meanwhile.
 */
export const memoHash = async ({ memoId, version, text, solution, plannedOn, salt }: Memo): Promise<string> => {
  // RFC 8785: members in the order of their names.
  const bytes = new TextEncoder().encode(JSON.stringify({ memoId, plannedOn, salt, solution, text, version }));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
};
