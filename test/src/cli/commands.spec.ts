import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { runHere } from '../../support/command-line.js';
import { freshFolder } from '../../support/folder.js';
import { adminKey, serve, type Serving } from '../../support/serve.js';

const home = join(freshFolder(), 'data');
let server: Serving;
let [customer, contract] = ['', ''];

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
      expect(out.split('\n')[0]).toContain('granted-with-conditions (covered) ');
      expect(out).toContain('XS-1');
      expect(out).toMatch(/#\d+ ContractPurchased/);
      expect(out).toMatch(/[0-9a-f]{64}/);
    });

    it('D6: prints the remedy of a denial, and exits with 1', async () => {
      const { code, out } = await check('--at', '2026-06-01');
      expect([code, out.split('\n')[0]]).toEqual([1, expect.stringContaining('denied (lapsed) ')]);
      expect(out).toContain('renew');
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
      expect(printed[0]).toMatch(/^ *\d+ {2}20\d\d-\d\d-\d\dT[\d:.]+Z {2}.*2025-03-01/);
    });

    it('lists the events of a customer and of its contracts, in JSON in the order of the ledger', async () => {
      const { out } = await run('timeline', '--vendor', 'seeyon', '--customer', customer, '--json');
      const { items, nextCursor } = JSON.parse(out) as { items: { event: { type: string } }[]; nextCursor: null };
      expect(nextCursor).toBeNull();
      expect(items.map(({ event }) => event.type)).toEqual(['CustomerRegistered', 'ContractPurchased']);
    });

    it('needs a customer or a contract, and not both', async () => {
      const both = ['timeline', '--vendor', 'seeyon', '--customer', customer, '--contract', contract];
      expect((await run('timeline', '--vendor', 'seeyon')).code).toBe(2);
      expect((await run(...both)).code).toBe(2);
    });
  });

  describe('keys', () => {
    it('A1: creates a key that is shown once, lists it without its text, and revokes it', async () => {
      const vendor = where === 'in the folder' ? [] : ['--vendor', 'seeyon'];
      const made = await run('keys', 'create', '--vendor', 'seeyon', '--role', 'system', '--name', `helpdesk ${where}`);
      expect([made.code, made.errors]).toEqual([0, '']);
      const [, id, token] = /^(\S+): (slk_\S+)\n/.exec(made.out)!;
      const line = async () =>
        (await run('keys', 'list', ...vendor)).out.split('\n').find((each) => each.startsWith(`${id!} `))!;
      expect(await line()).toMatch(/ seeyon +system +last used never {2}made /);
      expect(await line()).not.toContain(token!);
      expect(await run('keys', 'revoke', id!, ...vendor)).toMatchObject({ code: 0, errors: '' });
      expect(await line()).toContain(' revoked 20');
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
