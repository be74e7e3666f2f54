import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { compiled } from '../../support/compiled.js';
import { faultSeed as seed, long } from '../../support/random.js';
import { withOwnRedis } from '../../support/redis.js';

/** Of load; the start of six processes and the end of their work come besides. */
const minutes = long ? 1 : 0.35;

const mostMs = minutes * 60_000 + 780_000;

/** The last line of `npm run soak:distributed`. */
interface Result {
  readonly faults: number;
  readonly clean: boolean;
  readonly position: number;
  readonly kills: Readonly<Record<string, number>>;
  readonly reviewed: { readonly events: number; readonly webhookEvents: number };
}

withOwnRedis(`processes of each role over the distributed set, killed under load (seed ${seed}) [needs redis]`, () => {
  it(
    'lose nothing that was acknowledged, do nothing twice, deliver in order, and verify is clean',
    async () => {
      const program = join(compiled(), 'bench/distributed/soak.js');
      const settings = ['--minutes', String(minutes), '--seed', String(seed), '--kill-seconds', '3', '--lanes', '4'];
      const child = spawn(process.execPath, [program, ...settings], { stdio: ['ignore', 'pipe', 'pipe'] });
      let out = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => (out += text));
      try {
        await once(child, 'close', { signal: AbortSignal.timeout(mostMs) });
      } finally {
        // It ends what it has started.
        child.kill('SIGTERM');
      }
      const faults = out.split('\n').filter((line) => line.includes('FAULT'));
      expect(faults).toEqual([]);
      const result = JSON.parse(out.trim().split('\n').at(-1)!) as Result;
      expect([result.faults, result.clean, result.position > 0]).toEqual([0, true, true]);
      expect(result.reviewed.webhookEvents).toBe(result.reviewed.events);
      expect(Object.values(result.kills).reduce((sum, each) => sum + each, 0)).toBeGreaterThan(0);
    },
    mostMs + 10_000,
  );
});
