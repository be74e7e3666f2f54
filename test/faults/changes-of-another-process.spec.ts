import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Change, changes, type Followed } from '../../clients/typescript/src/index.js';
import { type StrictProcess, StrictProcesses } from '../support/strict/strict-processes.js';

describe('GET /changes in a process of the role api, of what others record', () => {
  let processes: StrictProcesses;
  let a: StrictProcess;
  let b: StrictProcess;
  let ending: AbortController;
  let token: string;

  const follow = async (process: StrictProcess, key: string) => {
    const url = (await process.application.app.getUrl()).replace('[::1]', '127.0.0.1');
    const wait = () => new Promise<void>((resolve) => setTimeout(resolve, 20));
    return changes({ url, key, vendor: 'seeyon', wait }, { signal: ending.signal });
  };
  const next = async (stream: AsyncGenerator<Followed>) => (await stream.next()).value as Change;

  beforeEach(async () => {
    ending = new AbortController();
    processes = new StrictProcesses();
    [a, b] = [await processes.start('api'), await processes.start('api')];
    const projector = await processes.start('projector');
    token = (await a.createKey('admin', '*')).token;
    for (const each of [a, b, projector]) {
      each.token = token;
      await each.application.ready;
      each.application.startWork();
    }
    await b.application.app.listen(0, '127.0.0.1');
    while ((await b.call('get', '/contracts')).status !== 200) await new Promise((resolve) => setTimeout(resolve, 100));
  }, 30_000);
  afterEach(async () => {
    ending.abort();
    await processes.close();
  }, 30_000);

  it('names it once this process answers with it', async () => {
    const stream = await follow(b, token);
    await next(stream);
    const body = { code: 'KH1', name: '客户', level: 'standard', region: 'city' };
    const { id } = await a.done('post', '/customers', body);
    const message = await next(stream);
    expect(message.touched).toEqual([{ kind: 'customer', id }]);
    const answer = await b.done('get', `/entitlements/check?customerId=${id}&service=maintenance`);
    expect(answer.knownPosition).toBeGreaterThanOrEqual(message.position);
  }, 30_000);

  it('A1: ends within 5 s when its key is revoked in another', async () => {
    const { id, token: key } = await a.createKey('support');
    while ((await b.call('get', '/contracts', undefined, { authorization: `Bearer ${key}` })).status !== 200)
      await new Promise((resolve) => setTimeout(resolve, 100));
    const stream = await follow(b, key);
    await next(stream);
    const began = performance.now();
    await a.done('post', `/keys/${id}/revoke`, {});
    for (let message: Followed = await next(stream); !('interrupted' in message);) message = await next(stream);
    expect(performance.now() - began).toBeLessThan(5_000);
  }, 30_000);
});
