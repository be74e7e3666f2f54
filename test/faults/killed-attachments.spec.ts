import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { freshFolder } from '../support/folder.js';
import { note } from '../support/note.js';
import { faultSeed as seed, randomFrom, rounds } from '../support/random.js';
import { adminKey, serve, type Serving, verified } from '../support/serve.js';

const kills = Math.min(rounds(3), 150);
const writers = 4;
/** Longer than what nobody confirmed is left alone. */
const laterMs = 3 * 3_600_000;

interface Attempt {
  readonly key: string;
  readonly content: Buffer;
  /** Where it was acknowledged. */
  id?: string;
}

describe(`kill -9 of the server while files are attached (seed ${seed})`, () => {
  const random = randomFrom(seed);
  const authorized = { authorization: `Bearer ${adminKey}`, 'ledger-vendor': 'seeyon' };

  const attach = async ({ url }: Serving, customerId: string, attempt: Attempt): Promise<void> => {
    const body = { customerId, service: 'maintenance', channel: 'email', urgency: 'low', title: '附件' };
    const form = new FormData();
    form.set('body', JSON.stringify(body));
    form.set('files', new Blob([new Uint8Array(attempt.content)]), 'a.bin');
    const headers = { ...authorized, 'idempotency-key': attempt.key };
    const answer = await fetch(`${url}/api/v1/requests`, { method: 'POST', headers, body: form });
    const text = await answer.text();
    expect([answer.status, text]).toEqual([201, text]);
    attempt.id = (JSON.parse(text) as { id: string }).id;
  };
  const namesIn = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);
  const stored = (home: string): readonly string[] =>
    namesIn(join(home, 'files'))
      .filter((name) => /^[0-9a-f]{2}$/.test(name))
      .flatMap((part) => namesIn(join(home, 'files', part)))
      .sort();
  const named = (home: string): readonly string[] => {
    const db = new Database(join(home, 'events.db'), { readonly: true });
    const rows = db.prepare("SELECT data FROM events WHERE type = 'RequestRegistered'").pluck().all() as string[];
    db.close();
    return rows
      .flatMap((data) => (JSON.parse(data) as { files: readonly { sha256: string }[] }).files)
      .map(({ sha256 }) => sha256)
      .sort();
  };

  it(
    'A6: what is acknowledged has its bytes, and what no event names is gone two hours later',
    async () => {
      const home = freshFolder();
      const attempts: Attempt[] = [];
      let customerId = '';
      for (let kill = 0; kill < kills; kill += 1) {
        const serving = await serve(home);
        const registration = { code: 'A', name: '甲', level: 'key', region: 'city' };
        if (kill === 0)
          ({ id: customerId } = JSON.parse((await serving.call('POST', '/customers', registration)).text));
        const done = () => attempts.filter(({ id }) => id !== undefined).length;
        const [until, afterMs] = [done() + 1 + Math.floor(random() * 20), random() * 12];
        let isOver = false;
        const write = async (): Promise<void> => {
          while (!isOver) {
            const attempt: Attempt = { key: randomUUID(), content: randomBytes(1 + Math.floor(random() * 300_000)) };
            attempts.push(attempt);
            await attach(serving, customerId, attempt).catch((error: unknown) => {
              if (!isOver) throw error;
            });
          }
        };
        const writing = Promise.all(Array.from({ length: writers }, write));
        while (done() < until) await sleep(1);
        await sleep(afterMs);
        isOver = true;
        await serving.stop('SIGKILL');
        await writing;
      }
      const left = namesIn(join(home, 'files', 'unconfirmed')).length;

      const later = {
        NODE_OPTIONS: `--import ${resolve('test/support/distributed/clock-ahead.mjs')}`,
        AHEAD_MS: String(laterMs),
      };
      const serving = await serve(home, [], later);
      const limit = performance.now() + 20_000;
      while (namesIn(join(home, 'files', 'unconfirmed')).length > 0 && performance.now() < limit) await sleep(20);
      expect([`seed ${seed}`, stored(home)]).toEqual([`seed ${seed}`, named(home)]);
      for (const attempt of attempts) {
        const acknowledged = attempt.id;
        // C11: whoever had no answer sends it again.
        await attach(serving, customerId, attempt);
        const { id } = attempt;
        expect(id).toBe(acknowledged ?? id);
        const [file] = JSON.parse((await serving.call('GET', `/requests/${id}`)).text).files as [{ sha256: string }];
        const answer = await fetch(`${serving.url}/api/v1/requests/${id}/files/${file.sha256}`, {
          headers: authorized,
        });
        expect([answer.status, Buffer.from(await answer.arrayBuffer()).equals(attempt.content)]).toEqual([200, true]);
      }
      expect([stored(home), namesIn(join(home, 'files', 'unconfirmed'))]).toEqual([named(home), []]);
      await serving.stop();
      note(`${kills} deaths, ${attempts.length} attempts, ${left} files were left unconfirmed`);
      expect(verified(home)).toMatchObject({ clean: true, events: [], views: [], files: [] });
    },
    60_000 + kills * 15_000,
  );
});
