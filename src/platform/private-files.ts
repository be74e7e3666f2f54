import {
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

const othersMay = 0o077;
const sticky = 0o1000;

/** What this product makes at the top of a folder of its stores; other files there are left alone. */
const ours = /^(?:events|keys|auth|views|jobs|webhooks)[.-]|^(?:imports|files|outbox)$/;

/**
 * Whatever this process makes from now on, its owner alone may read: files hold persons, keys and secrets. It counts
 * from the first byte on, also for what SQLite and other libraries make. A worker thread shares the setting.
 */
export function restrictNewFiles(): void {
  if (isMainThread) process.umask(othersMay);
}

/** A file that others could read and now cannot; or that could not be restricted, with the `fault`. */
export interface Tightened {
  readonly path: string;
  readonly fault?: string;
}

/**
 * Takes from everybody but the owner what they may do with a folder of stores and with all that is in it of ours. Links
 * are not followed. A folder that everybody shares, such as /tmp, stays as it is; our files in it do not.
 */
export function tighten(folder: string): readonly Tightened[] {
  if (!existsSync(folder)) return [];
  const top = realpathSync(folder);
  const own = readdirSync(top).filter((name) => ours.test(name));
  return [...tightenOne(top), ...own.flatMap((name) => tightenAll(join(top, name)))];
}

function tightenAll(path: string): readonly Tightened[] {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) return tightenOne(path);
  const tightened = tightenOne(path);
  return [...tightened, ...readdirSync(path).flatMap((name) => tightenAll(join(path, name)))];
}

function tightenOne(path: string): readonly Tightened[] {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined || !(found.isFile() || found.isDirectory())) return [];
  if ((found.mode & othersMay) === 0 || (found.mode & sticky) !== 0) return [];
  try {
    chmodSync(path, found.mode & 0o7777 & ~othersMay);
    return [{ path }];
  } catch (error) {
    return [{ path, fault: (error as Error).message }];
  }
}

/** Copies a file into a new one that is its owner's alone from the first byte on, whatever the mode of the original. */
export function copyPrivately(from: string, to: string): void {
  const source = openSync(from, 'r');
  try {
    const target = openSync(to, 'w', 0o600);
    try {
      const buffer = Buffer.alloc(1024 * 1024);
      for (let read; (read = readSync(source, buffer)) > 0;)
        for (let written = 0; written < read;) written += writeSync(target, buffer, written, read - written);
    } finally {
      closeSync(target);
    }
  } finally {
    closeSync(source);
  }
}
