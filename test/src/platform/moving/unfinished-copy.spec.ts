import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../../../src/platform/config/settings.js';
import { StoreUnusable } from '../../../../src/platform/events/event-store.js';
import { SqliteEventStore } from '../../../../src/platform/events/sqlite-event-store.js';
import { EventStoreDbEventStore } from '../../../../src/platform/eventstoredb/eventstoredb-event-store.js';
import { backupLedgerAt } from '../../../../src/platform/moving/backup-ledger-at.js';
import { moveLedger } from '../../../../src/platform/moving/move.js';
import { restoreLedgerAt } from '../../../../src/platform/moving/restore-ledger-at.js';
import { startServer } from '../../../support/eventstoredb/fixture.js';
import type { EventStoreServer } from '../../../support/eventstoredb/server.js';
import { freshFolder } from '../../../support/folder.js';
import { storedIn } from '../../../support/long-ledger.js';
import { startMongo } from '../../../support/mongodb/fixture.js';
import { sampleEvents } from '../../../support/sample-events.js';

const clock = Date.now;
const check = () => () => [];
const onInspected = () => undefined;

describe('a ledger on a server whose copy was interrupted', () => {
  let server: EventStoreServer;
  let home: string;
  const url = () => `esdb://127.0.0.1:${server.port}?tls=false`;
  /** As every process of the product opens it. */
  const opened = async () => {
    const events = await EventStoreDbEventStore.open(url(), { clock });
    try {
      return await storedIn(events);
    } finally {
      await events.close();
    }
  };
  const source = async () => {
    const events = SqliteEventStore.open(home, clock);
    try {
      return await storedIn(events);
    } finally {
      await events.close();
    }
  };

  beforeEach(async () => {
    server = await startServer();
    home = freshFolder();
    const events = SqliteEventStore.open(home, clock);
    for (let stream = 0; stream < 3; stream += 1) await events.append(`seeyon.sample-${stream}`, -1, sampleEvents(4));
    await events.close();
  });
  afterEach(() => server.stop());

  it('is opened by nobody until the same copy has gone on to its end, and is then the ledger of the source', async () => {
    const way = { from: `sqlite:${home}`, to: url() };
    const interrupt = () => {
      throw new Error('interrupted');
    };
    await expect(moveLedger(way, home, { clock, onCopied: interrupt })).rejects.toThrow('interrupted');
    await expect(opened()).rejects.toThrow(StoreUnusable);
    await expect(opened()).rejects.toThrow('run the same copy or restore again, which continues');
    // Nor is it copied on, or saved, as if it were whole.
    const away = { from: url(), to: `sqlite:${freshFolder()}` };
    await expect(moveLedger(away, home, { clock })).rejects.toThrow('holds the beginning of a ledger');
    expect(await moveLedger(way, home, { clock })).toMatchObject({ events: 12 });
    expect(await opened()).toEqual(await source());
  });

  it('is not in the way of a copy that is refused before it writes', async () => {
    await moveLedger({ from: `sqlite:${home}`, to: url() }, home, { clock });
    const other = freshFolder();
    const events = SqliteEventStore.open(other, clock);
    await events.append('seeyon.sample-7', -1, sampleEvents(1));
    await events.close();
    await expect(moveLedger({ from: `sqlite:${other}`, to: url() }, home, { clock })).rejects.toThrow('something else');
    expect(await opened()).toEqual(await source());
  });

  it('is opened after a restore that has ended', async () => {
    const mongo = await startMongo();
    try {
      const file = join(freshFolder(), 'backup');
      await backupLedgerAt(readConfig({ LEDGER_HOME: home }), file, [], { clock, check });
      const config = readConfig({ LEDGER_HOME: freshFolder(), EVENTS_URL: url(), VIEWS_URL: mongo.url });
      await restoreLedgerAt(config, { file, keys: undefined }, { clock, check, onInspected });
      expect(await opened()).toEqual(await source());
    } finally {
      mongo.stop();
    }
  });
});
