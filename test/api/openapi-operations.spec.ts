import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roles } from '../../domain/kernel/envelope.js';
import '../../src/problems.js';
import { catalogue } from '../../src/platform/http/problems/catalogue.js';
import { startApp, type TestApp } from '../support/app.js';
import { type OpenApi, type Operation, operationsOf, type Schema } from '../support/openapi.js';
import { ofNoRoute } from '../support/openapi-exceptions.js';

/** What generators of clients need of the document besides schemas. */
describe('the operations of the OpenAPI document', () => {
  let app: TestApp;
  let document: OpenApi;
  let operations: readonly Operation[];
  beforeAll(async () => {
    app = await startApp({ now: '2026-04-01T02:00:00.000Z' });
    document = (await app.http.get('/openapi.json')).body as OpenApi;
    operations = operationsOf(document);
  });
  afterAll(() => app.close());

  it('have ids that are unique and read like a call', () => {
    const ids = operations.map(({ id }) => id ?? '');
    expect(ids.filter((id) => !/^[a-z]+[A-Z][A-Za-z]+$|^suppose$/.test(id))).toEqual([]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(operations.find(({ name }) => name === 'POST /api/v1/contracts/{id}/renewals')?.id).toBe('renewContract');
  });

  it('name exactly the roles that are let in', async () => {
    // Links in mails have a token in the address, and no role.
    const guarded = operations.filter(({ path }) => path.startsWith('/api/') && !path.endsWith('/{token}'));
    for (const operation of guarded) {
      const allowed: string[] = [];
      for (const role of roles) {
        const { status } = await app.http[operation.method.toLowerCase() as 'get' | 'post' | 'patch' | 'delete'](
          operation.path.replaceAll(/\{\w+\}/g, 'x'),
        ).set({ authorization: `Bearer ${app.keys[role]}`, 'last-event-id': 'refused, so that no stream goes on' });
        if (status !== 403) allowed.push(role);
      }
      expect([operation.name, ...operation.roles.toSorted()]).toEqual([operation.name, ...allowed.toSorted()]);
    }
  });

  it('share the refusals that any of them can answer', () => {
    const inline = Object.values(document.paths).flatMap((item) =>
      Object.values(item).flatMap(({ responses = {} }) =>
        Object.entries(responses).filter(([status, answer]) => status === '401' && answer.$ref === undefined),
      ),
    );
    expect(inline).toEqual([]);
    expect(Object.keys(document.components.responses)).toContain('WriteRefused401');
  });

  it('describe every answer with a schema, and every parameter of an address', () => {
    for (const operation of operations) {
      const [status, answer] = Object.entries(operation.answers).find(([each]) => each.startsWith('2'))!;
      expect([
        operation.name,
        status,
        Object.values(answer.content ?? {}).every(({ schema }) => schema !== undefined) &&
          Object.keys(answer.content ?? {}).length > 0,
      ]).toEqual([operation.name, status, true]);
      expect([
        operation.name,
        operation.parameters
          .filter((parameter) => parameter.in === 'path')
          .map(({ name }) => name)
          .sort(),
      ]).toEqual([operation.name, [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort()]);
    }
  });

  it('name, with its status, every code that the catalogue has', () => {
    const codesIn = (schema: Schema): readonly string[] =>
      (schema.allOf ?? []).flatMap(({ properties }) => (properties?.['code']?.enum ?? []) as string[]);
    const recorded = new Map<string, Set<number>>();
    for (const { answers } of operations)
      for (const [status, { content }] of Object.entries(answers))
        for (const code of codesIn(content?.['application/problem+json']?.schema ?? {}))
          recorded.set(code, (recorded.get(code) ?? new Set()).add(Number(status)));
    expect(
      [...recorded].filter(([code, statuses]) =>
        [...statuses].some((status) => status !== catalogue[code as keyof typeof catalogue].status),
      ),
    ).toEqual([]);
    expect(Object.keys(catalogue).filter((code) => !recorded.has(code) && !ofNoRoute.includes(code))).toEqual([]);
  });
});
