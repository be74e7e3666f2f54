import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { catalogue, type ProblemCode } from './problems/catalogue.js';

type Operation = { responses: Record<string, unknown>; parameters?: unknown[]; security?: unknown[]; [more: string]: unknown };

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
const open = /^\/(?:health\/|openapi\.json|docs)/;

/** What every guarded route can answer besides its own: by status, the codes. */
const usual: readonly ProblemCode[] = ['malformed-request', 'invalid', 'header-invalid', 'vendor-required', 'unauthenticated', 'forbidden', 'vendor-unknown', 'not-found', 'too-many-requests', 'views-behind', 'unexpected'];
const written: readonly ProblemCode[] = ['malformed-json', 'stream-busy', 'stale', 'body-too-large', 'media-type-unsupported', 'idempotency-key-reused', 'store-stopped'];
const failing: readonly ProblemCode[] = ['too-many-requests', 'unexpected'];

const header = (name: string, description: string, schema: object) => ({ name, in: 'header', required: false, description, schema });
const acceptLanguage = header('Accept-Language', 'language of sentences; codes never change', { type: 'string', enum: ['zh-CN', 'zh-TW', 'en'], default: 'zh-CN' });
const guarded = [
  header('Ledger-Vendor', 'the vendor meant; only for keys of several vendors', { type: 'string' }),
  header('Ledger-Min-Position', 'waits up to 5 s until the views have reached this token', { type: 'string' }),
  acceptLanguage,
];
const writes = [
  header('Idempotency-Key', 'the same key with the same body answers as the first time and writes nothing', { type: 'string', maxLength: 200 }),
  header('If-Match', 'the ETag last seen; a changed object answers 412', { type: 'string', example: '"3"' }),
];

/** The description of the whole API, built from the routes that are there. */
export function openapi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Service Ledger')
    .setDescription('After-sales entitlements as a ledger: who is owed which service, at any instant, with proof.')
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'an API key or session token' }, 'bearer')
    .build();
  return complete(SwaggerModule.createDocument(app, config));
}

/** Adds what is the same everywhere: error answers, headers, the credential. What a route says itself stands. */
function complete(document: OpenAPIObject): OpenAPIObject {
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: problemSchema as never } };
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation = item[method] as unknown as Operation | undefined;
      if (operation === undefined) continue;
      const free = open.test(path);
      const codes = free ? failing : method === 'get' ? usual : [...usual, ...written];
      operation.responses = { ...problems(codes), ...operation.responses };
      operation.parameters = [...(operation.parameters ?? []), ...(free ? [] : method === 'get' ? guarded : [...guarded, ...writes])];
      operation.security = free ? [] : [{ bearer: [] }];
    }
  }
  return document;
}

function problems(codes: readonly ProblemCode[]): Record<string, unknown> {
  const byStatus = grouped(codes);
  return Object.fromEntries(
    [...byStatus].map(([status, all]) => [
      String(status),
      {
        description: all.map((code) => `\`${code}\`: ${catalogue[code].title.en}`).join('; '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

function grouped(codes: readonly ProblemCode[]): Map<number, ProblemCode[]> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) byStatus.set(catalogue[code].status, [...(byStatus.get(catalogue[code].status) ?? []), code]);
  return byStatus;
}

const problemSchema = {
  type: 'object',
  description: 'RFC 9457. A refusal by a domain rule carries the number of the rule.',
  required: ['type', 'title', 'status', 'detail', 'code', 'correlationId'],
  properties: {
    type: { type: 'string', example: 'urn:service-ledger:problem:invalid' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'the offending value and the way out, in the language asked for' },
    code: { type: 'string', enum: Object.keys(catalogue).sort() },
    rule: { type: 'string', example: 'C3' },
    correlationId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer into the body, or ?name of a query parameter', example: '/product/modules/0/code' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
  },
};

/** Serves the description at /openapi.json and for reading at /docs. */
export function serveDocs(app: INestApplication): void {
  let built: OpenAPIObject | undefined;
  SwaggerModule.setup('docs', app, () => (built ??= openapi(app)), { jsonDocumentUrl: 'openapi.json', raw: ['json'], useGlobalPrefix: false });
}
