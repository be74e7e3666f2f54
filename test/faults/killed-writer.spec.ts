import { describe, expect, it } from '@jest/globals';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { SqliteEventStore } from '../../src/platform/events/sqlite-event-store.js';
import { startChild } from '../support/child.js';
import { freshFolder } from '../support/folder.js';

const rounds = 3;
const seed = Number(process.env['FAULT_SEED'] ?? Date.now() % 1_000_000);

/** Small repeatable randomness (mulberry32): the seed in the title runs the same delays again. */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

interface Sample {
  readonly append: number;
  readonly part: number;
  readonly of: number;
}

/** Every append of a stream is there whole, once, in order. Answers how many. */
function wholeAppends(events: readonly Recorded[]): number {
  let [append, part] = [0, 0];
  for (const { data } of events) {
    const sample = data as Sample;
    expect([sample.append, sample.part]).toEqual([append, part]);
    part += 1;
    if (part === sample.of) [append, part] = [append + 1, 0];
  }
  expect(part).toBe(0);
  return append;
}

describe('a writer killed with kill -9', () => {
  it(`C11: loses nothing it acknowledged and leaves nothing in halves, ${rounds} times over (FAULT_SEED=${seed})`, async () => {
    const folder = freshFolder();
    const random = randomFrom(seed);
    let acknowledged = 0;
    for (let round = 0; round < rounds; round += 1) {
      const child = startChild('append-until-killed', [folder, String(round)]);
      await child.line(/^seeyon/);
      await new Promise((resolve) => setTimeout(resolve, 10 + random() * 250));
      child.process.kill('SIGKILL');
      const lines = await child.ended;
      acknowledged += lines.length;

      const store = SqliteEventStore.open(folder, Date.now);
      const whole = new Map<string, number>();
      for (const line of lines) {
        const [stream, append, token] = line.split(' ') as [string, string, string];
        if (!whole.has(stream)) whole.set(stream, wholeAppends(await store.readStream(stream)));
        expect(whole.get(stream)).toBeGreaterThan(Number(append));
        const [last] = await store.readAll(Number(token) - 1, 1);
        expect(last).toMatchObject({ stream, data: { append: Number(append) } });
      }
      expect(await store.inspect()).toEqual([]);
      await store.close();
    }
    expect(acknowledged).toBeGreaterThan(rounds * 10);
  });
});
