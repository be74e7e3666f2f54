import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ModulesContainer } from '@nestjs/core';
import { allowedRoles, openToAll } from '../../src/platform/auth/caller.js';
import { unauthenticatedPerMinute } from '../../src/platform/auth/rate-limits.js';
import { portalCustomer, startApp, type TestApp } from '../support/app.js';
import { ProbeModule } from './probe.js';

describe('who may come in', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ modules: [ProbeModule] });
  });
  afterAll(() => app.close());

  const get = (path: string, token: string, headers: Record<string, string> = {}) =>
    app.http.get(`/api/v1/probe/${path}`).set({ authorization: `Bearer ${token}`, ...headers });

  it('A1: a key fixes vendor and role', async () => {
    const { body } = await get('whoami', app.keys.sales, { 'accept-language': 'zh-TW' });
    expect(body).toMatchObject({ vendor: 'seeyon', actor: { role: 'sales' }, language: 'zh-TW', customerId: null });
    expect((await get('whoami', app.keys.other)).body).toMatchObject({ vendor: 'huaruan', actor: { role: 'sales' } });
    expect((await get('whoami', app.keys.customer)).body).toMatchObject({
      vendor: 'seeyon',
      customerId: portalCustomer,
    });
  });

  it('A1: a role that may not, gets 403 with those that may', async () => {
    const { status, body } = await get('whoami', app.keys.auditor, { 'accept-language': 'en' });
    expect([status, body.code, body.detail]).toEqual([
      403,
      'forbidden',
      'The role auditor may not do this; those that may: sales, admin, customer.',
    ]);
  });

  it('A1: a route that names no role refuses everybody', async () => {
    for (const token of Object.values(app.keys))
      expect((await get('roleless', token, { 'ledger-vendor': 'seeyon' })).status).toBe(403);
  });

  it('A1: an open route asks for nothing', async () =>
    expect((await app.http.get('/api/v1/probe/open')).status).toBe(200));

  it('A1: an admin of every vendor names one that there is', async () => {
    expect((await get('whoami', app.keys.everywhere)).body).toMatchObject({ status: 400, code: 'vendor-required' });
    expect((await get('whoami', app.keys.everywhere, { 'ledger-vendor': 'nobody' })).body).toMatchObject({
      status: 404,
      code: 'vendor-unknown',
    });
    expect((await get('whoami', app.keys.everywhere, { 'ledger-vendor': 'huaruan' })).body).toMatchObject({
      vendor: 'huaruan',
      actor: { role: 'admin' },
    });
    expect((await get('installation', app.keys.everywhere)).body).toEqual({ vendor: '*' });
  });

  it('A1: for a key of one vendor there is no other', async () =>
    expect((await get('whoami', app.keys.sales, { 'ledger-vendor': 'huaruan' })).body).toMatchObject({
      status: 404,
      code: 'vendor-unknown',
    }));

  it('A1: every route of the product names who may use it', () => {
    const modules = app.app.get(ModulesContainer);
    const silent = [...modules.values()].flatMap(({ controllers }) =>
      [...controllers.values()].flatMap(({ metatype }) => {
        const prototype = (metatype as { prototype: object }).prototype;
        return Object.getOwnPropertyNames(prototype)
          .map((name) => ({
            name: `${(metatype as { name: string }).name}.${name}`,
            handler: Object.getOwnPropertyDescriptor(prototype, name)?.value as object,
          }))
          .filter(({ name, handler }) => !name.endsWith('.constructor') && Reflect.hasMetadata('path', handler))
          .filter(
            ({ handler }) =>
              ![allowedRoles, openToAll].some(
                (key) => Reflect.hasMetadata(key, handler) || Reflect.hasMetadata(key, metatype as object),
              ),
          )
          .map(({ name }) => name);
      }),
    );
    expect(silent).toEqual(['ProbeController.roleless']);
  });

  it('logs who asked for what, and nothing of any body', async () => {
    await app.http
      .get('/api/v1/probe/list?cursor=hunter2')
      .set({ authorization: `Bearer ${app.keys.sales}`, 'x-correlation-id': 'abc-1' });
    const line = app.log
      .map((text) => JSON.parse(text) as Record<string, unknown>)
      .find(({ route, correlationId }) => route === '/api/v1/probe/list' && correlationId === 'abc-1');
    expect(line).toMatchObject({
      method: 'GET',
      status: 200,
      vendor: 'seeyon',
      key: expect.stringMatching(/^key_/) as unknown,
    });
    expect(app.log.join('')).not.toMatch(/hunter2|slk_/);
  });
});

