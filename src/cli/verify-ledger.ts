import { policies } from '../../projections/policies/policies.js';
import { releases } from '../../projections/releases/releases.js';
import { projections } from '../projections.js';
import { knownEvents } from '../event-types.js';
import type { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/settings.js';
import { DamagedEvent, StoreInUse } from '../platform/events/event-store.js';
import { eventCheckOf } from '../platform/ledger/event-check.js';
import { type RowDifference, verifyViews } from '../platform/projector/verify.js';
import { copiedToVerify } from '../platform/moving/copied-to-verify.js';
import {
  type OpenedLedger,
  openToVerify,
  openViewsToVerify,
  viewsOnServer,
} from '../platform/moving/open-to-verify.js';
import type { ViewStore } from '../platform/views/view-store.js';
import { PolicyBooks, type PublicationFault } from '../policies/policies.port.js';
import { FilesInEvents } from '../requests/requests.port.js';
import { type FileFinding, noting, verifyFiles } from './attached-files.js';
import type { Progress } from './output.js';

/**
 * `later-events`: recorded after a copy was made; `noted-seal`: the seal beside the ledger was not compared;
 * `views-in-motion`: views on a server, which projectors may change while they are compared.
 */
export type Unseen = 'later-events' | 'noted-seal' | 'views-in-motion';

export interface Verified {
  readonly clean: boolean;
  readonly events: readonly string[];
  readonly views: readonly RowDifference[];
  /** Stored files that are not as events name them. */
  readonly files: readonly FileFinding[];
  /** Publications that cannot be used: only questions that need them are refused. */
  readonly vendors: readonly Pick<PublicationFault, 'vendor' | 'what' | 'position' | 'cause'>[];
  /** Views that are computed at the next start: there is nothing to compare. */
  readonly notBuilt: readonly string[];
  /** What this run cannot see or be certain of. */
  readonly unseen: readonly Unseen[];
  /** Of the last event. */
  readonly position: number;
}

/**
 * Reads the whole ledger and compares the views as they are: nothing is started, published or projected before. Beside
 * a server that uses the folder, a copy of both is read instead.
 */
export const verifyLedger = async (config: Config, clock: Clock, shown: Shown): Promise<Verified> => {
  const named = new FilesInEvents();
  const ledger = await openToVerify(config, clock).catch(inUse);
  if (ledger !== null) return withFiles(await verifyOpened(ledger, config, clock, { ...shown, named }), config, named);
  const copied = copiedToVerify(config);
  try {
    const copy = await openToVerify(copied.config, clock);
    const found = await verifyOpened(copy, copied.config, clock, { ...shown, named });
    return await withFiles({ ...found, unseen: ['later-events', 'noted-seal'] }, config, named);
  } finally {
    copied.remove();
  }
};

interface Shown {
  readonly reading: Progress;
  readonly computing: Progress;
}

/** The files stay where they are, also where a copy of the ledger is read. */
const withFiles = async (found: Omit<Verified, 'files'>, config: Config, named: FilesInEvents): Promise<Verified> => {
  const files = await verifyFiles(config, named);
  return { ...found, files, clean: found.clean && files.length === 0 };
};

const inUse = (error: unknown): null => {
  if (error instanceof StoreInUse) return null;
  throw error;
};

const verifyOpened = async (
  ledger: OpenedLedger,
  config: Config,
  clock: Clock,
  { reading, computing, named }: Shown & { readonly named: FilesInEvents },
): Promise<Omit<Verified, 'files'>> => {
  const { events: store, notedHead } = ledger;
  try {
    const check = noting(named, eventCheckOf(knownEvents, clock));
    const events = [...(await store.inspect((done, of) => reading.at(done, of), check))];
    reading.end();
    const contradiction = await notedHead?.contradiction();
    if (contradiction != null) events.push(contradiction);
    const ordinals = await ledger.ordered().catch(damaged);
    const replaced: string[] = [];
    const live = await openViewsToVerify(config, (what) => replaced.push(what));
    try {
      const found =
        ordinals instanceof DamagedEvent
          ? uncomputed(ordinals)
          : await verifyViews(ordinals, live, projections, (done, of) => computing.at(done, of)).catch(uncomputed);
      computing.end();
      const notBuilt = found.filter(isAbsent).map(({ view }) => view);
      const views = [
        ...replaced.map((what) => ({ view: 'views.db', id: '', what })),
        ...found.filter((difference) => !isAbsent(difference)),
      ];
      const position = ordinals instanceof DamagedEvent ? 0 : (await ordinals.head()).position;
      const clean = events.length === 0 && views.length === 0;
      const unseen: readonly Unseen[] = viewsOnServer(config) ? ['views-in-motion'] : [];
      return { clean, events, views, vendors: await faultsIn(live, clock), notBuilt, unseen, position };
    } finally {
      await live.close();
    }
  } finally {
    await ledger.close();
  }
};

/** Of views that are built; at the next start the others are, and health names what is found then. */
const faultsIn = async (live: ViewStore, clock: Clock): Promise<Verified['vendors']> => {
  const [published, released] = [await live.live(policies), await live.live(releases)];
  if (published === undefined || released === undefined) return [];
  const still = { onChange: () => () => undefined };
  const books = new PolicyBooks(published, released, clock, still, () => 0);
  await books.refresh();
  return books.faults().map(({ vendor, what, position, cause }) => ({ vendor, what, position, cause }));
};

/** A ledger whose events cannot be numbered to the end. */
const damaged = (error: unknown): DamagedEvent => {
  if (error instanceof DamagedEvent) return error;
  throw error;
};

/** Views of a ledger with an event that cannot be read: there is nothing to compare them with. */
const uncomputed = (error: unknown): readonly RowDifference[] => {
  if (!(error instanceof DamagedEvent)) throw error;
  return [{ view: '*', id: '', what: error.message }];
};

const isAbsent = ({ what }: RowDifference): boolean => what === 'has not been built';
