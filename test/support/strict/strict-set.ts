import type { Clock } from '../../../src/platform/clock.js';
import type { Engines, OpenEngines } from '../../../src/platform/engines.js';
import { CountsInMemory } from '../../../src/platform/limits/counts-in-memory.js';
import { openMail } from '../../../src/platform/mail/open-mail.js';
import { numberedNow } from '../../../src/platform/ordinals/numbered-now.js';
import { Projector } from '../../../src/platform/projector/projector.js';
import { FollowingReaders } from '../../../src/platform/views/following-readers.js';
import { projected } from '../../../src/projections.js';
import { ProcessDeath } from './process-death.js';
import { StrictAccessServer } from './strict-access.js';
import { StrictCounts } from './strict-counts.js';
import { StrictEvents } from './strict-events.js';
import { StrictFiles } from './strict-files.js';
import { StrictJobServer } from './strict-jobs.js';
import { StrictKeyServer } from './strict-keys.js';
import { StrictLedger } from './strict-ledger.js';
import { StrictOrdinals } from './strict-ordinals.js';
import { StrictViewServer } from './strict-views.js';

export interface StrictProcess {
  /** T5: as of StrictOrdinals; where absent, an instant is settled as soon as it has passed. */
  readonly settledAfterMs?: number;
  /** Where the test kills this process. */
  readonly death?: ProcessDeath;
}

/** One set of strict engines, which several processes of the product share. Their home folders hold nothing of it. */
export class StrictSet {
  readonly ledger: StrictLedger;
  readonly views = new StrictViewServer();
  readonly keys = new StrictKeyServer();
  readonly access = new StrictAccessServer();
  readonly jobs = new StrictJobServer();
  readonly files = new Map<string, Buffer>();
  readonly counts = new CountsInMemory();

  constructor(clock: Pick<Clock, 'ms'>) {
    this.ledger = new StrictLedger(clock.ms);
  }

  /** The engines of one process over the set. */
  process({ settledAfterMs = -1, death = new ProcessDeath() }: StrictProcess = {}): OpenEngines {
    return async (config, clock, logger, { projects }): Promise<Engines> => {
      const events = death.ends(new StrictEvents(this.ledger));
      const ordinals = new StrictOrdinals(events, this.ledger, { settledAfterMs });
      const store = this.views.open();
      const { projections, decisive } = projected;
      const projector = new Projector(ordinals, store, projections, {
        leaseMs: 500,
        onStopped: (stopped) => logger.error(stopped, 'a view stopped'),
      });
      const head = (): Promise<number> => numberedNow(events, ordinals);
      const views = new FollowingReaders(store, projections, {
        decisive,
        head,
        ...(projects && { rebuild: (name, onProgress) => projector.rebuild(name, onProgress) }),
      });
      const mail = openMail(config, clock);
      const jobs = this.jobs.open(clock.ms);
      death.onDeath(() => {
        jobs.kill();
        store.kill();
      });
      return {
        events,
        ordinals,
        views,
        keys: death.ends(this.keys.open()),
        access: death.ends(this.access.open()),
        jobs,
        files: death.ends(new StrictFiles(this.files)),
        mail,
        requestCounts: new StrictCounts(this.counts),
        acknowledgesProjected: false,
        startViews: async () => {
          if (!projects) return;
          // Views that another process projected may be ahead of what is numbered here.
          await numberedNow(events, ordinals);
          await projector.start();
        },
        close: async () => {
          await jobs.close();
          await mail.close();
          await views.close();
          await projector.close();
          await ordinals.close();
          await events.close();
        },
      };
    };
  }
}
