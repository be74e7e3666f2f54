import { afterAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../../../support/api-client.js';
import { startApp, type TestApp } from '../../../support/app.js';
import { distributedAt, loseDatabases } from '../../../support/distributed/distributed-at.js';
import { freshFolder } from '../../../support/folder.js';

describe('the application over EventStoreDB, MongoDB and Redis', () => {
  const home = freshFolder();
  const opened: TestApp[] = [];
  const start = async (): Promise<TestApp> => {
    opened.push(await startApp({ home, now: '2026-06-01T02:00:00.000Z', engines: distributedAt(home) }));
    return opened.at(-1)!;
  };
  afterAll(() => opened.at(-1)?.close());

  it('answers what was just written, and the same bytes after a restart, also with its numbers and views lost', async () => {
    let app = await start();
    let client = new ApiClient(app, 'seeyon');
    const { id: customerId } = await client.post('/customers', {
      code: 'K1',
      name: '海光重工',
      level: 'key',
      region: 'city',
      customerManager: '李强',
      contacts: [{ name: '王芳' }],
    });
    const purchase = (no: number) => ({
      customerId,
      contractNo: `XS-${no}`,
      licenceNo: `L-${no}`,
      purchasedOn: '2025-03-01',
      product: { series: 'EKP', name: 'EKP', version: '4.11', modules: [{ code: 'hr' }] },
    });
    for (let no = 1; no <= 10; no += 1) {
      const { id } = await client.post('/contracts', purchase(no));
      expect(await client.get(`/contracts/${id}`)).toMatchObject({ contractNo: `XS-${no}` });
    }
    const position = (await app.stores.ordinals.head()).position;
    const ask = async () => {
      const { text } = await app.http
        .get('/api/v1/entitlements/check')
        .query({ customerId, service: 'maintenance', at: '2025-12-01', knownPosition: String(position) })
        .set({ authorization: `Bearer ${app.keys.system}`, 'accept-language': 'en' })
        .expect(200);
      return text;
    };
    const answer = await ask();
    expect(await app.stores.events.inspect()).toEqual([]);
    for (const lost of [[], ['ordinals', 'views']]) {
      await app.close();
      await loseDatabases(home, lost);
      app = await start();
      client = new ApiClient(app, 'seeyon');
      expect(await ask()).toBe(answer);
      expect((await client.get('/contracts', { customerId })).items).toHaveLength(10);
    }
  });
});
