import { keyStoreContract } from '../../../contract/key-store.contract.js';
import { openMongoKeys } from '../../../../src/platform/mongodb/open-stores.js';
import { LedgerOnMongo } from '../../../support/mongodb/ledger-on-mongo.js';
import { describeServers } from '../../../support/mongodb/describe-servers.js';

describeServers((engine, url, options) =>
  keyStoreContract(engine, async () => {
    const ledger = await LedgerOnMongo.start(url, options);
    return {
      open: () => openMongoKeys(ledger.connect()),
      another: () => openMongoKeys(ledger.connect()),
      remove: () => ledger.close(),
    };
  }),
);
