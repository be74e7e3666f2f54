import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { canTrace, startChild } from '../support/child.js';
import { Disk } from '../support/disk.js';
import { freshFolder } from '../support/folder.js';
import { findings, type Promised, promisedIn } from '../support/promises.js';
import { faultSeed, randomFrom, rounds } from '../support/random.js';
import { type Call, readTrace, traceTo } from '../support/trace.js';

const traced = canTrace() ? describe : describe.skip;
const cuts = rounds(4);

interface Run {
  readonly home: string;
  readonly calls: readonly Call[];
}

const run = async (...args: readonly string[]): Promise<Run> => {
  const home = join(freshFolder(), 'home');
  const trace = join(freshFolder(), 'trace');
  const child = startChild('record-commands', [home, ...args], traceTo(trace));
  await child.ended;
  if (child.process.exitCode !== 0) throw new Error(`the traced process ended with ${child.process.exitCode}`);
  const calls: Call[] = [];
  for await (const call of readTrace(trace, home)) calls.push(call);
  rmSync(trace);
  return { home, calls };
};

const promisedBy = (call: Call): readonly Promised[] => (call.kind === 'say' ? promisedIn(call.text.split('\n')) : []);

/** After the power went at each of these calls: what was promised by then, and the disk. */
const cutAt = async (
  { calls }: Run,
  at: readonly number[],
  inspect: (call: number, disk: Disk, promised: readonly Promised[]) => Promise<void>,
): Promise<void> => {
  const disk = new Disk();
  const promised: Promised[] = [];
  for (const [index, call] of calls.entries()) {
    if (at.includes(index)) await inspect(index, disk, promised);
    disk.accept(call);
    promised.push(...promisedBy(call));
  }
};

/** Seeded, and half of them right after an acknowledgement, where a write that is not yet safe shows. */
const points = ({ calls }: Run, count: number, random: () => number): readonly number[] => {
  const after = calls.flatMap((call, index) => (promisedBy(call).length > 0 ? [index + 1] : []));
  return Array.from({ length: count }, (_, n) =>
    n % 2 === 0 ? after[Math.floor(random() * after.length)]! : Math.floor(random() * calls.length),
  );
};

traced('a power cut [needs strace]', () => {
  let safe: Run;
  beforeAll(async () => {
    safe = await run('3', '4');
  }, 120_000);

  it('is simulated from a trace that misses nothing: replayed whole, it makes the very files', async () => {
    const disk = new Disk();
    for (const call of safe.calls) disk.accept(call);
    const copy = freshFolder();
    disk.whole(copy);
    const bytes = (folder: string) =>
      Object.fromEntries(
        readdirSync(folder)
          .filter((name) => name.endsWith('.db'))
          .map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
      );
    expect(Object.keys(bytes(copy)).sort()).toEqual(['auth.db', 'events.db', 'jobs.db', 'keys.db', 'views.db']);
    expect(bytes(copy)).toEqual(bytes(safe.home));
    expect(safe.calls.flatMap(promisedBy).length).toBeGreaterThan(200);
  });

  it.each(['cut', 'torn'] as const)(
    `C11: takes nothing that was acknowledged, at ${cuts} points (%s, FAULT_SEED=${faultSeed})`,
    async (how) => {
      const random = randomFrom(faultSeed);
      await cutAt(safe, points(safe, cuts, random), async (call, disk, promised) => {
        const home = join(freshFolder(), 'home');
        mkdirSync(home);
        disk[how](home, random);
        expect([`call ${call}`, await findings(home, promised)]).toEqual([`call ${call}`, []]);
        rmSync(home, { recursive: true });
      });
    },
    60_000 + cuts * 3_000,
  );

  it('would be seen to take acknowledged writes from stores that do not sync', async () => {
    const unsafe = await run('1', '4', 'unsafe');
    const lost: boolean[] = [];
    await cutAt(unsafe, points(unsafe, 10, randomFrom(faultSeed)), async (_call, disk, promised) => {
      const home = join(freshFolder(), 'home');
      mkdirSync(home);
      disk.cut(home);
      const found = await findings(home, promised).catch((error: unknown) => [String(error)]);
      if (promised.length > 0) lost.push(found.length > 0);
    });
    expect(lost.length).toBeGreaterThan(4);
    expect(new Set(lost)).toEqual(new Set([true]));
  }, 120_000);
});
