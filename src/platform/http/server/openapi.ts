import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { stringify } from 'yaml';
import { httpBounds, sizeText } from '../bounds.js';
import { catalogue, type ProblemCode } from '../problems/catalogue.js';
import { longestIfMatch } from '../conventions/if-match.js';
import { longestPosition } from '../conventions/positions.js';
import { describeBounds } from './described-bounds.js';
import { codesOfRoute } from './documented.js';
import { namedSchemas } from './schemas.js';

const problemSchema = {
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
    correlationId: { type: 'string' },
  },
} as const;

const descriptions: Readonly<Record<number, string>> = {
  400: 'Malformed or out of range; errors name each value',
  401: 'No valid credential',
  403: 'The role may not do this',
  404: 'Nothing of this vendor has that id',
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
  'person-key-missing',
  'known-at-unsettled',
  'policies-unreadable',
  'release-unreadable',
  'store-unreadable',
  'view-stopped',
  'body-too-large',
  'media-type-unsupported',
];
const ofWriting: readonly ProblemCode[] = [
  ...ofReads,
  'stream-busy',
  'stale',
  'idempotency-key-reused',
  'store-stopped',
  'jobs-unreachable',
];

/** The codes by their status, each status an answer of its own. */
const refusalsOf = (codes: readonly ProblemCode[]): Record<string, object> => {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of [...new Set(codes)].sort())
    byStatus.set(catalogue[code].status, [...(byStatus.get(catalogue[code].status) ?? []), code]);
  const answer = (status: number, some: readonly ProblemCode[]) => {
    const schema = { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: some } } }] };
    return { description: descriptions[status] ?? 'Refused', content: { 'application/problem+json': { schema } } };
  };
  return Object.fromEntries([...byStatus].map(([status, some]) => [String(status), answer(status, some)]));
};

const methods = ['get', 'post', 'patch', 'put', 'delete'] as const;

const header = (name: string, description: string, schema: object) => ({
  name,
  in: 'header',
  required: false,
  description,
  schema,
});
const everywhere = [
  header('Ledger-Vendor', 'The vendor, where the credential is for several.', {
    type: 'string',
    maxLength: 40,
  }),
  header('Ledger-Min-Position', 'Waits, up to 5 s, until the views have reached this Ledger-Position.', {
    type: 'string',
    maxLength: longestPosition,
  }),
  header('Accept-Language', 'The language of texts.', {
    type: 'string',
    enum: ['zh-CN', 'zh-TW', 'en'],
    default: 'zh-CN',
  }),
];
const ofWrites = [
  header('Idempotency-Key', 'The same key with the same body answers as the first time and writes nothing.', {
    type: 'string',
    maxLength: 200,
  }),
  header('If-Match', 'The ETag last seen, a list of them, or * for any; one that does not match gets 412.', {
    type: 'string',
    maxLength: longestIfMatch,
  }),
];

/** The description of the whole API: what is the same for every operation is put on here. */
export function describeApi(app: NestFastifyApplication, version: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Service Ledger')
    .setDescription('After-sales entitlements as a ledger: who is owed which service, at any instant, with proof.')
    .setVersion(version)
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key' })
    .build();
  const document = SwaggerModule.createDocument(app, config);
  document.components = {
    ...document.components,
    schemas: {
      ...document.components?.schemas,
      ...(namedSchemas() as Record<string, never>),
      Problem: problemSchema as never,
    },
  };
  for (const [path, item] of Object.entries(document.paths)) {
    if (path.startsWith('/health/')) continue;
    const api = path.startsWith('/api/');
    for (const method of methods) {
      const operation = item[method];
      if (operation === undefined) continue;
      const writes = method !== 'get';
      operation.security ??= [{ bearer: [] }];
      if (api)
        operation.parameters = [
          ...(operation.parameters ?? []),
          ...(everywhere as never[]),
          ...(writes ? (ofWrites as never[]) : []),
        ];
      const documented = operation as { [codesOfRoute]?: readonly ProblemCode[] };
      const usual = !api ? ofGuards : writes ? ofWriting : ofReads;
      for (const [status, answer] of Object.entries(refusalsOf([...usual, ...(documented[codesOfRoute] ?? [])])))
        operation.responses[status] ??= answer as never;
      delete documented[codesOfRoute];
    }
  }
  describeBounds(document);
  return document;
}

/** Serves the description, written out once: it is asked for without a credential. */
export function serveDocument(app: NestFastifyApplication, document: OpenAPIObject): void {
  const server = app.getHttpAdapter().getInstance();
  const json = JSON.stringify(document);
  const yaml = stringify(JSON.parse(json), { aliasDuplicateObjects: false });
  server.get('/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(json));
  server.get('/openapi.yaml', (_request, reply) => reply.type('text/yaml; charset=utf-8').send(yaml));
}
