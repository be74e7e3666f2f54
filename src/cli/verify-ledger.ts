import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { policies } from '../../projections/policies/policies.js';
import { releases } from '../../projections/releases/releases.js';
import { projections } from '../projections.js';
import { knownEvents } from '../event-types.js';
import type { Clock } from '../platform/clock.js';
import { ledgerFolders } from '../platform/config/ledger-folders.js';
import type { Config } from '../platform/config/settings.js';
import { DamagedEvent, type EventStore } from '../platform/events/event-store.js';
import { eventCheckOf } from '../platform/ledger/event-check.js';
import { type RowDifference, verifyViews } from '../platform/projector/verify.js';
import { openEventStore } from '../platform/events/open-event-store.js';
import { sealsOf } from '../platform/events/seals.js';
import { SqliteKeyStore } from '../platform/keys/sqlite-key-store.js';
import { NotedHead } from '../platform/ledger/noted-head.js';
import { isMongoUrl } from '../platform/mongodb/connection-url.js';
import { openMongoViews } from '../platform/mongodb/views/open-mongo-views.js';
import { type NumberedAside, numberedAside } from '../platform/moving/numbered-aside.js';
import { isServer, openLedgerAt } from '../platform/moving/open-ledgers.js';
import type { Ordinals } from '../platform/ordinals/ordinals.js';
import { openViewStore } from '../platform/views/open-view-store.js';
import type { ViewStore } from '../platform/views/view-store.js';
import { PolicyBooks, type PublicationFault } from '../policies/policies.port.js';
import { CommandFailed } from './local-application.js';
import type { Progress } from './output.js';

export interface Verified {
  readonly clean: boolean;
  readonly events: readonly string[];
  readonly views: readonly RowDifference[];
  /** Publications that cannot be used: only questions that need them are refused. */
  readonly vendors: readonly Pick<PublicationFault, 'vendor' | 'what' | 'position' | 'cause'>[];
  /** Views that are computed at the next start: there is nothing to compare. */
  readonly notBuilt: readonly string[];
  /** Of the last event. */
  readonly position: number;
}

/** Reads the whole ledger and compares the views as they are: nothing is started, published or projected before. */
export const verifyLedger = async (
  config: Config,
  clock: Clock,
  { reading, computing }: { readonly reading: Progress; readonly computing: Progress },
): Promise<Verified> => {
  const ledger = await openLedger(config, clock);
  const { events: store, notedHead } = ledger;
  try {
    const events = [...(await store.inspect((done, of) => reading.at(done, of), eventCheckOf(knownEvents, clock)))];
    reading.end();
    const contradiction = await notedHead?.contradiction();
    if (contradiction != null) events.push(contradiction);
    const ordinals = await ledger.ordered().catch(damaged);
    const replaced: string[] = [];
    const live = await openViews(config, (what) => replaced.push(what));
    try {
      const found =
        ordinals instanceof DamagedEvent
          ? uncomputed(ordinals)
          : await verifyViews(ordinals, live, projections, (done, of) => computing.at(done, of)).catch(uncomputed);
      computing.end();
      const notBuilt = found.filter(isAbsent).map(({ view }) => view);
      const views = [
        ...replaced.map((what) => ({ view: 'views.db', id: '', what })),
        ...found.filter((difference) => !isAbsent(difference)),
      ];
      const position = ordinals instanceof DamagedEvent ? 0 : (await ordinals.head()).position;
      const clean = events.length === 0 && views.length === 0;
      return { clean, events, views, vendors: await faultsIn(live, clock), notBuilt, position };
    } finally {
      await live.close();
    }
  } finally {
    await ledger.close();
  }
};

/** The views that VIEWS_URL names. @throws StoreUnusable, StoreUnreadable */
const openViews = async ({ viewsUrl, home }: Config, onReplaced: (what: string) => void): Promise<ViewStore> => {
  if (!isMongoUrl(viewsUrl)) return openViewStore(viewsUrl, { home, onReplaced });
  // Views out of reach are reported by the first read of them.
  return openMongoViews(viewsUrl, { logger: { warn: () => undefined } });
};

interface OpenedLedger {
  readonly events: EventStore;
  /** Of engines that seal what they write. */
  readonly notedHead: NotedHead | undefined;
  /** Its order; one that its engine does not keep is made anew. */
  ordered(): Promise<Ordinals>;
  close(): Promise<void>;
}

const openLedger = (config: Config, clock: Clock): Promise<OpenedLedger> =>
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
  const folder = ledgerFolders(config).events;
  if (!existsSync(join(folder, 'events.db')) && !existsSync(join(folder, 'events.db-wal')))
    throw new CommandFailed(
      `there is no ledger in ${folder}; name its folder with LEDGER_HOME, or with EVENTS_URL where it lies apart`,
    );
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

/** Of views that are built; at the next start the others are, and health names what is found then. */
const faultsIn = async (live: ViewStore, clock: Clock): Promise<Verified['vendors']> => {
  const [published, released] = [await live.live(policies), await live.live(releases)];
  if (published === undefined || released === undefined) return [];
  const still = { onChange: () => () => undefined };
  const books = new PolicyBooks(published, released, clock, still, () => 0);
  await books.refresh();
  return books.faults().map(({ vendor, what, position, cause }) => ({ vendor, what, position, cause }));
};

/** A ledger whose events cannot be numbered to the end. */
const damaged = (error: unknown): DamagedEvent => {
  if (error instanceof DamagedEvent) return error;
  throw error;
};

/** Views of a ledger with an event that cannot be read: there is nothing to compare them with. */
const uncomputed = (error: unknown): readonly RowDifference[] => {
  if (!(error instanceof DamagedEvent)) throw error;
  return [{ view: '*', id: '', what: error.message }];
};

const isAbsent = ({ what }: RowDifference): boolean => what === 'has not been built';
