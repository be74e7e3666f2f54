import { filesContract } from '../../../contract/files.contract.js';
import { openMongoFiles } from '../../../../src/platform/mongodb/open-stores.js';
import { LedgerOnMongo } from '../../../support/mongodb/ledger-on-mongo.js';
import { describeServers } from '../../../support/mongodb/describe-servers.js';
import { StoredInGridFs } from '../../../support/mongodb/stored-in-gridfs.js';

describeServers((engine, url, options) =>
  filesContract(engine, async () => {
    const ledger = await LedgerOnMongo.start(url, options);
    const stored = new StoredInGridFs(ledger.connect());
    return {
      open: () => openMongoFiles(ledger.connect(), Date.now),
      stored: (sha256) => stored.bytes(sha256),
      overwrite: (sha256, bytes) => stored.overwrite(sha256, bytes),
      remove: () => ledger.close(),
    };
  }),
);
