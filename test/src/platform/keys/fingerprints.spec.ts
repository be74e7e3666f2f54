import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { personal } from '../../../../domain/kernel/personal.js';
import { Fingerprints } from '../../../../src/platform/keys/fingerprints.js';
import { SqliteKeyStore } from '../../../../src/platform/keys/sqlite-key-store.js';
import { freshFolder } from '../../../support/folder.js';

describe('fingerprints of persons', () => {
  let keys: SqliteKeyStore;
  let fingerprints: Fingerprints;
  beforeEach(() => {
    keys = SqliteKeyStore.open(freshFolder());
    fingerprints = new Fingerprints(keys);
  });
  afterEach(() => keys.close());

  it('A2: are alike for the same value, person and purpose, and differ otherwise', async () => {
    const of = async (subject: string, value: unknown, purpose = 'record', vendor = 'seeyon') => {
      const [made] = await fingerprints.make(vendor, purpose, [personal(subject, value)]);
      return (made as { hash: string }).hash;
    };
    const first = await of('per_1', { name: '王芳' });
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await of('per_1', { name: '王芳' })).toBe(first);
    const others = [
      await of('per_1', { name: '王方' }),
      await of('per_2', { name: '王芳' }),
      await of('per_1', { name: '王芳' }, 'body'),
      await of('per_1', { name: '王芳' }, 'record', 'huaruan'),
    ];
    expect(new Set([first, ...others]).size).toBe(5);
  });

  it('A2: comparing makes no key', async () => {
    expect(await fingerprints.compare('seeyon', 'record', [personal('王芳', '王芳')])).toEqual(['unknown']);
    expect((await keys.find('seeyon', ['王芳'])).size).toBe(0);
  });

  it('A2: die with the person', async () => {
    await fingerprints.make('seeyon', 'record', [personal('per_1', '王芳')]);
    await keys.erase('seeyon', 'per_1');
    const guesses = [personal('per_1', '王芳'), personal('per_1', '李强')];
    expect(await fingerprints.compare('seeyon', 'record', guesses)).toEqual(['erased', 'erased']);
    expect(await fingerprints.make('seeyon', 'record', guesses)).toEqual(['erased', 'erased']);
  });
});
