import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freshFolder } from '../support/folder.js';
import { long } from '../support/random.js';
import { clean, codeOf, started, stopped } from '../support/seller.js';
import { command, serve, type Reply, verified } from '../support/serve.js';

/** A disk of its own, small enough to be filled. */
const smallDisk = (megabytes: number): string | undefined => {
  const folder = freshFolder();
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).status === 0
    ? folder
    : undefined;
};
const mounted: string[] = [];
const probe = smallDisk(1);
if (probe !== undefined) spawnSync('umount', [probe]);
const filled = probe === undefined || !long ? describe.skip : describe;

filled(`a disk that is full [needs ${long ? 'mount' : 'LEDGER_ROUNDS'}]`, () => {
  afterEach(() => {
    for (const folder of mounted.splice(0)) spawnSync('umount', ['-l', folder]);
  });

  /** Takes all the space that is left but so many bytes. */
  const fill = (disk: string, but: number, name = 'ballast'): string => {
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(join(disk, name), Buffer.alloc(Math.max(0, bavail * bsize - but)));
    return join(disk, name);
  };

  it(
    'C11: refuses what does not fit, keeps what it acknowledged, answers questions, and goes on after space ' +
      'and a restart',
    async () => {
      const disk = smallDisk(16)!;
      mounted.push(disk);
      const home = join(disk, 'home');
      mkdirSync(home);
      const { server, seller } = await started(home);
      const before = await seller.check(server);
      const ballast = fill(disk, 200_000);
      const replies: [string, Reply][] = [];
      for (let n = 0; n < 200 && replies.at(-1)?.[1].status !== 503; n += 1)
        replies.push([`B${n}`, await seller.buy(server, `B${n}`)]);
      expect(codeOf(replies.at(-1)![1])).toEqual(stopped);
      expect(new Set(replies.slice(0, -1).map(([, { status }]) => status))).toEqual(new Set([201]));
      expect(codeOf(await seller.buy(server, 'C1'))).toEqual(stopped);
      expect((await server.ready()).parts['store']).toMatchObject({
        ready: false,
        detail: expect.stringContaining('free space'),
      });
      expect([before.status, await seller.check(server)]).toEqual([200, before]);

      rmSync(ballast);
      expect(codeOf(await seller.buy(server, 'C1'))).toEqual(stopped);
      await server.stop();
      const again = await serve(home);
      expect((await again.ready()).status).toBe(200);
      await seller.retryAll(again, [replies.at(-1)![0], 'C1']);
      await again.stop();
      expect(verified(home)).toMatchObject(clean);
    },
    120_000,
  );

  it(
    'answers questions after a start on it, takes no ' + 'facts, and whatever cannot begin there reports it in a line',
    async () => {
      const disk = smallDisk(16)!;
      mounted.push(disk);
      const home = join(disk, 'home');
      mkdirSync(home);
      const { server, seller } = await started(home);
      const before = await seller.check(server);
      await server.stop('SIGKILL');
      const ballast = fill(disk, 0);
      const full = await serve(home);
      expect([before.status, await seller.check(full)]).toEqual([200, before]);
      const replies: Reply[] = [];
      for (let n = 0; n < 200 && replies.at(-1)?.status !== 503; n += 1) replies.push(await seller.buy(full, `B${n}`));
      expect(codeOf(replies.at(-1)!)).toEqual(stopped);
      await full.stop();

      const rest = fill(disk, 0, 'rest');
      const elsewhere = await serve(join(disk, 'other')).then(
        () => 'it began',
        (error: Error) => error.message,
      );
      expect(elsewhere).toMatch(
        /^\S+ cannot be opened \(.+\); see that this process may write to the folder and that the disk has space\n$/,
      );
      const backup = command(home, ['backup', join(disk, 'copy.db')]);
      expect([backup.code, backup.errors]).toEqual([1, expect.stringMatching(/^\S+copy\.db 无法写入（.+）\n$/)]);
      const restored = command(join(disk, 'restored'), ['restore', join(home, 'events.db')]);
      expect([restored.code, restored.errors]).toEqual([
        1,
        expect.stringMatching(/events\.db 无法写入（.+）；请腾出空间后重新恢复\n$/),
      ]);

      rmSync(rest);
      rmSync(ballast);
      const again = await serve(home);
      await seller.retryAll(again, []);
      await again.stop();
      expect(verified(home)).toMatchObject(clean);
    },
    120_000,
  );
});
