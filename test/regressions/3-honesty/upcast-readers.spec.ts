import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { contract } from '../../../domain/contract/contract.js';
import type { Recorded, StreamEvent } from '../../../domain/kernel/envelope.js';
import { type Upcaster, upcasters } from '../../../migrations/upcasters/upcasters.js';
import { ImportJobs } from '../../../src/imports/jobs/import-jobs.js';
import { SqliteEventStore } from '../../../src/platform/events/sqlite-event-store.js';
import { Deliverer } from '../../../src/webhooks/deliverer.js';
import { startApp, type TestApp } from '../../support/app.js';
import { freshFolder } from '../../support/folder.js';
import { sampleEvent } from '../../support/sample-events.js';

const known = upcasters as Upcaster[];
/** What a next version would do to stored purchases: every reader must see it, though nothing stored changes. */
const purchased: Upcaster = {
  type: 'ContractPurchased',
  from: 1,
  up: (data) => ({ ...(data as object), licenceNo: 'UPCAST', contractNo: 'UP-1' }),
};
const file = [
  '客户编号,客户名称,客户级别,地区,合同号,许可证号,产品系列,产品名称,版本,定制模块,购买日期,续费记录,联系人,电话,邮箱,客户经理,备注',
  'KH1,客户1,普通,市内,XS-1,L-1,EKP,EKP,4.11,,2025-03-01,,联系人1,13900001,user1@example.com,李强,',
  '',
].join('\r\n');

describe('events are upcast wherever they are read', () => {
  let app: TestApp;
  let receiver: Server;
  let importId: string;
  let contractId: string;
  const delivered: { type: string; schemaversion: number; data: { licenceNo: string } }[] = [];
  const now = '2026-11-23T02:00:00.000Z';

  const call = (method: 'get' | 'post', path: string, body?: object) => {
    const question = app.http[method](`/api/v1${path}`).set({ authorization: `Bearer ${app.keys.admin}` });
    return body === undefined ? question : question.send(body);
  };
  const get = async (path: string) => (await call('get', path)).body;

  beforeEach(async () => {
    delivered.length = 0;
    receiver = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (part: string) => (text += part));
      request.on('end', () => {
        delivered.push(JSON.parse(text) as (typeof delivered)[number]);
        response.end();
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => receiver.once('listening', resolve));
    const host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
    app = await startApp({ now, env: { WEBHOOK_HOSTS: host } });
    const hook = await call('post', '/webhooks', { url: `http://${host}/`, types: ['ContractPurchased'] });
    expect(hook.status).toBe(201);
    importId = (await call('post', '/imports').attach('file', Buffer.from(file), 'a.csv')).body.id as string;
    await app.app.get(ImportJobs, { strict: false }).idle();
    contractId = (await get('/contracts')).items[0].id as string;
    await app.close();
    known.push(purchased);
    app = await startApp({ now, home: app.home, env: { WEBHOOK_HOSTS: host } });
  });
  afterEach(async () => {
    known.splice(known.indexOf(purchased), 1);
    await app.close();
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
  });

  it('by deciders', async () => {
    const { state } = await app.stores.ledger.load('seeyon', 'contract', contractId, contract);
    expect(state).toMatchObject({ status: 'purchased', contractNo: 'UP-1' });
  });

  it('by the projector', async () => {
    await app.stores.views.rebuild();
    expect((await get('/contracts')).items[0]).toMatchObject({ contractNo: 'UP-1' });
  });

  it('by webhooks', async () => {
    const deliverer = app.app.get(Deliverer, { strict: false });
    await deliverer.start();
    while (delivered.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      await deliverer.idle();
    }
    expect(delivered[0]).toMatchObject({
      type: 'service-ledger.ContractPurchased',
      schemaversion: 2,
      data: { licenceNo: 'UPCAST' },
    });
  });

  it('by the feed of events and timelines', async () => {
    const { items } = await get('/events?type=ContractPurchased');
    expect(items[0]).toMatchObject({ schema: 2, data: { licenceNo: 'UPCAST' } });
    const timeline = await get(`/contracts/${contractId}/timeline`);
    expect(timeline.items[0].event).toMatchObject({ schema: 2, data: { licenceNo: 'UPCAST' } });
  });

  it('by the undo of an import', async () => {
    const released = jest.spyOn(app.stores.reservations, 'release');
    await call('post', `/imports/${importId}/undo`, { reason: '文件有误' });
    await app.app.get(ImportJobs, { strict: false }).idle();
    expect(released.mock.calls.map(([, { value }]) => value)).toEqual(expect.arrayContaining(['UPCAST', 'UP-1']));
  });

  it('a schema of a newer version stops what needs it, and not every reader', async () => {
    const last = (await app.stores.ordinals.readAll(0, 1000)).at(-1)!;
    const renamed = { ...sampleEvent({ name: 'x' }), type: 'CustomerRenamed', schema: 99 };
    const customerStream = (await app.stores.ordinals.readAll(0, 1000)).find(
      ({ type }) => type === 'CustomerRegistered',
    )!.stream;
    const revision = (await app.stores.events.readStream(customerStream)).length - 1;
    await app.stores.events.append(customerStream, revision, [renamed]);
    const events = await app.stores.ordinals.readAll(last.position, 10);
    expect(events.map(({ schema }) => schema)).toEqual([99]);
    expect((await call('get', '/policies')).status).toBe(200);
  });
});

describe('a store reads through the upcasters', () => {
  const noted: Upcaster = { type: 'SampleNoted', from: 1, up: (data) => ({ ...(data as object), seen: true }) };
  afterEach(() => void known.splice(known.indexOf(noted), 1));

  it('by stream, by position, and by subscription, live and from behind; what is stored stays', async () => {
    const store = SqliteEventStore.open(freshFolder(), Date.now);
    await store.append('seeyon.sample-1', -1, [sampleEvent({ n: 1 })]);
    known.push(noted);
    const response: Recorded[] = [];
    const subscription = store.ordinals.subscribe(
      0,
      (events) => void response.push(...events),
      () => undefined,
    );
    const { token } = await store.append('seeyon.sample-1', 0, [sampleEvent({ n: 2 })]);
    await subscription.reached(token);
    const expected = [1, 2].map((n) => ({ schema: 2, data: { n, seen: true } }));
    const seen = (events: readonly StreamEvent[]) => events.map(({ schema, data }) => ({ schema, data }));
    expect(seen(await store.readStream('seeyon.sample-1'))).toEqual(expected);
    expect(seen(await store.ordinals.readStream('seeyon.sample-1'))).toEqual(expected);
    expect(seen(await store.ordinals.readAll(0, 10))).toEqual(expected);
    expect(seen((await store.readAll(null, 10)).map(({ event }) => event))).toEqual(expected);
    expect(seen(response)).toEqual(expected);
    expect(await store.inspect()).toEqual([]);
    await store.close();
  });
});
