import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Jobs, NewJob, Worker } from '../../src/platform/jobs/jobs.js';
import type { JobServer } from './jobs.contract.js';

/** What the port promises about the order of a series, in one process and over several. */
export function seriesContract(make: () => Promise<JobServer>): void {
  describe('a series', () => {
    const now = (): number => Date.UTC(2026, 0, 5, 1);
    let server: JobServer;
    let jobs: Jobs;
    const job = (id: string, place: number): NewJob => ({
      queue: 'q',
      id,
      vendor: 'seeyon',
      series: 's',
      place,
      dueAt: now(),
      data: {},
    });
    const worker = (handler: Worker['handler']): Worker => ({
      handler,
      concurrency: 4,
      perVendor: 4,
      retryAfterMs: [],
    });
    const drained = async (): Promise<void> => {
      for (const until = Date.now() + 20_000; ; await sleep(10)) {
        const { waiting, running } = await jobs.counts('q');
        if (waiting + running === 0) return;
        if (Date.now() > until) throw new Error(`${waiting} wait and ${running} run after 20 s`);
      }
    };
    beforeEach(async () => {
      server = await make();
      jobs = await server.open(now);
    });
    afterEach(() => jobs.close());

    it('runs by places before ids', async () => {
      const seen: string[] = [];
      for (const [id, place] of Object.entries({ c: 7, a: 9, b: 9, d: 8 })) await jobs.add(job(id, place));
      expect(await jobs.get('q', 'd')).toMatchObject({ series: 's', place: 8, state: 'waiting' });
      jobs.work(
        'q',
        worker(async ({ id }) => void seen.push(id)),
      );
      await drained();
      expect(seen).toEqual(['c', 'd', 'a', 'b']);
      await expect(jobs.add(job('a', 0.5))).rejects.toThrow('0.5 is no place in a series');
    });

    it('runs one job at a time over all processes that work', async () => {
      const others = server.isShared ? [await server.open(now)] : [];
      let [running, most] = [0, 0];
      const handler = async (): Promise<void> => {
        most = Math.max(most, ++running);
        await sleep(5);
        running -= 1;
      };
      for (let n = 0; n < 8; n += 1) await jobs.add(job(`j${n}`, 8 - n));
      for (const each of [jobs, ...others]) each.work('q', worker(handler));
      await drained();
      expect(most).toBe(1);
      for (const each of others) await each.close();
    });
  });
}
