import type { Command } from 'commander';
import type { Language } from '../../domain/kernel/words.js';
import { backupLedger, restoreLedger } from '../platform/backup/backup.js';
import { readConfig } from '../platform/config/settings.js';
import { SqliteKeyStore } from '../platform/keys/sqlite-key-store.js';
import { verifyViews } from '../platform/projector/verify.js';
import { projections } from '../projections.js';
import { BadUsage, inHouse } from './house.js';
import { type Output, progress, tell } from './output.js';
import { languageOption, say } from './words.js';

type Kept = Output & { readonly language: Language };

/** The commands that keep a ledger: verify, rebuild, backup, restore. */
export const addKeeping = (program: Command): void => {
  program
    .command('verify')
    .description('read the whole ledger, compute every view again beside the live one, and compare')
    .option('--json', 'the findings as JSON', false)
    .addOption(languageOption())
    .action(async (output: Kept) => {
      const findings = await inHouse(async ({ stores }) => {
        const reading = progress(say(output.language, 'reading'));
        const events = await stores.events.inspect((done, of) => reading.at(done, of));
        reading.end();
        const computing = progress(say(output.language, 'computing'));
        const views = await verifyViews(
          stores.events,
          { live: async (projection) => stores.views.view(projection) },
          projections,
          (done, of) => computing.at(done, of),
        );
        computing.end();
        return { events, views, position: (await stores.events.head()).position };
      });
      const clean = findings.events.length === 0 && findings.views.length === 0;
      tell(output, { clean, ...findings }, [
        ...findings.events.map((finding) => say(output.language, 'ledgerFinding', { finding })),
        ...findings.views.map(({ view, id, what }) => say(output.language, 'viewFinding', { view, id, what })),
        clean
          ? say(output.language, 'clean', { events: findings.position, views: projections.length })
          : say(output.language, 'unclean'),
      ]);
      if (!clean) process.exitCode = 1;
    });

  program
    .command('rebuild [view]')
    .description('compute one view or all again from the ledger')
    .option('--json', 'the result as JSON', false)
    .addOption(languageOption())
    .action(async (view: string | undefined, output: Kept) => {
      if (view !== undefined && !projections.some(({ name }) => name === view))
        throw new BadUsage(
          say(output.language, 'noView', { view, views: projections.map(({ name }) => name).join(', ') }),
        );
      const bar = progress(say(output.language, 'computing'));
      const position = await inHouse(async ({ stores }) => {
        await stores.views.rebuild(view, (done, of) => bar.at(done, of));
        return stores.views.position();
      });
      bar.end();
      tell(output, { rebuilt: view ?? 'all', position }, [
        say(output.language, 'rebuilt', { view: view ?? say(output.language, 'allViews'), position }),
      ]);
    });

  program
    .command('backup <file>')
    .description('one consistent copy of the ledger; a server may go on writing. Keys of persons are not in it')
    .option('--keys <file>', 'also the one current copy of the keys, kept current at each erasure')
    .option('--json', 'the result as JSON', false)
    .addOption(languageOption())
    .action(async (file: string, { keys, json, language }: Kept & { keys?: string }) => {
      const { home } = readConfig(process.env);
      const made = backupLedger(home, file);
      if (keys !== undefined) {
        const store = SqliteKeyStore.open(home);
        await store.copyTo(keys).finally(() => store.close());
      }
      tell({ json }, { ...made, ...(keys !== undefined && { keys }) }, [
        say(language, 'backedUp', { events: made.events, file: made.file }),
        ...(keys === undefined ? [] : [say(language, 'keysCopied', { file: keys })]),
      ]);
    });

  program
    .command('restore <file>')
    .description('put a backup in place of an empty LEDGER_HOME, after reading it whole')
    .option('--keys <file>', 'the copy of the keys that belongs to it')
    .option('--json', 'the result as JSON', false)
    .addOption(languageOption())
    .action(async (file: string, { keys, json, language }: Kept & { keys?: string }) => {
      const bar = progress(say(language, 'readingBackup'));
      const made = await restoreLedger(file, readConfig(process.env).home, keys, (done, of) => bar.at(done, of));
      bar.end();
      tell({ json }, made, [say(language, 'restored', { events: made.events })]);
    });
};
