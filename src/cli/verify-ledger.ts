import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projections } from '../app.module.js';
import { knownEvents } from '../event-types.js';
import type { Clock } from '../platform/clock.js';
import { ledgerFolders } from '../platform/config/ledger-folders.js';
import type { Config } from '../platform/config/settings.js';
import { eventCheckOf } from '../platform/ledger/event-check.js';
import { type RowDifference, verifyViews } from '../platform/projector/verify.js';
import { closeStores, openStores } from '../platform/stores.module.js';
import { openViewStore } from '../platform/views/open-view-store.js';
import { CommandFailed } from './house.js';
import type { Progress } from './output.js';

export interface Verified {
  readonly clean: boolean;
  readonly events: readonly string[];
  readonly views: readonly RowDifference[];
  /** Views that are computed at the next start: there is nothing to compare. */
  readonly notBuilt: readonly string[];
  /** Of the last event. */
  readonly position: number;
}

/**
 * Reads the whole ledger and compares the views as they stand: nothing is started, published or caught up before.
 */
export const verifyLedger = async (
  config: Config,
  clock: Clock,
  { reading, computing }: { readonly reading: Progress; readonly computing: Progress },
): Promise<Verified> => {
  const folder = ledgerFolders(config).events;
  if (!existsSync(join(folder, 'events.db')) && !existsSync(join(folder, 'events.db-wal')))
    throw new CommandFailed(
      `there is no ledger in ${folder}; name its folder with LEDGER_HOME, or with EVENTS_URL where it lies apart`,
    );
  const stores = await openStores(config, clock);
  try {
    const events = [
      ...(await stores.events.inspect((done, of) => reading.at(done, of), eventCheckOf(knownEvents, clock))),
    ];
    reading.end();
    const contradiction = await stores.notedHead?.contradiction();
    if (contradiction != null) events.push(contradiction);
    const replaced: string[] = [];
    const live = await openViewStore(config.viewsUrl, {
      home: config.home,
      onReplaced: (what) => replaced.push(what),
    });
    try {
      const found = await verifyViews(stores.events, live, projections, (done, of) => computing.at(done, of));
      computing.end();
      const notBuilt = found.filter(isAbsent).map(({ view }) => view);
      const views = [
        ...replaced.map((what) => ({ view: 'views.db', id: '', what })),
        ...found.filter((difference) => !isAbsent(difference)),
      ];
      const { position } = await stores.events.head();
      return { clean: events.length === 0 && views.length === 0, events, views, notBuilt, position };
    } finally {
      await live.close();
    }
  } finally {
    await closeStores(stores);
  }
};

const isAbsent = ({ what }: RowDifference): boolean => what === 'has not been built';
