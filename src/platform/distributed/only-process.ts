import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { StoreUnusable } from '../events/event-store.js';
import type { Logger } from '../logging/logger.js';
import { LeaseKeeper } from '../projector/lease-keeper.js';
import type { ViewStore } from '../views/view-store.js';
import { operatorText } from '../operator-fault.js';

/** Beside the leases of views, none of which has this name. */
const leaseName = 'the-only-process';
const pauseMs = 250;

export interface OnlyProcessTimes {
  /** How long the lease outlives a process that was killed. */
  readonly leaseMs: number;
  /** How long a start waits for it. */
  readonly waitMs: number;
}

const times: OnlyProcessTimes = { leaseMs: 10_000, waitMs: 15_000 };

/**
 * A process whose jobs or files are in its own folder is the only one of its set: two of them would deliver the same
 * webhooks and not find each other's uploads. It holds a lease beside the views while it runs.
 */
export class OnlyProcess {
  private constructor(private readonly keeper: LeaseKeeper) {}

  /** A process that was killed is waited for until its lease has run out. @throws StoreUnusable where another runs */
  static async begin(
    store: Pick<ViewStore, 'lease' | 'renew' | 'release'>,
    logger: Pick<Logger, 'error'>,
    { leaseMs, waitMs }: OnlyProcessTimes = times,
  ): Promise<OnlyProcess> {
    const keeper = new LeaseKeeper(store, [leaseName], randomUUID(), leaseMs, {
      onHeld: () => undefined,
      onLost: () => logger.error('the lease of the only process was lost: another process may use this set, stop one'),
      // The store of views reports its faults.
      onFault: () => undefined,
    });
    const until = performance.now() + waitMs;
    for (;;) {
      await keeper.round();
      if (keeper.lease(leaseName) !== undefined) break;
      if (performance.now() > until) {
        await keeper.close();
        throw new StoreUnusable(operatorText('not-the-only-process'));
      }
      await pause(pauseMs);
    }
    keeper.start();
    return new OnlyProcess(keeper);
  }

  close(): Promise<void> {
    return this.keeper.close();
  }
}
