import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ApiKeys, KeyRefused } from '../../../../src/platform/auth/api-keys.js';
import { openKeys } from '../../../support/api-keys.js';
import { freshFolder } from '../../../support/folder.js';

describe('API keys', () => {
  let home: string;
  let keys: ApiKeys;
  const now = Date.parse('2026-03-01T10:20:30Z');
  let close: () => Promise<void>;
  const open = async () => {
    ({ keys, close } = await openKeys(home, () => now));
  };
  const reopen = async () => {
    await close();
    await open();
  };

  beforeEach(async () => {
    home = freshFolder();
    await open();
  });
  afterEach(() => close());

  it('A1: a key carries vendor and role, and survives a restart', async () => {
    const { token, key } = await keys.create({ vendor: 'seeyon', role: 'sales', name: 'CRM' });
    expect(token).toMatch(/^slk_[\w-]{43}$/);
    expect(keys.authenticate(token)).toEqual(key);
    await reopen();
    expect(keys.authenticate(token)).toMatchObject({
      id: key.id,
      vendor: 'seeyon',
      role: 'sales',
      name: 'CRM',
      lastUsedAt: '2026-03-01T10:00:00.000Z',
    });
  });

  it('keeps no key that could be stolen', async () => {
    const { token } = await keys.create({ vendor: 'seeyon', role: 'sales', name: 'CRM' });
    await close();
    expect(readFileSync(join(home, 'auth.db'), 'latin1')).not.toContain(token);
  });

  it('knows no other text', async () => {
    const { token } = await keys.create({ vendor: 'seeyon', role: 'sales', name: 'CRM' });
    for (const wrong of ['', token.slice(0, -1), `${token} `, token.toUpperCase()])
      expect(keys.authenticate(wrong)).toBeUndefined();
  });

  it('A3: a revoked key opens nothing and stays in the list', async () => {
    const { token, key } = await keys.create({ vendor: 'seeyon', role: 'support', name: 'desk' });
    expect(await keys.revoke(key.id)).toBe(true);
    expect(keys.authenticate(token)).toBeUndefined();
    await reopen();
    expect(keys.authenticate(token)).toBeUndefined();
    expect(await keys.list()).toMatchObject([{ id: key.id, revokedAt: '2026-03-01T10:20:30.000Z' }]);
    expect(await keys.revoke('key_of_nobody')).toBe(false);
  });

  it('makes the given admin key once, and one of its own only where there is none', async () => {
    const configuredKey = 'k'.repeat(32);
    expect(await keys.ensureAdmin(configuredKey)).toBeUndefined();
    expect(await keys.ensureAdmin(configuredKey)).toBeUndefined();
    expect(await keys.ensureAdmin(undefined)).toBeUndefined();
    expect(await keys.list()).toHaveLength(1);
    expect(keys.authenticate(configuredKey)).toMatchObject({ vendor: '*', role: 'admin' });
  });

  it('shows the key of a first start once', async () => {
    const token = await keys.ensureAdmin(undefined);
    expect(keys.authenticate(token!)).toMatchObject({ vendor: '*', role: 'admin' });
    expect(await keys.ensureAdmin(undefined)).toBeUndefined();
  });

  it.each([
    { vendor: '*', role: 'sales' as const, name: 'x' },
    { vendor: 'See Yon', role: 'sales' as const, name: 'x' },
    { vendor: 'seeyon', role: 'boss' as 'sales', name: 'x' },
    { vendor: 'seeyon', role: 'sales' as const, name: ' ' },
    { vendor: 'seeyon', role: 'sales' as const, name: 'x', limitPerMinute: 0 },
    { vendor: 'seeyon', role: 'customer' as const, name: 'x' },
    { vendor: 'seeyon', role: 'sales' as const, name: 'x', customerId: 'cus_1' },
  ])('A1: refuses %j', async (newKey) => {
    await expect(keys.create(newKey)).rejects.toBeInstanceOf(KeyRefused);
    expect(await keys.list()).toEqual([]);
  });
});
