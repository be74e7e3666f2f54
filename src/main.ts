import { type Application, openApplication } from './app.js';
import { localeLanguage } from './cli/texts.js';
import { FirstKeyFile } from './platform/auth/first-admin-key.js';
import { engineSetOf } from './platform/config/engine-set.js';
import { type Config, readConfig } from './platform/config/settings.js';
import { TakenPort } from './platform/http/server/taken-port.js';
import { type Logger, openLog } from './platform/logging/logger.js';
import { restrictNewFiles } from './platform/private-files.js';
import { dutiesOf, type ProcessRole } from './platform/roles.js';
import { version } from './platform/version.js';
import { faultOfFile, OperatorFault } from './platform/operator-fault.js';

/**
 * Runs one process of the server until SIGTERM or SIGINT: it then stops accepting, finishes what runs, and closes its
 * stores. The port comes first: a start that cannot listen opens and changes nothing.
 */
export async function serve(role: ProcessRole = 'all', env: NodeJS.ProcessEnv = process.env): Promise<void> {
  restrictNewFiles();
  const config = readConfig(env);
  const logger = openLog(config.logLevel);
  const build = { version, node: process.versions.node, role };
  const place = { folder: config.home, engines: engineSetOf(config, role) };
  const port = await TakenPort.take(config);
  logger.info({ ...build, ...place }, 'starting');
  const application = await openApplication(config, { logger, role, port }).catch((error: unknown) => {
    port.close();
    throw error;
  });
  const { app, startWork } = application;
  try {
    if (dutiesOf(role).answers) await ensureAdmin(application, config, logger);
    await app.listen(config.port, config.host);
  } catch (error) {
    await app.close();
    port.close();
    throw error;
  }
  logger.info({ role, url: await app.getUrl() }, 'listening');
  startWork();
  logReady(application, { ...build, ...place }, logger);
  endOnSignal(application, logger);
}

const ensureAdmin = async ({ stores }: Application, { home, adminKey }: Config, logger: Logger): Promise<void> => {
  const place = new FirstKeyFile(home);
  await stores.apiKeys.ensureAdmin(adminKey, (what) => logger.warn(what), place);
  if (place.written)
    logger.warn(
      { file: place.file },
      'the admin key of this installation is in this file: save it, then delete the file',
    );
};

/** One line that names what runs over what; after a fault of the views the log names that instead. */
const logReady = ({ ready, vendors, stores }: Application, facts: object, logger: Logger): void => {
  ready
    .then(async () => {
      const [known, { position }] = await Promise.all([vendors(), stores.ordinals.head()]);
      logger.info({ ...facts, vendors: known, events: position }, 'ready');
    })
    .catch(() => undefined);
};

const endOnSignal = ({ app }: Application, logger: Logger): void => {
  let closing = false;
  const stop = (signal: string) => {
    if (closing) return;
    closing = true;
    logger.info({ signal }, 'stopping');
    app.close().then(
      () => {
        logger.info({ signal }, 'stopped');
        process.exit(0);
      },
      (error: unknown) => {
        logger.error({ err: error }, 'the stores did not close cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
};

/** Errors that the operator can act on are a line in the language of the terminal, not a stack. */
export const reportFailedStart = (error: unknown): void => {
  const fault = error instanceof OperatorFault ? error : faultOfFile(error);
  process.stderr.write(`${fault?.in(localeLanguage()) ?? (error as Error).stack ?? String(error)}\n`);
  process.exitCode = 1;
};

if (import.meta.filename === process.argv[1]) serve().catch(reportFailedStart);
