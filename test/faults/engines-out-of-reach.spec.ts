import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreUnreadable } from '../../src/platform/events/event-store.js';
import { JobsUnreachable } from '../../src/platform/jobs/jobs.js';
import { csvOf, heading, recordOf } from '../support/imports.js';
import { type StrictProcess, StrictProcesses } from '../support/strict/strict-processes.js';

const codeOf = async (process: StrictProcess, path: string): Promise<readonly [number, string]> => {
  const { status, body } = await process.call('get', path);
  return [status, (body as { code: string }).code];
};

describe('a process whose engines are out of reach', () => {
  let processes: StrictProcesses;
  let a: StrictProcess;
  beforeEach(async () => {
    processes = new StrictProcesses();
    a = await processes.start('all');
    a.token = (await a.createKey('admin', '*')).token;
    await a.application.ready;
    a.application.startWork();
  }, 30_000);
  afterEach(() => processes.close(), 30_000);

  it('answers 503 with the way out, and answers again once they are back', async () => {
    const { id } = await a.done('post', '/customers', { code: 'KH1', name: '甲方', level: 'key', region: 'city' });
    processes.set.ledger.cut();
    expect(await codeOf(a, `/customers/${id}`)).toEqual([503, 'store-unreadable']);
    processes.set.ledger.heal();
    await a.done('get', `/customers/${id}`);
    processes.set.views.cut = new StoreUnreadable('the connection was refused');
    expect(await codeOf(a, `/contracts`)).toEqual([503, 'store-unreadable']);
    processes.set.views.cut = undefined;
    await a.done('get', '/contracts');
  }, 30_000);

  it.each(['the ledger', 'the jobs'])(
    'goes on with an import when %s can be reached again: the file is not at fault',
    async (engine) => {
      const id = await a.upload(csvOf(heading, ...Array.from({ length: 300 }, (_, n) => recordOf(n))));
      while (processes.recorded('ContractPurchased').length < 50) await sleep(5);
      if (engine === 'the ledger') processes.set.ledger.cut();
      else processes.set.jobs.failedSave = new JobsUnreachable('the jobs cannot be reached');
      await sleep(300);
      processes.set.ledger.heal();
      const shown = async () => (await a.done('get', `/imports/${id}`)) as { state: string; records: object };
      expect((await shown()).state).toBe('interrupted');
      processes.pass(31_000);
      while ((await shown()).state !== 'finished') {
        expect((await shown()).state).not.toBe('failed');
        await sleep(50);
      }
      expect((await shown()).records).toEqual({ read: 300, created: 300, known: 0, failed: 0 });
    },
    60_000,
  );
});
