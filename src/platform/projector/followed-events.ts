import type { Ordinals } from '../ordinals/ordinals.js';

/** What a projector needs of the ledger. */
export type FollowedEvents = Pick<Ordinals, 'head' | 'readAll' | 'subscribe' | 'tokenAt'>;

/** The ledger as it was at a position: what was recorded later does not exist, and nothing follows. */
export const eventsUpTo = (events: FollowedEvents, position: number): FollowedEvents => ({
  head: async () => ({ position, token: await events.tokenAt(position) }),
  tokenAt: (asked) => events.tokenAt(asked),
  readAll: async (after, limit) =>
    (await events.readAll(after, Math.min(limit, Math.max(0, position - after)))).filter(
      (event) => event.position <= position,
    ),
  subscribe: () => ({ reached: async () => undefined, stop: async () => undefined }),
});
