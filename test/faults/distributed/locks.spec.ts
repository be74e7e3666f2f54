import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { loadedSet, oneOfEachRole } from '../../support/distributed/loaded-set.js';
import type { Receiver } from '../../support/distributed/receiver.js';
import type { ServedSet } from '../../support/distributed/served-set.js';
import { until, type Workload } from '../../support/distributed/workload.js';
import { note } from '../../support/note.js';
import { hasOwnRedis } from '../../support/redis.js';
import type { Serving } from '../../support/serve.js';

/** Of the jobs in Redis: 15 s. */
const longerThanALockMs = 16_000;

(hasOwnRedis ? describe : describe.skip)('locks of jobs over one set of servers [needs redis-server]', () => {
  let set: ServedSet;
  let receiver: Receiver;
  let load: Workload;
  let close: () => Promise<void>;
  let env: Readonly<Record<string, string>>;
  let worker: Serving;

  beforeAll(async () => {
    const loaded = await loadedSet(oneOfEachRole);
    ({ set, receiver, load, close, env } = loaded);
    worker = loaded.processes.worker;
  });
  afterAll(() => close());

  it('are lost while Redis is suspended for longer than they last', async () => {
    load.begin();
    await load.progress(20);
    set.redis.suspend();
    await sleep(longerThanALockMs);
    set.redis.resume();
    note(await load.recovery());
    await load.check();
  });

  it('of a worker that is killed while it delivers run out, and another worker delivers', async () => {
    load.begin();
    await load.progress(10);
    receiver.hold();
    const before = receiver.received.length;
    await load.meanwhile(
      until(
        () => receiver.received.length - before,
        (held) => held >= 3,
      ),
    );
    await worker.stop('SIGKILL');
    receiver.release();
    worker = await set.serve('worker', env);
    note(await load.recovery());
    await load.check();
  });
});
