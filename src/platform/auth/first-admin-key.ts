import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { BadSetting } from '../config/settings.js';
import { makeFolder, moveDurably } from '../sqlite/durable-file.js';
import { causeIn, operatorText } from '../operator-fault.js';

/** Where the first admin key of an installation is put: on the disk before the key opens anything. */
export interface FirstKeyPlace {
  /** Of several processes that start at once, each prepares its own. */
  prepare(token: string): { readonly commit: () => void; readonly discard: () => void };
}

export const firstKeyName = 'auth.first-admin-key';

/**
 * A file of LEDGER_HOME that its owner alone can read: never the log, which others collect. Whoever installs reads it
 * and deletes it.
 */
export class FirstKeyFile implements FirstKeyPlace {
  readonly file: string;
  #written = false;

  constructor(private readonly home: string) {
    this.file = join(home, firstKeyName);
  }

  /** Whether this process made the key. */
  get written(): boolean {
    return this.#written;
  }

  /** @throws BadSetting where the folder cannot be written */
  prepare(token: string): ReturnType<FirstKeyPlace['prepare']> {
    const aside = `${this.file}.${randomUUID()}`;
    try {
      makeFolder(this.home);
      const descriptor = openSync(aside, 'wx', 0o600);
      try {
        writeSync(descriptor, `${token}\n`);
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
    } catch (error) {
      throw new BadSetting('LEDGER_HOME', operatorText('form-writable-home', { cause: causeIn(error) }));
    }
    return {
      commit: () => {
        moveDurably(aside, this.file);
        this.#written = true;
      },
      discard: () => rmSync(aside, { force: true }),
    };
  }
}
