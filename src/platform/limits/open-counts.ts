import type { LinkLog } from '../jobs/redis-link.js';
import { redisPlace } from '../jobs/redis-place.js';
import { CountsInMemory } from './counts-in-memory.js';
import { CountsInRedis } from './counts-in-redis.js';
import type { RequestCounts } from './request-counts.js';

/** Where `JOBS_URL` names a server that processes share, requests are counted there; else in each process. */
export function openCounts(jobsUrl: string, logger: LinkLog): RequestCounts {
  const place = redisPlace(jobsUrl);
  return place === undefined ? new CountsInMemory() : new CountsInRedis(place, logger);
}
