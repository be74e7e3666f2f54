import { longestIfMatch } from '../conventions/if-match.js';
import { longestPosition } from '../conventions/positions.js';

const header = (name: string, description: string, schema: object) => ({
  name,
  in: 'header',
  required: false,
  description,
  schema,
});
/** Headers that every operation of the API takes, by the names under which the document lists them once. */
const everywhere = {
  LedgerVendor: header('Ledger-Vendor', 'The vendor, where the credential is for several.', {
    type: 'string',
    maxLength: 40,
  }),
  LedgerMinPosition: header(
    'Ledger-Min-Position',
    'Waits, up to 5 s, until the views have reached this Ledger-Position.',
    {
      type: 'string',
      maxLength: longestPosition,
    },
  ),
  AcceptLanguage: header('Accept-Language', 'The language of texts.', {
    type: 'string',
    enum: ['zh-CN', 'zh-TW', 'en'],
    default: 'zh-CN',
  }),
};
/** What every write takes besides. */
const ofWrites = {
  IdempotencyKey: header(
    'Idempotency-Key',
    'The same key with the same body answers as the first time and writes nothing.',
    {
      type: 'string',
      maxLength: 200,
    },
  ),
  LedgerOnBehalfOf: header(
    'Ledger-On-Behalf-Of',
    'The person on whose behalf the caller acts, by name or id: UTF-8, or percent-encoded (a % is %25). It is sealed in ' +
      'the events as onBehalfOf, and an erasure makes it unreadable.',
    { type: 'string', minLength: 1, maxLength: 200, examples: ['%E5%BC%A0%E4%B8%89', 'Ms Chen'] },
  ),
  IfMatch: header('If-Match', 'The ETag last seen, a list of them, or * for any; one that does not match gets 412.', {
    type: 'string',
    maxLength: longestIfMatch,
  }),
};

/** Headers of requests, listed once: `#/components/parameters`. */
export const requestHeaders: Readonly<Record<string, object>> = { ...everywhere, ...ofWrites };

/** References to the headers that an operation takes. */
export const requestHeadersOf = ({ writes }: { readonly writes: boolean }): readonly object[] =>
  Object.keys(writes ? requestHeaders : everywhere).map((name) => ({ $ref: `#/components/parameters/${name}` }));

/** Headers of answers, listed once: `#/components/headers`. */
export const answerHeaders = {
  CorrelationId: {
    description: 'Names this exchange in the logs and in the events that it recorded.',
    schema: { type: 'string' },
  },
  LedgerPosition: {
    description: 'Opaque: the place in the ledger up to which the answer knows it; for Ledger-Min-Position.',
    schema: { type: 'string', maxLength: longestPosition },
  },
  ETag: {
    description: 'The revision of the object, quoted; for If-Match.',
    schema: { type: 'string', example: '"3"' },
  },
  IdempotentReplay: {
    description: 'Present where this Idempotency-Key was used before with this body: nothing was written now.',
    schema: { type: 'string', enum: ['true'] },
  },
  RateLimitPolicy: {
    description: 'Where a limit was set for the key: requests (q) in a window of seconds (w); a structured field.',
    schema: { type: 'string', example: '"minute";q=600;w=60' },
  },
  RateLimit: {
    description: 'Where a limit was set for the key: requests left (r), and seconds until all are there again (t).',
    schema: { type: 'string', example: '"minute";r=598;t=42' },
  },
  RetryAfter: {
    description: 'Seconds after which the request may be sent again.',
    schema: { type: 'integer', minimum: 1 },
  },
} as const;

const reference = (name: keyof typeof answerHeaders): object => ({ $ref: `#/components/headers/${name}` });

/** The headers of a successful answer. */
export const headersOf = ({
  guarded,
  writes,
  etag,
}: {
  /** A route that asks for a credential. */
  readonly guarded: boolean;
  readonly writes: boolean;
  /** A read that shows one object. */
  readonly etag: boolean;
}): Readonly<Record<string, object>> => ({
  'X-Correlation-Id': reference('CorrelationId'),
  ...(guarded && {
    'Ledger-Position': reference('LedgerPosition'),
    'RateLimit-Policy': reference('RateLimitPolicy'),
    RateLimit: reference('RateLimit'),
  }),
  ...((writes || etag) && { ETag: reference('ETag') }),
  ...(writes && { 'Idempotent-Replay': reference('IdempotentReplay') }),
});
