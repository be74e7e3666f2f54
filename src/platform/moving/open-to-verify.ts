import { existsSync } from 'node:fs';
import type { Clock } from '../clock.js';
import { ledgerFolders } from '../config/ledger-folders.js';
import type { Config } from '../config/settings.js';
import { type EventStore, StoreUnusable } from '../events/event-store.js';
import { openEventStore } from '../events/open-event-store.js';
import { sealsOf } from '../events/seals.js';
import { SqliteKeyStore } from '../keys/sqlite-key-store.js';
import { NotedHead } from '../ledger/noted-head.js';
import { isMongoUrl } from '../mongodb/connection-url.js';
import type { Ordinals } from '../ordinals/ordinals.js';
import { openViewStore } from '../views/open-view-store.js';
import type { ViewStore } from '../views/view-store.js';
import { refuseAbsentLedger } from './existing-ledger.js';
import { type NumberedAside, numberedAside } from './numbered-aside.js';
import { isServer, openLedgerAt } from './open-ledgers.js';
import { operatorText } from '../operator-fault.js';

/** Whether the views are on a server, where other processes may change them. */
export const viewsOnServer = ({ viewsUrl }: Config): boolean => isMongoUrl(viewsUrl);

/** The views that VIEWS_URL names. @throws StoreUnusable, StoreUnreadable */
export const openViewsToVerify = async (
  { viewsUrl, home }: Config,
  onReplaced: (what: string) => void,
): Promise<ViewStore> => {
  if (!isMongoUrl(viewsUrl)) return openViewStore(viewsUrl, { home, onReplaced });
  const { openMongoViews } = await import('../mongodb/views/open-mongo-views.js');
  // Views out of reach are reported by the first read of them.
  return openMongoViews(viewsUrl, { logger: { warn: () => undefined } });
};

export interface OpenedLedger {
  readonly events: EventStore;
  /** Of engines that seal what they write. */
  readonly notedHead: NotedHead | undefined;
  /** Its order; one that its engine does not keep is made anew. */
  ordered(): Promise<Ordinals>;
  close(): Promise<void>;
}

/** The ledger that EVENTS_URL names, which exists. @throws StoreUnusable, CopyRefused */
export const openToVerify = (config: Config, clock: Clock): Promise<OpenedLedger> =>
  isServer(config.eventsUrl) ? openOnServer(config, clock) : openEmbedded(config, clock);

const openOnServer = async ({ home, eventsUrl }: Config, clock: Clock): Promise<OpenedLedger> => {
  const events = await openLedgerAt(eventsUrl, 'EVENTS_URL', { home, clock: clock.ms });
  let numbered: NumberedAside | undefined;
  return {
    events,
    notedHead: undefined,
    ordered: async () => (numbered = await numberedAside(events, clock.ms)).ordinals,
    close: async () => {
      await numbered?.close();
      await events.close();
    },
  };
};

const openEmbedded = async (config: Config, clock: Clock): Promise<OpenedLedger> => {
  refuseAbsentLedger(config);
  // A ledger that was restored without its keys has none; a folder apart from it that is not there was mistyped.
  if (ledgerFolders(config).events !== config.home && !existsSync(config.home))
    throw new StoreUnusable(operatorText('no-folder-of-keys', { folder: config.home }));
  const keys = SqliteKeyStore.open(config.home);
  const { events, ordinals } = await openEventStore(config.eventsUrl, {
    home: config.home,
    clock: clock.ms,
  }).catch(async (error: unknown) => {
    await keys.close();
    throw error;
  });
  const seals = sealsOf(events);
  const notedHead = seals && new NotedHead(config.home, await keys.serverSecret('head'), seals);
  return {
    events,
    notedHead,
    ordered: async () => ordinals,
    close: async () => {
      await notedHead?.stop();
      await events.close();
      await keys.close();
    },
  };
};
