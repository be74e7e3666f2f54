import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { runHere } from '../../support/command-line.js';
import { freshFolder } from '../../support/folder.js';
import { adminKey, serve, type Serving } from '../../support/serve.js';

const home = join(freshFolder(), 'data');
let server: Serving;
let [customer, contract] = ['', ''];
let request: { readonly id: string; readonly no: string };

beforeAll(async () => {
  server = await serve(home);
  const post = async (path: string, body: object) =>
    (JSON.parse((await server.call('POST', path, body)).text) as { id: string }).id;
  customer = await post('/customers', { code: 'KH1', name: '甲方', level: 'key', region: 'city' });
  contract = await post('/contracts', {
    customerId: customer,
    contractNo: 'XS-1',
    licenceNo: 'L-1',
    purchasedOn: '2025-03-01',
    product: { series: 'EKP', name: 'EKP', version: '4.11' },
  });
  const served = await post('/customers', { code: 'KH2', name: '乙方', level: 'key', region: 'city' });
  await post('/contracts', {
    customerId: served,
    contractNo: 'XS-2',
    licenceNo: 'L-2',
    purchasedOn: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
    product: { series: 'EKP', name: 'EKP', version: '4.11' },
  });
  const asked = { service: 'maintenance', channel: 'email', urgency: 'normal', title: '无法登录' };
  const registered = await server.call('POST', '/requests', {
    customerId: served,
    ...asked,
    description: '密码正确',
  });
  request = JSON.parse(registered.text) as typeof request;
});

