import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type OperatorText, operatorText } from '../operator-fault.js';

/** Another process holds the lock: its id, where it is known. */
export interface HeldElsewhere {
  readonly pid: string | OperatorText;
}

/**
 * One writing process per file of a folder. The lock is SQLite's own exclusive lock on an empty file beside it, which
 * the kernel drops with the process, also after kill -9, so that no stale lock has to be judged. A second file names
 * the process that holds it, for the message alone.
 */
export class FolderLock {
  private constructor(
    private readonly lock: Database.Database,
    private readonly lockFile: string,
    private readonly ownerFile: string,
    private readonly made: boolean,
  ) {}

  /** The lock, or the process id of the holder where another process has it. */
  static acquire(folder: string, name: string): FolderLock | HeldElsewhere {
    const lockFile = join(folder, `${name}.lock`);
    const ownerFile = join(folder, `${name}.pid`);
    const made = !existsSync(lockFile);
    const lock = new Database(lockFile, { timeout: 0 });
    try {
      lock.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      lock.close();
      if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
      return { pid: existsSync(ownerFile) ? readFileSync(ownerFile, 'utf8').trim() : operatorText('process-unknown') };
    }
    return new FolderLock(lock, lockFile, ownerFile, made);
  }

  /** Writes who holds the lock, once the folder was found usable. */
  sign(): void {
    writeFileSync(this.ownerFile, `${process.pid}\n`);
  }

  release(): void {
    rmSync(this.ownerFile, { force: true });
    this.lock.close();
  }

  /** Gives the lock back and leaves the folder as it was found. */
  undo(): void {
    if (this.made) rmSync(this.lockFile, { force: true });
    this.lock.close();
  }
}
