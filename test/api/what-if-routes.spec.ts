import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ContractsController } from '../../src/contracts/contracts.controller.js';
import { RecordedFactsController } from '../../src/contracts/recorded-facts.controller.js';
import { CustomersController } from '../../src/customers/customers.controller.js';
import { RequestsController } from '../../src/requests/requests.controller.js';
import { ReleasesController } from '../../src/releases/releases.controller.js';
import { examples } from '../../src/what-if/examples.js';
import { SUPPOSED_COMMANDS, type SupposedCommands } from '../../src/what-if/supposed-commands.js';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';
import { writeRoutes } from '../support/write-routes.js';

/** `POST /contracts/:/renewals` and the class of its body, of every write of the controllers. */
const writesOf = (controllers: readonly { readonly prototype: object }[]): readonly string[] =>
  controllers.flatMap((controller) =>
    Object.getOwnPropertyNames(controller.prototype).flatMap((name) => {
      const handler = (controller.prototype as Readonly<Record<string, object>>)[name]!;
      const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      if (method === undefined || method === RequestMethod.GET) return [];
      const path =
        `/${Reflect.getMetadata(PATH_METADATA, controller)}/${Reflect.getMetadata(PATH_METADATA, handler)}`.replace(
          /\/+$/,
          '',
        );
      const body = (
        Reflect.getMetadata('design:paramtypes', controller.prototype, name) as readonly { readonly name: string }[]
      ).find((type) => type.name.endsWith('Dto'));
      return [`${RequestMethod[method]} ${path.replaceAll(/:\w+/g, ':')} ${body?.name}`];
    }),
  );

describe('what can be supposed', () => {
  let app: TestApp;
  let supposed: SupposedCommands;
  beforeAll(async () => {
    app = await startApp({ now: '2026-06-01T02:00:00.000Z' });
    supposed = app.app.get(SUPPOSED_COMMANDS, { strict: false });
  });
  afterAll(() => app.close());

  it('is whatever can be written of contracts, customers and releases, and registering a request', () => {
    const routes = [...supposed].map(([name, { body, ids }]) => {
      if (writeRoutes[name] === undefined) throw new Error(`${name} is missing in test/support/write-routes.ts`);
      const [method, path] = writeRoutes[name];
      expect([name, [...(path ?? '').matchAll(/:(\w+)/g)].map(([, id]) => id)]).toEqual([name, ids]);
      return `${method} ${path?.replaceAll(/:\w+/g, ':')} ${body.name}`;
    });
    expect(routes.sort()).toEqual(
      [
        ...writesOf([
          ContractsController,
          RecordedFactsController,
          CustomersController,
          ReleasesController,
          RequestsController,
        ]),
      ].sort(),
    );
  });

  it('is in the description of the API, each command with its body', async () => {
    const { body } = await app.http.get('/openapi.json');
    const { requestBody, responses } = body.paths['/api/v1/entitlements/what-if'].post;
    expect(Object.keys(requestBody.content['application/json'].examples)).toEqual(Object.keys(examples));
    expect(responses['200'].content['application/json'].schema.required).toEqual(['before', 'after', 'supposed']);
    const { suppose, question } = body.components.schemas.WhatIfDto.properties;
    expect(question.allOf).toEqual([{ $ref: '#/components/schemas/QuestionDto' }]);
    const { schemas } = body.components;
    const named = ($ref: string) => schemas[$ref.slice('#/components/schemas/'.length)];
    const { oneOf, discriminator } = suppose.items;
    expect(discriminator.propertyName).toBe('command');
    expect(Object.keys(discriminator.mapping)).toEqual([...supposed.keys()]);
    expect(Object.values(discriminator.mapping)).toEqual(oneOf.map(({ $ref }: { $ref: string }) => $ref));
    for (const [command, $ref] of Object.entries(discriminator.mapping as Record<string, string>)) {
      const { allOf } = named($ref);
      expect(allOf[0].properties.command.enum).toEqual([command]);
      expect(named(allOf[1].$ref)).toBeDefined();
    }
  });

  it('its examples are answered', async () => {
    const client = new ApiClient(app, 'seeyon');
    const customer = await client.post('/customers', { code: 'KH1', name: '甲方', level: 'key', region: 'city' });
    const contract = await client.post('/contracts', {
      customerId: customer.id,
      contractNo: 'XS-1',
      licenceNo: 'L-1',
      purchasedOn: '2025-03-01',
      product: { series: 'EKP', name: 'EKP', version: '4.11' },
    });
    for (const { value } of Object.values(examples)) {
      const ours = JSON.parse(
        JSON.stringify(value)
          .replaceAll(/cus_\w+/g, customer.id)
          .replaceAll(/con_\w+/g, contract.id),
      ) as object;
      const { before, after, supposed: executed } = await client.post('/entitlements/what-if', ours);
      expect([before.reason, after.reason, executed.length]).toEqual(['lapsed', 'covered', value.suppose.length]);
    }
  });
});
