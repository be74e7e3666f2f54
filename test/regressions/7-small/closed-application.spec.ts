import { describe, expect, it } from '@jest/globals';
import { ImportJobs } from '../../../src/imports/jobs/import-jobs.js';
import { Deliverer } from '../../../src/webhooks/deliverer.js';
import { startApp } from '../../support/app.js';

/** What keeps a process running, by kind. */
const resources = (): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

const kinds = ['MessagePort', 'Worker', 'TCPServerWrap', 'TCPSocketWrap', 'Timeout', 'FSReqCallback', 'PipeWrap'];
const leftOver = (now: Readonly<Record<string, number>>, before: Readonly<Record<string, number>>) =>
  kinds.filter((kind) => (now[kind] ?? 0) > (before[kind] ?? 0));

describe('an application that was closed', () => {
  it('leaves no thread, port, timer or socket behind that keeps the process running', async () => {
    const before = resources();
    for (let round = 0; round < 2; round += 1) {
      const app = await startApp();
      await app.app.listen(0, '127.0.0.1');
      await app.app.get(Deliverer, { strict: false }).start();
      const jobs = app.app.get(ImportJobs, { strict: false });
      await jobs.resume();
      const imported = await app.http
        .post('/api/v1/imports?dryRun=true')
        .set('authorization', `Bearer ${app.keys.admin}`)
        .attach('file', Buffer.from('客户编号,合同号\nK1,XS-1\n'), 'export.csv');
      expect(imported.status).toBe(202);
      await jobs.idle();
      await app.close();
    }
    // What a library closes, it may close in a later turn.
    for (let tries = 0; tries < 200 && leftOver(resources(), before).length > 0; tries += 1)
      await new Promise((resolve) => setImmediate(resolve));
    expect(leftOver(resources(), before)).toEqual([]);
  });
});
