import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { canTrace } from '../support/child.js';
import { freshFolder } from '../support/folder.js';
import { eventId } from '../../src/platform/ledger/identity.js';
import { SqliteEventStore } from '../../src/platform/events/sqlite-event-store.js';
import { long } from '../support/random.js';
import { command, inject, serve, type Reply, type Serving, verified } from '../support/serve.js';

const traced = canTrace() && long ? describe : describe.skip;

const codeOf = ({ status, text }: Reply) => [status, (JSON.parse(text) as { code?: string }).code];
const stopped = [503, 'store-stopped'];
const idOf = ({ text }: Reply): string => (JSON.parse(text) as { id: string }).id;

/** Somebody who sells to one customer, and keeps what was acknowledged. */
class Seller {
  readonly acknowledged = new Map<string, Reply>();
  customerId = '';
  knownPosition = 0;

  async register(server: Serving): Promise<void> {
    this.customerId = idOf(
      await server.call(
        'POST',
        '/customers',
        { code: 'KH1', name: '甲方', level: 'key', region: 'city', contacts: [{ name: '王芳' }] },
        'customer',
      ),
    );
  }

  async buy(server: Serving, no: string): Promise<Reply> {
    const product = { series: 'EKP', name: 'EKP', version: '4.11' };
    const reply = await server.call(
      'POST',
      '/contracts',
      { customerId: this.customerId, contractNo: no, licenceNo: `L-${no}`, purchasedOn: '2025-03-01', product },
      `buy ${no}`,
    );
    if (reply.status === 201) this.acknowledged.set(no, reply);
    return reply;
  }

  /** As known when the first things were sold: the same bytes whatever follows (D7). */
  check(server: Serving): Promise<Reply> {
    return server.call(
      'GET',
      `/entitlements/check?customerId=${this.customerId}&service=maintenance&at=2025-06-01&` +
        `knownPosition=${this.knownPosition}`,
    );
  }

  /** Every acknowledged purchase answers as it did; what was refused while the disk failed is now recorded once. */
  async retryAll(server: Serving, refused: readonly string[]): Promise<void> {
    for (const [no, { status, text }] of this.acknowledged)
      expect([no, await this.buy(server, no)]).toEqual([no, { status, text, replayed: true }]);
    for (const no of refused) expect([no, (await this.buy(server, no)).status]).toEqual([no, 201]);
    const { items } = JSON.parse((await server.call('GET', '/contracts?limit=500')).text) as {
      items: { contractNo: string }[];
    };
    expect(items.map(({ contractNo }) => contractNo).sort()).toEqual([...this.acknowledged.keys()].sort());
  }
}

const started = async (home: string): Promise<{ readonly server: Serving; readonly seller: Seller }> => {
  const server = await serve(home);
  const seller = new Seller();
  await seller.register(server);
  for (const no of ['A1', 'A2', 'A3']) expect((await seller.buy(server, no)).status).toBe(201);
  seller.knownPosition = (
    JSON.parse((await server.call('GET', `/entitlements/check?customerId=${seller.customerId}&service=care`)).text) as {
      knownPosition: number;
    }
  ).knownPosition;
  return { server, seller };
};

