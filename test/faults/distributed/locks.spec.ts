import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Receiver } from '../../support/distributed/receiver.js';
import { ServedSet } from '../../support/distributed/served-set.js';
import { until, Workload } from '../../support/distributed/workload.js';
import { note } from '../../support/note.js';
import { hasOwnRedis } from '../../support/redis.js';
import type { Serving } from '../../support/serve.js';

/** Of the jobs in Redis: 30 s. */
const longerThanALockMs = 31_000;

(hasOwnRedis ? describe : describe.skip)('locks of jobs over one set of servers [needs redis-server]', () => {
  let set: ServedSet;
  let receiver: Receiver;
  let load: Workload;
  let env: Readonly<Record<string, string>>;
  let worker: Serving;

  beforeAll(async () => {
    receiver = await Receiver.start();
    set = await ServedSet.start();
    env = { WEBHOOK_HOSTS: receiver.host };
    const roles = ['projector', 'api', 'worker'] as const;
    const started = await Promise.all(roles.map((role) => set.serve(role, env)));
    const api = started[1];
    worker = started[2]!;
    load = await Workload.over(set, [api!], receiver);
  });
  afterAll(async () => {
    await set.close();
    await receiver.close();
  });

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
