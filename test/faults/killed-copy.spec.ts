import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { SqliteEventStore } from '../../src/platform/events/sqlite-event-store.js';
import { compiled } from '../support/compiled.js';
import { startServer, testLedger, type TestLedger } from '../support/eventstoredb/fixture.js';
import type { EventStoreServer } from '../support/eventstoredb/server.js';
import { freshFolder } from '../support/folder.js';
import { longLedger, storedIn } from '../support/long-ledger.js';

/** `npm run test:copy` copies 100,000. */
const events = Number(process.env['LEDGER_COPY_EVENTS'] ?? 2_000);
const limitMs = 60_000 + events * 20;

/** So little memory that a ledger does not fit into it. */
const memory = '--max-old-space-size=96';

interface Ended {
  readonly code: number | null;
  readonly errors: string;
  readonly seconds: number;
}

/** In a process of its own; killed when `kill` is true for the first time. */
async function copy(from: string, to: string, kill: () => boolean = () => false): Promise<Ended> {
  const began = performance.now();
  const script = join(compiled(), 'test/faults/children/copy-ledger.js');
  const child = spawn(process.execPath, [memory, script, from, to]);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdout.resume();
  const exit = once(child, 'exit');
  let ended = false;
  void exit.then(() => (ended = true));
  while (!ended && !kill()) await pause(5);
  if (!ended) child.kill('SIGKILL');
  const [code] = (await exit) as [number | null];
  return { code, errors, seconds: (performance.now() - began) / 1_000 };
}

/** Events that a copy into a folder has written so far. */
const writtenIn = (folder: string): number => {
  const file = join(folder, 'events.db.copying', 'events.db');
  if (!existsSync(file)) return 0;
  const db = new Database(file, { readonly: true });
  try {
    return (db.prepare('SELECT max(position) FROM events').pluck().get() as number | null) ?? 0;
  } catch {
    return 0;
  } finally {
    db.close();
  }
};

describe(`a copy of ${events} events, killed in the middle`, () => {
  let home: string;
  let server: EventStoreServer;
  let ledger: TestLedger;
  const back = freshFolder();
  const took: string[] = [];

  beforeAll(async () => {
    home = await longLedger(events);
    server = await startServer();
    ledger = await testLedger(server);
  }, limitMs);
  afterAll(async () => {
    await ledger.close();
    if (events > 10_000) process.stderr.write(`${took.join('; ')}\n`);
  });

  const url = () => `esdb://127.0.0.1:${server.port}?tls=false`;

  it(
    'ends with the same ledger on a server',
    async () => {
      const killed = await copy(`sqlite:${home}`, url(), () => server.log.records.length > events / 2);
      expect(killed).toMatchObject({ code: null });
      await expect(ledger.open()).rejects.toThrow('run the same copy or restore again');
      took.push(`killed after ${killed.seconds.toFixed(1)} s at ${server.log.records.length} records`);
      const { code, errors, seconds } = await copy(`sqlite:${home}`, url());
      took.push(`to the server: ${seconds.toFixed(1)} s`);
      expect([code, errors]).toEqual([0, '']);
      const source = SqliteEventStore.open(home, Date.now);
      expect(await storedIn(await ledger.open())).toEqual(await storedIn(source));
      await source.close();
    },
    limitMs,
  );

  it(
    'ends with the same ledger in a folder, with the same seals, which no server finds before it is whole',
    async () => {
      const killed = await copy(url(), `sqlite:${back}`, () => writtenIn(back) > events / 2);
      expect(killed).toMatchObject({ code: null });
      expect(existsSync(join(back, 'events.db'))).toBe(false);
      const { code, errors, seconds } = await copy(url(), `sqlite:${back}`);
      took.push(`back: ${seconds.toFixed(1)} s`);
      expect([code, errors]).toEqual([0, '']);
      const [source, target] = [home, back].map((folder) => SqliteEventStore.open(folder, Date.now));
      expect(await target!.seals.head()).toEqual(await source!.seals.head());
      expect(await storedIn(target!)).toEqual(await storedIn(source!));
      await source!.close();
      await target!.close();
    },
    limitMs,
  );
});