describe('limits', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startApp({ modules: [ProbeModule] });
  });
  afterEach(() => app.close());

  it.each([undefined, '', 'Bearer', 'Bearer wrong', 'Basic dXNlcjpwYXNz', `Bearer ${'x'.repeat(1000)}`])(
    'A1: the credential %j opens nothing',
    async (authorization) => {
      const { status, body, headers } = await app.http
        .get('/api/v1/probe/whoami')
        .set(authorization === undefined ? {} : { authorization });
      expect([status, body.code, headers['www-authenticate']]).toEqual([
        401,
        'unauthenticated',
        'Bearer realm="service-ledger"',
      ]);
    },
  );

  it('A1: wrong credentials are limited by address; a good one is not', async () => {
    for (let n = 0; n < unauthenticatedPerMinute; n += 1)
      expect((await app.http.get('/api/v1/probe/whoami')).status).toBe(401);
    const { status, body, headers } = await app.http.get('/api/v1/probe/whoami');
    expect([status, body.code]).toEqual([429, 'too-many-requests']);
    expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect((await app.http.get('/api/v1/probe/whoami').set('authorization', `Bearer ${app.keys.sales}`)).status).toBe(
      200,
    );
  });

  it('A1: a key with a limit of its own keeps it', async () => {
    const { token } = await app.stores.apiKeys.create({
      vendor: 'seeyon',
      role: 'sales',
      name: 'limited',
      limitPerMinute: 2,
    });
    const ask = () => app.http.get('/api/v1/probe/whoami').set('authorization', `Bearer ${token}`);
    expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([200, 200, 429]);
  });

  it('states the limit of a key in every answer to it, refusals included', async () => {
    const { token } = await app.stores.apiKeys.create({
      vendor: 'seeyon',
      role: 'sales',
      name: 'limited too',
      limitPerMinute: 3,
    });
    const paths = ['/api/v1/contracts', '/api/v1/keys', '/api/v1/contracts/nothing', '/api/v1/contracts'];
    const answers = [];
    for (const path of paths) answers.push(await app.http.get(path).set('authorization', `Bearer ${token}`));
    expect(
      answers.map(({ status, headers }) => [
        status,
        headers['ratelimit-policy'],
        String(headers['ratelimit']).replace(/t=([1-9]|[1-5]\d|60)$/, 't=…'),
        headers['retry-after'] !== undefined,
      ]),
    ).toEqual([
      [200, '"minute";q=3;w=60', '"minute";r=2;t=…', false],
      [403, '"minute";q=3;w=60', '"minute";r=1;t=…', false],
      [404, '"minute";q=3;w=60', '"minute";r=0;t=…', false],
      [429, '"minute";q=3;w=60', '"minute";r=0;t=…', true],
    ]);
    const unlimited = await app.http.get('/api/v1/contracts').set('authorization', `Bearer ${app.keys.sales}`);
    expect([unlimited.status, 'ratelimit' in unlimited.headers]).toEqual([200, false]);
  });

  it('A1: a revoked key opens nothing from then on', async () => {
    const { token, key } = await app.stores.apiKeys.create({ vendor: 'seeyon', role: 'sales', name: 'leaver' });
    const ask = () => app.http.get('/api/v1/probe/whoami').set('authorization', `Bearer ${token}`);
    expect((await ask()).status).toBe(200);
    await app.stores.apiKeys.revoke(key.id);
    expect((await ask()).status).toBe(401);
  });
});
