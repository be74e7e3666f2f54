import { type Access } from '../../../../src/platform/auth/access.js';
import { SqliteAccess } from '../../../../src/platform/auth/sqlite-access.js';
import { accessContract } from '../../../contract/access.contract.js';
import { freshFolder } from '../../../support/folder.js';

accessContract('sqlite', async () => {
  const folder = freshFolder();
  let engine: Access | undefined;
  return {
    open: async () => (engine ??= SqliteAccess.open(folder)),
    close: async () => {
      await engine?.close();
      engine = undefined;
    },
  };
});
