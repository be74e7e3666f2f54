import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Projection, Row } from '../../../projections/projection.js';
import { openViewStore } from '../views/open-view-store.js';
import { beginning, type Checkpoint, type ViewStore, type ViewTable } from '../views/view-store.js';
import { pump } from './builder.js';
import { eventsUpTo, type FollowedEvents } from './followed-events.js';
import { Stepper } from './stepper.js';
import { type Target, targetOf } from './target.js';

/** A row that is not what the ledger makes of it. */
export interface RowDifference {
  readonly view: string;
  readonly id: string;
  readonly what: string;
}

/** A view with one systematic fault would otherwise report every row. */
const mostFindings = 100;

/**
 * Computes every view again beside the live one and compares row by row. The live views are compared before they
 * follow: each at its own checkpoint, which must be an event of this ledger. The ledger must not change meanwhile: run
 * it without a writer.
 */
export const verifyViews = async (
  events: FollowedEvents,
  live: ViewStore,
  projections: readonly Projection[],
  onProgress: (done: number, of: number) => void = () => undefined,
): Promise<readonly RowDifference[]> => {
  const found: RowDifference[] = [];
  const atPosition = new Map<number, LiveView[]>();
  const { position: head } = await events.head();
  for (const projection of projections) {
    const table = await live.live(projection);
    if (table === undefined) {
      found.push({ view: projection.name, id: '', what: 'has not been built' });
      continue;
    }
    const checkpoint = await table.checkpoint();
    const fault = await foreignCheckpoint(events, checkpoint);
    if (fault !== undefined) found.push({ view: projection.name, id: '', what: fault });
    const at = Math.min(checkpoint.position, head);
    atPosition.set(at, [...(atPosition.get(at) ?? []), { projection, table }]);
  }
  let done = 0;
  for (const [position, views] of atPosition) {
    await compareAt(events, position, views, found);
    // A view that is behind may have stopped before an event that it cannot apply.
    if (position < head) await computedAside(events, head, views, found, async () => undefined);
    onProgress((done += views.length), projections.length);
  }
  return found.slice(0, mostFindings);
};

/** A view that has applied an event which the ledger does not have: the ledger was cut, or written anew. */
const foreignCheckpoint = async (
  events: FollowedEvents,
  { position, event }: Checkpoint,
): Promise<string | undefined> => {
  if (position === 0) return undefined;
  const [last] = await events.readAll(position - 1, 1);
  return last?.id === event ? undefined : `follows event ${event} at position ${position}, which the ledger lacks`;
};

interface LiveView {
  readonly projection: Projection;
  readonly table: ViewTable<Row>;
}

/** Compares views of one position with what the events up to it make of them. */
const compareAt = (
  events: FollowedEvents,
  position: number,
  views: readonly LiveView[],
  found: RowDifference[],
): Promise<void> =>
  computedAside(events, position, views, found, async (computed) => {
    for (const { projection, table } of views)
      await compare(projection.name, table, computed.get(projection.name)!, found).catch((error: unknown) =>
        found.push(unreadable(projection.name, error)),
      );
  });

/** Computes views aside, in a folder that is gone afterwards; reports an event that cannot be applied. */
const computedAside = async (
  events: FollowedEvents,
  position: number,
  views: readonly LiveView[],
  found: RowDifference[],
  use: (computed: ReadonlyMap<string, ViewTable>) => Promise<void>,
): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'service-ledger-verify-'));
  const aside = await openViewStore('sqlite:', { home: folder, onReplaced: () => undefined });
  try {
    const targets: Target[] = [];
    for (const { projection } of views)
      targets.push(targetOf(projection, await aside.aside(projection, 0), beginning, 0));
    const stepper = new Stepper(aside, (_target, error) => {
      throw error;
    });
    await pump(
      eventsUpTo(events, position),
      stepper,
      targets,
      () => position,
      () => false,
      () => undefined,
    );
    const stopped = targets.filter((target) => target.stopped !== undefined);
    for (const { projection, stopped: fault } of stopped)
      found.push({ view: projection.name, id: '', what: `cannot apply event ${fault!.position}: ${fault!.error}` });
    if (stopped.length === 0) await use(new Map(targets.map(({ projection, table }) => [projection.name, table])));
  } finally {
    await aside.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** A row that is no JSON any more ends the comparison of its view, not that of the others. */
const unreadable = (view: string, error: unknown): RowDifference => ({
  view,
  id: '',
  what: `cannot be read on (${String((error as Error).message)})`,
});

/** Both tables by id; a row is the same where its JSON is. */
const compare = async (
  view: string,
  was: ViewTable<Row>,
  is: ViewTable<Row>,
  found: RowDifference[],
): Promise<void> => {
  const [live, computed] = [was.scan()[Symbol.asyncIterator](), is.scan()[Symbol.asyncIterator]()];
  let [a, b] = [await live.next(), await computed.next()];
  while (!(a.done && b.done) && found.length < mostFindings) {
    const order = a.done ? 1 : b.done ? -1 : a.value.id < b.value.id ? -1 : a.value.id > b.value.id ? 1 : 0;
    if (order < 0) found.push({ view, id: a.value.id, what: 'stands in the view, but no event makes it' });
    else if (order > 0) found.push({ view, id: b.value.id, what: 'is missing from the view' });
    else if (JSON.stringify(a.value.row) !== JSON.stringify(b.value.row))
      found.push({ view, id: a.value.id, what: 'differs from what the ledger makes of it' });
    if (order <= 0) a = await live.next();
    if (order >= 0) b = await computed.next();
  }
};
