import { viewStoreContract } from '../../contract/view-store.contract.js';
import { StrictViewServer } from './strict-views.js';

viewStoreContract('the strict store in memory', () => {
  const clock = { now: 1_000_000 };
  const server = new StrictViewServer(() => clock.now);
  return { clock, open: async () => server.open() };
});
