import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from '@jest/globals';
import { BullmqJobs } from '../../../../src/platform/jobs/bullmq-jobs.js';
import type { Jobs } from '../../../../src/platform/jobs/jobs.js';
import { RedisLink } from '../../../../src/platform/jobs/redis-link.js';
import { redisPlace } from '../../../../src/platform/jobs/redis-place.js';
import { jobsContract } from '../../../contract/jobs.contract.js';
import { RedisProxy, redisTarget, withRedis } from '../../../support/redis.js';

const quiet = { error: () => undefined, warn: () => undefined };
const quick = { leaseMs: 300, stalledMs: 100 };

withRedis('jobs in Redis [needs redis]', () => {
  let redis: Awaited<ReturnType<typeof redisTarget>>;
  const proxies: RedisProxy[] = [];
  beforeAll(async () => {
    redis = await redisTarget();
  });
  afterAll(async () => {
    for (const proxy of proxies) await proxy.close();
    await redis.stop();
  });

  jobsContract('BullMQ', async () => {
    const prefix = `test-${randomUUID()}`;
    const links = new Map<Jobs, RedisLink>();
    return {
      isShared: true,
      open: async (now) => {
        const proxy = await RedisProxy.to(redis.target);
        proxies.push(proxy);
        const place = redisPlace(`redis://127.0.0.1:${proxy.port}/0?prefix=${prefix}`)!;
        const link = await RedisLink.open(place, 2_000, quiet);
        const jobs = await BullmqJobs.over(link, now, quiet, quick);
        links.set(jobs, link);
        return jobs;
      },
      // Nothing of the process reaches the server any more: its locks are left as they were.
      kill: async (jobs) => links.get(jobs)!.close(),
    };
  });
});
