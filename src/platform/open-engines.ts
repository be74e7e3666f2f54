import type { Clock } from './clock.js';
import { engineSetOf } from './config/engine-set.js';
import { distributedEngines } from './distributed/distributed-engines.js';
import { embeddedEngines } from './embedded/embedded-engines.js';
import { inProcess, inThread } from './embedded/open-embedded.js';
import type { OpenEngines, Projected } from './engines.js';

/**
 * The engines that the settings name by their schemes (docs/decisions/0010, 0023).
 * @param writer where the write side of embedded engines runs: the module that a thread begins with, or this thread,
 * by a clock that no other thread can read
 */
export const enginesOfSettings = (projected: Projected, writer: URL | Clock): OpenEngines => {
  const launch = 'ms' in writer ? inProcess(projected, writer.ms) : inThread(writer);
  const sets = {
    embedded: embeddedEngines(launch, projected.decisive),
    distributed: distributedEngines(projected),
  };
  return async (config, clock, logger, duties) => sets[engineSetOf(config, duties.role)](config, clock, logger, duties);
};
