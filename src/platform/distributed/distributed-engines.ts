import { filesFolder } from '../config/ledger-folders.js';
import type { Config } from '../config/settings.js';
import type { Engines, OpenEngines, Projected } from '../engines.js';
import { EventStoreDbEventStore } from '../eventstoredb/eventstoredb-event-store.js';
import { beginning } from '../eventstoredb/places.js';
import type { Files } from '../files/files.js';
import { FolderFiles } from '../files/folder-files.js';
import { openJobs } from '../jobs/open-jobs.js';
import { openCounts } from '../limits/open-counts.js';
import { openMail } from '../mail/open-mail.js';
import { MongoConnection } from '../mongodb/client.js';
import { readMongoUrl } from '../mongodb/connection-url.js';
import { openMongoAccess, openMongoFiles, openMongoKeys, openMongoNumbers } from '../mongodb/open-stores.js';
import { waitForServer } from '../mongodb/wait-for-server.js';
import { openMongoViews } from '../mongodb/views/open-mongo-views.js';
import { closedOnFault } from '../opened.js';
import { StoredOrdinals } from '../ordinals/stored-ordinals.js';
import { Projector } from '../projector/projector.js';
import { FollowingReaders } from '../views/following-readers.js';
import { OnlyProcess } from './only-process.js';

/**
 * The events in EventStoreDB; positions, views, keys, access and files in MongoDB; jobs where `JOBS_URL` names. Any
 * number of processes share them: each reads, and those whose duty it is number and project.
 * @param settledAfterMs T5: how long after an instant it can be asked about
 */
export const distributedEngines =
  ({ projections, decisive }: Projected, settledAfterMs?: number): OpenEngines =>
  (config, clock, logger, { projects }): Promise<Engines> =>
    closedOnFault(async (opened) => {
      const connection = opened.add(new MongoConnection(readMongoUrl(config.viewsUrl, 'VIEWS_URL')));
      await waitForServer(connection, logger);
      const access = opened.add(await openMongoAccess(connection));
      const keys = opened.add(await openMongoKeys(connection));
      const numbers = opened.add(await openMongoNumbers(connection));
      const events = opened.add(
        await EventStoreDbEventStore.open(config.eventsUrl, { clock: numbers.clockOver(clock.ms) }),
      );
      const ordinals = opened.add(
        new StoredOrdinals(events, numbers, clock.ms, beginning, { settledAfterMs, numbers: projects }),
      );
      const store = opened.add(await openMongoViews(config.viewsUrl, { logger }));
      // Not beside another that shares its jobs and files: neither would find what the other holds.
      if (config.jobsUrl === 'embedded:' || config.filesUrl !== 'gridfs:')
        opened.add(await OnlyProcess.begin(store, logger));
      const projector = new Projector(ordinals, store, projections, {
        onStopped: (stopped) => logger.error(stopped, 'a view stopped'),
      });
      const views = new FollowingReaders(store, projections, {
        decisive,
        head: async () => (await ordinals.head()).position,
        ...(projects && { rebuild: (name, onProgress) => projector.rebuild(name, onProgress) }),
      });
      opened.add(projector);
      opened.add(views);
      const files = opened.add(await openFiles(config, connection, clock.ms));
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
        acknowledgesProjected: false,
        startViews: async () => {
          if (projects) await projector.start();
        },
        close: () => opened.close(),
      };
    });

const openFiles = async (config: Config, connection: MongoConnection, clock: () => number): Promise<Files> =>
  config.filesUrl === 'gridfs:' ? openMongoFiles(connection, clock) : FolderFiles.open(filesFolder(config));
