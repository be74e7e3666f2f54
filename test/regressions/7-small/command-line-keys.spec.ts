import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { compiled } from '../../support/compiled.js';
import { freshFolder } from '../../support/folder.js';
import { adminKey, serve } from '../../support/serve.js';

const command = (home: string, ...args: string[]): Promise<{ code: number | null; out: string; errors: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(compiled(), 'src/cli.js'), ...args], {
      env: { PATH: process.env['PATH'], LEDGER_HOME: home, LANG: 'en_US.UTF-8' },
    });
    let [out, errors] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.on('close', (code) => resolve({ code, out, errors }));
  });

/** A1, A3: questions of the command line leave no key behind, and its keys are recorded by the next server. */
describe('keys of the command line', () => {
  it('are none where it only asks, through a server or in the folder', async () => {
    const home = join(freshFolder(), 'data');
    const server = await serve(home);
    const made = await server.call('POST', '/customers', { code: 'KH1', name: '甲方', level: 'key', region: 'city' });
    const { id } = JSON.parse(made.text) as { id: string };
    const question = ['check', '--vendor', 'seeyon', '--customer', id, '--service', 'care', '--json'];
    const items = async () =>
      (JSON.parse((await command(home, 'keys', 'list', '--json')).out) as { items: object[] }).items;
    expect((await command(home, ...question, '--url', server.url, '--key', adminKey)).code).toBe(1);
    await server.stop();
    const before = await items();
    for (let time = 0; time < 2; time += 1) {
      const request = await command(home, ...question);
      expect([request.code, (JSON.parse(request.out) as { reason: string }).reason]).toEqual([1, 'no-contract']);
    }
    await command(home, 'timeline', '--vendor', 'seeyon', '--customer', id, '--json');
    expect(await items()).toEqual(before);
    expect(before.length).toBe(1);

    const customer = ['keys', 'create', '--vendor', 'seeyon', '--role', 'customer', '--name', 'portal', '--json'];
    expect((await command(home, ...customer, '--customer', 'cus_nobody')).code).toBe(2);
    const portal = await command(home, ...customer, '--customer', id);
    expect(portal.code).toBe(0);
    const { id: keyId } = JSON.parse(portal.out) as { id: string };
    const again = await serve(home);
    const events = async () =>
      (
        JSON.parse((await again.call('GET', `/events?stream=seeyon.api-key-${keyId}`)).text) as {
          items: { type: string; meta: { actor: string; channel: string } }[];
        }
      ).items;
    for (let turn = 0; turn < 200 && (await events()).length === 0; turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 25));
    expect((await events()).map(({ type, meta: { actor, channel } }) => [type, actor, channel])).toEqual([
      ['ApiKeyCreated', 'command-line', 'cli'],
    ]);
    await again.stop();
  });
});
