import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ledgerFolders } from '../config/ledger-folders.js';
import type { Config } from '../config/settings.js';
import { StoreUnusable } from '../events/event-store.js';
import { isServer } from './open-ledgers.js';
import { operatorText } from '../operator-fault.js';

type Place = Pick<Config, 'home' | 'eventsUrl' | 'viewsUrl'>;

/** Whether EVENTS_URL names a ledger that is there; whether a server has one, only the server knows. */
export const hasLedger = (config: Place): boolean => {
  if (isServer(config.eventsUrl)) return true;
  const { events } = ledgerFolders(config);
  return ['events.db', 'events.db-wal'].some((name) => existsSync(join(events, name)));
};

/** @throws StoreUnusable naming the folder; nothing is made there */
export const refuseAbsentLedger = (config: Place): void => {
  if (hasLedger(config)) return;
  const { events } = ledgerFolders(config);
  throw new StoreUnusable(operatorText('no-ledger', { folder: events }));
};
