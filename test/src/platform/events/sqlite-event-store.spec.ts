import { eventStoreContract } from '../../../contract/event-store.contract.js';
import { openEventStore } from '../../../../src/platform/events/open-event-store.js';
import { freshFolder } from '../../../support/folder.js';

eventStoreContract('sqlite', async () => {
  const home = freshFolder();
  const clock = { now: 0 };
  return { clock, open: () => openEventStore('sqlite:', { home, clock: () => clock.now }), remove: async () => undefined };
});
