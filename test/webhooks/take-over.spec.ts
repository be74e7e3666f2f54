import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { Deliverer } from '../../src/webhooks/deliverer.js';
import { startApp, type TestApp } from '../support/app.js';
import { ApiClient } from '../support/api-client.js';

/** The tables of `webhooks.db` as versions without the port of jobs created them. */
const tables = `
  CREATE TABLE cursors (webhookId TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL) STRICT;
  CREATE TABLE waiting (
    webhookId TEXT NOT NULL, position INTEGER NOT NULL, stream TEXT NOT NULL, attempts INTEGER NOT NULL,
    dueAt INTEGER NOT NULL, fault TEXT, dead INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (webhookId, position)) STRICT;
  CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY, webhookId TEXT NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL,
    outcome TEXT NOT NULL, status INTEGER, fault TEXT) STRICT;`;

describe('the file of deliveries of an earlier version', () => {
  let receiver: Server;
  let app: TestApp;
  afterEach(async () => {
    await app.close();
    await new Promise((resolve) => receiver.close(resolve));
  });

  it('is taken over at the first start: progress, undelivered events, dead letters and attempts', async () => {
    const received: string[] = [];
    receiver = createServer((request, reply) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        received.push((JSON.parse(body) as { data: { code: string } }).data.code);
        reply.end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
    app = await startApp({ env: { WEBHOOK_HOSTS: host } });
    const client = new ApiClient(app, 'seeyon');
    const { id } = await client.post('/webhooks', { url: `http://${host}/`, types: ['CustomerRegistered'] });
    for (const code of ['acknowledged', 'given-up', 'waits', 'not-read'])
      await client.post('/customers', { code, name: '甲方', level: 'key', region: 'city' });
    const registered = (await app.stores.ordinals.readAll(0, 100)).filter(({ type }) => type === 'CustomerRegistered');
    const [acknowledged, givenUp, waits] = [registered[0]!, registered[1]!, registered[2]!];
    await app.close();
    const { home } = app;

    for (const file of ['jobs.db', 'jobs.db-wal', 'jobs.db-shm']) rmSync(join(home, file), { force: true });
    const db = new Database(join(home, 'webhooks.db'));
    db.exec(tables);
    db.prepare('INSERT INTO cursors VALUES (?, ?)').run(id, waits.position);
    const wait = db.prepare('INSERT INTO waiting VALUES (?, ?, ?, ?, 0, ?, ?)');
    wait.run(id, givenUp.position, givenUp.stream, 10, 'answered 302', 1);
    wait.run(id, waits.position, waits.stream, 1, 'answered 503', 0);
    const attempted = db.prepare(
      'INSERT INTO deliveries (webhookId, position, at, outcome, status, fault) VALUES (?, ?, ?, ?, ?, ?)',
    );
    attempted.run(id, acknowledged.position, 1, 'delivered', 200, null);
    attempted.run(id, givenUp.position, 2, 'dead', 302, 'answered 302');
    db.close();

    app = await startApp({ home, env: { WEBHOOK_HOSTS: host } });
    const get = async (path: string) =>
      (await app.http.get(`/api/v1/webhooks/${id}${path}`).set('authorization', `Bearer ${app.keys.admin}`)).body;
    expect(existsSync(join(home, 'webhooks.db'))).toBe(false);
    expect(await get('')).toMatchObject({ position: waits.position, waiting: 1, dead: 1 });
    expect((await get('/dead-letters')).items).toEqual([
      {
        position: givenUp.position,
        stream: givenUp.stream,
        attempts: 10,
        fault: 'answered 302',
        derived: false,
        customerId: givenUp.stream.replace('seeyon.customer-', ''),
      },
    ]);
    expect((await get('/deliveries')).items.map((each: { position: number }) => each.position)).toEqual([
      givenUp.position,
      acknowledged.position,
    ]);
    const deliverer = app.app.get(Deliverer, { strict: false });
    await deliverer.start();
    await deliverer.idle();
    expect(received.sort()).toEqual(['not-read', 'waits']);
  });
});
