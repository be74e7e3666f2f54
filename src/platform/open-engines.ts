import { engineSetOf } from './config/engine-set.js';
import { distributedEngines } from './distributed/distributed-engines.js';
import { embeddedEngines } from './embedded/embedded-engines.js';
import type { LaunchWrites } from './embedded/open-embedded.js';
import type { Projected } from './embedded/write-thread.js';
import type { OpenEngines } from './engines.js';

/**
 * The engines that the settings name by their schemes (docs/decisions/0010, 0023).
 * @param launch starts the write side of embedded engines
 */
export const enginesOfSettings = (launch: LaunchWrites, projected: Projected): OpenEngines => {
  const sets = {
    embedded: embeddedEngines(launch, projected.decisive),
    distributed: distributedEngines(projected),
  };
  return async (config, clock, logger, duties) => sets[engineSetOf(config, duties.role)](config, clock, logger, duties);
};
