import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { EmbeddedJobs } from '../../../../src/platform/jobs/embedded-jobs.js';
import { JobFailed, type Jobs } from '../../../../src/platform/jobs/jobs.js';
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

  it.each(['done', 'dead'] as const)('stores the end of a job (%s) once there is space again', async (end) => {
    const folder = freshFolder();
    const jobs = EmbeddedJobs.open(folder, Date.now, quiet);
    const disk = new Database(join(folder, 'jobs.db'));
    let runs = 0;
    const handled = new Promise<void>((resolve) =>
      jobs.work('q', {
        handler: async ({ id }) => {
          if (id === 'other') return;
          runs += 1;
          disk.exec(`CREATE TRIGGER full BEFORE ${end === 'done' ? 'DELETE' : 'UPDATE'} ON jobs
            WHEN OLD.id = 'j1' BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`);
          resolve();
          if (end === 'dead') throw new JobFailed('no use');
        },
        concurrency: 2,
        perVendor: 2,
        retryAfterMs: [],
      }),
    );
    await jobs.add({ queue: 'q', id: 'j1', vendor: 'seeyon', dueAt: 0, data: {} });
    await handled;
    await jobs.add({ queue: 'q', id: 'other', vendor: 'seeyon', dueAt: 0, data: {} });
    await until(async () => (await jobs.get('q', 'other')) === undefined && jobs.fault() !== null);
    expect([jobs.fault(), (await jobs.get('q', 'j1'))?.state]).toEqual(['the disk is full', 'running']);
    disk.exec('DROP TRIGGER full');
    // The fault is over when the next job is looked for, which is after the end of this one is stored.
    await until(async () => (await jobs.counts('q')).running === 0 && jobs.fault() === null);
    expect([(await jobs.get('q', 'j1'))?.state, runs]).toEqual([end === 'done' ? undefined : 'dead', 1]);
    await jobs.close();
    disk.close();
  });

  it('is closed while the end of a job cannot be stored, and attempts it again when it is opened', async () => {
    const folder = freshFolder();
    const jobs = EmbeddedJobs.open(folder, Date.now, quiet);
    const disk = new Database(join(folder, 'jobs.db'));
    disk.exec(`CREATE TRIGGER full BEFORE DELETE ON jobs BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`);
    jobs.work('q', { handler: async () => undefined, concurrency: 1, perVendor: 1, retryAfterMs: [] });
    await jobs.add({ queue: 'q', id: 'j1', vendor: 'seeyon', dueAt: 0, data: {} });
    await until(() => jobs.fault() !== null);
    await jobs.close();
    disk.exec('DROP TRIGGER full');
    disk.close();
    const opened = EmbeddedJobs.open(folder, Date.now, quiet);
    expect((await opened.get('q', 'j1'))?.state).toBe('waiting');
    await opened.close();
  });
});

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await sleep(10);
};
