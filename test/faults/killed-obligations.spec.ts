import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { ApiClient } from '../support/api-client.js';
import { startApp } from '../support/app.js';
import { CountingMailServer } from '../support/counting-mail-server.js';
import {
  clockOfStart,
  expectEachEndedOnce,
  mailsEach,
  messagesRecorded,
  type ObligationEvent,
  obligationTypes,
  recordContracts,
  recordedAt,
  sentContracts,
} from '../support/due-reminders.js';
import { note } from '../support/note.js';
import { faultSeed as seed, randomFrom, rounds } from '../support/random.js';
import { serve, type Serving, verified } from '../support/serve.js';

const kills = Math.min(rounds(4), 150);
const contracts = Math.max(100, 8 * kills);
/** Groups that fire at once (O7): each has one mail on its way. */
const inFlight = 4;

describe(`kill -9 of the server while obligations fire and mails go out (seed ${seed})`, () => {
  const random = randomFrom(seed);
  let mails: CountingMailServer | undefined;
  afterEach(() => mails?.close());

  const recorded = (home: string): readonly ObligationEvent[] => {
    const db = new Database(join(home, 'events.db'), { readonly: true });
    const types = obligationTypes.map(() => '?').join(', ');
    const rows = db
      .prepare(`SELECT stream, type, data FROM events WHERE type IN (${types}) ORDER BY position`)
      .all(...obligationTypes) as { stream: string; type: string; data: string }[];
    db.close();
    return rows.map(({ data, ...row }) => ({ ...row, data: JSON.parse(data) as ObligationEvent['data'] }));
  };

  it(
    'O9, M3: each ends once, and a mail is repeated only where its acceptance was not recorded',
    async () => {
      const home = await prepared();
      const server = (mails = await CountingMailServer.start(() => random() * 6));
      const start = async (nth: number): Promise<Serving> => {
        const { options, env } = clockOfStart(nth);
        server.hold();
        const serving = await serve(home, [], { ...server.env, ...env, NODE_OPTIONS: options.join(' ') });
        server.release();
        return serving;
      };

      /** By death: what the server had accepted since the start, and the ledger had no acceptance of. */
      const unrecorded: ReadonlySet<string>[] = [];
      for (let kill = 0; kill < kills; kill += 1) {
        const serving = await start(kill);
        const before = server.accepted.length;
        const left = contracts * mailsEach - before;
        const killAt = before + 1 + Math.floor((random() * left) / (kills - kill + 1));
        const [answers, afterMs] = [random() < 0.5, random() * 8];
        await new Promise<void>((resolve) => {
          const end = (): void => {
            serving.child.kill('SIGKILL');
            server.drop();
            resolve();
          };
          server.onAccepted = () => {
            if (server.accepted.length !== killAt) return true;
            if (answers) setTimeout(end, afterMs);
            else end();
            return answers;
          };
        });
        await serving.ended;
        server.onAccepted = () => true;
        const known = messagesRecorded(recorded(home));
        unrecorded.push(new Set(server.accepted.slice(before).filter((id) => !known.has(id))));
        // O9: all jobs can be lost besides.
        if (kill % 3 === 1)
          for (const rest of ['', '-wal', '-shm']) rmSync(join(home, `jobs.db${rest}`), { force: true });
      }

      const serving = await start(kills);
      const limit = performance.now() + 60_000;
      while (sentContracts(recorded(home)).length < contracts && performance.now() < limit) await sleep(50);
      await serving.stop();

      expectEachEndedOnce(recorded(home), server.counts(), contracts);
      const repeats = [...server.counts()].filter(([, count]) => count > 1);
      const expected = new Map<string, number>();
      for (const id of unrecorded.flatMap((ids) => [...ids])) expected.set(id, (expected.get(id) ?? 1) + 1);
      expect(new Map(repeats)).toEqual(expected);
      expect(unrecorded.every(({ size }) => size <= inFlight)).toBe(true);
      note(`${kills} deaths, ${repeats.length} of ${contracts * mailsEach} mails were sent again`);
      expect([`seed ${seed}`, verified(home)]).toMatchObject([`seed ${seed}`, { clean: true, events: [], views: [] }]);
    },
    120_000 + kills * 15_000,
  );

  const prepared = async (): Promise<string> => {
    const app = await startApp({ now: recordedAt });
    await recordContracts(new ApiClient(app, 'seeyon'), contracts);
    await app.close();
    return app.home;
  };
});
