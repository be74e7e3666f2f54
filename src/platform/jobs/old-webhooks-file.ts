import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** What versions without this port stored of webhook deliveries in `webhooks.db`. Instants in epoch ms. */
export interface OldWebhooks {
  /** Up to where the ledger was read. */
  readonly cursors: readonly { readonly webhookId: string; readonly position: number }[];
  /** Events that were not acknowledged; `dead`: 1 where they were given up. */
  readonly waiting: readonly {
    readonly webhookId: string;
    readonly position: number;
    readonly stream: string;
    readonly attempts: number;
    readonly dueAt: number;
    readonly fault: string | null;
    readonly dead: 0 | 1;
  }[];
  /** The last attempts, in their order. */
  readonly deliveries: readonly {
    readonly webhookId: string;
    readonly position: number;
    readonly at: number;
    readonly outcome: 'delivered' | 'failed' | 'dead';
    readonly status: number | null;
    readonly fault: string | null;
  }[];
}

const fileIn = (folder: string): string => join(folder, 'webhooks.db');

/** Null where the folder has no such file. @throws SqliteError where it is damaged */
export function readOldWebhooks(folder: string): OldWebhooks | null {
  if (!existsSync(fileIn(folder))) return null;
  const db = new Database(fileIn(folder));
  try {
    const all = <T>(sql: string): T[] => db.prepare(sql).all() as T[];
    return {
      cursors: all('SELECT webhookId, position FROM cursors'),
      waiting: all('SELECT webhookId, position, stream, attempts, dueAt, fault, dead FROM waiting'),
      deliveries: all('SELECT webhookId, position, at, outcome, status, fault FROM deliveries ORDER BY id'),
    };
  } finally {
    db.close();
  }
}

/** What it held has been taken over. */
export function removeOldWebhooks(folder: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(fileIn(folder) + end, { force: true });
}
