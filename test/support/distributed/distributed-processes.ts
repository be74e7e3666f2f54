import { openApplication } from '../../../src/app.js';
import { systemClock } from '../../../src/platform/clock.js';
import { readConfig } from '../../../src/platform/config/settings.js';
import { openLog } from '../../../src/platform/logging/logger.js';
import type { ProcessRole } from '../../../src/platform/roles.js';
import { freshFolder } from '../folder.js';
import { ProcessDeath } from '../strict/process-death.js';
import { type ProcessStart, StrictProcess } from '../strict/strict-processes.js';
import { distributedAt } from './distributed-at.js';

/** Processes of the product over one distributed set of this test, in real time. */
export class DistributedProcesses {
  readonly #home = freshFolder();
  readonly #open: StrictProcess[] = [];

  async start(role: ProcessRole, { policies, env, settledAfterMs }: ProcessStart = {}): Promise<StrictProcess> {
    const log: string[] = [];
    const config = readConfig({ ...env, LEDGER_HOME: freshFolder(), LEDGER_POLICIES: policies });
    const application = await openApplication(config, {
      clock: systemClock,
      logger: openLog('warn', { write: (line: string) => void log.push(line) }),
      role,
      engines: distributedAt(this.#home, settledAfterMs),
    });
    const process = new StrictProcess(application, new ProcessDeath(), log);
    this.#open.push(process);
    return process;
  }

  async close(): Promise<void> {
    for (const { application } of this.#open) await application.app.close();
  }
}
