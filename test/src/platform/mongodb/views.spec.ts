import { afterAll, describe } from '@jest/globals';
import { projectorContract } from '../../../contract/projector.contract.js';
import { viewStoreContract } from '../../../contract/view-store.contract.js';
import { type TestViews, testViews } from '../../../support/mongodb/views-fixture.js';
import { SampleLedger } from '../../../support/sample-ledger.js';
import { FaultyViews } from '../../../support/strict/faulty-views.js';

const url = process.env['MONGODB_URL'];

const opened: Promise<TestViews>[] = [];
afterAll(async () => {
  for (const each of opened.splice(0)) await (await each).close();
});
/** Databases of their own, made when they are used. */
const views = (at: string | undefined): (() => Promise<TestViews>) => {
  let found: Promise<TestViews> | undefined;
  return () => {
    if (found === undefined) opened.push((found = testViews(at)));
    return found;
  };
};

const contracts = (name: string, at: string | undefined): void => {
  viewStoreContract(name, () => {
    const clock = { now: 1_000_000 };
    const shared = views(at);
    return { clock, open: async () => (await shared()).open({ now: async () => clock.now }) };
  });
  projectorContract(name, () => {
    const shared = views(at);
    return {
      open: async () => new FaultyViews(await (await shared()).open(), true),
      ledger: () => SampleLedger.strict(),
      cutsLedger: true,
    };
  });
};

contracts('MongoDB, over a server of this process', undefined);

(url === undefined ? describe.skip : describe)('a real MongoDB [needs MONGODB_URL]', () => contracts('MongoDB', url));
