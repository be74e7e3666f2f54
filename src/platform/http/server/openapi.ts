import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

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
    errors: { type: 'array', items: { type: 'object', required: ['pointer', 'code', 'detail'], properties: { pointer: { type: 'string', example: '/product/modules/0/code' }, code: { type: 'string' }, detail: { type: 'string' } } } },
    correlationId: { type: 'string' },
  },
} as const;

const answers = {
  400: 'Malformed or out of range; errors name each value',
  401: 'No valid credential',
  403: 'The role may not do this',
  404: 'Nothing of this vendor has that id',
  409: 'Refused by a rule, named in `rule`; or changed at the same time',
  412: 'If-Match is stale',
  413: 'Body over 8 MB',
  415: 'Body of another type than JSON',
  422: 'The Idempotency-Key was used with another body',
  429: 'Too many requests; see Retry-After',
  503: 'Views behind, or no writing now',
} as const;
const methods = ['get', 'post', 'patch', 'put', 'delete'] as const;
const reads = new Set([400, 401, 403, 404, 429, 503]);
/** What a guarded route of the installation can answer, which no vendor and no view stands behind. */
const doors = new Set([401, 403, 429]);

const header = (name: string, description: string, schema: object = { type: 'string' }) => ({ name, in: 'header', required: false, description, schema });
const everywhere = [
  header('Ledger-Vendor', 'The vendor, where the credential is for several.'),
  header('Ledger-Min-Position', 'Waits, up to 5 s, until the views have reached this Ledger-Position.'),
  header('Accept-Language', 'The language of texts.', { type: 'string', enum: ['zh-CN', 'zh-TW', 'en'], default: 'zh-CN' }),
];
const ofWrites = [
  header('Idempotency-Key', 'The same key with the same body answers as the first time and writes nothing.', { type: 'string', maxLength: 200 }),
  header('If-Match', 'The ETag last seen; a stale one gets 412.'),
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
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: problemSchema as never } };
  for (const [path, item] of Object.entries(document.paths)) {
    if (path.startsWith('/health/')) continue;
    const api = path.startsWith('/api/');
    for (const method of methods) {
      const operation = item[method];
      if (operation === undefined) continue;
      const writes = method !== 'get';
      operation.security ??= [{ bearer: [] }];
      if (api) operation.parameters = [...(operation.parameters ?? []), ...(everywhere as never[]), ...(writes ? (ofWrites as never[]) : [])];
      for (const [status, description] of Object.entries(answers))
        if (api ? writes || reads.has(Number(status)) : doors.has(Number(status)))
          operation.responses[status] ??= { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
    }
  }
  return document;
}
