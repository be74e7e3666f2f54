import type { EventStore } from '../../src/platform/events/event-store.js';
import type { Ordinals } from '../../src/platform/ordinals/ordinals.js';
import type { OpenLedger } from '../contract/event-store.contract.js';

/** A ledger and its order as one process has them open; the order is closed first. */
export const orderedLedger = (events: EventStore, ordinals: Ordinals): OpenLedger => ({
  events,
  ordinals,
  close: async () => {
    await ordinals.close();
    await events.close();
  },
});
