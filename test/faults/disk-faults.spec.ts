import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { canTrace } from '../support/child.js';
import { freshFolder } from '../support/folder.js';
import { eventId } from '../../src/platform/ledger/identity.js';
import { SqliteEventStore } from '../../src/platform/events/sqlite-event-store.js';
import { long } from '../support/random.js';
import { clean, codeOf, type Seller, started, stopped } from '../support/seller.js';
import { inject, serve, type Serving, verified } from '../support/serve.js';

const traced = canTrace() && long ? describe : describe.skip;

/** More events than a connection caches: what a start reads pushes the first ones out of memory. */
const outgrowCaches = async (home: string): Promise<void> => {
  const store = SqliteEventStore.open(home, Date.now);
  const meta = {
    effectiveAt: '2026-03-01T02:00:00.000Z',
    actor: 'key_x',
    role: 'sales' as const,
    channel: 'http',
    correlationId: 'c',
    keyHash: 'a'.repeat(64),
    bodyHash: 'b'.repeat(64),
  };
  for (const stream of Array.from({ length: 10 }, (_, n) => `seeyon.contract-con_filler${n}`))
    await store.append(
      stream,
      -1,
      Array.from({ length: 400 }, (_, index) => ({
        id: eventId(stream, meta.keyHash, index),
        vendor: 'seeyon',
        type: 'Abandoned',
        schema: 1,
        data: { claimedBy: 'x'.repeat(1_500) },
        meta,
      })),
    );
  await store.close();
};

