import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { withLocalApplication } from '../../src/cli/local-application.js';
import { importLocalFile } from '../../src/cli/import-local-file.js';
import { backupLedger, restoreLedger } from '../../src/platform/backup/backup.js';
import { canTrace, startChild } from '../support/child.js';
import { freshFolder } from '../support/folder.js';
import { findings, type Promised, promisedIn } from '../support/promises.js';
import { faultSeed, long, randomFrom, rounds } from '../support/random.js';
import { command } from '../support/serve.js';

const traced = canTrace() && long ? describe : describe.skip;

/** Where a process can be killed exactly: at the n-th call of a kind, of those by which the stores change files. */
const kinds = ['pwrite64', 'fsync', 'fdatasync', 'ftruncate', 'rename', 'unlink'] as const;
interface Point {
  readonly kind: (typeof kinds)[number];
  readonly n: number;
}
const killAt = ({ kind, n }: Point): readonly string[] => [
  'strace',
  '-o',
  '/dev/null',
  '-e',
  `trace=${kind}`,
  '-e',
  `inject=${kind}:signal=SIGKILL:when=${n}`,
];
const counting = (file: string): readonly string[] => ['strace', '-o', file, '-e', `trace=${kinds.join(',')}`];

/** The calls a whole run makes, each a point to be killed at. */
const pointsIn = (file: string): readonly Point[] => {
  const seen = new Map<string, number>();
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const kind = kinds.find((each) => line.startsWith(`${each}(`));
      if (kind === undefined) return [];
      const n = (seen.get(kind) ?? 0) + 1;
      seen.set(kind, n);
      return [{ kind, n }];
    });
};

const points = rounds(1);
const share = (part: number): number => Math.max(2, Math.round(points * part));

