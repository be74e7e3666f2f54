import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import type { Projection } from '../../../../projections/projection.js';
import { SqliteEventStore } from '../../../../src/platform/events/sqlite-event-store.js';
import { Projector } from '../../../../src/platform/projector/projector.js';
import { SqliteViewStore } from '../../../../src/platform/views/sqlite-view-store.js';
import { projectorContract } from '../../../contract/projector.contract.js';
import { freshFolder } from '../../../support/folder.js';
import { FaultyViews } from '../../../support/strict/faulty-views.js';
import { StrictViewServer } from '../../../support/strict/strict-views.js';
import { SampleLedger } from '../../../support/sample-ledger.js';
import { project } from '../../../support/sheets.js';
import { noted, sizes, tallies } from './counting.js';

const quiet = (what: string): void => {
  throw new Error(what);
};
const sqlite = (waits: boolean) => () => {
  const folder = freshFolder();
  return {
    open: async () => new FaultyViews(SqliteViewStore.open(folder, quiet), waits),
    ledger: () => (waits ? SampleLedger.strict() : SampleLedger.embedded()),
    cutsLedger: waits,
  };
};
projectorContract('sqlite, at once', sqlite(false));
projectorContract('sqlite, waiting', sqlite(true));
projectorContract('the strict store in memory', () => {
  const server = new StrictViewServer();
  return {
    open: async () => new FaultyViews(server.open(), true),
    ledger: () => SampleLedger.strict(),
    cutsLedger: true,
  };
});

const all = [tallies(), sizes] as unknown as readonly Projection[];
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

describe('the projector in the process of both engines', () => {
  it('has projected an event before its writer learns that it is recorded', async () => {
    const folder = freshFolder();
    const events = SqliteEventStore.open(folder, Date.now);
    const views = SqliteViewStore.open(folder, quiet);
    const projector = new Projector(events.ordinals, views, all);
    closing.push(
      () => events.close(),
      () => views.close(),
      () => projector.close(),
    );
    await projector.start();
    await projector.untilReady();
    for (let index = 1; index <= 20; index += 1) {
      await events.append('seeyon.sample-1', index - 2, [noted('a', index)]);
      expect((await (await views.live(tallies()))!.get('a'))?.count).toBe(index);
      expect(projector.status().map(({ position }) => position)).toEqual([index, index]);
    }
  });
});

describe('a projector that was suspended while another took its views over', () => {
  /** The first one's commits wait while the second one projects on; then they reach the store late. */
  const suspendedWriter = async (server: StrictViewServer) => {
    const ledger = SampleLedger.strict();
    closing.push(() => ledger.close());
    const [one, two] = [new FaultyViews(server.open(), true), new FaultyViews(server.open(), true)];
    const first = new Projector(ledger.ordinals, one, all, { owner: 'first', leaseMs: 60 });
    closing.push(() => first.close());
    await first.start();
    await first.untilReady();
    let resume = (): void => undefined;
    one.suspended = new Promise((resolve) => (resume = resolve));
    await ledger.append(noted('a', 1), noted('b', 2), noted('gone', 3));
    // Until its step waits to be stored.
    for (let turn = 0; turn < 200 && !one.waits; turn += 1) await wait(1);
    // What renews its leases is suspended with it.
    one.cut = new Error('suspended');
    const second = new Projector(ledger.ordinals, two, all, { owner: 'second', leaseMs: 60 });
    closing.push(() => second.close());
    await second.start();
    await second.untilReady();
    await ledger.append(noted('a', 4), noted('gone', 5, { drop: true }));
    for (let turn = 0; turn < 200 && second.status().some(({ position }) => position < 5); turn += 1) await wait(5);
    one.cut = undefined;
    one.suspended = undefined;
    resume();
    for (let turn = 0; turn < 200 && first.holds('tallies'); turn += 1) await wait(5);
    await wait(30);
    const rows = new Map<string, unknown>();
    for await (const { id, row } of (await two.live(tallies()))!.scan()) rows.set(id, row);
    return { rows, right: project(tallies(), await ledger.all()) };
  };

  it('changes no row and no checkpoint', async () => {
    const { rows, right } = await suspendedWriter(new StrictViewServer());
    expect(rows).toEqual(new Map([...right].sort()));
  });

  it('would bring back old rows if a store did not guard each row by its position', async () => {
    const server = new StrictViewServer();
    server.guardsRows = false;
    const { rows, right } = await suspendedWriter(server);
    expect(rows).not.toEqual(new Map([...right].sort()));
  });
});
