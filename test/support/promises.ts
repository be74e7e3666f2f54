import { enginesOf } from '../../src/app.js';
import { projections } from '../../src/projections.js';
import { systemClock } from '../../src/platform/clock.js';
import { dutiesOf } from '../../src/platform/roles.js';
import { readConfig } from '../../src/platform/config/settings.js';
import { openLog } from '../../src/platform/logging/logger.js';
import { verifyViews } from '../../src/platform/projector/verify.js';
import { closeStores, openStores, type Stores } from '../../src/platform/stores.module.js';
import { openViewStore } from '../../src/platform/views/open-view-store.js';

/** What the product acknowledged: the last event of a command, and what it holds of a person. */
export interface Promised {
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  readonly person?: string;
  readonly erased?: string;
}
/** The promises that test/faults/children/record-commands.ts prints on its standard output. */
export const promisedIn = (lines: readonly string[]): readonly Promised[] =>
  lines.flatMap((line) =>
    line.startsWith('acknowledged ') ? [JSON.parse(line.slice('acknowledged '.length)) as Promised] : [],
  );

/** What of the promises does not hold in these stores. */
const broken = async (stores: Stores, promised: readonly Promised[]): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const { stream, revision, position, person, erased } of promised) {
    const [event] = await stores.ordinals.readAll(position - 1, 1);
    const isTrue = (await stores.events.readStream(stream, revision)).length > 0;
    if (!isTrue || (event?.position ?? 0) < position) found.push(`${stream} revision ${revision} at ${position}`);
    else if (person !== undefined || erased !== undefined)
      found.push(...(await personsAmiss(stores, stream, person, erased)));
  }
  return found;
};

const personsAmiss = async (
  { events, sealer }: Stores,
  stream: string,
  person: string | undefined,
  erased: string | undefined,
): Promise<readonly string[]> => {
  const text = JSON.stringify(await sealer.openEvents('seeyon', await events.readStream(stream)));
  if (erased !== undefined) return text.includes('"Person ') ? [`${erased} of ${stream} can be read again`] : [];
  return text.includes(`"${person}"`) || text.includes('"erased":true')
    ? []
    : [`${person} of ${stream} cannot be read`];
};

/** Opens a folder as a start does, and returns what `verify` finds and which promises do not hold. */
export const findings = async (home: string, promised: readonly Promised[] = []): Promise<readonly string[]> => {
  const engines = enginesOf(systemClock, true);
  const stores = await openStores(
    readConfig({ LEDGER_HOME: home }),
    systemClock,
    engines,
    openLog('silent'),
    dutiesOf('all'),
  );
  const { views } = stores;
  try {
    await stores.startViews();
    await views.untilReady();
    const ledger = await stores.events.inspect();
    const live = await openViewStore('sqlite:', { home, onReplaced: () => undefined });
    const different = await verifyViews(stores.ordinals, live, projections).finally(() => live.close());
    return [
      ...ledger,
      ...different.map(({ view, id, what }) => `${view} ${id} ${what}`),
      ...(await broken(stores, promised)),
    ];
  } finally {
    await closeStores(stores);
  }
};