traced(`kill -9 at any call (FAULT_SEED=${faultSeed}) [needs ${long ? 'strace' : 'LEDGER_ROUNDS'}]`, () => {
  const scratch = freshFolder();
  const base = join(scratch, 'base');
  const copy = join(scratch, 'keys-copy.db');
  const random = randomFrom(faultSeed);
  let promised: readonly Promised[] = [];

  beforeAll(async () => {
    promised = promisedIn(await startChild('record-commands', [base, '1', '5', 'base']).ended);
    expect(promised.length).toBeGreaterThan(60);
    expect(command(base, ['backup', join(scratch, 'backup.db'), '--keys', copy, '--json'])).toMatchObject({
      code: 0,
      errors: '',
    });
  }, 120_000);

  const fresh = (): string => {
    const home = join(freshFolder(), 'home');
    cpSync(base, home, { recursive: true });
    return home;
  };

  /** Runs it once whole to learn its calls, then kills it at some of them; `look` judges what each kill left. */
  const killed = async (
    count: number,
    prepare: () => string,
    run: (home: string, tracer: readonly string[]) => Promise<readonly string[]>,
    inspect: (home: string, recorded: readonly string[]) => Promise<void>,
  ) => {
    const trace = join(freshFolder(), 'calls');
    await run(prepare(), counting(trace));
    const all = pointsIn(trace);
    expect(all.length).toBeGreaterThan(8);
    for (let n = 0; n < count; n += 1) {
      const point = all[Math.floor(((n + random()) / count) * all.length)]!;
      const home = prepare();
      const recorded = await run(home, killAt(point));
      try {
        await inspect(home, recorded);
      } catch (error) {
        (error as Error).message =
          `killed at ${point.kind} ${point.n} of ${all.length} calls in ${home}: ${(error as Error).message}`;
        throw error;
      }
      rmSync(home, { recursive: true, force: true });
    }
  };
  const cli =
    (...args: readonly string[]) =>
    async (home: string, tracer: readonly string[]) => {
      const { code, signal, errors } = command(home, args, tracer);
      // Strace ends as its process did. A kill in the last calls may come after the work is done.
      if (code !== 0 && signal !== 'SIGKILL') throw new Error(`it ended with ${code} ${signal}: ${errors}`);
      return [];
    };
  const limit = (count: number) => 60_000 + count * 30_000;

  it(
    `C11, A2: appending, erasing, checkpointing and closing: every promise holds, ${share(0.3)} times`,
    async () => {
      const record = (home: string, tracer: readonly string[]) =>
        startChild('record-commands', [home, '2', '2', 'more'], tracer).ended;
      await killed(share(0.3), fresh, record, async (home, recorded) => {
        const now = [...promised, ...promisedIn(recorded)];
        expect(await findings(home, now)).toEqual([]);
        // The current copy of the keys forgets a person with the ledger's own.
        const keys = new Database(copy, { readonly: true });
        const erased = promisedIn(recorded).flatMap(({ erased }) => (erased === undefined ? [] : [erased]));
        const stored = erased.filter(
          (subject) =>
            keys.prepare('SELECT key FROM subject_keys WHERE subject = ? AND key IS NOT NULL').get(subject) !==
            undefined,
        );
        keys.close();
        expect(stored).toEqual([]);
      });
    },
    limit(share(0.3)),
  );

  it(
    `rebuilding all views: the old ones answer or the new ones do, ${share(0.15)} times`,
    async () => {
      await killed(share(0.15), fresh, cli('rebuild'), async (home) =>
        expect(await findings(home, promised)).toEqual([]),
      );
    },
    limit(share(0.15)),
  );

  it(
    `building views that were lost, and swapping them in, ${share(0.15)} times`,
    async () => {
      const without = () => {
        const home = fresh();
        rmSync(join(home, 'views.db'));
        return home;
      };
      await killed(share(0.15), without, cli('rebuild', 'contract-list'), async (home) =>
        expect(await findings(home, promised)).toEqual([]),
      );
    },
    limit(share(0.15)),
  );

  it(
    `restoring: whole or not there, and done when it is repeated, ${share(0.15)} times`,
    async () => {
      const keys = join(freshFolder(), 'keys.db');
      cpSync(copy, keys);
      const restore = ['restore', join(scratch, 'backup.db'), '--keys', keys] as const;
      await killed(
        share(0.15),
        () => join(freshFolder(), 'home'),
        cli(...restore),
        async (home) => {
          if (!existsSync(join(home, 'events.db'))) await restoreLedger(join(scratch, 'backup.db'), home, keys);
          expect(await findings(home, promised)).toEqual([]);
        },
      );
    },
    limit(share(0.15)),
  );

  it(
    `backing up: whole or not there, ${share(0.1)} times`,
    async () => {
      const target = (home: string) => `${home}-backup.db`;
      await killed(
        share(0.1),
        fresh,
        (home, tracer) => cli('backup', target(home))(home, tracer),
        async (home) => {
          if (!existsSync(target(home))) backupLedger(home, target(home));
          await restoreLedger(target(home), `${home}-restored`, copy);
          expect(await findings(`${home}-restored`, promised)).toEqual([]);
        },
      );
    },
    limit(share(0.1)),
  );

  it(
    `C11: importing: repeated, it creates what is missing and nothing twice, ${share(0.15)} times`,
    async () => {
      const headings =
        '客户编号,客户名称,客户级别,地区,合同号,许可证号,产品系列,产品名称,版本,定制模块,购买日期,续费记录,联系人,电话,邮箱,客户经理,备注';
      const records = Array.from(
        { length: 60 },
        (_, n) =>
          `I${n % 40},Imported ` +
          (`${n % 40},VIP,市内,IM-${n},IL-${n},EKP,EKP,5.0${n % 10},,2022-03-0${1 + (n % 9)},` +
            `2023-03-1${n % 10}~2024-03-0${1 + (n % 9)},联系人${n % 40},,i${n % 40}@example.com,,`),
      );
      const file = join(freshFolder(), 'export.csv');
      writeFileSync(file, `${[headings, ...records].join('\n')}\n`);
      const actor = { id: 'command-line', role: 'admin' } as const;
      const again = (home: string) =>
        withLocalApplication(
          ({ app }) =>
            importLocalFile(app, {
              file,
              vendor: 'seeyon',
              actor,
              language: 'en',
              report: undefined,
              dryRun: false,
              onProgress: () => undefined,
            }),
          { LEDGER_HOME: home },
        );
      await killed(share(0.15), fresh, cli('import', file, '--vendor', 'seeyon', '--json'), async (home) => {
        const { created, duplicates, errors } = await again(home);
        expect([created + duplicates, errors]).toEqual([records.length, 0]);
        expect(await again(home)).toMatchObject({ created: 0, duplicates: records.length, errors: 0 });
        const db = new Database(join(home, 'events.db'), { readonly: true });
        const numbers = db
          .prepare(
            "SELECT json_extract(data, '$.contractNo') FROM events WHERE type = 'ContractPurchased' AND " +
              "json_extract(data, '$.contractNo') LIKE 'IM-%'",
          )
          .pluck()
          .all() as string[];
        const codes = db
          .prepare(
            "SELECT json_extract(data, '$.code') FROM events WHERE type = 'CustomerRegistered' AND " +
              "json_extract(data, '$.code') LIKE 'I%'",
          )
          .pluck()
          .all() as string[];
        db.close();
        expect([numbers.length, new Set(numbers).size, codes.length, new Set(codes).size]).toEqual([60, 60, 40, 40]);
        expect(await findings(home, promised)).toEqual([]);
      });
    },
    limit(share(0.15)),
  );
});
