import { cpSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { EmbeddedJobs } from '../../../../src/platform/jobs/embedded-jobs.js';
import type { Jobs } from '../../../../src/platform/jobs/jobs.js';
import { type JobServer, jobsContract } from '../../../contract/jobs.contract.js';
import { freshFolder } from '../../../support/folder.js';

const quiet = { error: () => undefined, warn: () => undefined };

/** A process that died left its folder as it was: the next one opens a copy, the dead one is closed after the test. */
const jobServer = (): JobServer => {
  let folder = freshFolder();
  return {
    isShared: false,
    open: async (now) => EmbeddedJobs.open(folder, now, quiet),
    kill: async () => {
      const next = freshFolder();
      cpSync(folder, next, { recursive: true });
      folder = next;
    },
  };
};

jobsContract('sqlite', async () => jobServer());

describe('jobs in sqlite', () => {
  it('refuses a second process on the same folder', async () => {
    const folder = freshFolder();
    const jobs: Jobs = EmbeddedJobs.open(folder, Date.now, quiet);
    expect(() => EmbeddedJobs.open(folder, Date.now, quiet)).toThrow('is in use by process');
    await jobs.close();
  });

  it('takes 5,000 due jobs of two vendors in turns, each once', async () => {
    const jobs = EmbeddedJobs.open(freshFolder(), Date.now, quiet);
    const seen: string[] = [];
    for (let index = 0; index < 5_000; index += 1) {
      const vendor = index < 4_900 ? 'seeyon' : 'huaruan';
      await jobs.add({ queue: 'q', id: `j${index}`, vendor, dueAt: index, data: {} });
    }
    const drained = new Promise<void>((resolve) =>
      jobs.work('q', {
        handler: async ({ id }) => {
          seen.push(id);
          if (seen.length === 5_000) resolve();
        },
        concurrency: 8,
        perVendor: 8,
        retryAfterMs: [],
      }),
    );
    await drained;
    expect(new Set(seen).size).toBe(5_000);
    expect(Math.max(...seen.map((id, index) => (Number(id.slice(1)) >= 4_900 ? index : 0)))).toBeLessThan(300);
    await jobs.close();
  });
});
