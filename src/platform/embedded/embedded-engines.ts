import { sep } from 'node:path';
import { SqliteAccess } from '../auth/sqlite-access.js';
import { filesFolder, foldersOf, ledgerFolders } from '../config/ledger-folders.js';
import { BadSetting, type Config } from '../config/settings.js';
import type { Engines, OpenEngines } from '../engines.js';
import { FolderFiles } from '../files/folder-files.js';
import { openJobs } from '../jobs/open-jobs.js';
import { SqliteKeyStore } from '../keys/sqlite-key-store.js';
import { openCounts } from '../limits/open-counts.js';
import { openMail } from '../mail/open-mail.js';
import { closedOnFault } from '../opened.js';
import { type LaunchWrites, openEmbedded } from './open-embedded.js';
import { causeIn, operatorText } from '../operator-fault.js';

/** Events, views, keys and files in the folder of the ledger; jobs where `JOBS_URL` names. */
export const embeddedEngines =
  (launch: LaunchWrites, decisive: readonly string[]): OpenEngines =>
  (config, clock, logger): Promise<Engines> =>
    closedOnFault(async (opened) => {
      const access = opened.add(SqliteAccess.open(config.home));
      const keys = opened.add(SqliteKeyStore.open(config.home));
      await followKeys(keys, config);
      const { events, ordinals, views, start } = await openEmbedded(config, launch, decisive, {
        viewStopped: ({ view, position, error }) => logger.error({ view, position, error }, 'a view stopped'),
        replaced: (what) => logger.warn(what),
      });
      for (const each of [events, ordinals, views]) opened.add(each);
      const files = opened.add(FolderFiles.open(filesFolder(config)));
      const jobs = opened.add(await openJobs(config.jobsUrl, config.home, clock.ms, logger));
      const mail = opened.add(openMail(config, clock));
      const requestCounts = opened.add(await openCounts(config.jobsUrl, logger));
      return {
        events,
        ordinals,
        views,
        keys,
        access,
        jobs,
        files,
        mail,
        requestCounts,
        keyCopyFault: () => keys.copyFault(),
        acknowledgesProjected: true,
        startViews: start,
        close: () => opened.close(),
      };
    });

/** KEYS_BACKUP: the copy is made at the start, and from then on it has each new person. */
const followKeys = async (keys: SqliteKeyStore, config: Config): Promise<void> => {
  const { keysBackup } = config;
  if (keysBackup === undefined) return;
  if (foldersOf(ledgerFolders(config)).some((folder) => keysBackup.startsWith(`${folder}${sep}`)))
    throw new BadSetting('KEYS_BACKUP', operatorText('form-outside'));
  await keys.copyTo(keysBackup).catch((error: unknown) => {
    throw new BadSetting('KEYS_BACKUP', operatorText('form-writable', { cause: causeIn(error) }));
  });
};
