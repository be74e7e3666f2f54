import { mkdirSync, rmdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BullmqJobs } from '../../../src/platform/jobs/bullmq-jobs.js';
import { RedisLink } from '../../../src/platform/jobs/redis-link.js';
import { redisPlace } from '../../../src/platform/jobs/redis-place.js';

// Works on the jobs of queue `q` until it is killed or ended by SIGTERM.
// Arguments: URL, a folder that the workers of one test share, how long a job takes in ms, the lease in ms.
const [, , url = '', folder = '', takes, lease] = process.argv;
const log = { error: () => undefined, warn: () => undefined };
const link = await RedisLink.open(redisPlace(url)!, 5_000, log);
const times = { leaseMs: Number(lease), stalledMs: Math.ceil(Number(lease) / 4) };
const jobs = await BullmqJobs.over(link, Date.now, log, times);

/** Only one process at a time can make a folder: the file system is the witness. */
const begin = (id: string): boolean => {
  try {
    mkdirSync(join(folder, id));
    return true;
  } catch {
    return false;
  }
};

jobs.work('q', {
  handler: async ({ id, attempt, data }) => {
    const alone = begin(id);
    writeSync(1, `${alone ? 'begin' : 'TWICE'} ${id} ${attempt}\n`);
    await sleep(Number(data.takes ?? takes));
    if (alone) rmdirSync(join(folder, id));
    writeSync(1, `end ${id} ${attempt}\n`);
  },
  concurrency: 4,
  perVendor: 4,
  retryAfterMs: [0, 0, 0, 0, 0, 0],
});
process.on('SIGTERM', () => void jobs.close().then(() => process.exit(0)));
writeSync(1, 'ready\n');
