import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { jobsContract } from '../../contract/jobs.contract.js';
import { type StrictJobs, StrictJobServer } from './strict-jobs.js';

jobsContract('a strict store in memory', async () => {
  const server = new StrictJobServer();
  return {
    isShared: true,
    open: async (now) => server.open(now),
    kill: async (jobs) => (jobs as StrictJobs).kill(),
  };
});

describe('two processes over one store of jobs', () => {
  it('run each job once between them, and a starting one ends nothing that the other runs', async () => {
    const server = new StrictJobServer();
    const seen: string[] = [];
    const open = (name: string): StrictJobs => {
      const jobs = server.open(Date.now);
      jobs.work('q', {
        handler: async ({ id }) => {
          seen.push(`${name} ${id}`);
          await sleep(5);
        },
        concurrency: 2,
        perVendor: 2,
        retryAfterMs: [],
      });
      return jobs;
    };
    const first = open('first');
    for (let index = 0; index < 60; index += 1)
      await first.add({ queue: 'q', id: `j${index}`, vendor: 'seeyon', dueAt: 0, data: {} });
    const second = open('second');
    while (server.jobs.size > 0) await sleep(5);
    expect(seen.map((each) => each.split(' ')[1]).sort()).toEqual(
      [...new Set(seen.map((e) => e.split(' ')[1]))].sort(),
    );
    expect(seen).toHaveLength(60);
    expect(new Set(seen.map((each) => each.split(' ')[0]))).toEqual(new Set(['first', 'second']));
    await first.close();
    await second.close();
  });
});
