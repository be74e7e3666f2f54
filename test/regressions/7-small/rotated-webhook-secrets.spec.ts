import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { findIn, formsOf } from '../../support/byte-search.js';

/** A1, C11: an answer that held a secret is asked for again, when the secret is another one. */
describe('A1: a secret of a webhook that was replaced', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());
  const send = (method: 'post' | 'delete', path: string, key: string, body?: object) =>
    app.http[method](`/api/v1${path}`)
      .set({ authorization: `Bearer ${app.keys.admin}`, 'idempotency-key': key })
      .send(body);
  const subscribe = (key: string) =>
    send('post', '/webhooks', key, { url: 'https://8.8.8.8/', types: ['ContractPurchased'] });
  const rotate = (id: string, key: string) => send('post', `/webhooks/${id}/rotate-secret`, key, {});

  it('comes back by no replay: not of the subscription, not of a rotation, not after the end', async () => {
    const made = await subscribe('s-1');
    const { id } = made.body;
    const again = await subscribe('s-1');
    expect([again.headers['idempotent-replay'], again.body.secret]).toEqual(['true', made.body.secret]);

    const first = await rotate(id, 'r-1');
    expect((await rotate(id, 'r-1')).body.secret).toBe(first.body.secret);
    const second = await rotate(id, 'r-2');
    const secrets = [made.body.secret, first.body.secret, second.body.secret];
    expect(new Set(secrets).size).toBe(3);

    const replays = [await subscribe('s-1'), await rotate(id, 'r-1')];
    for (const [replay, original] of [
      [replays[0]!, made],
      [replays[1]!, first],
    ] as const) {
      expect([replay.status, replay.headers['idempotent-replay']]).toEqual([original.status, 'true']);
      expect(replay.body).toEqual({ ...original.body, secret: null });
    }
    expect((await rotate(id, 'r-2')).body.secret).toBe(second.body.secret);

    await send('delete', `/webhooks/${id}`, 'd-1');
    const late = [await subscribe('s-1'), await rotate(id, 'r-1'), await rotate(id, 'r-2')];
    expect(late.map(({ body }) => body.secret)).toEqual([null, null, null]);
    expect(findIn(app.home, secrets.flatMap(formsOf))).toEqual([]);
  });
});
