import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { redisPlace } from '../../../../src/platform/jobs/redis-place.js';
import { CountsInRedis } from '../../../../src/platform/limits/counts-in-redis.js';
import { RedisProxy, redisTarget, withRedis } from '../../../support/redis.js';

const limit = { kind: 'unauthenticated', perMinute: 5 };

withRedis('limits of requests in Redis [needs redis]', () => {
  let redis: Awaited<ReturnType<typeof redisTarget>>;
  const closings: (() => unknown)[] = [];
  const log: string[] = [];
  const logger = {
    error: (_facts: unknown, text: string) => void log.push(text),
    warn: (_facts: unknown, text: string) => void log.push(text),
  } as unknown as ConstructorParameters<typeof CountsInRedis>[1];
  beforeAll(async () => {
    redis = await redisTarget();
  });
  afterAll(async () => {
    for (const close of closings) await close();
    await redis.stop();
  });

  const open = async (prefix: string) => {
    const proxy = await RedisProxy.to(redis.target);
    const counts = new CountsInRedis(redisPlace(`redis://127.0.0.1:${proxy.port}/0?prefix=${prefix}`)!, logger);
    closings.push(
      () => counts.close(),
      () => proxy.close(),
    );
    // Until the connection is there each process counts alone.
    for (const probe = { kind: 'probe', perMinute: 10_000 }; ; await sleep(20)) {
      await counts.count(probe, 'nobody');
      if (counts.fault() === null) return { counts, proxy };
    }
  };
  const used = async (counts: CountsInRedis, times: number): Promise<readonly number[]> => {
    const waits: number[] = [];
    for (let n = 0; n < times; n += 1) waits.push((await counts.count(limit, '192.0.2.1')).waitMs);
    return waits;
  };

  it('are counted by all processes together, per sender and kind', async () => {
    const prefix = `test-${randomUUID()}`;
    const [a, b] = [await open(prefix), await open(prefix)];
    expect([...(await used(a.counts, 3)), ...(await used(b.counts, 2))]).toEqual([0, 0, 0, 0, 0]);
    for (const { counts } of [a, b]) {
      const { waitMs: wait, remaining } = await counts.count(limit, '192.0.2.1');
      expect(remaining).toBe(0);
      expect([wait > 50_000, wait <= 60_000]).toEqual([true, true]);
    }
    expect(await a.counts.count(limit, '192.0.2.2')).toMatchObject({ waitMs: 0, remaining: 4 });
    expect(await b.counts.count(limit, '192.0.2.2')).toMatchObject({ waitMs: 0, remaining: 3 });
    expect((await a.counts.count({ ...limit, kind: 'open' }, '192.0.2.1')).waitMs).toBe(0);
  }, 30_000);

  it.each(['cut', 'silence'] as const)(
    'are counted alone behind a %s, without waiting for it, and together again',
    async (how) => {
      const { counts, proxy } = await open(`test-${randomUUID()}`);
      expect(await used(counts, 4)).toEqual([0, 0, 0, 0]);
      log.length = 0;
      proxy[how]();
      const began = performance.now();
      const waits = await used(counts, 6);
      // One call reaches the limit of a call; the others do not ask.
      expect(performance.now() - began).toBeLessThan(800);
      expect(waits.map((wait) => wait > 0)).toEqual([false, false, false, false, false, true]);
      expect(counts.fault()).not.toBeNull();
      expect(log).toEqual(['requests are counted in this process alone']);
      proxy.restore();
      while (counts.fault() !== null) {
        await sleep(50);
        await counts.count({ kind: 'probe', perMinute: 10_000 }, 'nobody');
      }
      expect((await used(counts, 2)).map((wait) => wait > 0)).toEqual([false, true]);
      expect(log).toEqual([
        'requests are counted in this process alone',
        'requests are counted over all processes again',
      ]);
    },
    60_000,
  );
});
