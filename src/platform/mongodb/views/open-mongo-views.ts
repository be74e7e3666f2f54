import { viewsMigrations } from '../../../../migrations/mongodb/views.js';
import { StoreUnreadable } from '../../events/event-store-errors.js';
import type { Logger } from '../../logging/logger.js';
import { type Limits, MongoConnection, productLimits } from '../client.js';
import { readMongoUrl } from '../connection-url.js';
import { migrate } from '../migrate.js';
import { MongoViewStore } from './mongo-view-store.js';
import { viewsDatabase } from './table-rows.js';

export interface MongoViewsOptions {
  readonly logger: Pick<Logger, 'warn'>;
  /** The variable that holds the URL, for errors. */
  readonly setting?: string;
  readonly limits?: Limits;
  /** Milliseconds since 1970, of one clock for all processes; the server's where absent. */
  readonly now?: () => Promise<number>;
}

/**
 * The views at `mongodb://…` or `mongodb+srv://…`. A server that does not answer is waited for in the background:
 * calls fail until it does, and the projector and the readers try again.
 * @throws StoreUnusable where the URL is none, the server refuses the user, or a newer version wrote the database
 */
export async function openMongoViews(
  url: string,
  { logger, setting = 'VIEWS_URL', limits = productLimits, now }: MongoViewsOptions,
): Promise<MongoViewStore> {
  const place = readMongoUrl(url, setting);
  const connection = new MongoConnection(place, limits);
  try {
    await migrate(connection, viewsDatabase, viewsMigrations);
  } catch (error) {
    if (!(error instanceof StoreUnreadable)) {
      await connection.close();
      throw error;
    }
    logger.warn({ mongodb: place.name, fault: error.message }, 'the views cannot be reached yet');
  }
  return new MongoViewStore(connection, now);
}
