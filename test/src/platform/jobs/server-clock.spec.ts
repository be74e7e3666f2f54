import { describe, expect, it } from '@jest/globals';
import type { NewJob } from '../../../../src/platform/jobs/jobs.js';
import { ServerClock, shownJob, storedJob } from '../../../../src/platform/jobs/server-clock.js';

const hourMs = 3_600_000;
const serverMs = Date.parse('2026-03-01T00:00:00Z');
/** Of a process whose clock is ahead of the server's. */
const clockAhead = (ms: number): ServerClock => new ServerClock(() => serverMs + ms, { aheadMs: -ms });
const job = (dueAt: number): NewJob => ({ queue: 'q', id: 'a', vendor: 'v', dueAt, data: {} });

describe('instants of jobs', () => {
  it.each([hourMs, -hourMs])('that are now for a process %d ms ahead are now for one that is not', (ms) => {
    const ahead = clockAhead(ms);
    expect(storedJob(job(ahead.local()), ahead).dueAt).toBe(clockAhead(0).now());
    expect(storedJob(job(ahead.local() + 5), ahead).dueAt).toBe(clockAhead(0).now() + 5);
  });

  it('are shown by the clock of whoever asks', () => {
    const [ahead, behind] = [clockAhead(hourMs), clockAhead(-hourMs)];
    const stored = storedJob(job(ahead.local() + 7), ahead);
    expect(shownJob(stored, ahead).dueAt).toBe(ahead.local() + 7);
    expect(shownJob(stored, behind).dueAt).toBe(behind.local() + 7);
  });

  it('are left as they are where clocks differ by what a question takes', () => {
    const clock = new ServerClock(() => serverMs, { aheadMs: 999 });
    expect(storedJob(job(serverMs), clock).dueAt).toBe(serverMs);
  });
});
