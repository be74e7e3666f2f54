import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SqliteEventStore } from '../../src/platform/events/sqlite-event-store.js';
import { canTrace, startChild } from '../support/child.js';
import { freshFolder } from '../support/folder.js';
import { sampleEvent } from '../support/sample-events.js';

const traced = canTrace() ? it : it.skip;
const appends = 25;

interface Trace {
  readonly acknowledged: number;
  /**
   * Acknowledgements that were given while bytes of the log were written and not yet synced, or without any writing.
   */
  readonly early: readonly string[];
}

/** Reads the order of writing to the log, syncing it and acknowledging from what strace saw. */
function judge(trace: string): Trace {
  let state: 'nothing written' | 'not synced' | 'synced' = 'nothing written';
  let acknowledged = 0;
  const early: string[] = [];
  for (const call of trace.split('\n')) {
    if (/\b(?:pwrite64|write)\(\d+<[^>]*events\.db-wal>/.test(call)) state = 'not synced';
    else if (/\b(?:fsync|fdatasync)\(\d+<[^>]*events\.db-wal>/.test(call))
      state = state === 'not synced' ? 'synced' : state;
    else if (/\bwrite\(1<[^>]*>, "acknowledged/.test(call)) {
      acknowledged += 1;
      if (state !== 'synced') early.push(`acknowledgement ${acknowledged}: ${state}`);
      state = 'nothing written';
    }
  }
  return { acknowledged, early };
}

async function trace(...mode: readonly string[]): Promise<Trace> {
  const file = join(freshFolder(), 'trace');
  const tracer = ['strace', '-f', '-y', '-e', 'trace=write,pwrite64,fsync,fdatasync', '-o', file];
  await startChild('append-one-by-one', [freshFolder(), String(appends), ...mode], tracer).ended;
  return judge(readFileSync(file, 'utf8'));
}

/** Lets these calls on the log fail from the n-th on, on a ledger that was made before. */
async function failing(
  calls: string,
  error: string,
  from: number,
): Promise<{ readonly folder: string; readonly lines: readonly string[] }> {
  const folder = freshFolder();
  await SqliteEventStore.open(folder, Date.now).close();
  const tracer = [
    'strace',
    '-f',
    '-o',
    '/dev/null',
    '-P',
    join(folder, 'events.db-wal'),
    '-e',
    `trace=${calls}`,
    '-e',
    `inject=${calls}:error=${error}:when=${from}+`,
  ];
  return { folder, lines: await startChild('append-one-by-one', [folder, '10'], tracer).ended };
}

describe('an acknowledgement', () => {
  traced('C11: is given only after the bytes were synced to disk, one by one [needs strace]', async () => {
    expect(await trace()).toEqual({ acknowledged: appends, early: [] });
  });

  traced('C11: would be seen to come early if the store did not sync [needs strace]', async () => {
    const { acknowledged, early } = await trace('unsafe');
    expect(acknowledged).toBe(appends);
    expect(early).toHaveLength(appends);
  });
});

describe('a disk that fails', () => {
  traced.each([
    // One sync for the head of the log, then one for each append; seven writes for the first, then six.
    ['fsync,fdatasync', 'EIO', 5],
    ['pwrite64', 'ENOSPC', 22],
  ])(
    'C11: %s answering %s stops the writing, never acknowledges, and leaves reading [needs strace]',
    async (calls, error, from) => {
      const { folder, lines } = await failing(calls, error, from);
      const acknowledged = lines.filter((line) => line.startsWith('acknowledged')).length;
      const refused = lines.filter((line) => /^(?:OutcomeUnknown|StoreStopped)/.test(line));
      expect(acknowledged).toBeGreaterThan(0);
      expect(acknowledged + refused.length).toBe(10);
      expect(refused.map((line) => line.split(' ')[0])).toEqual([
        'OutcomeUnknown',
        ...refused.slice(1).map(() => 'StoreStopped'),
      ]);
      expect(lines).toContain(`read ${acknowledged}`);
      expect(lines.at(-1)).toMatch(/^stopped writing .*events\.db failed .*start again$/);

      const store = SqliteEventStore.open(folder, Date.now);
      const { position } = await store.ordinals.head();
      expect([acknowledged, acknowledged + 1]).toContain(position);
      expect(await store.inspect()).toEqual([]);
      await store.append('seeyon.sample-after', -1, [sampleEvent()]);
      await store.close();
    },
  );
});
