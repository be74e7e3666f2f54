import { sqliteFolder } from '../config/ledger-folders.js';
import { copyAccess, copyKeys, type KeysCopied } from './copy-keys.js';
import { copyFiles } from './copy-files.js';
import { copyLedger, type CopyOptions, type LedgerCopied } from './copy-ledger.js';
import { CopyRefused } from './copy-refused.js';
import { openLedgerAt, openTargetAt, type Opening } from './open-ledgers.js';
import { openFilesAt, openKeysAt } from './open-parts.js';

/** What URLs look like, for the manual. */
export const placeForms = {
  ledger: 'sqlite:/folder, esdb://…',
  keys: 'sqlite:/folder, mongodb://…',
  files: 'files:/folder, mongodb://…',
} as const;

/** Two places by their URLs. */
export interface Way {
  readonly from: string;
  readonly to: string;
}

/** The ledger of one place becomes that of another. @throws CopyRefused, StoreUnusable */
export async function moveLedger({ from, to }: Way, home: string, options: CopyOptions): Promise<LedgerCopied> {
  const opening: Opening = { home, clock: options.clock };
  if (samePlace(from, to, home)) throw new CopyRefused('same-place', { place: '--to' });
  const source = await openLedgerAt(from, '--from', opening);
  try {
    const target = await openTargetAt(to, '--to', opening);
    try {
      const copied = await copyLedger(source, target.events, { ...options, onBegin: () => target.begin() });
      await target.commit();
      return copied;
    } catch (error) {
      await target.close();
      throw error;
    }
  } finally {
    await source.close();
  }
}

/** Keys of persons, secrets of the server, and API keys. @throws CopyRefused, StoreUnusable */
export async function moveKeys({ from, to }: Way, home: string): Promise<KeysCopied> {
  if (samePlace(from, to, home)) throw new CopyRefused('same-place', { place: '--keys-to' });
  const source = await openKeysAt(from, '--keys-from', home, true);
  try {
    const target = await openKeysAt(to, '--keys-to', home, false);
    try {
      const persons = await copyKeys(source.keys, target.keys);
      return { persons, apiKeys: await copyAccess(source.access, target.access) };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** @returns how many files. @throws CopyRefused, StoreUnusable */
export async function moveFiles({ from, to }: Way, home: string, clock: () => number): Promise<number> {
  if (from === to) throw new CopyRefused('same-place', { place: '--files-to' });
  const source = await openFilesAt(from, '--files-from', { home, clock, mustExist: true });
  try {
    const target = await openFilesAt(to, '--files-to', { home, clock, mustExist: false });
    try {
      return await copyFiles(source.files, target.files);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

const samePlace = (from: string, to: string, home: string): boolean => {
  const [source, target] = [sqliteFolder(from, home), sqliteFolder(to, home)];
  return source === undefined ? from === to : source === target;
};
