import type { ProcessRole } from '../roles.js';
import { BadSetting, type Config } from './settings.js';
import { operatorText } from '../operator-fault.js';

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
  if (isEmbedded && role !== 'all') throw new BadSetting('EVENTS_URL', operatorText('form-events-of-role', { role }));
  if (isEmbedded !== viewsUrl.startsWith('sqlite:'))
    throw new BadSetting('VIEWS_URL', operatorText(isEmbedded ? 'form-embedded-views' : 'form-served-views'));
  if (isEmbedded && !filesUrl.startsWith('files:'))
    throw new BadSetting('FILES_URL', operatorText('form-embedded-files'));
  if (!isEmbedded && keysBackup !== undefined) throw new BadSetting('KEYS_BACKUP', operatorText('form-no-keys-backup'));
  if (role !== 'all' && jobsUrl === 'embedded:')
    throw new BadSetting('JOBS_URL', operatorText('form-jobs-of-role', { role }));
  if (role !== 'all' && filesUrl !== 'gridfs:')
    throw new BadSetting('FILES_URL', operatorText('form-files-of-role', { role }));
  return isEmbedded ? 'embedded' : 'distributed';
}
