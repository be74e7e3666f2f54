import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ModulesContainer } from '@nestjs/core';
import { allowedRoles, openToAll } from '../../src/platform/auth/caller.js';
import { startApp, type TestApp } from '../support/app.js';

interface Route {
  readonly name: string;
  readonly open: boolean;
  readonly roles: readonly string[] | undefined;
}

/** Every handler of the product's controllers, with the roles that its decorators admit. */
function routesOf({ app }: TestApp): readonly Route[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].map(
      ({ metatype }) => metatype as { readonly name: string; readonly prototype: object },
    ),
  );
  return controllers.flatMap((controller) =>
    Object.getOwnPropertyNames(controller.prototype)
      .map((method) => [method, (controller.prototype as Record<string, unknown>)[method] as object] as const)
      .filter(
        ([method, handler]) =>
          method !== 'constructor' && typeof handler === 'function' && Reflect.hasMetadata('path', handler),
      )
      .map(([method, handler]) => {
        const post = (key: string): unknown =>
          Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller);
        return {
          name: `${controller.name}.${method}`,
          open: post(openToAll) === true,
          roles: post(allowedRoles) as readonly string[] | undefined,
        };
      }),
  );
}

describe('routes', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('A1: each names who may use it, since one that does not refuses everybody', () => {
    const routes = routesOf(app);
    expect(routes.length).toBeGreaterThan(2);
    expect(routes.filter(({ open, roles }) => !open && (roles ?? []).length === 0).map(({ name }) => name)).toEqual([]);
  });

  it('A1, M6: none is open but what watches the process and what a token in the address permits', () => {
    expect(
      routesOf(app)
        .filter(({ open }) => open)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      'HealthController.getLiveness',
      'HealthController.getReadiness',
      'ResolutionsController.answerResolution',
      'ResolutionsController.getResolution',
      'SurveysController.answerSurvey',
      'SurveysController.getSurvey',
      'UnsubscribeController.endNotices',
      'UnsubscribeController.getUnsubscription',
    ]);
  });

  it('A1: each refuses a request without a credential, before it looks at anything else', async () => {
    const { body } = await app.http.get('/openapi.json');
    const paths = body.paths as Record<string, Record<string, { readonly security: readonly unknown[] }>>;
    const guarded = Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, { security }]) =>
        security.length === 0 ? [] : [[method, path] as const],
      ),
    );
    const limit = 50; // Below the number of requests without a credential that one address may send.
    for (const [method, path] of guarded.slice(0, limit)) {
      const { status } = await app.http[method as 'get' | 'post' | 'patch' | 'delete'](
        path.replaceAll(/\{\w+\}/g, 'x'),
      );
      expect([method, path, status]).toEqual([method, path, 401]);
    }
  });

  it('each is described with the problems it can answer', async () => {
    const { body } = await app.http.get('/openapi.json');
    for (const [path, item] of Object.entries(
      body.paths as Record<string, Record<string, { responses: Record<string, unknown>; security?: unknown[] }>>,
    )) {
      if (path.startsWith('/health/')) continue;
      for (const [method, { responses, security }] of Object.entries(item)) {
        if (path.includes('{token}')) {
          expect([security, Object.keys(responses)]).toEqual([[], expect.arrayContaining(['404', '429'])]);
          continue;
        }
        const usual = path.startsWith('/api/') ? ['400', '401', '403', '404', '429'] : ['401', '403', '429'];
        expect([path, method, Object.keys(responses)]).toEqual([path, method, expect.arrayContaining(usual)]);
        expect(security).toEqual([{ bearer: [] }]);
      }
    }
  });
});
