import type { Command } from 'commander';
import type { Language } from '../../domain/kernel/words.js';
import { restoreLedger } from '../platform/backup/backup.js';
import { systemClock } from '../platform/clock.js';
import { ledgerFolders } from '../platform/config/ledger-folders.js';
import { readConfig } from '../platform/config/settings.js';
import { eventCheckOf } from '../platform/ledger/event-check.js';
import { projections } from '../projections.js';
import { knownEvents } from '../event-types.js';
import { backupWithKeys } from './backup-with-keys.js';
import { BadUsage, inHouse } from './house.js';
import { type Output, progress, tell } from './output.js';
import { verifyLedger } from './verify-ledger.js';
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
      const findings = await verifyLedger(readConfig(process.env), systemClock, {
        reading: progress(say(output.language, 'reading')),
        computing: progress(say(output.language, 'computing')),
      });
      const { clean, events, views, vendors, notBuilt, position } = findings;
      tell(output, findings, [
        ...events.map((finding) => say(output.language, 'ledgerFinding', { finding })),
        ...vendors.map((fault) => say(output.language, 'vendorFault', fault)),
        ...views.map(({ view, id, what }) => say(output.language, 'viewFinding', { view, id, what })),
        ...notBuilt.map((view) => say(output.language, 'notBuilt', { view })),
        clean
          ? say(output.language, 'clean', { events: position, views: projections.length - notBuilt.length })
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
      const made = await backupWithKeys(readConfig(process.env), file, keys);
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
      const made = await restoreLedger(
        file,
        ledgerFolders(readConfig(process.env)),
        keys,
        (done, of) => bar.at(done, of),
        eventCheckOf(knownEvents, systemClock),
      );
      bar.end();
      tell({ json }, made, [say(language, 'restored', { events: made.events })]);
    });
};
