import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { SqliteEventStore } from '../../../src/platform/events/sqlite-event-store.js';
import { runHere } from '../../support/command-line.js';
import { freshFolder } from '../../support/folder.js';
import { storedIn } from '../../support/long-ledger.js';
import { smallLedger } from '../../support/small-ledger.js';

describe('copy', () => {
  let home: string;
  const target = freshFolder();
  const run = (...args: readonly string[]) => runHere(freshFolder(), ['copy', ...args]);
  const both = () => ['--from', `sqlite:${home}`, '--to', `sqlite:${target}`];

  beforeAll(async () => {
    home = await smallLedger();
  });

  it('copies ledger, keys and files, and changes nothing the second time', async () => {
    const keys = ['--keys-from', `sqlite:${home}`, '--keys-to', `sqlite:${target}`];
    const files = ['--files-from', `files:${join(home, 'files')}`, '--files-to', `files:${join(target, 'files')}`];
    const { code, out } = await run(...both(), ...keys, ...files, '--json');
    expect(code).toBe(0);
    const copied = JSON.parse(out) as { events: number };
    expect(copied).toEqual({
      events: copied.events,
      written: copied.events,
      raised: 0,
      persons: 0,
      apiKeys: 9,
      files: 0,
    });
    const again = await run(...both());
    expect([again.code, again.out]).toEqual([
      0,
      `both ledgers are the same: ${copied.events} events, of which 0 were written now\n`,
    ]);
    expect((await runHere(target, ['verify'])).out).toContain(`${copied.events} events`);
  });

  it('refuses a side that a server writes, and changes nothing', async () => {
    for (const folder of [home, target]) {
      const server = SqliteEventStore.open(folder, Date.now);
      const before = await storedIn(server);
      const { code, errors } = await run(...both());
      expect([code, errors]).toEqual([1, expect.stringContaining(`${folder}/events.db is in use by process`)]);
      expect(await storedIn(server)).toEqual(before);
      await server.close();
    }
  });

  it.each([
    [[], 2, 'name --from and --to'],
    [['--from', 'sqlite:/x'], 2, '--from and --to belong together'],
    [['--files-to', 'files:/x'], 2, '--files-from and --files-to belong together'],
    [['--from', 'sqlite:/nowhere', '--to', 'sqlite:'], 1, 'there is no events.db in /nowhere'],
    [['--from', 'sqlite:', '--to', 'sqlite:.'], 1, 'the same place'],
    [['--from', 'mysql://me:secret@host', '--to', 'sqlite:'], 1, '--from takes sqlite:'],
    [['--keys-from', 'esdb://host', '--keys-to', 'sqlite:'], 1, '--keys-from takes sqlite:'],
    [['--from', 'esdb://host?tls=false&pass=secret', '--to', 'sqlite:'], 1, 'has an unknown option'],
  ])('refuses %j', async (args, code, text) => {
    const refused = await run(...args);
    expect([refused.code, refused.out]).toEqual([code, '']);
    expect(refused.errors).toContain(text);
    expect(refused.errors).not.toContain('secret');
  });

  it.each([
    ['zh-CN', '来源与目标是同一处'],
    ['zh-TW', '來源與目標是同一處'],
    ['en', 'source and target are the same place'],
  ])('refuses in %s', async (language, text) => {
    const { errors } = await run('--from', 'sqlite:', '--to', 'sqlite:', '--language', language);
    expect(errors).toContain(text);
  });
});
