import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ApiKeys } from '../../../../src/platform/auth/api-keys.js';
import { FirstKeyFile, firstKeyName } from '../../../../src/platform/auth/first-admin-key.js';
import { BadSetting } from '../../../../src/platform/config/settings.js';
import { freshFolder } from '../../../support/folder.js';
import { StrictAccessServer } from '../../../support/strict/strict-access.js';

const processes = async (homes: readonly string[]) => {
  const server = new StrictAccessServer();
  return Promise.all(
    homes.map(async (home) => ({
      home,
      keys: await ApiKeys.open(server.open(), Date.now),
      file: new FirstKeyFile(home),
    })),
  );
};
const ensure = ({ keys, file }: { keys: ApiKeys; file: FirstKeyFile }) =>
  keys.ensureAdmin(undefined, () => undefined, file);

describe('the file of the first admin key', () => {
  it.each([
    ['folders of their own', () => [freshFolder(), freshFolder(), freshFolder()]],
    [
      'one folder',
      () => {
        const shared = freshFolder();
        return [shared, shared, shared];
      },
    ],
  ])('A1: of three processes that start at once in %s, one writes it, and it opens all of them', async (_, homes) => {
    const started = await processes(homes());
    await Promise.all(started.map(ensure));
    const files = [...new Set(started.map(({ home }) => home))].flatMap((home) =>
      readdirSync(home).map((name) => join(home, name)),
    );
    expect(files.map((file) => file.endsWith(`/${firstKeyName}`))).toEqual([true]);
    expect(started.filter(({ file }) => file.written)).toHaveLength(1);
    expect(statSync(files[0]!).mode & 0o777).toBe(0o600);
    const token = readFileSync(files[0]!, 'utf8').trim();
    for (const { keys } of started) {
      await keys.list();
      expect(await keys.authenticate(token)).toMatchObject({ vendor: '*', role: 'admin' });
    }
    for (const { keys } of started) await keys.close();
  });

  it('is there before the key opens anything, and gone where another process was faster', () => {
    const home = freshFolder();
    const prepared = new FirstKeyFile(home).prepare('slk_one');
    expect(readdirSync(home).map((name) => readFileSync(join(home, name), 'utf8'))).toEqual(['slk_one\n']);
    prepared.discard();
    expect(readdirSync(home)).toEqual([]);
  });

  it('names the folder and the other way where it cannot be written', () => {
    const file = join(freshFolder(), 'a-file');
    writeFileSync(file, '');
    chmodSync(file, 0o600);
    expect(() => new FirstKeyFile(file).prepare('slk_one')).toThrow(BadSetting);
    expect(() => new FirstKeyFile(file).prepare('slk_one')).toThrow(/LEDGER_HOME must be .*LEDGER_ADMIN_KEY/);
  });
});
