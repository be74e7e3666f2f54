import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Projection, Row } from '../../../projections/projection.js';
import type { EventStore } from '../events/event-store.js';
import { openViewStore } from '../views/open-view-store.js';
import type { View } from '../views/view-store.js';
import { Projector } from './projector.js';

/** A row that is not what the ledger makes of it. */
export interface RowDifference {
  readonly view: string;
  readonly id: string;
  readonly what: string;
}

/** Where the rows that answer now are read. */
export interface LiveViews {
  live<R extends Row>(projection: Projection<R>): Promise<View<R> | undefined>;
}

/** A view with one systematic fault would otherwise report every row. */
const mostFindings = 100;

/**
 * Computes every view again beside the live one and compares row by row. Asks for a ledger that stands still meanwhile:
 * run it where nobody writes.
 */
export const verifyViews = async (
  events: EventStore,
  live: LiveViews,
  projections: readonly Projection[],
  onProgress: (done: number, of: number) => void = () => undefined,
): Promise<readonly RowDifference[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'service-ledger-verify-'));
  const aside = await openViewStore('sqlite:', { home: folder, onReplaced: () => undefined });
  const projector = new Projector(events, aside, projections);
  try {
    await projector.start();
    await projector.untilReady();
    const found: RowDifference[] = [];
    for (const [index, projection] of projections.entries()) {
      onProgress(index, projections.length);
      const [was, is] = [await live.live(projection), await aside.live(projection)];
      if (was === undefined) found.push({ view: projection.name, id: '', what: 'has not been built' });
      else
        await compare(projection.name, was, is!, found).catch((error: unknown) =>
          found.push(unreadable(projection.name, error)),
        );
    }
    onProgress(projections.length, projections.length);
    return found.slice(0, mostFindings);
  } finally {
    await projector.close();
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
const compare = async (view: string, was: View<Row>, is: View<Row>, found: RowDifference[]): Promise<void> => {
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
