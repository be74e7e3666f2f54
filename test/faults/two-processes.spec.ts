import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { StoreUnreadable } from '../../src/platform/events/event-store.js';
import { Directories } from '../../src/search/search.port.js';
import { loadPolicies } from '../../src/policies/load-policy.js';
import { freshFolder } from '../support/folder.js';
import { csvOf, heading, recordOf } from '../support/imports.js';
import { type StrictProcess, StrictProcesses } from '../support/strict/strict-processes.js';
import { nextPolicy } from '../support/next-policy.js';

const product = { series: 'EKP', name: 'EKP', version: '4.11' };
const withinMs = 5_000;

/** Asks again until the value is there. @throws with the last value after so many milliseconds */
const within = async <T>(ms: number, ask: () => Promise<T> | T, isThere: (value: T) => boolean): Promise<T> => {
  const until = performance.now() + ms;
  for (;;) {
    const value = await ask();
    if (isThere(value)) return value;
    if (performance.now() > until) throw new Error(`after ${ms} ms it is still ${JSON.stringify(value)}`);
    // Slowly: requests with a key that is not known yet are counted, and 60 of them a minute are answered.
    await sleep(100);
  }
};

const is = (wanted: number) => (value: number) => value === wanted;
const statusOf = async (process: StrictProcess, path: string, headers: object = {}): Promise<number> =>
  (await process.call('get', path, undefined, headers)).status;

