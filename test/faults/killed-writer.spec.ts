import { describe, expect, it } from '@jest/globals';
import type { StreamEvent } from '../../domain/kernel/envelope.js';
import { SqliteEventStore } from '../../src/platform/events/sqlite-event-store.js';
import { startChild } from '../support/child.js';
import { freshFolder } from '../support/folder.js';
import { faultSeed as seed, randomFrom, rounds } from '../support/random.js';

const times = rounds(3);
interface Sample {
  readonly append: number;
  readonly part: number;
  readonly of: number;
}

/** Every append of a stream is there whole, once, in order. Answers how many. */
function wholeAppends(events: readonly StreamEvent[]): number {
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
  it(
    `C11: loses nothing it acknowledged and leaves nothing in halves, ${times} times over (FAULT_SEED=${seed})`,
    async () => {
      const folder = freshFolder();
      const random = randomFrom(seed);
      let acknowledged = 0;
      for (let round = 0; round < times; round += 1) {
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
          const [last] = await store.ordinals.readAll((await store.ordinals.positionOf(token, 0)) - 1, 1);
          expect(last).toMatchObject({ stream, data: { append: Number(append) } });
        }
        expect(await store.inspect()).toEqual([]);
        await store.close();
      }
      expect(acknowledged).toBeGreaterThan(times * 10);
    },
    20_000 + times * 3_000,
  );
});
