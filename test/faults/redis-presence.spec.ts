import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from '@jest/globals';
import { BullmqJobs } from '../../src/platform/jobs/bullmq-jobs.js';
import type { RunningJob } from '../../src/platform/jobs/jobs.js';
import { RedisLink } from '../../src/platform/jobs/redis-link.js';
import { redisPlace } from '../../src/platform/jobs/redis-place.js';
import { RedisProxy, RedisServer, withOwnRedis } from '../support/redis.js';

const leaseMs = 400;
const quiet = { error: () => undefined, warn: () => undefined };

withOwnRedis('processes that share jobs in Redis [needs redis]', () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  /** A process with a way of its own to the server. */
  const open = async (server: RedisServer) => {
    const way = await RedisProxy.to(server.target);
    ends.push(() => way.close());
    const link = await RedisLink.open(redisPlace(`redis://127.0.0.1:${way.port}`)!, 1_000, quiet);
    const jobs = await BullmqJobs.over(link, Date.now, quiet, { leaseMs, stalledMs: 100 });
    ends.push(() => jobs.close());
    return { way, jobs };
  };
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    for (const end = Date.now() + 20_000; !(await holds()); await sleep(10))
      if (Date.now() > end) throw new Error('the condition was not met in 20 s');
  };

  it('one that the others do not see has ended for them after it stopped by itself; one that works never has', async () => {
    const server = await RedisServer.start();
    ends.push(() => server.kill());
    const [{ jobs }, other] = [await open(server), await open(server)];
    let isAborted = false;
    const untilAborted = ({ signal }: RunningJob) =>
      new Promise<void>((_, reject) => {
        signal.addEventListener('abort', () => {
          isAborted = true;
          reject(new Error('stopped'));
        });
      });
    other.jobs.work('q', { handler: untilAborted, concurrency: 1, perVendor: 1, retryAfterMs: [0] });
    await other.jobs.add({ queue: 'q', id: 'a', vendor: 'seeyon', dueAt: 0, data: {} });
    await until(async () => (await jobs.counts('q')).running === 1);
    const { process } = other.jobs;
    await server.command(`DEL service-ledger:process:${process}`);
    for (const end = Date.now() + 5 * leaseMs; Date.now() < end; await sleep(10))
      expect([await jobs.hasEnded(process), other.jobs.isCutOff(), isAborted]).toEqual([false, false, false]);
    other.way.cut();
    let wasCutOff = false;
    await until(async () => {
      wasCutOff = other.jobs.isCutOff();
      return jobs.hasEnded(process);
    });
    expect(wasCutOff).toBe(true);
    other.way.restore();
    await until(() => isAborted);
    await until(async () => !(await jobs.hasEnded(process)) && !other.jobs.isCutOff());
  });
});
