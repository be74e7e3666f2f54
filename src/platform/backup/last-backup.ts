import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** In LEDGER_HOME, so that a server that runs beside the command reads it for its metrics. */
const file = (home: string): string => join(home, 'events.last-backup');

/** Notes that a backup was made. A folder that cannot be written does not make it undone. */
export const noteBackup = (home: string, at: Date): void => {
  try {
    writeFileSync(file(home), `${at.toISOString()}\n`, { mode: 0o600 });
  } catch {
    // The backup is whole; only the metric does not know of it.
  }
};

/** Seconds since 1970 of the last backup that was made with this LEDGER_HOME; undefined where none is known. */
export const lastBackup = (home: string): number | undefined => {
  try {
    const at = Date.parse(readFileSync(file(home), 'utf8').trim());
    return Number.isNaN(at) ? undefined : at / 1000;
  } catch {
    return undefined;
  }
};
