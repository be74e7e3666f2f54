import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ApiKeys } from '../../../src/platform/auth/api-keys.js';
import { accessContract } from '../../contract/access.contract.js';
import { StrictAccessServer } from './strict-access.js';
import { inEnglish } from '../../../src/platform/operator-fault.js';

accessContract('memory, strict', async () => {
  const server = new StrictAccessServer();
  return { open: async () => server.open(), close: async () => undefined };
});

describe('a process that is cut off from the store of access', () => {
  it('A1: admits a known key while what it knows is young, and nobody afterwards', async () => {
    const server = new StrictAccessServer();
    const access = server.open();
    const keys = await ApiKeys.open(access, Date.now, { pollMs: 20, maxAgeMs: 200 });
    const { key, token } = await keys.create({ vendor: 'seeyon', role: 'sales', name: 'CRM' });
    await keys.authenticate(token);
    access.cut = new Error('connection lost');
    expect(keys.authenticate(token)).toMatchObject({ id: key.id });
    // Revoked elsewhere, which this process cannot learn.
    const elsewhere = await ApiKeys.open(server.open(), Date.now);
    await elsewhere.revoke(key.id);
    await sleep(250);
    await expect(keys.authenticate(token)).rejects.toThrow('connection lost');
    expect(inEnglish(keys.stopped()!)).toContain('has not answered');
    access.cut = undefined;
    expect(await keys.authenticate(token)).toBeUndefined();
    expect(keys.stopped()).toBeNull();
    await keys.close();
    await elsewhere.close();
  });
});