traced(`a disk that fails under the server [needs ${long ? 'strace' : 'LEDGER_ROUNDS'}]`, () => {
  it.each([
    ['fsync,fdatasync', 'EIO'],
    ['pwrite64', 'EIO'],
    ['pwrite64', 'ENOSPC'],
  ])(
    'C11: %s of the ledger answering %s stops writing until a restart, loses nothing acknowledged, and ' +
      'questions are answered',
    async (calls, error) => {
      const home = freshFolder();
      const { server, seller } = await started(home);
      const before = await seller.check(server);
      const fault = await inject(server.child, join(home, 'events.db-wal'), calls, error);
      const refused = Array.from({ length: 8 }, (_, n) => `B${n}`);
      expect((await Promise.all(refused.map((no) => seller.buy(server, no)))).map(codeOf)).toEqual(
        refused.map(() => stopped),
      );
      await fault.heal();
      // The disk is well again, but what the kernel dropped it may now call written.
      expect(codeOf(await seller.buy(server, 'C1'))).toEqual(stopped);
      expect([before.status, await seller.check(server)]).toEqual([200, before]);
      expect((await server.call('GET', '/contracts')).status).toBe(200);
      const { status, parts } = await server.ready();
      expect([status, parts['store']]).toEqual([
        503,
        {
          ready: false,
          lag: 0,
          detail: expect.stringMatching(
            /^writing .*events\.db failed \(.+\); see to the disk and its free space, then start again$/,
          ),
        },
      ]);
      await server.stop();

      const again = await serve(home);
      expect((await again.ready()).status).toBe(200);
      await seller.retryAll(again, [...refused, 'C1']);
      await again.stop();
      expect(verified(home)).toMatchObject(clean);
    },
    120_000,
  );

  it('A2: a key store that cannot write seals nothing, and what needs no key goes on', async () => {
    const home = freshFolder();
    const { server, seller } = await started(home);
    const fault = await inject(server.child, join(home, 'keys.db-wal'), 'fsync,fdatasync', 'EIO');
    const second = { code: 'KH2', name: '乙方', level: 'key', region: 'city', contacts: [{ name: '李强' }] };
    expect(codeOf(await server.call('POST', '/customers', second, 'second'))).toEqual(stopped);
    await fault.heal();
    expect(codeOf(await server.call('POST', '/customers', second, 'second'))).toEqual(stopped);
    expect((await seller.buy(server, 'B1')).status).toBe(201);
    const { status, parts } = await server.ready();
    expect([status, parts['store']]).toEqual([
      503,
      { ready: false, lag: 0, detail: expect.stringMatching(/^writing .*keys\.db failed/) },
    ]);
    const shown = await server.call('GET', `/customers/${seller.customerId}`);
    expect([shown.status, shown.text.includes('王芳')]).toEqual([200, true]);
    await server.stop();

    const again = await serve(home);
    const made = await again.call('POST', '/customers', second, 'second');
    expect([made.status, made.text.includes('李强')]).toEqual([201, true]);
    await seller.retryAll(again, []);
    await again.stop();
    expect(verified(home)).toMatchObject(clean);
  }, 120_000);

  it('A2: an erasure that the key store could not write is refused, and done when it is sent again', async () => {
    const home = freshFolder();
    const { server, seller } = await started(home);
    const { contacts } = JSON.parse((await server.call('GET', `/customers/${seller.customerId}`)).text) as {
      contacts: { contactId: string }[];
    };
    const erase = (of: Serving) =>
      of.call(
        'POST',
        `/customers/${seller.customerId}/contacts/${contacts[0]!.contactId}/erase`,
        { reason: '本人要求' },
        'erase',
      );
    const fault = await inject(server.child, join(home, 'keys.db-wal'), 'pwrite64', 'ENOSPC');
    expect(codeOf(await erase(server))).toEqual(stopped);
    await fault.heal();
    await server.stop();
    const again = await serve(home);
    expect((await erase(again)).status).toBe(200);
    expect((await again.call('GET', `/customers/${seller.customerId}`)).text).not.toContain('王芳');
    await again.stop();
  }, 120_000);

  it(
    'a view store that cannot write holds its views up loudly: facts are still recorded, answers stay where they ' +
      'were, and when it is well again the views catch up without a restart',
    async () => {
      const home = freshFolder();
      const { server, seller } = await started(home);
      const fault = await inject(server.child, join(home, 'views.db-wal'), 'pwrite64', 'ENOSPC');
      expect((await seller.buy(server, 'B1')).status).toBe(201);
      const { status, parts } = await server.ready();
      expect([status, parts['store'], parts['views']]).toMatchObject([
        503,
        { ready: true },
        { ready: false, detail: expect.stringContaining('the views are held up, and are tried again') },
      ]);
      await server.logged('"msg":"a view stopped"');
      const listed = async (of: Serving) =>
        (JSON.parse((await of.call('GET', '/contracts')).text) as { items: { contractNo: string }[] }).items.map(
          ({ contractNo }) => contractNo,
        );
      expect(await listed(server)).toEqual(['A1', 'A2', 'A3']);
      // A reader who names the position of the new fact gets an answer that it is not shown yet, instead of being shown the
      // old state.
      const token = (JSON.parse((await seller.buy(server, 'B2')).text) as { revision: number }).revision;
      expect(token).toBe(0);
      const question = await fetch(`${server.url}/api/v1/contracts`, {
        headers: { authorization: `Bearer ${'k'.repeat(40)}`, 'ledger-vendor': 'seeyon', 'ledger-min-position': '100' },
      });
      expect(question.status).toBe(503);
      await fault.heal();
      // The next attempt follows within five seconds.
      for (let turn = 0; turn < 100 && (await server.ready()).status !== 200; turn += 1) await wait(100);
      expect(await listed(server)).toEqual(['A1', 'A2', 'A3', 'B1', 'B2']);
      expect((await seller.buy(server, 'B3')).status).toBe(201);
      expect(await listed(server)).toEqual(['A1', 'A2', 'A3', 'B1', 'B2', 'B3']);
      await server.stop();

      const again = await serve(home);
      expect(await listed(again)).toEqual(['A1', 'A2', 'A3', 'B1', 'B2', 'B3']);
      await seller.retryAll(again, []);
      await again.stop();
      expect(verified(home)).toMatchObject(clean);
    },
    120_000,
  );

  it.each([
    ['views.db', (seller: Seller) => `/entitlements/check?customerId=${seller.customerId}&service=maintenance`],
    ['events.db', () => '/events'],
  ])(
    'a disk that does not give back what %s holds is reported to the caller and the log, and answers follow when ' +
      'it is well again',
    async (file, question) => {
      const home = freshFolder();
      const { server, seller } = await started(home);
      await server.stop();
      await outgrowCaches(home);
      const again = await serve(home);
      const fault = await inject(again.child, join(home, file), 'pread64', 'EIO');
      expect(codeOf(await again.call('GET', question(seller)))).toEqual([503, 'store-unreadable']);
      await again.logged('"msg":"the store could not be read"');
      expect((await fetch(`${again.url}/health/live`)).status).toBe(200);
      await fault.heal();
      expect((await again.call('GET', question(seller))).status).toBe(200);
      await seller.retryAll(again, ['B1']);
      await again.stop();
      expect(verified(home)).toMatchObject(clean);
    },
    120_000,
  );

  it('A1: API keys are neither made nor revoked where that cannot be written, and the known ones open on', async () => {
    const home = freshFolder();
    const { server, seller } = await started(home);
    const made = JSON.parse((await server.call('POST', '/keys', { name: 'help desk', role: 'support' })).text) as {
      id: string;
      key: string;
    };
    const fault = await inject(server.child, join(home, 'auth.db-wal'), 'fsync,fdatasync', 'EIO');
    expect(codeOf(await server.call('POST', `/keys/${made.id}/revoke`))).toEqual(stopped);
    await fault.heal();
    expect(codeOf(await server.call('POST', '/keys', { name: 'another', role: 'support' }))).toEqual(stopped);
    const { status, parts } = await server.ready();
    expect([status, parts['store']]).toEqual([
      503,
      { ready: false, lag: 0, detail: expect.stringMatching(/^writing .*auth\.db failed/) },
    ]);
    const opens = async (of: Serving) =>
      (await fetch(`${of.url}/api/v1/contracts`, { headers: { authorization: `Bearer ${made.key}` } })).status;
    expect(await opens(server)).toBe(200);
    expect((await seller.buy(server, 'B1')).status).toBe(201);
    await server.stop();

    const again = await serve(home);
    expect((await again.call('POST', `/keys/${made.id}/revoke`)).status).toBe(200);
    expect(await opens(again)).toBe(401);
    await again.stop();
  }, 120_000);
});
