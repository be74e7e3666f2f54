import { afterAll } from '@jest/globals';
import { viewStoreContract } from '../../../contract/view-store.contract.js';
import { testViews } from '../../../support/mongodb/views-fixture.js';

const opened: Promise<{ close(): Promise<void> }>[] = [];
afterAll(async () => {
  for (const each of opened.splice(0)) await (await each).close();
});

viewStoreContract('MongoViewStore', () => {
  const clock = { now: 1_000_000 };
  const views = testViews();
  opened.push(views);
  return { clock, open: async () => (await views).open({ now: async () => clock.now }) };
});
