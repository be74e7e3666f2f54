import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { type OpenApi, type Operation, operationsOf, resolved, type Schema } from '../support/openapi.js';

interface Bounded extends Schema {
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
}

/** A policy is a file of its own with its own schema and bounds. */
const ofTheirOwn = ['POST /api/v1/policies/{vendor}/versions'];

describe('what a request may hold is bounded in the description of the API', () => {
  let app: TestApp;
  let document: OpenApi;
  let operations: readonly Operation[];
  beforeAll(async () => {
    app = await startApp();
    document = (await app.http.get('/openapi.json')).body as OpenApi;
    operations = operationsOf(document).filter(({ name }) => !ofTheirOwn.includes(name));
  });
  afterAll(() => app.close());

  /** The places of strings and lists without a bound, below a schema. */
  const unbounded = (given: Schema, at: string, seen: ReadonlySet<Schema> = new Set()): readonly string[] => {
    const schema = resolved(document, given) as Bounded;
    if (seen.has(schema)) return [];
    const within = new Set([...seen, schema]);
    const types = [schema.type ?? []].flat();
    const parts = [...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? [])];
    const free = schema.enum === undefined && schema.const === undefined && schema.format !== 'binary';
    return [
      ...(types.includes('string') && free && schema.maxLength === undefined ? [`${at}: no maxLength`] : []),
      ...(types.includes('array') && schema.maxItems === undefined ? [`${at}: no maxItems`] : []),
      ...(schema.items === undefined ? [] : unbounded(schema.items, `${at}[]`, within)),
      ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => unbounded(inner, `${at}.${name}`, within)),
      ...parts.flatMap((part) => unbounded(part, at, within)),
    ];
  };

  it('every string has a maxLength and every list a maxItems', () => {
    const found = operations.flatMap(({ name, parameters, bodies }) => [
      ...parameters.flatMap((parameter) => unbounded(parameter.schema, `${name} ${parameter.in} ${parameter.name}`)),
      ...Object.values(bodies).flatMap(({ schema }) => (schema === undefined ? [] : unbounded(schema, `${name} body`))),
    ]);
    expect(found).toEqual([]);
  });

  it('a text of a query beyond its bound is refused', async () => {
    let tried = 0;
    for (const { path, method, parameters } of operations) {
      if (method !== 'GET' || path.includes('{')) continue;
      for (const { name, schema } of parameters.filter((parameter) => parameter.in === 'query')) {
        const { maxLength } = resolved(document, schema) as Bounded;
        if (maxLength === undefined) continue;
        const query = { [name]: 'x'.repeat(maxLength + 1) };
        const { status, body } = await app.http
          .get(path)
          .query(query)
          .set({ authorization: `Bearer ${app.keys.admin}` });
        expect([path, name, status]).toEqual([path, name, 400]);
        expect((body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toContain(`?${name}`);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(15);
  });

  it('a text of a body beyond its bound is refused, and so is a list', async () => {
    let tried = 0;
    for (const { path, method, bodies, roles } of operations) {
      const schema = bodies['application/json']?.schema;
      if (schema === undefined || method === 'GET') continue;
      const key = roles.length === 0 || roles.includes('admin') ? app.keys.admin : app.keys[roles[0] as 'system'];
      const { properties = {} } = resolved(document, schema);
      for (const [name, inner] of Object.entries(properties)) {
        const { maxLength, maxItems } = resolved(document, inner) as Bounded;
        if (maxLength === undefined && maxItems === undefined) continue;
        const value =
          maxLength === undefined ? Array.from({ length: maxItems! + 1 }, () => ({})) : 'x'.repeat(maxLength + 1);
        const answer = await app.http[method.toLowerCase() as 'post' | 'patch'](path.replaceAll(/\{\w+\}/g, 'x'))
          .set({ authorization: `Bearer ${key}` })
          .send({ [name]: value });
        expect([path, name, answer.status]).toEqual([path, name, 400]);
        expect((answer.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toContain(`/${name}`);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(60);
  });
});
