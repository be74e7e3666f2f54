import type { Logger } from '../logging/logger.js';
import { EmbeddedJobs } from './embedded-jobs.js';
import type { Jobs } from './jobs.js';
import { redisPlace } from './redis-place.js';

/**
 * The engine that `JOBS_URL` names by its scheme (docs/decisions/0010).
 * @param home the folder of the embedded engine
 * @throws StoreUnusable with nothing left open
 */
export async function openJobs(url: string, home: string, now: () => number, logger: Logger): Promise<Jobs> {
  const place = redisPlace(url);
  if (place === undefined) return EmbeddedJobs.open(home, now, logger);
  const { BullmqJobs } = await import('./bullmq-jobs.js');
  return BullmqJobs.open(place, now, logger);
}
