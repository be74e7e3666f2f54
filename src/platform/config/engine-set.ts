import type { ProcessRole } from '../roles.js';
import { BadSetting, type Config } from './settings.js';

/** `embedded`: SQLite and folders of one process. `distributed`: EventStoreDB and MongoDB, for any number of them. */
export type EngineSet = 'embedded' | 'distributed';

type Urls = Pick<Config, 'eventsUrl' | 'viewsUrl' | 'jobsUrl' | 'filesUrl'> & Partial<Pick<Config, 'keysBackup'>>;

/**
 * The set of engines that the URLs name. A ledger on a server has its views, keys and positions on a server too, and
 * files beside them where several processes read them; embedded jobs belong to one process.
 * @throws BadSetting for the first setting that does not fit the others or the role
 */
export function engineSetOf(
  { eventsUrl, viewsUrl, jobsUrl, filesUrl, keysBackup }: Urls,
  role: ProcessRole,
): EngineSet {
  const isEmbedded = eventsUrl.startsWith('sqlite:');
  if (isEmbedded && role !== 'all')
    throw new BadSetting(
      'EVENTS_URL',
      `esdb://… or esdb+discover://… for --role ${role}, with VIEWS_URL=mongodb://…, JOBS_URL=redis://… and ` +
        'FILES_URL=gridfs:; the embedded stores belong to one process, whose role is all',
    );
  if (isEmbedded !== viewsUrl.startsWith('sqlite:'))
    throw new BadSetting(
      'VIEWS_URL',
      isEmbedded
        ? 'sqlite: where EVENTS_URL is sqlite:; for views in MongoDB set EVENTS_URL=esdb://… too'
        : 'mongodb://… or mongodb+srv://… where EVENTS_URL is esdb:; views, keys and positions of such a ledger are there',
    );
  if (isEmbedded && !filesUrl.startsWith('files:'))
    throw new BadSetting('FILES_URL', 'files: where VIEWS_URL is sqlite:; gridfs: is in the server of VIEWS_URL');
  if (!isEmbedded && keysBackup !== undefined)
    throw new BadSetting(
      'KEYS_BACKUP',
      'left out where VIEWS_URL is mongodb: keys are saved by the tools of the server',
    );
  if (role !== 'all' && jobsUrl === 'embedded:')
    throw new BadSetting('JOBS_URL', `redis://… or rediss://… for --role ${role}; embedded jobs belong to one process`);
  if (role !== 'all' && filesUrl !== 'gridfs:')
    throw new BadSetting('FILES_URL', `gridfs: for --role ${role}; a folder is read by one process alone`);
  return isEmbedded ? 'embedded' : 'distributed';
}
