import { openApplication } from './app.js';
import { BadSetting, readConfig } from './platform/config/settings.js';
import { StoreUnusable } from './platform/events/event-store.js';
import { openLog } from './platform/logging/logger.js';
import { restrictNewFiles } from './platform/private-files.js';
import { dutiesOf, type ProcessRole } from './platform/roles.js';
import { PolicyFilesRefused } from './policies/load-policy.js';

/**
 * Runs one process of the server until SIGTERM or SIGINT: it then stops accepting, finishes what runs, and closes its
 * stores.
 */
export async function serve(role: ProcessRole = 'all', env: NodeJS.ProcessEnv = process.env): Promise<void> {
  restrictNewFiles();
  const config = readConfig(env);
  const logger = openLog();
  const { app, stores, startWork } = await openApplication(config, { logger, role });
  try {
    if (dutiesOf(role).answers) {
      const made = await stores.apiKeys.ensureAdmin(config.adminKey, (what) => logger.warn(what));
      // Before anything else can fail: the key cannot be shown again.
      if (made !== undefined) process.stdout.write(`The admin key of this installation, shown this once: ${made}\n`);
    }
    await app.listen(config.port, config.host);
  } catch (error) {
    await app.close();
    throw error;
  }
  logger.info({ role, url: await app.getUrl() }, 'listening');
  startWork();

  let closing = false;
  const stop = (signal: string) => {
    if (closing) return;
    closing = true;
    logger.info({ signal }, 'stopping');
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'the stores did not close cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}

/** Errors that the operator can act on are a line, not a stack. */
export const reportFailedStart = (error: unknown): void => {
  const expected =
    error instanceof BadSetting ||
    error instanceof StoreUnusable ||
    error instanceof PolicyFilesRefused ||
    (error as NodeJS.ErrnoException).syscall === 'listen';
  process.stderr.write(`${expected ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = 1;
};

if (import.meta.filename === process.argv[1]) serve().catch(reportFailedStart);
