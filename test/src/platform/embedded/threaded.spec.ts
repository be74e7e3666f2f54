import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Projection } from '../../../../projections/projection.js';
import { type Embedded, inProcess, openEmbedded } from '../../../../src/platform/embedded/open-embedded.js';
import { appendTogetherContract } from '../../../contract/append-together.contract.js';
import { eventStoreContract, type LedgerFixture } from '../../../contract/event-store.contract.js';
import { ordinalsContract } from '../../../contract/ordinals.contract.js';
import { interruptReading } from '../../../support/embedded-ledger.js';
import { freshFolder } from '../../../support/folder.js';
import { noted, tallies } from '../projector/counting.js';

const tally = tallies();
const settings = (home: string) => ({ home, eventsUrl: 'sqlite:', viewsUrl: 'sqlite:' });
const nobody = { viewStopped: () => undefined, replaced: () => undefined };

const fixture = async (): Promise<LedgerFixture> => {
  const folder = freshFolder();
  const clock = { now: 0 };
  return {
    clock,
    settledAfterMs: 0,
    open: async () => {
      const { events, ordinals } = await openEmbedded(
        settings(folder),
        inProcess({ projections: [], decisive: [] }, () => clock.now),
        [],
        nobody,
      );
      return { events, ordinals, close: () => events.close() };
    },
    interrupt: interruptReading,
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
};
eventStoreContract('sqlite behind a write thread', fixture);
appendTogetherContract('sqlite behind a write thread', fixture);
ordinalsContract('sqlite behind a write thread', fixture);

const open = (home: string, stopped: string[] = []): Promise<Embedded> =>
  openEmbedded(
    settings(home),
    inProcess({ projections: [tally as unknown as Projection], decisive: [] }, Date.now),
    [],
    {
      viewStopped: ({ view, position }) => void stopped.push(`${view} before ${position}`),
      replaced: () => undefined,
    },
  );

describe('the write thread', () => {
  it('acknowledges when the views have it, and names the rows that changed before', async () => {
    const { events, views, start } = await open(freshFolder());
    await start();
    await views.untilReady();
    const changed: string[] = [];
    views.onChange((view, ids, position) => changed.push(`${view} ${[...ids].join(' ')} ${position}`));
    const { token } = await events.append('seeyon.sample-1', -1, [noted('s1', 1)]);
    expect(changed).toHaveLength(1);
    expect(views.position()).toBe(Number(token));
    await views.reached(Number(token), 0);
    expect(views.status()).toEqual([{ name: tally.name, version: 1, position: 1, built: true, lag: 0 }]);
    await views.close();
    await events.close();
  });

  it('builds a view anew and reads from it through the change of tables', async () => {
    const { events, views, start } = await open(freshFolder());
    await start();
    await views.untilReady();
    for (let index = 0; index < 50; index += 1)
      await events.append(`seeyon.sample-${index}`, -1, [noted(`s${index}`, index)]);
    const before = await rowsOf(views);
    const progress: number[] = [];
    await views.rebuild(tally.name, (done) => progress.push(done));
    expect(await rowsOf(views)).toEqual(before);
    expect(progress.at(-1)).toBe(50);
    await expect(views.rebuild('no-such-view')).rejects.toThrow(RangeError);
    await views.close();
    await events.close();
  });

  it('is ready after a start that catches up with events which change no row', async () => {
    const home = freshFolder();
    const first = await open(home);
    await first.start();
    await first.views.untilReady();
    const views = ['views.db', 'views.db-wal', 'views.db-shm'];
    await first.views.close();
    await first.events.close();
    const aside = freshFolder();
    for (const name of views) if (existsSync(join(home, name))) cpSync(join(home, name), join(aside, name));
    const second = await open(home);
    // No view handles it: nothing but the position moves.
    await second.events.append('seeyon.other-1', -1, [{ ...noted('s1', 1), type: 'OtherNoted' }]);
    await second.views.close();
    await second.events.close();
    for (const name of views) rmSync(join(home, name), { force: true });
    for (const name of views) if (existsSync(join(aside, name))) cpSync(join(aside, name), join(home, name));
    const third = await open(home);
    await third.start();
    await third.views.untilReady();
    expect([third.views.ready(), third.views.position()]).toEqual([true, 1]);
    await third.views.close();
    await third.events.close();
  });

  it('reports why it could not open, and opens later', async () => {
    const home = freshFolder();
    const first = await open(home);
    await expect(open(home)).rejects.toThrow('is in use by process');
    await first.views.close();
    await first.events.close();
    const second = await open(home);
    await second.views.close();
    await second.events.close();
  });
});

const rowsOf = async (views: Embedded['views']): Promise<readonly unknown[]> => {
  const rows: unknown[] = [];
  for await (const { id, row } of views.view(tally).scan()) rows.push([id, row]);
  return rows;
};
