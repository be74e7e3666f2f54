import { MessageChannel, Worker } from 'node:worker_threads';
import { ledgerFolders } from '../config/ledger-folders.js';
import type { Projected } from '../engines.js';
import type { EventStore } from '../events/event-store.js';
import type { Ordinals } from '../ordinals/ordinals.js';
import type { ViewReaders } from '../projector/view-readers.js';
import { ViewReader } from '../views/sqlite-view-reader.js';
import type { Moved, ViewStopped } from './messages.js';
import { ThreadedEvents } from './threaded-events.js';
import { ThreadedViews } from './threaded-views.js';
import { ThreadLink, type ThreadPort } from './thread-link.js';
import { serveWrites, type ThreadSettings } from './write-thread.js';

/** Starts the write side for these settings. */
export type LaunchWrites = (settings: ThreadSettings) => ThreadPort;

/** A thread of its own. @param entry the module that calls `serveWrites` with the thread's port */
export const inThread =
  (entry: URL): LaunchWrites =>
  (settings) =>
    new Worker(entry, { workerData: settings }) as unknown as ThreadPort;

/** In this thread, over the same messages: for tests, whose clock no other thread can read. */
export const inProcess =
  (projected: Projected, clock: () => number): LaunchWrites =>
  (settings) => {
    const { port1, port2 } = new MessageChannel();
    void serveWrites(port2, settings, projected, clock);
    return port1;
  };

export interface Embedded {
  readonly events: EventStore;
  readonly ordinals: Ordinals;
  readonly views: ViewReaders;
  /** Begins to project; what was recorded before is projected in the background (`views.untilReady`). */
  start(): Promise<void>;
}

/** Opens the embedded ledger and its views. @throws StoreUnusable with nothing left open */
export async function openEmbedded(
  settings: ThreadSettings,
  launch: LaunchWrites,
  decisive: readonly string[],
  on: {
    readonly viewStopped: (stopped: ViewStopped) => void;
    readonly replaced: (what: string) => void;
  },
): Promise<Embedded> {
  const opened: { events?: ThreadedEvents; views?: ThreadedViews } = {};
  const { link, moved } = await ThreadLink.open(launch(settings), {
    onMoved: (state: Moved) => {
      // Caches first: whoever is woken by the new head must not read what was before it.
      opened.views?.moved(state);
      opened.events?.moved(state);
    },
    onViewStopped: on.viewStopped,
    onReplaced: on.replaced,
  });
  const folders = ledgerFolders(settings);
  const views = new ThreadedViews(link, new ViewReader(folders.views), decisive, moved);
  const close = async (): Promise<void> => {
    await link.ask({ kind: 'close' });
  };
  const events = new ThreadedEvents(folders.events, link, moved, close);
  Object.assign(opened, { events, views });
  const { ordinals } = events;
  return { events, ordinals, views, start: async () => void (await link.ask({ kind: 'start' })) };
}