/** The folder itself after the server has stopped; the server while it runs. */
describe.each([
  ['through a server', () => ['--url', server.url, '--key', adminKey]],
  ['in the folder', () => []],
])('%s', (where, through) => {
  const run = (...args: readonly string[]) => runHere(home, [...args, ...through()]);
  if (where === 'in the folder') beforeAll(() => server.stop());

  describe('check', () => {
    const check = (...more: readonly string[]) =>
      run('check', '--vendor', 'seeyon', '--customer', customer, '--service', 'maintenance', ...more);

    it('D4, D7: prints the outcome with its proof and receipt, and exits with 0', async () => {
      const { code, out, errors } = await check('--at', '2025-06-01');
      expect([code, errors]).toEqual([0, '']);
      expect(out.split('\n')[0]).toBe('Granted with conditions: maintenance for 甲方');
      expect(out).toContain('XS-1');
      expect(out).toMatch(/#\d+ {2}Contract XS-1 .* was bought on Sat 1 Mar 2025/);
      // Codes and UTC instants are for --json.
      expect(out).not.toMatch(/granted-with|ContractPurchased|\d{4}-\d\d-\d\d/);
      expect(out).toMatch(/[0-9a-f]{64}/);
    });

    it('D6: prints the remedy of a denial, and exits with 1', async () => {
      const { code, out } = await check('--at', '2026-06-01');
      expect([code, out.split('\n')[0]]).toEqual([1, expect.stringMatching(/^Denied: maintenance for 甲方, since /)]);
      expect(out).toContain('remedy: Renew contract XS-1.');
    });

    it('D7: answers in JSON by the version and position that are named, and refuses a position to come', async () => {
      const { out } = await check('--at', '2025-06-01', '--known-position', '1000000', '--json');
      expect(out).toBe('');
      const known = JSON.parse((await check('--at', '2025-06-01', '--json')).out) as { knownPosition: number };
      const position = String(known.knownPosition);
      const old = await check('--at', '2025-06-01', '--known-position', position, '--answer-version', '1', '--json');
      expect(JSON.parse(old.out)).toMatchObject({ answerVersion: 1, knownPosition: known.knownPosition });
      expect(old.code).toBe(0);
    });

    it("takes the vendor's own numbers", async () => {
      const own = ['--customer', 'kh1', '--contract', 'XS-1', '--at', '2025-06-01', '--json'];
      const byNumber = await run('check', '--vendor', 'seeyon', '--service', 'maintenance', ...own);
      expect([byNumber.code, JSON.parse(byNumber.out)]).toMatchObject([0, { customerId: customer, entitled: true }]);
      const timeline = await run('timeline', '--vendor', 'seeyon', '--contract', 'XS-1', '--json');
      expect(timeline.code).toBe(0);
      for (const own of [
        ['--contract', 'xs-1'],
        ['--customer', 'kh1'],
      ])
        expect(await run('dossier', '--vendor', 'seeyon', ...own)).toMatchObject({ code: 0, errors: '' });
    });

    it('takes a number bare or as in an address, the same in every command', async () => {
      for (const contract of ['XS-1', 'no:XS-1'])
        for (const command of ['timeline', 'dossier']) {
          const { code, errors } = await run(command, '--vendor', 'seeyon', '--contract', contract, '--json');
          expect([command, contract, code, errors]).toEqual([command, contract, 0, '']);
        }
      for (const name of ['KH1', 'code:KH1']) {
        const { code } = await run('dossier', '--vendor', 'seeyon', '--customer', name, '--json');
        expect([name, code]).toEqual([name, 0]);
      }
      const own = ['--customer', 'code:KH1', '--contract', 'no:XS-1', '--at', '2025-06-01'];
      expect((await run('check', '--vendor', 'seeyon', '--service', 'maintenance', ...own)).code).toBe(0);
    });

    it('refuses a service that does not exist with 2, an unknown customer with 1', async () => {
      const request = ['check', '--vendor', 'seeyon', '--service'];
      const unknown = await run(...request, 'tea', '--customer', customer);
      expect([unknown.code, unknown.errors]).toEqual([2, expect.stringContaining('maintenance')]);
      const nobody = await run(...request, 'care', '--customer', 'cus_nobody');
      expect([nobody.code, nobody.out, nobody.errors]).toEqual([1, '', expect.stringContaining('cus_nobody')]);
    });
  });

  describe('timeline', () => {
    it('prints a sentence for each event of a contract, with position and time', async () => {
      const { code, out, errors } = await run('timeline', '--vendor', 'seeyon', '--contract', contract);
      expect([code, errors]).toEqual([0, '']);
      const printed = out.trimEnd().split('\n');
      expect(printed).toHaveLength(1);
      expect(printed[0]).toMatch(
        /^ *\d+ {2}\w{3} \d+ \w{3} 20\d\d, \d\d:\d\d {2}.*Sat 1 Mar 2025.* Recorded by the admin key of the settings \(admin\)\.$/,
      );
    });

    it('lists the events of a customer and of its contracts, in JSON in the order of the ledger', async () => {
      const { out } = await run('timeline', '--vendor', 'seeyon', '--customer', customer, '--json');
      const { items, nextCursor } = JSON.parse(out) as { items: { event: { type: string } }[]; nextCursor: null };
      expect(nextCursor).toBeNull();
      expect(items.map(({ event }) => event.type)).toEqual(['CustomerRegistered', 'ContractPurchased']);
    });

    it('A1: survive a restore with the copy of API keys; no key is made out of it', async () => {
      if (where !== 'in the folder') return;
      const folder = freshFolder();
      const [file, access] = [join(folder, 'ledger.backup'), join(folder, 'access.copy')];
      expect((await runHere(home, ['backup', file, '--access', access])).code).toBe(0);
      const restored = join(folder, 'restored');
      expect((await runHere(restored, ['restore', file, '--access', access])).code).toBe(0);
      const listed = async (folder: string) =>
        (JSON.parse((await runHere(folder, ['keys', 'list', '--json'])).out) as { items: { id: string }[] }).items;
      expect(await listed(restored)).toEqual(await listed(home));
      expect((await runHere(restored, ['restore', file])).code).toBe(1);
    });

    it('needs a customer or a contract, and not both', async () => {
      const both = ['timeline', '--vendor', 'seeyon', '--customer', customer, '--contract', contract];
      expect((await run('timeline', '--vendor', 'seeyon')).code).toBe(2);
      expect((await run(...both)).code).toBe(2);
    });
  });

  describe('verify', () => {
    it('names what it cannot see beside a running server, and nothing else', async () => {
      const { code, out } = await runHere(home, ['verify', '--json']);
      const beside = where === 'in the folder' ? [] : ['later-events', 'noted-seal'];
      expect([code, JSON.parse(out)]).toEqual([
        0,
        {
          clean: true,
          events: [],
          views: [],
          vendors: [],
          notBuilt: [],
          files: [],
          unseen: beside,
          position: expect.any(Number),
        },
      ]);
    });
  });

  describe('the service of a vendor', () => {
    const at = ['--vendor', 'seeyon'];

    it('lists and shows requests with their promises, in the zone of the vendor', async () => {
      const listed = await run('requests', 'list', ...at, '--customer', 'KH2', '--language', 'zh-TW');
      expect([listed.code, listed.errors]).toEqual([0, '']);
      expect(listed.out).toMatch(new RegExp(`^${request.no} 无法登录 · P\\d · 已登記 · 回覆時限 .*\\d\\d:\\d\\d\\n$`));
      expect((await run('requests', 'list', ...at, '--promise', 'broken')).out).toBe('none\n');
      const shown = await run('requests', 'show', request.no.toLowerCase(), ...at);
      expect([shown.code, shown.errors]).toEqual([0, '']);
      expect(shown.out.split('\n').slice(1, 3)).toEqual([
        expect.stringMatching(/^ {2}requested at: \w{3} \d+ \w{3} 20\d\d, \d\d:\d\d$/),
        '  description: 密码正确',
      ]);
      expect(shown.out).not.toMatch(/req_|\dZ/);
      const json = await run('requests', 'show', request.id, ...at, '--json');
      expect(JSON.parse(json.out)).toMatchObject({ id: request.id, no: request.no, promises: [{ kind: 'respond' }] });
      const csv = await run('requests', 'list', ...at, '--csv', '--language', 'zh-CN');
      expect(csv.out).toMatch(new RegExp(`^\uFEFF编号,.*\\r\\n${request.no},`));
      const none = await run('requests', 'show', 'R20250101-NONE', ...at);
      expect([none.code, none.errors]).toEqual([1, expect.stringContaining('R20250101-NONE')]);
    });

    it('lists what is owed, and has one tried again', async () => {
      const planned = ['--state', 'planned', '--request', request.id];
      const listed = await run('obligations', 'list', ...at, ...planned);
      expect([listed.code, listed.errors]).toEqual([0, '']);
      expect(listed.out).toMatch(/^\w{3} \d+ \w{3} 20\d\d, \d\d:\d\d notice of a broken promise · req_\w+ · planned/m);
      const csv = await run('obligations', 'list', ...at, ...planned, '--csv');
      expect(csv.out).toMatch(/^\uFEFFDue at,Obligation,State,/);
      const unsent = await run(
        'obligations',
        'list',
        ...at,
        '--request',
        request.id,
        '--state',
        'suppressed',
        '--json',
      );
      const { items } = JSON.parse(unsent.out) as { items: { id: string; reason: string }[] };
      expect(items.map(({ reason }) => reason)).toContain('no-recipient');
      const retried = await run('obligations', 'retry', items[0]!.id, ...at);
      expect(retried).toMatchObject({ code: 0, errors: '', out: `${items[0]!.id} is tried again\n` });
      const unknown = await run('obligations', 'retry', 'obligation-x', ...at);
      expect([unknown.code, unknown.errors]).toEqual([1, expect.stringContaining('obligation-x')]);
    });

    it('prints reports: a line for each group and one for all, and the file of it', async () => {
      const span = [...at, '--from', '2020-01-01', '--to', '2029-12-31'];
      const levels = await run('reports', 'service-levels', ...span, '--by', 'service');
      expect([levels.code, levels.errors]).toEqual([0, '']);
      expect(levels.out.split('\n')).toEqual([
        expect.stringMatching(/^Maintenance: .*Promises kept 0; Broken 0; Open 1; Void 0; Goodwill 0$/),
        expect.stringMatching(
          /^All: Calls 0; Answered 0; Intakes 1; Registered 1; .*Promises kept 0; Broken 0; Open 1/,
        ),
        '',
      ]);
      const renewals = await run('reports', 'renewals', ...span, '--csv', '--language', 'zh-CN');
      expect(renewals.out).toMatch(/^\uFEFF分组,到期服务期,/);
      const satisfaction = await run('reports', 'satisfaction', ...span, '--json');
      expect(JSON.parse(satisfaction.out)).toMatchObject({ sent: 0, groups: [] });
      expect((await run('reports', 'renewals', ...span, '--by', 'colour')).code).toBe(2);
    });
  });

  describe('keys', () => {
    it('A3: names the user of the operating system, and the person for whom it is done', async () => {
      const more = ['--vendor', 'seeyon', '--role', 'support', '--name', 'for Li', '--on-behalf-of', '李四'];
      const made = await run('keys', 'create', ...more);
      expect([made.code, made.errors]).toEqual([0, '']);
      const [id] = made.out.split(':');
      const events = new Database(join(home, 'events.db'), { readonly: true });
      const meta = JSON.parse(
        events.prepare('SELECT meta FROM events WHERE stream = ?').pluck().get(`seeyon.api-key-${id!}`) as string,
      ) as Record<string, unknown>;
      events.close();
      expect([meta['actorName'], meta['onBehalfOf']]).toEqual([
        where === 'in the folder' ? `${userInfo().username} (cli)` : expect.any(String),
        { subject: `${id!}.behalf`, sealed: expect.any(String) },
      ]);
    });

    it('A1: creates a key that is shown once, lists it without its text, and revokes it', async () => {
      const vendor = where === 'in the folder' ? [] : ['--vendor', 'seeyon'];
      const made = await run('keys', 'create', '--vendor', 'seeyon', '--role', 'system', '--name', `helpdesk ${where}`);
      expect([made.code, made.errors]).toEqual([0, '']);
      const [, id, token] = /^(\S+): (slk_\S+)\n/.exec(made.out)!;
      const line = async () =>
        (await run('keys', 'list', ...vendor)).out.split('\n').find((each) => each.startsWith(`${id!} `))!;
      expect(await line()).toMatch(/ seeyon +system +never used {2}made /);
      expect(await line()).not.toContain(token!);
      expect(await run('keys', 'revoke', id!, ...vendor)).toMatchObject({ code: 0, errors: '' });
      expect(await line()).toMatch(/ revoked \w{3} \d+ \w{3} 20\d\d/);
    });

    it('refuses a role that does not exist with 2, and names the roles', async () => {
      const made = await run('keys', 'create', '--vendor', 'seeyon', '--role', 'chief', '--name', 'x');
      expect([made.code, made.errors]).toEqual([2, expect.stringContaining('auditor')]);
    });

    it('refuses to revoke a key that does not exist with 1', async () => {
      const vendor = where === 'in the folder' ? [] : ['--vendor', 'seeyon'];
      const revoked = await run('keys', 'revoke', 'key_nobody', ...vendor);
      expect([revoked.code, revoked.errors]).toEqual([1, expect.stringContaining('key_nobody')]);
    });
  });
});

afterAll(() => server.stop());
