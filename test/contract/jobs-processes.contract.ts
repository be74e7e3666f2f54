import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import type { Jobs } from '../../src/platform/jobs/jobs.js';
import type { JobServer } from './jobs.contract.js';

const now = (): number => Date.UTC(2026, 0, 5, 1);

/** What the port promises of the processes that share a store. */
export function processesContract(make: () => Promise<JobServer>): void {
  it('knows which process has ended, and takes none for one that works', async () => {
    const server = await make();
    const first = await server.open(now);
    const other = server.isShared ? await server.open(now) : first;
    expect([first.isCutOff(), other.isCutOff()]).toEqual([false, false]);
    expect([await first.hasEnded(first.process), await first.hasEnded(other.process)]).toEqual([false, false]);
    await server.kill(other);
    const left: Jobs = server.isShared ? first : await server.open(now);
    expect(left.process).not.toBe(other.process);
    for (const end = Date.now() + 20_000; !(await left.hasEnded(other.process)); await sleep(10))
      if (Date.now() > end) throw new Error('a process that was killed is not known to have ended');
    expect(await left.hasEnded(left.process)).toBe(false);
    for (const jobs of new Set([left, other])) await jobs.close();
  });
}
