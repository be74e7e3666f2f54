import { SqliteAccess } from '../auth/sqlite-access.js';
import { filesFolder } from '../config/ledger-folders.js';
import type { Engines, OpenEngines } from '../engines.js';
import { FolderFiles } from '../files/folder-files.js';
import { openJobs } from '../jobs/open-jobs.js';
import { openCounts } from '../limits/open-counts.js';
import { SqliteKeyStore } from '../keys/sqlite-key-store.js';
import { type Embedded, type LaunchWrites, openEmbedded } from './open-embedded.js';

/** Events, views, keys and files in the folder of the ledger; jobs where `JOBS_URL` names. */
export const embeddedEngines = (launch: LaunchWrites, decisive: readonly string[]): OpenEngines =>
  enginesAround(
    (config, _clock, logger) =>
      openEmbedded(config, launch, decisive, {
        viewStopped: ({ view, position, error }) => logger.error({ view, position, error }, 'a view stopped'),
        replaced: (what) => logger.warn(what),
      }),
    true,
  );

/** The same around a ledger and views that are opened first. */
export const enginesAround =
  (openLedger: (...parts: Parameters<OpenEngines>) => Promise<Embedded>, acknowledgesProjected: boolean): OpenEngines =>
  async (config, clock, logger, duties): Promise<Engines> => {
    const opened: (() => unknown)[] = [];
    const close = async (): Promise<void> => {
      for (const each of opened.splice(0).reverse()) await each();
    };
    try {
      const access = SqliteAccess.open(config.home);
      opened.push(() => access.close());
      const keys = SqliteKeyStore.open(config.home);
      opened.push(() => keys.close());
      const { events, ordinals, views, start } = await openLedger(config, clock, logger, duties);
      opened.push(async () => {
        await views.close();
        await ordinals.close();
        await events.close();
      });
      const files = FolderFiles.open(filesFolder(config));
      opened.push(() => files.close());
      const jobs = await openJobs(config.jobsUrl, config.home, clock.ms, logger);
      opened.push(() => jobs.close());
      const requestCounts = openCounts(config.jobsUrl, logger);
      opened.push(() => requestCounts.close());
      return {
        events,
        ordinals,
        views,
        keys,
        access,
        jobs,
        files,
        requestCounts,
        acknowledgesProjected,
        startViews: start,
        close,
      };
    } catch (error) {
      await close();
      throw error;
    }
  };
