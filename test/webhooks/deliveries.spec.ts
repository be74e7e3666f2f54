import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook as Verifier } from 'standardwebhooks';
import { Deliverer } from '../../src/webhooks/deliverer.js';
import { deliveries, DeliveryJobs, readings } from '../../src/webhooks/delivery-jobs.js';
import { senderTo } from '../../src/webhooks/send.js';
import { Targets } from '../../src/webhooks/targets.js';
import { WebhookSubscriptions } from '../../src/webhooks/webhook-subscriptions.js';
import { startApp, type TestApp } from '../support/app.js';
import { ApiClient } from '../support/api-client.js';

interface Got {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: {
    id: string;
    type: string;
    subject: string;
    sequence: string;
    partitionkey: string;
    streamrevision: number;
    time: string;
    data: Record<string, unknown>;
  };
}

describe('webhooks', () => {
  let app: TestApp;
  let client: ApiClient;
  let receiver: Server;
  let host: string;
  let got: Got[];
  /** What the receiver answers; 200 where it names nothing. */
  let answer: (got: Got) => number | undefined;
  /** What every answer waits for. */
  let held: Promise<void>;
  const product = { series: 'EKP', name: 'EKP', version: '4.11' };
  const person = '欧阳不可见';

  const call = (method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object, key = app.keys.admin) => {
    const question = app.http[method](`/api/v1${path}`).set({
      authorization: `Bearer ${key}`,
      'accept-language': 'en',
    });
    return body === undefined ? question : question.send(body);
  };
  const subscribe = async (more: object = {}) => {
    const { status, body } = await call('post', '/webhooks', {
      url: `http://${host}/hook`,
      types: ['CustomerRegistered', 'ContactAdded', 'ContractPurchased', 'LicenceRevoked', 'LicenceRestored'],
      ...more,
    });
    expect([status, status === 201 ? '' : JSON.stringify(body)]).toEqual([201, '']);
    return body as { id: string; secret: string };
  };
  const deliverer = () => app.app.get(Deliverer, { strict: false });
  const recorded = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    await deliverer().idle();
  };
  const customer = (code: string) =>
    client.post('/customers', {
      code,
      name: `客户 ${code}`,
      level: 'key',
      region: 'city',
      contacts: [{ name: person, email: 'unseen-9271@example.com' }],
    });
  const contract = (customerId: string, no: string) =>
    client.post('/contracts', { customerId, contractNo: no, licenceNo: `L-${no}`, purchasedOn: '2025-03-01', product });
  const restart = async () => {
    await app.close();
    app = await startApp({ now: app.clock.now(), home: app.home, env: { WEBHOOK_HOSTS: host } });
    client = new ApiClient(app, 'seeyon');
    await deliverer().start();
  };

  beforeEach(async () => {
    got = [];
    answer = () => undefined;
    held = Promise.resolve();
    receiver = createServer((request, reply) => {
      let body = '';
      request
        .setEncoding('utf8')
        .on('data', (chunk: string) => (body += chunk))
        .on('end', () => {
          const one = { path: request.url!, headers: request.headers, body, event: JSON.parse(body) as Got['event'] };
          const status = answer(one);
          if (status === undefined || status < 300) got.push(one);
          void held.then(() =>
            reply.writeHead(status ?? 200, { location: `http://${host}/elsewhere` }).end('x'.repeat(10_000)),
          );
        });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
    app = await startApp({ now: '2026-03-01T02:00:00.000Z', env: { WEBHOOK_HOSTS: host } });
    client = new ApiClient(app, 'seeyon');
    await deliverer().start();
  });
  afterEach(async () => {
    await app.close();
    await new Promise((resolve) => receiver.close(resolve));
  });

  it('delivers what is recorded from the subscription on, in order, as signed CloudEvents without persons', async () => {
    await customer('KH0');
    const { id, secret } = await subscribe();
    const { id: customerId } = await customer('KH1');
    const { id: contractId } = await contract(customerId, 'XS-1');
    await client.post(`/contracts/${contractId}/licence/revoke`, { reason: '停用' });
    await client.post(`/contracts/${contractId}/licence/restore`, { reason: '启用' });
    await recorded();
    // Streams are delivered side by side; each is in order.
    for (const stream of new Set(got.map(({ event }) => event.partitionkey))) {
      const revisions = got
        .filter(({ event }) => event.partitionkey === stream)
        .map(({ event }) => event.streamrevision);
      expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
    }
    const bySequence = got.toSorted((a, b) => Number(a.event.sequence) - Number(b.event.sequence));
    expect(bySequence.map(({ event }) => event.type)).toEqual(
      ['CustomerRegistered', 'ContactAdded', 'ContractPurchased', 'LicenceRevoked', 'LicenceRestored'].map(
        (type) => `service-ledger.${type}`,
      ),
    );
    for (const { headers, body, event } of got) {
      expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
      expect(headers['webhook-id']).toBe(`${event.id}.${id}`);
      // The library checks signatures with the machine's clock; ours is in 2026-03.
      const verifier = new Verifier(secret);
      expect(String(headers['webhook-signature'])).toBe(
        verifier.sign(headers['webhook-id'] as string, new Date(Number(headers['webhook-timestamp']) * 1000), body),
      );
      expect(body).not.toContain(person);
      expect(body).not.toContain('unseen-9271');
      expect(body).not.toContain('sealed');
    }
    expect(bySequence[2]!.event).toMatchObject({
      specversion: '1.0',
      source: '/vendors/seeyon',
      subject: `seeyon.contract-${contractId}`,
      partitionkey: `seeyon.contract-${contractId}`,
      time: '2026-03-01T02:00:00.000Z',
      data: { contractNo: 'XS-1', customerId },
    });
    expect((await call('get', `/webhooks/${id}`)).body).toMatchObject({ id, waiting: 0, dead: 0, paused: null });
  });

  it('A2: opens persons where the subscription demands it, and shows nothing of one who was erased', async () => {
    const { id } = await subscribe({ includePersonal: true });
    const { id: customerId, contacts } = await customer('KH1');
    await recorded();
    expect(got[1]!.event.data['person']).toEqual({
      email: 'unseen-9271@example.com',
      im: null,
      name: person,
      phone: null,
    });
    await client.post(`/customers/${customerId}/contacts/${contacts[0].contactId}/erase`, { reason: '本人要求' });
    got = [];
    expect((await call('post', `/webhooks/${id}/redeliver`, { fromPosition: 1 })).status).toBe(202);
    await recorded();
    expect(got.map(({ event }) => [event.type, event.data['person']])).toEqual([
      ['service-ledger.CustomerRegistered', undefined],
      ['service-ledger.ContactAdded', undefined],
    ]);
  });

  it('holds a stream whose event is not taken, lets the others go on, and tries again when it is due', async () => {
    await subscribe();
    const { id: customerId } = await customer('KH1');
    const [slow, quick] = [await contract(customerId, 'XS-slow'), await contract(customerId, 'XS-quick')];
    await recorded();
    got = [];
    answer = ({ event }) => (event.subject.endsWith(slow.id) ? 503 : undefined);
    for (const { id } of [slow, quick]) {
      await client.post(`/contracts/${id}/licence/revoke`, { reason: 'r' });
      await client.post(`/contracts/${id}/licence/restore`, { reason: 'r' });
    }
    await recorded();
    const seen = () =>
      got.map(({ event }) => [
        event.subject.endsWith(slow.id) ? 'slow' : 'quick',
        event.type.replace('service-ledger.', ''),
      ]);
    expect(seen()).toEqual([
      ['quick', 'LicenceRevoked'],
      ['quick', 'LicenceRestored'],
    ]);
    answer = () => undefined;
    await deliverer().refresh();
    await recorded();
    expect(got.length).toBe(2);
    app.clock.set('2026-03-01T02:00:07.000Z');
    await deliverer().refresh();
    await recorded();
    expect(seen().slice(2)).toEqual([
      ['slow', 'LicenceRevoked'],
      ['slow', 'LicenceRestored'],
    ]);
  });

  it(
    'gives an event up after the last attempt, goes on ' + 'with its stream, and takes it out of the dead on demand',
    async () => {
      const { id } = await subscribe();
      const { id: customerId } = await customer('KH1');
      const { id: contractId } = await contract(customerId, 'XS-1');
      await recorded();
      got = [];
      answer = ({ event }) => (event.type.endsWith('LicenceRevoked') ? 302 : undefined);
      await client.post(`/contracts/${contractId}/licence/revoke`, { reason: 'r' });
      await client.post(`/contracts/${contractId}/licence/restore`, { reason: 'r' });
      for (let day = 2; day < 14; day += 1) {
        await recorded();
        app.clock.set(`2026-03-${String(day).padStart(2, '0')}T12:00:00.000Z`);
        await deliverer().refresh();
      }
      await recorded();
      expect(got.map(({ event }) => event.type)).toEqual(['service-ledger.LicenceRestored']);
      const { items } = (await call('get', `/webhooks/${id}/dead-letters`)).body as {
        items: { position: number; attempts: number; fault: string }[];
      };
      expect(items.map(({ attempts, fault }) => [attempts, fault])).toEqual([[10, 'answered 302']]);
      answer = () => undefined;
      expect((await call('post', `/webhooks/${id}/dead-letters/${items[0]!.position}/retry`)).status).toBe(202);
      await recorded();
      expect(got.map(({ event }) => event.type)).toEqual([
        'service-ledger.LicenceRestored',
        'service-ledger.LicenceRevoked',
      ]);
      expect((await call('get', `/webhooks/${id}`)).body).toMatchObject({ waiting: 0, dead: 0 });
      expect((await call('post', `/webhooks/${id}/dead-letters/1/retry`)).body.code).toBe('dead-letter-unknown');
    },
  );

  it(
    'at least once: what was sent but not noted is sent again under the same id, also when all that is known ' +
      'of deliveries is lost',
    async () => {
      const { id } = await subscribe();
      await customer('KH1');
      await recorded();
      const first = got.map(({ headers }) => headers['webhook-id']);
      // As after a crash between the sending and the note.
      await app.stores.jobs.remove(readings, 'vendor-seeyon');
      await app.stores.jobs.removeGroup(deliveries, id);
      got = [];
      await restart();
      await recorded();
      expect(got.map(({ headers }) => headers['webhook-id'])).toEqual(first);
    },
  );

  it('delivers after a restart what was recorded meanwhile, and nothing twice; a rebuild delivers nothing', async () => {
    await subscribe();
    await customer('KH1');
    await recorded();
    expect(got.length).toBe(2);
    await restart();
    await app.stores.views.rebuild();
    await recorded();
    expect(got.length).toBe(2);
  });

  it('carries a signature of both secrets while they overlap', async () => {
    const { id, secret } = await subscribe();
    const rotated = (await call('post', `/webhooks/${id}/rotate-secret`, { overlapHours: 1 })).body as {
      secret: string;
      formerSecretUntil: string;
    };
    expect([rotated.secret === secret, rotated.formerSecretUntil]).toEqual([false, '2026-03-01T03:00:00.000Z']);
    await customer('KH1');
    await recorded();
    app.clock.set('2026-03-01T03:00:00.000Z');
    await customer('KH2');
    await recorded();
    const signatures = ({ headers, body }: Got, ...secrets: string[]) =>
      secrets
        .map((each) =>
          new Verifier(each).sign(
            headers['webhook-id'] as string,
            new Date(Number(headers['webhook-timestamp']) * 1000),
            body,
          ),
        )
        .join(' ');
    expect(got[0]!.headers['webhook-signature']).toBe(signatures(got[0]!, rotated.secret, secret));
    expect(got.at(-1)!.headers['webhook-signature']).toBe(signatures(got.at(-1)!, rotated.secret));
  });

  it(
    'stops where the subscriber answers 410, or an admin stops it, and continues with all that was ' + 'missed',
    async () => {
      const { id } = await subscribe();
      answer = () => 410;
      await customer('KH1');
      await recorded();
      expect((await call('get', `/webhooks/${id}`)).body).toMatchObject({ paused: 'answered 410' });
      answer = () => undefined;
      await customer('KH2');
      await recorded();
      expect(got).toEqual([]);
      app.clock.set('2026-03-01T03:00:00.000Z');
      expect((await call('patch', `/webhooks/${id}`, { paused: false })).body.paused).toBeNull();
      await recorded();
      // In order within each stream; the streams of two customers are delivered side by side.
      const streams = [...new Set(got.map(({ event }) => event.subject))].map((subject) =>
        got
          .filter(({ event }) => event.subject === subject)
          .map(({ event }) => event.type.replace('service-ledger.', '')),
      );
      expect(streams).toEqual([
        ['CustomerRegistered', 'ContactAdded'],
        ['CustomerRegistered', 'ContactAdded'],
      ]);
    },
  );

  describe('with deliveries on their way', () => {
    const all = 20;
    let id: string;
    let answerThem: () => void;
    const codes = () => got.map(({ path, event }) => [path, event.data['code']]);
    const pathsOf = () => got.map(({ path }) => path);
    /** As many as are sent at a time have arrived, and none is answered; the others wait. */
    beforeEach(async () => {
      ({ id } = await subscribe({ types: ['CustomerRegistered'] }));
      expect((await call('patch', `/webhooks/${id}`, { paused: true })).body.paused).toBe('by an admin');
      for (let no = 0; no < all; no += 1) await customer(`KH${no}`);
      held = new Promise((resolve) => (answerThem = resolve));
      expect((await call('patch', `/webhooks/${id}`, { paused: false })).status).toBe(200);
      while (got.length < 8) await new Promise((resolve) => setTimeout(resolve, 5));
    });

    it(
      'a pause answers at once, sends no more, notes ' + 'what was answered, and repeats nothing when resumed',
      async () => {
        expect((await call('patch', `/webhooks/${id}`, { paused: true })).status).toBe(200);
        answerThem();
        await recorded();
        expect(pathsOf()).toEqual(Array.from({ length: 8 }, () => '/hook'));
        expect((await call('get', `/webhooks/${id}`)).body).toMatchObject({
          waiting: all - 8,
          dead: 0,
          paused: 'by an admin',
        });
        await call('patch', `/webhooks/${id}`, { paused: false });
        await recorded();
        expect(codes().sort()).toEqual(Array.from({ length: all }, (_, no) => ['/hook', `KH${no}`]).sort());
      },
    );

    it('a new address counts for what is sent from then on', async () => {
      expect((await call('patch', `/webhooks/${id}`, { url: `http://${host}/new` })).status).toBe(200);
      answerThem();
      await recorded();
      expect(pathsOf()).toEqual([
        ...Array.from({ length: 8 }, () => '/hook'),
        ...Array.from({ length: all - 8 }, () => '/new'),
      ]);
    });

    it('an end sends no more and leaves nothing of it', async () => {
      const ended = call('delete', `/webhooks/${id}`).then(({ status }) => status);
      while ((await call('get', `/webhooks/${id}`)).status !== 404)
        await new Promise((resolve) => setTimeout(resolve, 5));
      answerThem();
      expect(await ended).toBe(200);
      expect(got.length).toBe(8);
      await recorded();
      const stored = app.app.get(DeliveryJobs, { strict: false });
      expect([
        await stored.cursors('seeyon'),
        await stored.counts({ webhookId: id }),
        await stored.attempts(id, 100),
      ]).toEqual([{}, { waiting: 0, dead: 0 }, []]);
    });

    it('a redelivery does not wait for them, and sends all from its position on', async () => {
      expect((await call('post', `/webhooks/${id}/redeliver`, { fromPosition: 1 })).status).toBe(202);
      expect(got.length).toBe(8);
      answerThem();
      await recorded();
      expect(new Set(got.map(({ event }) => event.data['code'])).size).toBe(all);
      const first = new Set(got.slice(0, 8).map(({ headers }) => headers['webhook-id']));
      expect(got.slice(8).filter(({ headers }) => first.has(headers['webhook-id'])).length).toBe(8);
    });
  });

  it('A1: belongs to its vendor and to admins; the secret is nowhere in the folder in the clear', async () => {
    const { id, secret } = await subscribe();
    expect((await call('get', `/webhooks/${id}`, undefined, app.keys.sales)).status).toBe(403);
    const foreign = await app.http
      .get(`/api/v1/webhooks/${id}`)
      .set({ authorization: `Bearer ${app.keys.everywhere}`, 'ledger-vendor': 'huaruan' });
    expect(foreign.status).toBe(404);
    expect(
      (await call('get', '/webhooks')).body.items.map((webhook: object) => Object.keys(webhook).includes('secret')),
    ).toEqual([false]);
    const events = await app.stores.ordinals.readAll(0, 1_000);
    expect(JSON.stringify(events)).not.toContain(secret.slice('whsec_'.length));
    expect((await call('delete', `/webhooks/${id}`)).status).toBe(200);
    expect((await call('get', `/webhooks/${id}`)).status).toBe(404);
    await customer('KH1');
    await recorded();
    expect(got).toEqual([]);
  });

  it.each([
    'http://127.0.0.1:1/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'ftp://crm.example.com/',
    'no address',
    'https://me:pw@crm.example.com/',
  ])('refuses %s as a target, naming it and the way out', async (url) => {
    const { status, body } = await call('post', '/webhooks', { url, types: ['ContractPurchased'] });
    expect([status, body.code, body.detail.includes(url), body.detail.includes('WEBHOOK_HOSTS')]).toEqual([
      400,
      'webhook-target',
      true,
      true,
    ]);
  });

  it('follows no redirect and waits no longer than its limit', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const at = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const send = senderTo(new Targets([at, host]), 5_000);
    const impatient = senderTo(new Targets([at, host]), 50);
    expect(await impatient(`http://${at}/`, {}, '{}')).toEqual({ status: null, fault: 'no answer in 50 ms' });
    answer = () => 307;
    expect(await send(`http://${host}/`, {}, '{}')).toEqual({ status: 307, fault: 'answered 307' });
    expect(await senderTo(new Targets([host]), 50)('http://127.0.0.1:9/', {}, '{}')).toMatchObject({
      status: null,
      fault: expect.stringContaining('not https'),
    });
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
  });

  it('knows a pause that another process has recorded, and delivers in order once that process resumes', async () => {
    const { id } = await subscribe();
    const system = { id: 'elsewhere', role: 'system' as const };
    const elsewhere = app.app.get(WebhookSubscriptions, { strict: false });
    const record = (kind: 'pause' | 'resume') => {
      const request = { actor: system, channel: 'http' as const, correlationId: kind, scope: kind, body: null };
      const reason = 'by an admin';
      const command =
        kind === 'pause' ? ({ kind, webhookId: id, reason } as const) : ({ kind, webhookId: id } as const);
      return elsewhere.record('seeyon', request, command);
    };
    await record('pause');
    await customer('KH1');
    await recorded();
    expect([got, (await call('get', `/webhooks/${id}`)).body.paused]).toEqual([[], 'by an admin']);
    await record('resume');
    await recorded();
    expect(got.map(({ event }) => event.type)).toEqual(
      ['CustomerRegistered', 'ContactAdded'].map((type) => `service-ledger.${type}`),
    );
  });
});
