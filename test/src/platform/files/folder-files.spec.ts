import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FolderFiles } from '../../../../src/platform/files/folder-files.js';
import { filesContract } from '../../../contract/files.contract.js';
import { freshFolder } from '../../../support/folder.js';
import { StrictFiles } from '../../../support/strict/strict-files.js';

filesContract('a folder', async () => {
  const folder = freshFolder();
  const path = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256);
  return {
    open: async () => FolderFiles.open(folder),
    stored: (sha256) => readFileSync(path(sha256)),
    overwrite: (sha256, bytes) => writeFileSync(path(sha256), bytes),
  };
});

filesContract('a strict store in memory', async () => {
  const stored = new Map<string, Buffer>();
  return {
    open: async () => new StrictFiles(stored),
    stored: (sha256) => stored.get(sha256)!,
    overwrite: (sha256, bytes) => void stored.set(sha256, bytes),
  };
});

describe('files in a folder', () => {
  it('removes what an interrupted process left half stored', async () => {
    const folder = freshFolder();
    FolderFiles.open(folder);
    writeFileSync(join(folder, 'arriving', 'half'), 'half of a file');
    FolderFiles.open(folder);
    expect(() => readFileSync(join(folder, 'arriving', 'half'))).toThrow('ENOENT');
  });

  it('that is removed while it is opened for reading is missing, and no fault', async () => {
    const folder = freshFolder();
    const files = FolderFiles.open(folder);
    const content = async function* () {
      yield Buffer.from('a report');
    };
    const outcomes = new Set<string>();
    for (let n = 0; n < 400; n += 1) {
      const { sha256 } = await files.put(content(), { maxBytes: 100 });
      const reading = files.read(sha256).next();
      for (let turns = 0; turns < n % 8; turns += 1) await nextTurn();
      rmSync(join(folder, sha256.slice(0, 2), sha256), { force: true });
      outcomes.add(
        await reading.then(
          () => 'read',
          (error: unknown) => (error as Error).constructor.name,
        ),
      );
    }
    expect([...outcomes].filter((outcome) => !['read', 'FileMissing'].includes(outcome))).toEqual([]);
  }, 60_000);
});