describe('two API processes, one projector and two workers over one set', () => {
  let processes: StrictProcesses;
  let a: StrictProcess;
  let b: StrictProcess;
  let projector: StrictProcess;
  let workers: readonly [StrictProcess, StrictProcess];
  let receiver: Server;
  let host: string;
  let received: { readonly id: string; readonly subject: string; readonly sequence: number }[];
  /** What the receiver waits for before it answers. */
  let held: Promise<void>;

  /** What a question is answered that is asked while one view has nothing of what was recorded before it. */
  const behind = async <T>(view: string, record: () => Promise<() => Promise<T>>): Promise<T> => {
    const { views } = processes.set;
    views.beforeWrite = (written) => {
      if (written === view) throw new StoreUnreadable('the view is not written yet');
    };
    const ask = await record();
    setTimeout(() => (views.beforeWrite = undefined), 1_000);
    return ask();
  };

  const customer = (code: string, at = a) =>
    at.done('post', '/customers', {
      code,
      name: `客户${code}`,
      level: 'key',
      region: 'city',
      contacts: [{ name: '王芳' }],
    });
  const contract = (customerId: string, no: string, at = a) =>
    at.done('post', '/contracts', {
      customerId,
      contractNo: no,
      licenceNo: `L-${no}`,
      purchasedOn: '2026-01-01',
      product,
    });

  beforeEach(async () => {
    received = [];
    held = Promise.resolve();
    receiver = createServer((request, reply) => {
      let body = '';
      request
        .setEncoding('utf8')
        .on('data', (chunk: string) => (body += chunk))
        .on('end', () => {
          const { subject, sequence } = JSON.parse(body) as { subject: string; sequence: string };
          received.push({ id: String(request.headers['webhook-id']), subject, sequence: Number(sequence) });
          void held.then(() => reply.writeHead(200).end());
        });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
    processes = new StrictProcesses();
    const env = { WEBHOOK_HOSTS: host };
    [a, b] = [await processes.start('api', { env }), await processes.start('api', { env })];
    projector = await processes.start('projector');
    workers = [await processes.start('worker', { env }), await processes.start('worker', { env })];
    const { token } = await a.createKey('admin', '*');
    for (const each of [a, b, projector, ...workers]) {
      each.token = token;
      await each.application.ready;
      each.application.startWork();
    }
    await within(withinMs, () => statusOf(b, '/contracts'), is(200));
  }, 30_000);
  afterEach(async () => {
    await processes.close();
    await new Promise((resolve) => receiver.close(resolve));
  }, 30_000);

  it('A1: a key that was revoked in one opens nothing in the other', async () => {
    const { id, token } = await a.createKey('sales');
    const status = () => statusOf(b, '/contracts', { authorization: `Bearer ${token}` });
    await within(withinMs, status, is(200));
    await a.done('post', `/keys/${id}/revoke`, {});
    await within(withinMs, status, is(401));
    const events = async () => (await b.done('get', '/events?type=ApiKeyRevoked&limit=10')).items as readonly object[];
    expect(await within(withinMs, events, (items) => items.length > 0)).toHaveLength(1);
  }, 30_000);

  it('A2: a person who was erased in one is nowhere in the other', async () => {
    const { id, contacts } = await customer('KH1');
    const paths = [`/customers/${id}`, `/customers/${id}/contacts/${contacts[0].contactId}/export`];
    const shown = async () =>
      (await Promise.all(paths.map(async (path) => (await b.call('get', path)).text))).join('\n');
    await within(withinMs, shown, (text) => text.includes('王芳'));
    await a.done('post', `/customers/${id}/contacts/${contacts[0].contactId}/erase`, { reason: '本人要求' });
    await within(withinMs, shown, (text) => !text.includes('王芳'));
    expect((await b.done('get', `/customers/${id}`)).contacts).toEqual([
      { contactId: contacts[0].contactId, erased: true },
    ]);
    // Of whoever goes on there: nothing is sealed for the person again.
    await b.done('patch', `/customers/${id}`, { level: 'vip' });
    expect(await shown()).not.toContain('王芳');
  }, 30_000);

  it('A2: an erased person is found in no process and forgotten in its memory, although nobody searches', async () => {
    const { id, contacts } = await customer('KH1');
    const search = async (at: StrictProcess) => (await at.call('get', `/search?q=${encodeURIComponent('王芳')}`)).text;
    for (const each of [a, b])
      await within(
        withinMs,
        () => search(each),
        (text) => text.includes('王芳'),
      );
    const remembered = [a, b].map(({ application }) => application.app.get(Directories).of('seeyon').persons);
    expect(remembered.map((persons) => persons.entries)).toEqual([1, 1]);
    await a.done('post', `/customers/${id}/contacts/${contacts[0].contactId}/erase`, { reason: '本人要求' });
    expect(await search(a)).not.toContain('王芳');
    await within(
      withinMs,
      () => remembered.map((persons) => persons.find('王芳', 10).length),
      (found) => found.every((count) => count === 0),
    );
    for (const each of [a, b]) expect(await search(each)).not.toContain('王芳');
  }, 30_000);

  it('A2: a person whose key was destroyed is in no answer, although the views do not know it yet', async () => {
    const { contacts } = await customer('KH1');
    const search = async () => (await b.call('get', `/search?q=${encodeURIComponent('王芳')}`)).text;
    await within(withinMs, search, (text) => text.includes('王芳'));
    await a.application.stores.keys.erase('seeyon', contacts[0].contactId);
    await within(withinMs, search, (text) => !text.includes('王芳'));
  }, 30_000);

  it('P1: a policy that was published in one is in force in the other, for reads and for what it decides', async () => {
    const policy = await nextPolicy((path) => b.done('get', path));
    const { version } = policy;
    await a.done('post', '/policies/seeyon/versions', { ...policy, effectiveFrom: '2027-06-01' });
    await within(withinMs, () => statusOf(b, `/policies/seeyon/versions/${version}`), is(200));
    const { code } = (await b.call('post', '/policies/seeyon/versions', { ...policy, effectiveFrom: '2027-07-01' }))
      .body;
    expect(code).toBe('policy-version-exists');
    const later = { ...policy, version: version + 1, effectiveFrom: '2027-07-01' };
    await b.done('post', '/policies/seeyon/versions', later);
    await within(withinMs, () => statusOf(a, `/policies/seeyon/versions/${version + 1}`), is(200));
  }, 30_000);

  it('P3: a vendor whose first policy a later process publishes is known to all', async () => {
    const { policy } = await a.done('get', '/policies/seeyon/versions/1');
    const policies = freshFolder();
    writeFileSync(join(policies, 'lantai.yaml'), stringify({ ...policy, vendor: 'lantai' }));
    const asVendor = { 'ledger-vendor': 'lantai' };
    expect(await statusOf(b, '/contracts', asVendor)).not.toBe(200);
    const c = await processes.start('api', { policies });
    await c.application.ready;
    for (const each of [a, b]) await within(withinMs, () => statusOf(each, '/contracts', asVendor), is(200));
  }, 30_000);

  it('a contract that was renewed in one is renewed in the answers of the other', async () => {
    const { id: customerId } = await customer('KH1');
    const { id } = await contract(customerId, 'XS-1');
    const at = '2027-06-01';
    const check = () => b.done('get', `/entitlements/check?customerId=${customerId}&service=maintenance&at=${at}`);
    const contractsOf = async () => (await b.done('get', `/contracts/${id}`)).terms as readonly object[];
    await within(withinMs, contractsOf, (terms) => terms.length === 1);
    await within(withinMs, () => statusOf(b, `/customers/${customerId}/entitlements`), is(200));
    const before = await check();
    await a.done('post', `/contracts/${id}/renewals`, { signedOn: '2026-11-20', period: 'P1Y' });
    await within(withinMs, contractsOf, (terms) => terms.length === 2);
    const after = await within(withinMs, check, ({ knownPosition }) => knownPosition > before.knownPosition);
    expect([before.entitled, after.entitled]).toEqual([false, true]);
    // At once where the reader names the position that the writer was answered.
    const { headers } = await a.call('post', `/contracts/${id}/renewals`, { signedOn: '2026-11-21', period: 'P1Y' });
    const position = { 'ledger-min-position': headers['ledger-position'] };
    const seen = await b.done(
      'get',
      `/entitlements/check?customerId=${customerId}&service=maintenance&at=2028-06-01`,
      undefined,
      position,
    );
    expect(seen.entitled).toBe(true);
  }, 30_000);

  it('C1, C11: of two who claim a number one gets it, and one key is one command, whichever process is asked', async () => {
    const [one, other] = [await customer('KH1'), await customer('KH2', b)];
    const body = (customerId: string, n: number) => ({
      customerId,
      contractNo: `XS-${n}`,
      licenceNo: `L-${n}`,
      purchasedOn: '2026-01-01',
      product,
    });
    const numbers = Array.from({ length: 12 }, (_, n) => n);
    const claims = numbers.map(async (n) => {
      const replies = await Promise.all([
        a.call('post', '/contracts', body(one.id, n)),
        b.call('post', '/contracts', body(other.id, n)),
      ]);
      return replies.map(({ status }) => status).sort();
    });
    expect(await Promise.all(claims)).toEqual(numbers.map(() => [201, 409]));
    const key = { 'idempotency-key': 'the same command' };
    const replies = await Promise.all([a, b, a, b].map((at) => at.call('post', '/contracts', body(one.id, 99), key)));
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(replies.map((reply) => reply.text)).size).toBe(1);
    expect(processes.recorded('ContractPurchased')).toHaveLength(13);
  }, 60_000);

  it('another projector takes the views over when the one that projects dies', async () => {
    const second = await processes.start('projector');
    await second.application.ready;
    processes.kill(projector);
    const { id } = await customer('KH1');
    await within(withinMs, () => statusOf(b, `/customers/${id}/entitlements`), is(200));
  }, 30_000);

  it('an import survives the death of the process that ran it, and ends in the other with equal counts', async () => {
    const records = Array.from({ length: 400 }, (_, n) => recordOf(n));
    records[350] = recordOf(350, { 邮箱: 'nobody' });
    records[399] = recordOf(0);
    const id = await a.upload(csvOf(heading, ...records));
    const purchases = () => processes.recorded('ContractPurchased').length;
    await within(20_000, purchases, (count) => count >= 100);
    processes.kill(workers.find((each) => processes.runs(each, 'imports'))!);
    const atDeath = purchases();
    expect(atDeath).toBeLessThan(398);
    const shown = () => b.done('get', `/imports/${id}`);
    const ended = await within(40_000, shown, ({ state }) => state === 'finished' || state === 'failed');
    expect([ended.state, ended.records]).toEqual(['finished', { read: 400, created: 398, known: 1, failed: 1 }]);
    expect(purchases()).toBe(398);
    expect(processes.recorded('ImportFinished')).toHaveLength(1);
  }, 90_000);

  it('an import whose lease runs out again and again while its processes live ends with equal counts', async () => {
    const id = await a.upload(csvOf(heading, ...Array.from({ length: 400 }, (_, n) => recordOf(n)), recordOf(0)));
    for (const count of [80, 160, 240, 320]) {
      await within(
        20_000,
        () => processes.recorded('ContractPurchased').length,
        (found) => found >= count,
      );
      processes.pass(31_000);
    }
    const shown = () => b.done('get', `/imports/${id}`);
    const ended = await within(40_000, shown, ({ state }) => state === 'finished' || state === 'failed');
    expect([ended.state, ended.records]).toEqual(['finished', { read: 401, created: 400, known: 1, failed: 0 }]);
    expect(processes.recorded('ContractPurchased')).toHaveLength(400);
    expect(processes.recorded('ImportFinished')).toHaveLength(1);
  }, 90_000);

  it('C9: the undo of an import in one sees what was sold in the other, however late the views are', async () => {
    const imported = async (rows: readonly (readonly string[])[]): Promise<string> => {
      const id = await a.upload(csvOf(heading, ...rows));
      await within(
        20_000,
        () => a.done('get', `/imports/${id}`),
        ({ state }) => state === 'finished',
      );
      return id;
    };
    const [first, second] = [await imported([recordOf(1), recordOf(2)]), await imported([recordOf(3)])];
    const third = await imported([recordOf(4)]);
    const customerOf = async (code: string) => (await a.done('get', `/customers?code=${code}`)).items[0].id as string;
    const [sold, served] = [await customerOf('KH3'), await customerOf('KH4')];
    // The projector is slow: the views of no process have what was recorded last.
    processes.set.views.slowMs = 40;
    const selling = contract(sold, 'XS-later');
    await within(
      withinMs,
      () => processes.recorded('ContractPurchased').length,
      (count) => count === 5,
    );
    const refused = await b.call('post', `/imports/${second}/undo`, { reason: '文件有误' });
    expect([refused.status, refused.body.code]).toEqual([409, 'later-facts']);
    await selling;
    const asked = { service: 'maintenance', channel: 'email', urgency: 'low', title: '打印' };
    const outcome = await behind('requests', async () => {
      await a.done('post', '/requests', { customerId: served, ...asked });
      return () => b.call('post', `/imports/${third}/undo`, { reason: '文件有误' });
    });
    expect([outcome.status, outcome.body.code]).toEqual([409, 'later-facts']);
    await b.done('post', `/imports/${first}/undo`, { reason: '文件有误' });
    await within(
      20_000,
      () => b.done('get', `/imports/${first}`),
      ({ state }) => state === 'undone',
    );
    expect(processes.recorded('ImportUndone').map(({ data }) => data)).toMatchObject([
      { contracts: 2, customers: 2, kept: 0 },
    ]);
  }, 90_000);

  it('O10: a supposition in one shows what is owed of what the other recorded, however late the views are', async () => {
    const { id: customerId } = await customer('W');
    const { obligations } = await behind('obligations', async () => {
      const { id: contractId } = await contract(customerId, 'XS-W');
      const question = { customerId, contractId, service: 'maintenance' };
      const asked = { question, suppose: [], include: ['obligations'] };
      return () => b.done('post', '/entitlements/what-if', asked);
    });
    expect([obligations.before.length, obligations.after.length]).toEqual([7, 7]);
  });

  it('delivers each event in order, again only under its id, when the process that delivers dies', async () => {
    const { id: webhookId } = await a.done('post', '/webhooks', {
      url: `http://${host}/`,
      types: ['CustomerRegistered', 'CustomerLevelChanged'],
    });
    let release: () => void = () => undefined;
    held = new Promise((resolve) => (release = resolve));
    const { id } = await customer('KH1');
    const others = [];
    for (const level of ['vip', 'standard', 'key', 'vip']) {
      await b.done('patch', `/customers/${id}`, { level });
      others.push(await customer(`KH-${level}-${others.length}`, b));
    }
    await within(
      withinMs,
      () => received.length,
      (count) => count > 0,
    );
    processes.kill(workers.find((each) => processes.runs(each, 'webhook-deliveries'))!);
    held = Promise.resolve();
    release();
    await b.done('patch', `/customers/${id}`, { level: 'standard' });
    const wanted = processes
      .recorded('CustomerRegistered', 'CustomerLevelChanged')
      .map(({ id }) => `${id}.${webhookId}`);
    const ids = () => new Set(received.map((each) => each.id));
    await within(
      20_000,
      () => ids().size,
      (count) => count === wanted.length,
    );
    expect([...ids()].sort()).toEqual([...wanted].sort());
    // What was under way is delivered once more.
    expect(received.length).toBeGreaterThan(wanted.length);
    for (const subject of new Set(received.map((each) => each.subject))) {
      const firsts = received.filter(
        (each, at) => each.subject === subject && received.findIndex(({ id }) => id === each.id) === at,
      );
      const sequences = firsts.map(({ sequence }) => sequence);
      expect(sequences).toEqual([...sequences].sort((one, other) => one - other));
    }
    const { waiting, dead } = await within(
      20_000,
      () => b.done('get', `/webhooks/${webhookId}`),
      (shown) => shown.waiting === 0,
    );
    expect([waiting, dead]).toEqual([0, 0]);
  }, 60_000);
});

describe('processes that start at the same time on an empty set', () => {
  it('come up, and publish policies, calendars, texts and answer versions once', async () => {
    const processes = new StrictProcesses();
    const roles = ['api', 'all', 'projector', 'all', 'worker'] as const;
    const started = await Promise.all(roles.map((role) => processes.start(role)));
    await Promise.all(started.map(({ application }) => application.ready));
    const vendors = (type: string) =>
      processes
        .recorded(type)
        .map(({ vendor }) => vendor)
        .sort();
    const shipped = loadPolicies().map(({ policy: { vendor } }) => vendor);
    expect(vendors('PolicyPublished')).toEqual(shipped.sort());
    for (const type of ['CalendarPublished', 'ConditionTextsPublished', 'AnswerVersionAdopted'])
      expect([type, vendors(type)]).toEqual([type, ['huaruan', 'seeyon']]);
    const given = 'an-admin-key-that-all-processes-are-given';
    const answering = started.filter((_, index) => ['api', 'all'].includes(roles[index]!));
    await Promise.all(answering.map(({ application }) => application.stores.apiKeys.ensureAdmin(given)));
    expect(await started[0]!.application.stores.apiKeys.list()).toHaveLength(1);
    for (const process of answering) {
      process.token = given;
      await within(withinMs, () => statusOf(process, '/contracts'), is(200));
    }
    for (const { log } of started) expect(log).toEqual([]);
    await processes.close();
  }, 60_000);
});
