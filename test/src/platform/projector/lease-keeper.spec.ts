import { describe, expect, it } from '@jest/globals';
import { LeaseKeeper } from '../../../../src/platform/projector/lease-keeper.js';

describe('the leases of several views', () => {
  it('are taken and renewed all at once: a slow store delays none of them by the others', async () => {
    const views = ['customers', 'contracts', 'imports'];
    /** A call is answered when there is one for each view. */
    let waiting: (() => void)[] = [];
    const answered = (): Promise<void> =>
      new Promise((resolve) => {
        waiting.push(resolve);
        if (waiting.length < views.length) return;
        for (const answer of waiting) answer();
        waiting = [];
      });
    const store = {
      lease: async (view: string) => {
        await answered();
        return { view, fence: 1 };
      },
      renew: async () => {
        await answered();
        return true;
      },
      release: async () => undefined,
    };
    const events = { onHeld: () => undefined, onLost: () => undefined, onFault: () => undefined };
    const keeper = new LeaseKeeper(store, views, 'one', 10_000, events);
    await keeper.round();
    await keeper.round();
    expect(views.map((view) => keeper.lease(view))).toEqual(views.map((view) => ({ view, fence: 1 })));
    await keeper.close();
  });
});
