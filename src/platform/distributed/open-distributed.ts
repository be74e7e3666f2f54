import { ledgerFolders } from '../config/ledger-folders.js';
import type { Config } from '../config/settings.js';
import type { ViewStopped } from '../embedded/messages.js';
import type { Embedded } from '../embedded/open-embedded.js';
import type { Projected } from '../embedded/write-thread.js';
import { EventStoreDbEventStore } from '../eventstoredb/eventstoredb-event-store.js';
import { beginning } from '../eventstoredb/places.js';
import { OrdinalsStore, StoredOrdinals } from '../ordinals/stored-ordinals.js';
import type { Ordinals } from '../ordinals/ordinals.js';
import { Projector } from '../projector/projector.js';
import { openViewStore } from '../views/open-view-store.js';
import type { ViewStore } from '../views/view-store.js';

export interface DistributedOptions {
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly projected: Projected;
  readonly viewStopped: (stopped: ViewStopped) => void;
  readonly replaced: (what: string) => void;
}

/** Whether the ledger is on a server of its own. */
export const isDistributed = ({ eventsUrl }: Pick<Config, 'eventsUrl'>): boolean => eventsUrl.startsWith('esdb');

/**
 * A ledger on a server, with its numbers and its views in files of this process, which projects in its own thread.
 * @throws StoreUnusable with nothing left open
 */
export async function openDistributed(config: Config, options: DistributedOptions): Promise<Embedded> {
  const { clock, projected, viewStopped, replaced } = options;
  const opened: (() => unknown)[] = [];
  try {
    const numbers = OrdinalsStore.open(ledgerFolders(config).views);
    opened.push(() => numbers.close());
    const events = await EventStoreDbEventStore.open(config.eventsUrl, { clock: numbers.clockOver(clock) });
    opened.push(() => events.close());
    const store = await openViewStore(config.viewsUrl, { home: config.home, onReplaced: replaced });
    const ordinals = new StoredOrdinals(events, numbers, clock, beginning);
    const views = new ProjectedViews(ordinals, store, projected, viewStopped);
    return { events, ordinals, views, start: () => views.start() };
  } catch (error) {
    for (const close of opened.reverse()) await close();
    throw error;
  }
}

/** The projector of this process, with the store that it alone uses. */
class ProjectedViews extends Projector {
  constructor(
    ordinals: Ordinals,
    private readonly store: ViewStore,
    { projections, decisive }: Projected,
    viewStopped: DistributedOptions['viewStopped'],
  ) {
    super(ordinals, store, projections, {
      decisive,
      onStopped: ({ view, position, error }) => viewStopped({ kind: 'view-stopped', view, position, error }),
    });
  }

  override async close(): Promise<void> {
    await super.close();
    await this.store.close();
  }
}
