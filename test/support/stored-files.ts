import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every file that the files port of an embedded ledger has on disk, those that arrive included. */
export const storedFiles = (home: string): readonly string[] => {
  const folder = join(home, 'files');
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];
};
