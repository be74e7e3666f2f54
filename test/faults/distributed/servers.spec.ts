import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadedSet, oneOfEachRole } from '../../support/distributed/loaded-set.js';
import type { Engine, ServedSet } from '../../support/distributed/served-set.js';
import type { Workload } from '../../support/distributed/workload.js';
import { note } from '../../support/note.js';
import { hasOwnRedis } from '../../support/redis.js';

(hasOwnRedis ? describe : describe.skip)('servers of an api, a projector and a worker [needs redis-server]', () => {
  let set: ServedSet;
  let close: () => Promise<void>;
  let load: Workload;

  const recovers = async (fault: () => Promise<unknown>): Promise<void> => {
    load.begin();
    await load.progress(20);
    await fault();
    note(await load.recovery());
    await load.check();
  };

  beforeAll(async () => {
    ({ set, load, close } = await loadedSet(oneOfEachRole));
  });
  afterAll(() => close());

  it.each<Engine>(['EventStoreDB', 'MongoDB', 'Redis'])('%s is killed, and started on its data', (engine) =>
    recovers(async () => {
      await set.kill(engine);
      await sleep(1_500);
      await set.start(engine);
    }),
  );

  it('all three are killed at once, and started one after the other', () =>
    recovers(async () => {
      const engines = ['Redis', 'MongoDB', 'EventStoreDB'] as const;
      for (const engine of engines) await set.kill(engine);
      for (const engine of engines) {
        await sleep(500);
        await set.start(engine);
      }
    }));

  it('Redis is emptied again and again', () =>
    recovers(async () => {
      for (let n = 0; n < 3; n += 1) {
        expect(await set.redis.command('FLUSHALL')).toBe('+OK');
        await sleep(700);
      }
    }));
});
