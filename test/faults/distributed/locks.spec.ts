import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { compiled } from '../../support/compiled.js';
import { loadedSet, oneOfEachRole } from '../../support/distributed/loaded-set.js';
import type { Receiver } from '../../support/distributed/receiver.js';
import type { ServedSet } from '../../support/distributed/served-set.js';
import { until, type Workload } from '../../support/distributed/workload.js';
import { note } from '../../support/note.js';
import { hasOwnRedis } from '../../support/redis.js';
import type { Serving } from '../../support/serve.js';

/** How long locks of jobs in Redis last; those of the product where a person waits for all faults. */
const lockMs = process.env['LEDGER_TEST_FAULTS'] === undefined ? 3_000 : 15_000;
const preload = ['--import', resolve('test/support/distributed/short-locks.mjs')];
const shortLocks = () => ({
  LOCK_MS: String(lockMs),
  BULLMQ_JOBS: pathToFileURL(join(compiled(), 'src/platform/jobs/bullmq-jobs.js')).href,
});

(hasOwnRedis ? describe : describe.skip)('locks of jobs over one set of servers [needs redis-server]', () => {
  let set: ServedSet;
  let receiver: Receiver;
  let load: Workload;
  let close: () => Promise<void>;
  let env: Readonly<Record<string, string>>;
  let worker: Serving;

  beforeAll(async () => {
    const loaded = await loadedSet((served, receiving) =>
      oneOfEachRole(served, { ...receiving, ...shortLocks() }, preload),
    );
    ({ set, receiver, load, close } = loaded);
    env = { ...loaded.env, ...shortLocks() };
    worker = loaded.processes.worker;
  });
  afterAll(() => close());

  it('are lost while Redis is suspended for longer than they last', async () => {
    load.begin();
    await load.progress(20);
    set.redis.suspend();
    await sleep(lockMs + 500);
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
    worker = await set.serve('worker', env, preload);
    note(await load.recovery());
    await load.check();
  });
});
