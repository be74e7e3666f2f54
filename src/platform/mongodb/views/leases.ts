import { Fenced } from '../../views/commit-refused.js';
import type { Lease } from '../../views/view-store.js';
import type { Catalog, ViewEntry } from './catalog.js';

/** Leases of views, in the documents of the catalog. */
export class Leases {
  /** @param now milliseconds since 1970, of one clock for all processes */
  constructor(
    private readonly catalog: Catalog,
    private readonly now: () => Promise<number>,
  ) {}

  async lease(view: string, owner: string, ms: number): Promise<Lease | undefined> {
    const now = await this.now();
    const held = await this.catalog.ensured(view);
    if (held.owner !== owner && held.until > now) return undefined;
    const fence = held.fence + 1;
    // Another process may have taken or renewed it meanwhile.
    const taken = await this.catalog.change(
      view,
      { fence: held.fence, until: held.until },
      { $set: { fence, owner, until: now + ms } },
    );
    return taken ? { view, fence } : undefined;
  }

  async renew({ view, fence }: Lease, ms: number): Promise<boolean> {
    const until = (await this.now()) + ms;
    return this.catalog.change(view, { fence }, { $set: { until } });
  }

  async release({ view, fence }: Lease): Promise<void> {
    await this.catalog.change(view, { fence }, { $set: { until: 0 } });
  }
}

/** @throws Fenced where the lease is not the newest of the view */
export function checkFence(entry: Pick<ViewEntry, '_id' | 'fence'>, fence: number): void {
  if (entry.fence !== fence) throw new Fenced(entry._id, fence, entry.fence);
}
