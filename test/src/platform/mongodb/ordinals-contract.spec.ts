import { clockOver, type NumberStore } from '../../../../src/platform/ordinals/number-store.js';
import { openMongoNumbers } from '../../../../src/platform/mongodb/open-stores.js';
import { StoredOrdinals } from '../../../../src/platform/ordinals/stored-ordinals.js';
import type { LedgerFixture } from '../../../contract/event-store.contract.js';
import { ordinalsContract } from '../../../contract/ordinals.contract.js';
import { LedgerOnMongo } from '../../../support/mongodb/ledger-on-mongo.js';
import { describeServers } from '../../../support/mongodb/describe-servers.js';
import { StrictEvents } from '../../../support/strict/strict-events.js';
import { StrictLedger } from '../../../support/strict/strict-ledger.js';

type Numberer = 'this process' | 'another process' | 'three processes';

/** A strict ledger whose numbers are in MongoDB, given by the process that is asked or by others. */
const fixture = (numberer: Numberer, start: () => Promise<LedgerOnMongo>) => async (): Promise<LedgerFixture> => {
  const mongo = await start();
  const clock = { now: 0 };
  let floor = (): number => 0;
  const ledger = new StrictLedger(() => Math.max(clock.now, floor()));
  const process = async (numbers: boolean) => {
    const store: NumberStore = await openMongoNumbers(mongo.connect());
    floor = clockOver(store, () => 0);
    const events = new StrictEvents(ledger);
    const ordinals = new StoredOrdinals(events, store, () => clock.now, ledger.beginning, { numbers });
    return { events, ordinals };
  };
  return {
    clock,
    settledAfterMs: 5_001,
    open: async () => {
      const others = numberer === 'this process' ? 0 : numberer === 'another process' ? 1 : 2;
      const numbering = await Promise.all(Array.from({ length: others }, () => process(true)));
      const asked = await process(numberer !== 'another process');
      return {
        ...asked,
        close: async () => {
          for (const { ordinals, events } of [asked, ...numbering]) {
            await ordinals.close();
            await events.close();
          }
        },
      };
    },
    interrupt: () => {
      ledger.cut();
      return () => ledger.heal();
    },
    remove: () => mongo.close(),
  };
};

describeServers((engine, url, options) => {
  for (const numberer of ['this process', 'another process', 'three processes'] as const)
    ordinalsContract(
      `${engine}, numbered by ${numberer}`,
      fixture(numberer, () => LedgerOnMongo.start(url, options)),
    );
});
