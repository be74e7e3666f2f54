import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ObligationRunner, type ObligationRunnerParts } from '../../../src/obligations/firing/runner.js';
import type { NewJob } from '../../../src/platform/jobs/jobs.js';

const reconcileMs = 30_000;

/** A runner over jobs in memory, whose reconciles a test lets come. */
const runnerOf = (complete: () => Promise<void>) => {
  const held = new Map<string, NewJob>();
  const faults: string[] = [];
  const jobs: Partial<ObligationRunnerParts['jobs']> = {
    work: () => undefined,
    onEmptied: () => undefined,
    wake: () => undefined,
    get: (_queue, id) =>
      Promise.resolve(held.has(id) ? { ...held.get(id)!, state: 'waiting', attempts: 0, fault: null } : undefined),
    retry: () => Promise.resolve(false),
    add: (job) => Promise.resolve(void held.set(job.id, job)),
    counts: () => Promise.resolve({ waiting: 0, running: 0, dead: 0, nextDueAt: null }),
  };
  const parts = {
    jobs,
    sources: [],
    ordinals: { head: () => Promise.resolve({ position: 0 }), subscribe: () => ({ stop: () => Promise.resolve() }) },
    complete,
    vendors: () => Promise.resolve(['huaruan', 'seeyon']),
    clock: { ms: () => 0 },
    logger: { error: () => undefined },
    runner: { started: () => undefined, succeeded: () => undefined, failed: (work: string) => void faults.push(work) },
  };
  return { runner: new ObligationRunner(parts as unknown as ObligationRunnerParts), held, faults };
};

describe('the runner of obligations', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('O3: with each reconcile adds the searches that were lost, whatever else goes wrong', async () => {
    let completed = 0;
    const { runner, held, faults } = runnerOf(() => {
      completed += 1;
      return Promise.reject(new Error('a store is out of reach'));
    });
    await runner.start();
    const searches = ['vendor-huaruan', 'vendor-seeyon'];
    expect([[...held.keys()], completed, faults]).toEqual([searches, 1, ['completion']]);
    for (const times of [2, 3]) {
      held.clear();
      await jest.advanceTimersByTimeAsync(reconcileMs - 1);
      expect([held.size, completed]).toEqual([0, times - 1]);
      await jest.advanceTimersByTimeAsync(1);
      expect([[...held.keys()], completed]).toEqual([searches, times]);
    }
    await runner.close();
    held.clear();
    await jest.advanceTimersByTimeAsync(2 * reconcileMs);
    expect(held.size).toBe(0);
  });
});