const clean = { clean: true, events: [], views: [] };

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

  it('A2: an erasure that the key store could not write is refused, and done when it is said again', async () => {
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
    'a view store that cannot write holds its views up loudly: facts are still taken, answers stand where they ' +
      'stood, and when it is well again the views catch up without a restart',
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
      // A reader who names the position of the new fact is told that it is not shown yet, instead of being shown the
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
    'a disk that does not give back what %s holds is said to the caller and the log, and answers follow when ' +
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

/** A disk of its own, small enough to be filled. */
const smallDisk = (megabytes: number): string | undefined => {
  const folder = freshFolder();
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).status === 0
    ? folder
    : undefined;
};
const mounted: string[] = [];
const probe = smallDisk(1);
if (probe !== undefined) spawnSync('umount', [probe]);
const filled = probe === undefined || !long ? describe.skip : describe;

filled(`a disk that is full [needs ${long ? 'mount' : 'LEDGER_ROUNDS'}]`, () => {
  afterEach(() => {
    for (const folder of mounted.splice(0)) spawnSync('umount', ['-l', folder]);
  });

  /** Takes all the space that is left but so many bytes. */
  const fill = (disk: string, but: number, name = 'ballast'): string => {
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(join(disk, name), Buffer.alloc(Math.max(0, bavail * bsize - but)));
    return join(disk, name);
  };

  it(
    'C11: refuses what does not fit, keeps what it acknowledged, answers questions, and goes on after space ' +
      'and a restart',
    async () => {
      const disk = smallDisk(16)!;
      mounted.push(disk);
      const home = join(disk, 'home');
      mkdirSync(home);
      const { server, seller } = await started(home);
      const before = await seller.check(server);
      const ballast = fill(disk, 200_000);
      const replies: [string, Reply][] = [];
      for (let n = 0; n < 200 && replies.at(-1)?.[1].status !== 503; n += 1)
        replies.push([`B${n}`, await seller.buy(server, `B${n}`)]);
      expect(codeOf(replies.at(-1)![1])).toEqual(stopped);
      expect(new Set(replies.slice(0, -1).map(([, { status }]) => status))).toEqual(new Set([201]));
      expect(codeOf(await seller.buy(server, 'C1'))).toEqual(stopped);
      expect((await server.ready()).parts['store']).toMatchObject({
        ready: false,
        detail: expect.stringContaining('free space'),
      });
      expect([before.status, await seller.check(server)]).toEqual([200, before]);

      rmSync(ballast);
      expect(codeOf(await seller.buy(server, 'C1'))).toEqual(stopped);
      await server.stop();
      const again = await serve(home);
      expect((await again.ready()).status).toBe(200);
      await seller.retryAll(again, [replies.at(-1)![0], 'C1']);
      await again.stop();
      expect(verified(home)).toMatchObject(clean);
    },
    120_000,
  );

  it(
    'answers questions after a start on it, takes no ' + 'facts, and whatever cannot begin there says so in a line',
    async () => {
      const disk = smallDisk(16)!;
      mounted.push(disk);
      const home = join(disk, 'home');
      mkdirSync(home);
      const { server, seller } = await started(home);
      const before = await seller.check(server);
      await server.stop('SIGKILL');
      const ballast = fill(disk, 0);
      const full = await serve(home);
      expect([before.status, await seller.check(full)]).toEqual([200, before]);
      const replies: Reply[] = [];
      for (let n = 0; n < 200 && replies.at(-1)?.status !== 503; n += 1) replies.push(await seller.buy(full, `B${n}`));
      expect(codeOf(replies.at(-1)!)).toEqual(stopped);
      await full.stop();

      const rest = fill(disk, 0, 'rest');
      const elsewhere = await serve(join(disk, 'other')).then(
        () => 'it began',
        (error: Error) => error.message,
      );
      expect(elsewhere).toMatch(
        /^\S+ cannot be opened \(.+\); see that this process may write to the folder and that the disk has space\n$/,
      );
      const backup = command(home, ['backup', join(disk, 'copy.db')]);
      expect([backup.code, backup.errors]).toEqual([
        1,
        expect.stringMatching(/^\S+copy\.db could not be written \(.+\)\n$/),
      ]);
      const restored = command(join(disk, 'restored'), ['restore', join(home, 'events.db')]);
      expect([restored.code, restored.errors]).toEqual([
        1,
        expect.stringMatching(/events\.db could not be written \(.+\); make space there and restore again\n$/),
      ]);

      rmSync(rest);
      rmSync(ballast);
      const again = await serve(home);
      await seller.retryAll(again, []);
      await again.stop();
      expect(verified(home)).toMatchObject(clean);
    },
    120_000,
  );
});
