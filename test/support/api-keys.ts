import { ApiKeys } from '../../src/platform/auth/api-keys.js';
import { SqliteAccess } from '../../src/platform/auth/sqlite-access.js';

export interface OpenKeys {
  readonly keys: ApiKeys;
  close(): Promise<void>;
}

/** The API keys of a folder, without the rest of the product. */
export const openKeys = async (home: string, clock: () => number): Promise<OpenKeys> => {
  const access = SqliteAccess.open(home);
  const keys = await ApiKeys.open(access, clock);
  return {
    keys,
    close: async () => {
      await keys.close();
      await access.close();
    },
  };
};
