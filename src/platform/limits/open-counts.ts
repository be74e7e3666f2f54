import type { LinkLog } from '../jobs/redis-link.js';
import { redisPlace } from '../jobs/redis-place.js';
import { CountsInMemory } from './counts-in-memory.js';
import type { RequestCounts } from './request-counts.js';

/** Where `JOBS_URL` names a server that processes share, requests are counted there; else in each process. */
export async function openCounts(jobsUrl: string, logger: LinkLog): Promise<RequestCounts> {
  const place = redisPlace(jobsUrl);
  if (place === undefined) return new CountsInMemory();
  const { CountsInRedis } = await import('./counts-in-redis.js');
  return new CountsInRedis(place, logger);
}
