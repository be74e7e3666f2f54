import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { services } from '../../../domain/kernel/vocabulary.js';
import { Entitlements } from '../../../src/entitlements/entitlements.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { ApiClient } from '../../support/api-client.js';

describe('long work of one caller', () => {
  let app: TestApp;
  let customerId: string;
  let port: number;
  beforeAll(async () => {
    app = await startApp({ now: '2026-06-01T02:00:00.000Z' });
    const client = new ApiClient(app, 'seeyon');
    customerId = (await client.post('/customers', { code: 'KH1', name: '甲方', level: 'key', region: 'city' })).id;
    for (let n = 0; n < 60; n += 1)
      await client.post('/contracts', {
        customerId,
        contractNo: `XS-${n}`,
        licenceNo: `L-${n}`,
        purchasedOn: `2026-0${1 + (n % 5)}-${String(1 + (n % 28)).padStart(2, '0')}`,
        product: { series: 'EKP', name: 'EKP', version: '4.11' },
      });
    await app.app.listen(0, '127.0.0.1');
    port = Number(new URL(await app.app.getUrl()).port);
  });
  afterAll(() => app.close());
  afterEach(() => void jest.restoreAllMocks());

  const connected = (method: string, path: string, body?: object) => {
    const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const question = request({
      host: '127.0.0.1',
      port,
      method,
      path: `/api/v1${path}`,
      headers: {
        authorization: `Bearer ${app.keys.sales}`,
        'content-type': 'application/json',
        ...(bytes && { 'content-length': String(bytes.length) }),
      },
    });
    question.on('error', () => undefined);
    question.end(bytes);
    return question;
  };
  /** Counts answers until nothing more is computed. */
  const settled = async (count: () => number): Promise<number> => {
    for (let last = -1; last !== count();) {
      last = count();
      await after(300);
    }
    return count();
  };
  const questions = Array.from({ length: 10_000 }, () => ({ customerId: '', service: 'maintenance', urgency: 'low' }));
  const batch = () => ({ questions: questions.map((question) => ({ ...question, customerId })) });

  it('a batch stops when its caller hangs up', async () => {
    const answered = jest.spyOn(app.app.get(Entitlements, { strict: false }), 'answer');
    const question = connected('POST', '/entitlements/check-batch', batch());
    const [response] = await once(question, 'response');
    await once(response, 'data');
    question.destroy();
    expect(await settled(() => answered.mock.calls.length)).toBeLessThan(5_000);
  });

  it('a batch computes no more than its caller receives', async () => {
    const answered = jest.spyOn(app.app.get(Entitlements, { strict: false }), 'answer');
    const question = connected('POST', '/entitlements/check-batch', batch());
    const [response] = await once(question, 'response');
    response.pause();
    // What lies in the buffers of the sockets: some megabytes of the hundred that the answers take.
    const held = await settled(() => answered.mock.calls.length);
    expect(held).toBeLessThan(5_000);
    question.destroy();
    expect(await settled(() => answered.mock.calls.length)).toBeLessThan(held + 200);
  });

  it('a batch is whole and in order, and others are answered meanwhile', async () => {
    const question = connected('POST', '/entitlements/check-batch?detail=brief', batch());
    const [response] = await once(question, 'response');
    const read = (async () => {
      let text = '';
      for await (const piece of response.setEncoding('utf8')) text += piece as string;
      return JSON.parse(text) as { answers: readonly { customerId: string }[]; position: number };
    })();
    const began = performance.now();
    await new ApiClient(app, 'seeyon').check({ customerId, service: 'care' });
    expect(performance.now() - began).toBeLessThan(2_000);
    const { answers, position } = await read;
    expect([answers.length, answers.every((answer) => answer.customerId === customerId)]).toEqual([10_000, true]);
    expect(position).toBeGreaterThan(0);
  });

  it('the services of a customer stop when the caller hangs up', async () => {
    const entitlements = app.app.get(Entitlements, { strict: false });
    const { answer } = entitlements;
    let hangUp: () => void = () => undefined;
    const answered = jest.spyOn(entitlements, 'answer').mockImplementation(async (...question) => {
      hangUp();
      await after(50);
      return answer.apply(entitlements, question);
    });
    const question = connected('GET', `/customers/${customerId}/entitlements`);
    hangUp = () => question.destroy();
    await new Promise((resolve) => question.on('close', resolve));
    expect(await settled(() => answered.mock.calls.length)).toBeLessThan(services.length / 2);
  });
});
