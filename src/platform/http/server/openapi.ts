import { gzipSync } from 'node:zlib';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { stringify } from 'yaml';
import type { ProblemCode } from '../problems/catalogue.js';
import { introduction } from './api-introduction.js';
import { describeBounds } from './described-bounds.js';
import { answerHeaders, headersOf, requestHeaders, requestHeadersOf } from './described-headers.js';
import { byTokenAlone, codesOfRoute, formOfRoute, rolesOfRoute, showsRevision } from './documented.js';
import { problemSchema, refusalsOf, sharedRefusals } from './refusal-answers.js';
import { namedSchemas } from './schemas.js';
import { type AnswerExamples, showExamples } from './shown-examples.js';
import { describedTags } from './tags.js';

const methods = ['get', 'post', 'patch', 'put', 'delete'] as const;

/** What the decorators of a route leave for `describeApi`; only the roles are published. */
interface Marked {
  [codesOfRoute]?: readonly ProblemCode[];
  [showsRevision]?: boolean;
  [byTokenAlone]?: boolean;
  [formOfRoute]?: object;
  [rolesOfRoute]?: readonly string[];
}

/** What the product sends to its subscribers: the member `webhooks`, and what several of them share. */
export interface DescribedWebhooks {
  readonly webhooks: Readonly<Record<string, object>>;
  readonly parameters: Readonly<Record<string, object>>;
}

/** What the composition root knows of the API besides its routes. */
export interface DescribedBeside {
  readonly sent: DescribedWebhooks;
  readonly examples: AnswerExamples;
}

/** The description of the whole API: what is the same for every operation is put on here. */
export function describeApi(
  app: NestFastifyApplication,
  version: string,
  { sent, examples }: DescribedBeside,
): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Service Ledger')
    .setDescription(introduction)
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key' })
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    // The name of the controller's method, unique among all of them, is what generators name the call by.
    operationIdFactory: (_controller, method) => method,
  });
  document.components = {
    ...document.components,
    schemas: {
      ...document.components?.schemas,
      ...(namedSchemas() as Record<string, never>),
      Problem: problemSchema as never,
    },
    responses: sharedRefusals() as never,
    headers: answerHeaders as never,
    parameters: { ...requestHeaders, ...sent.parameters } as never,
  };
  document.webhooks = sent.webhooks as never;
  for (const [path, item] of Object.entries(document.paths))
    for (const method of methods) if (item[method] !== undefined) describeOperation(path, method, item[method]);
  document.tags = [...describedTags()];
  describeBounds(document);
  showExamples(document, examples);
  return document;
}

type Described = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** Puts on an operation what it shares with all others of its kind: parameters, headers, refusals, roles. */
function describeOperation(path: string, method: (typeof methods)[number], operation: Described): void {
  const api = path.startsWith('/api/');
  const writes = method !== 'get';
  const marked = operation as Marked;
  const guarded = !path.startsWith('/health/') && marked[byTokenAlone] !== true;
  const headers = headersOf({ guarded, writes, etag: marked[showsRevision] === true });
  for (const answer of Object.values(operation.responses)) (answer as { headers?: object }).headers ??= headers;
  operation.security ??= guarded ? [{ bearer: [] }] : [];
  const open = marked[byTokenAlone] === true ? 'Link' : 'Open';
  const kind = !guarded ? open : !api ? 'Guard' : writes ? 'Write' : 'Read';
  for (const [status, answer] of Object.entries(refusalsOf(kind, marked[codesOfRoute] ?? [])))
    operation.responses[status] ??= answer as never;
  if (api && guarded)
    operation.parameters = [...(operation.parameters ?? []), ...(requestHeadersOf({ writes }) as never[])];
  describeRoles(operation, marked[rolesOfRoute]);
  describeForm(operation, marked[formOfRoute]);
  if (marked[byTokenAlone] === true) operation.description ??= 'No login: the token in the address is the permission.';
  delete marked[codesOfRoute];
  delete marked[showsRevision];
  delete marked[byTokenAlone];
  delete marked[formOfRoute];
}

/** A body that may also be sent as a form: its parts besides files are JSON. */
function describeForm({ requestBody }: Described, form: object | undefined): void {
  if (form === undefined || requestBody === undefined || !('content' in requestBody)) return;
  requestBody.content['multipart/form-data'] = {
    schema: form,
    encoding: { body: { contentType: 'application/json' } },
  } as never;
}

/** The roles that may use an operation, for people; `x-roles` is for programs. */
function describeRoles(operation: { description?: string }, roles: readonly string[] | undefined): void {
  if (roles === undefined) return;
  operation.description = [operation.description, `Roles: ${roles.join(', ')}.`].filter(Boolean).join('\n\n');
}

/**
 * Serves the description, and the pages that show it. They are asked for without a credential: what is sent is made,
 * written out and compressed once, when it is first asked for, and the pages load the description instead of holding
 * another copy.
 */
export function serveDocument(app: NestFastifyApplication, describe: () => OpenAPIObject): void {
  const document = madeOnce(describe);
  const json = madeOnce(() => JSON.stringify(document()));
  const yaml = madeOnce(() => stringify(JSON.parse(json()), { aliasDuplicateObjects: false }));
  serveText(app, '/openapi.json', 'application/json; charset=utf-8', json);
  serveText(app, '/openapi.yaml', 'text/yaml; charset=utf-8', yaml);
  const loaded = { swaggerUrl: '/openapi.json', patchDocumentOnRequest: () => undefined as never };
  SwaggerModule.setup('docs', app, document, { raw: false, ...loaded });
}

const madeOnce = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

function serveText(app: NestFastifyApplication, path: string, type: string, text: () => string): void {
  const compressed = madeOnce(() => gzipSync(text()));
  app
    .getHttpAdapter()
    .getInstance()
    .get(path, (request, reply) => {
      void reply.type(type).header('vary', 'accept-encoding');
      if (!acceptsGzip(request.headers['accept-encoding'])) return reply.send(text());
      return reply.header('content-encoding', 'gzip').send(compressed());
    });
}

/** RFC 9110, 12.5.3: `gzip`, unless with a weight of 0. */
const acceptsGzip = (header: string | string[] | undefined): boolean =>
  /(?:^|,)\s*gzip\s*(?:,|$|;\s*q=(?:1|0\.0*[1-9]))/i.test(String(header ?? ''));
