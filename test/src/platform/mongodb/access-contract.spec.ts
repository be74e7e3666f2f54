import { accessContract } from '../../../contract/access.contract.js';
import { openMongoAccess } from '../../../../src/platform/mongodb/open-stores.js';
import type { Access } from '../../../../src/platform/auth/access.js';
import { LedgerOnMongo } from '../../../support/mongodb/ledger-on-mongo.js';
import { describeServers } from '../../../support/mongodb/describe-servers.js';

describeServers((engine, url, options) =>
  accessContract(engine, async () => {
    const ledger = await LedgerOnMongo.start(url, options);
    const opened: Access[] = [];
    return {
      open: async () => {
        const access = await openMongoAccess(ledger.connect());
        opened.push(access);
        return access;
      },
      close: async () => {
        for (const access of opened.splice(0)) await access.close();
      },
      remove: () => ledger.close(),
    };
  }),
);
