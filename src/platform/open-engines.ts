import type { Clock } from './clock.js';
import { type EngineSet, engineSetOf } from './config/engine-set.js';
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
  const sets: Readonly<Record<EngineSet, () => Promise<OpenEngines>>> = {
    embedded: async () => embeddedEngines(launch, projected.decisive),
    // The clients of the servers are loaded where a setting names a server: they take a third of a start.
    distributed: async () => {
      const { distributedEngines } = await import('./distributed/distributed-engines.js');
      return distributedEngines(projected);
    },
  };
  return async (config, clock, logger, duties) => {
    const open = await sets[engineSetOf(config, duties.role)]();
    return open(config, clock, logger, duties);
  };
};
