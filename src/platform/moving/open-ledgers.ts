import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sqliteFolder } from '../config/ledger-folders.js';
import { type EventStore, StoreUnusable } from '../events/event-store.js';
import { eventsFile } from '../events/events-file.js';
import { SqliteEventStore } from '../events/sqlite-event-store.js';
import { makeFolder, moveDurably } from '../sqlite/durable-file.js';
import { FolderLock } from '../sqlite/folder-lock.js';
import { CopyRefused } from './copy-refused.js';
import { operatorText } from '../operator-fault.js';

export interface Opening {
  /** Of `sqlite:` without a folder. */
  readonly home: string;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** The URLs of event stores. */
const eventUrls = 'sqlite:, sqlite:/folder, esdb://host:2113?tls=false, esdb://user:password@host:2113';

/** A folder in the folder of an embedded ledger: a copy is moved out of it when it is whole. */
const asideFolder = 'events.db.copying';

/** A ledger that is written by a copy. */
export interface CopyTarget {
  readonly events: EventStore;
  /** Before the first event is written: until `commit` no server can be started on it. */
  begin(): Promise<void>;
  /** The copy is whole: from now on a server can be started on it. Closes it. */
  commit(): Promise<void>;
  /** What was copied remains, for a call that goes on. */
  close(): Promise<void>;
}

/** Whether a URL names an event store on a server. */
export const isServer = (url: string): boolean => /^esdb(\+discover)?:\/\//.test(url);

/** Loaded for a URL of a server alone: its client takes a good part of the time of a command. */
const serverLedgers = async () => (await import('../eventstoredb/eventstoredb-event-store.js')).EventStoreDbEventStore;

const folderOf = (url: string, home: string, what: string): string => {
  const folder = sqliteFolder(url, home);
  if (folder === undefined) throw new CopyRefused('unknown-engine', { what, forms: eventUrls });
  return folder;
};

/**
 * The ledger that a URL names, which exists. No server writes an embedded one meanwhile.
 * @param what names the URL in errors; its value can hold a password
 * @throws CopyRefused, StoreUnusable
 */
export async function openLedgerAt(url: string, what: string, { home, clock }: Opening): Promise<EventStore> {
  if (isServer(url)) return (await serverLedgers()).open(url, { clock });
  const folder = folderOf(url, home, what);
  if (!existsSync(join(folder, 'events.db'))) throw new CopyRefused('no-source', { folder, what: 'events.db' });
  return SqliteEventStore.open(folder, clock);
}

/** The same for a ledger that need not exist. @throws CopyRefused, StoreUnusable */
export async function openTargetAt(url: string, what: string, { home, clock }: Opening): Promise<CopyTarget> {
  if (!isServer(url)) return embeddedTarget(folderOf(url, home, what), clock);
  const events = await (await serverLedgers()).open(url, { clock, forCopy: true });
  const close = () => events.close();
  const commit = async (): Promise<void> => {
    await events.endCopy();
    await events.close();
  };
  return { events, begin: () => events.beginCopy(), commit, close };
}

/** Written aside under the lock of the folder, so that no server finds a part of a ledger. */
function embeddedTarget(folder: string, clock: () => number): CopyTarget {
  const file = join(folder, 'events.db');
  // A log without its file is refused by the open.
  if (existsSync(file) || existsSync(`${file}-wal`)) {
    const events = SqliteEventStore.open(folder, clock);
    const close = () => events.close();
    return { events, begin: async () => undefined, commit: close, close };
  }
  makeFolder(folder);
  const lock = FolderLock.acquire(folder, eventsFile.name);
  if ('pid' in lock)
    throw new StoreUnusable(operatorText('store-in-use', { file, pid: lock.pid, way: eventsFile.whileInUse }));
  try {
    lock.sign();
    const aside = join(folder, asideFolder);
    const events = SqliteEventStore.open(aside, clock);
    return {
      events,
      begin: async () => undefined,
      commit: async () => {
        await events.close();
        moveDurably(join(aside, 'events.db'), file);
        rmSync(aside, { recursive: true, force: true });
        lock.release();
      },
      close: async () => {
        await events.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
