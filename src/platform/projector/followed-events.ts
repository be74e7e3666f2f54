import type { EventStore } from '../events/event-store.js';

/** What a projector needs of the ledger. */
export type FollowedEvents = Pick<EventStore, 'head' | 'readAll' | 'subscribe'>;

/** The ledger as it was at a position: what was recorded later does not exist, and nothing follows. */
export const eventsUpTo = (events: FollowedEvents, position: number): FollowedEvents => ({
  head: async () => ({ position, token: String(position) }),
  readAll: async (after, limit) =>
    (await events.readAll(after, Math.min(limit, Math.max(0, position - after)))).filter(
      (event) => event.position <= position,
    ),
  subscribe: () => ({ reached: async () => undefined, stop: async () => undefined }),
});
