import type { Clock } from '../clock.js';
import { ledgerFolders } from '../config/ledger-folders.js';
import type { Config } from '../config/settings.js';
import type { Embedded } from '../embedded/open-embedded.js';
import type { Projected } from '../embedded/write-thread.js';
import type { Logger } from '../logging/logger.js';
import type { Ordinals } from '../ordinals/ordinals.js';
import { OrdinalsStore, StoredOrdinals } from '../ordinals/stored-ordinals.js';
import type { OnProgress } from '../projector/builder.js';
import { Projector } from '../projector/projector.js';
import { FollowingReaders } from '../views/following-readers.js';
import { openViewStore } from '../views/open-view-store.js';
import type { ViewStore } from '../views/view-store.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { beginning } from './places.js';

/**
 * A ledger on a server, with its numbers and its views in files of this process, which projects in its own thread.
 * @param settledAfterMs T5: how long after an instant it can be asked about
 */
export const openLedger =
  (projected: Projected, settledAfterMs?: number) =>
  async (config: Config, clock: Clock, logger: Logger): Promise<Embedded> => {
    const opened: (() => unknown)[] = [];
    try {
      const numbers = OrdinalsStore.open(ledgerFolders(config).views);
      opened.push(() => numbers.close());
      const events = await EventStoreDbEventStore.open(config.eventsUrl, { clock: numbers.clockOver(clock.ms) });
      opened.push(() => events.close());
      const store = await openViewStore(config.viewsUrl, {
        home: config.home,
        onReplaced: (what) => logger.warn(what),
      });
      const ordinals = new StoredOrdinals(events, numbers, clock.ms, beginning, { settledAfterMs });
      const projector = new Projector(ordinals, store, projected.projections, {
        onStopped: ({ view, position, error }) => logger.error({ view, position, error }, 'a view stopped'),
      });
      const views = new ProjectedViews(projector, store, ordinals, projected);
      return { events, ordinals, views, start: () => projector.start() };
    } catch (error) {
      for (const close of opened.reverse()) await close();
      throw error;
    }
  };

/** The views as any process reads them, with the projector of this one and the store that they share. */
class ProjectedViews extends FollowingReaders {
  constructor(
    private readonly projector: Projector,
    private readonly store: ViewStore,
    ordinals: Ordinals,
    { projections, decisive }: Projected,
  ) {
    super(store, projections, { decisive, head: async () => (await ordinals.head()).position });
  }

  override rebuild(name?: string, onProgress?: OnProgress): Promise<void> {
    return this.projector.rebuild(name, onProgress);
  }

  override async close(): Promise<void> {
    await this.projector.close();
    await super.close();
    await this.store.close();
  }
}
