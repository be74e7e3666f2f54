import { httpBounds, sizeText } from '../bounds.js';
import { catalogue, type ProblemCode } from '../problems/catalogue.js';

export const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'correlationId'],
  properties: {
    type: { type: 'string', example: 'urn:service-ledger:problem:not-found' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'The offending value and the way out, in the language asked for.' },
    code: { type: 'string', description: 'Stable; docs/errors.md lists them all.' },
    rule: { type: 'string', description: 'Number of the rule that refuses.', example: 'C3' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', example: '/product/modules/0/code' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
    firstRecordedAt: {
      type: 'string',
      format: 'date-time',
      description: 'of `not-recorded-yet`: since when it is known',
    },
    correlationId: { type: 'string' },
  },
} as const;

const descriptions: Readonly<Record<number, string>> = {
  400: 'Malformed or out of range; errors name each value',
  401: 'No valid credential',
  403: 'The role may not do this',
  404: 'Nothing of this vendor has that id',
  406: 'Accept asks for none of what this address offers',
  409: 'Refused by a rule, named in `rule`; or changed at the same time',
  412: 'If-Match is stale',
  413: `Body over ${sizeText(httpBounds.bodyBytes)}; of check-batch over ${sizeText(httpBounds.largeBodyBytes)}`,
  408: 'Not complete in time',
  415: 'Body of another type than this route takes',
  422: 'The Idempotency-Key was used with another body',
  429: 'Too many requests; see Retry-After',
  503: 'Views behind, or no writing now',
};
/** Codes of every guarded route, also where no vendor and no view is read. */
const ofGuards: readonly ProblemCode[] = [
  'unauthenticated',
  'forbidden',
  'too-many-requests',
  'views-behind',
  'header-invalid',
];
const ofReads: readonly ProblemCode[] = [
  'request-timeout',
  ...ofGuards,
  'malformed-request',
  'malformed-json',
  'invalid',
  'vendor-required',
  'vendor-unknown',
  'not-found',
  'not-recorded-yet',
  'person-key-missing',
  'known-at-unsettled',
  'policies-unreadable',
  'release-unreadable',
  'store-unreadable',
  'view-stopped',
  'body-too-large',
  'media-type-unsupported',
];
/** M6: codes of routes whose token in the address is the permission. */
const ofLinks: readonly ProblemCode[] = [
  'request-timeout',
  'too-many-requests',
  'malformed-request',
  'malformed-json',
  'invalid',
  'body-too-large',
  'media-type-unsupported',
  'link-unknown',
  'policies-unreadable',
  'store-unreadable',
  'store-stopped',
  'stream-busy',
  'jobs-unreachable',
];
const ofWriting: readonly ProblemCode[] = [
  ...ofReads,
  'person-not-known',
  'stream-busy',
  'stale',
  'idempotency-key-reused',
  'store-stopped',
  'jobs-unreachable',
];

const byStatus = (codes: readonly ProblemCode[]): ReadonlyMap<number, readonly ProblemCode[]> => {
  const found = new Map<number, ProblemCode[]>();
  for (const code of [...new Set(codes)].sort())
    found.set(catalogue[code].status, [...(found.get(catalogue[code].status) ?? []), code]);
  return found;
};

const ofLimits = {
  'RateLimit-Policy': { $ref: '#/components/headers/RateLimitPolicy' },
  RateLimit: { $ref: '#/components/headers/RateLimit' },
};
const retryAfter = { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } };

const answerOf = (status: number, codes: readonly ProblemCode[]): object => ({
  description: descriptions[status] ?? 'Refused',
  ...((status === 429 || status === 503) && { headers: status === 429 ? { ...retryAfter, ...ofLimits } : retryAfter }),
  content: {
    'application/problem+json': {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/Problem' },
          { type: 'object', properties: { code: { type: 'string', enum: codes } } },
        ],
      },
    },
  },
});

/** What any route of a kind can answer, by the name under which the document lists it once. */
const kinds = {
  Open: ['too-many-requests'],
  Link: ofLinks,
  Guard: ofGuards,
  Read: [...ofReads, 'not-acceptable'],
  Write: ofWriting,
} as const satisfies Readonly<Record<string, readonly ProblemCode[]>>;
export type RouteKind = keyof typeof kinds;

/** Answers that many operations share: `#/components/responses`. */
export const sharedRefusals = (): Readonly<Record<string, object>> =>
  Object.fromEntries(
    Object.entries(kinds).flatMap(([kind, codes]) =>
      [...byStatus(codes)].map(([status, some]) => [`${kind}Refused${status}`, answerOf(status, some)]),
    ),
  );

/** The refusals of one operation by status: a reference where it has no codes of its own for that status. */
export const refusalsOf = (kind: RouteKind, own: readonly ProblemCode[]): Readonly<Record<string, object>> => {
  const usual = byStatus(kinds[kind]);
  return Object.fromEntries(
    [...byStatus([...kinds[kind], ...own])].map(([status, codes]) => [
      String(status),
      codes.length === usual.get(status)?.length
        ? { $ref: `#/components/responses/${kind}Refused${status}` }
        : answerOf(status, codes),
    ]),
  );
};
