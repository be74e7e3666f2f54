import type { Command } from 'commander';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { systemClock } from '../platform/clock.js';
import { unreadablePersons } from '../platform/backup/unreadable-persons.js';
import { noteBackup } from '../platform/backup/last-backup.js';
import { readConfig } from '../platform/config/settings.js';
import { eventCheckOf } from '../platform/ledger/event-check.js';
import { restoreLedgerAt } from '../platform/moving/restore-ledger-at.js';
import { knownEvents } from '../event-types.js';
import { projections } from '../projections.js';
import { backupWithKeys } from './backup-with-keys.js';
import { inLanguage } from './copy.js';
import { BadUsage, withExistingLedger } from './local-application.js';
import { type Output, progress, printResult } from './output.js';
import { verifyLedger } from './verify-ledger.js';
import { languageOption, messageIn } from './texts.js';

type LedgerOptions = Output & { readonly language: Language };

const unseenTexts = {
  'later-events': 'unseenLater',
  'noted-seal': 'unseenSeal',
  'views-in-motion': 'unseenViews',
} as const;

/** The commands that maintain a ledger: verify, rebuild, backup, restore. */
export const addLedgerCommands = (program: Command): void => {
  program
    .command('verify')
    .description('read the whole ledger, compute every view again beside the live one, and compare')
    .option('--json', 'the findings as JSON', false)
    .addOption(languageOption())
    .action(async (output: LedgerOptions) => {
      const findings = await verifyLedger(readConfig(process.env), systemClock, {
        reading: progress(messageIn(output.language, 'reading')),
        computing: progress(messageIn(output.language, 'computing')),
      });
      const { clean, events, views, vendors, notBuilt, unseen, position } = findings;
      printResult(output, findings, [
        ...events.map((finding) => messageIn(output.language, 'ledgerFinding', { finding })),
        ...vendors.map((fault) => messageIn(output.language, 'vendorFault', fault)),
        ...views.map(({ view, id, what }) => messageIn(output.language, 'viewFinding', { view, id, what })),
        ...notBuilt.map((view) => messageIn(output.language, 'notBuilt', { view })),
        ...unseen.map((what) => messageIn(output.language, unseenTexts[what])),
        clean
          ? messageIn(output.language, 'clean', { events: position, views: projections.length - notBuilt.length })
          : messageIn(output.language, 'unclean'),
      ]);
      if (!clean) process.exitCode = 1;
    });

  program
    .command('rebuild [view]')
    .description('compute one view or all again from the ledger')
    .option('--json', 'the result as JSON', false)
    .addOption(languageOption())
    .action(async (view: string | undefined, output: LedgerOptions) => {
      if (view !== undefined && !projections.some(({ name }) => name === view))
        throw new BadUsage(
          messageIn(output.language, 'noView', { view, views: projections.map(({ name }) => name).join(', ') }),
        );
      const bar = progress(messageIn(output.language, 'computing'));
      const position = await withExistingLedger(async ({ stores }) => {
        await stores.views.rebuild(view, (done, of) => bar.at(done, of));
        return stores.views.position();
      });
      bar.end();
      printResult(output, { rebuilt: view ?? 'all', position }, [
        messageIn(output.language, 'rebuilt', { view: view ?? messageIn(output.language, 'allViews'), position }),
      ]);
    });

  program
    .command('backup <file>')
    .description('one consistent copy of the ledger; a server may go on writing. Keys of persons are not in it')
    .option('--keys <file>', 'also the one current copy of the keys, kept current at each erasure')
    .option('--access <file>', 'also the API keys: names, roles and hashes; no key can be made out of them')
    .option('--json', 'the result as JSON', false)
    .addOption(languageOption())
    .action(
      async (file: string, { keys, access, json, language }: LedgerOptions & { keys?: string; access?: string }) => {
        const config = readConfig(process.env);
        const made = await inLanguage(language, () => backupWithKeys(config, systemClock, file, keys, access));
        noteBackup(config.home, new Date(systemClock.ms()));
        printResult({ json }, { ...made, keys, access }, [
          messageIn(language, 'backedUp', { events: made.events, file: made.file }),
          ...(keys === undefined ? [] : [messageIn(language, 'keysCopied', { file: keys })]),
          ...(access === undefined ? [] : [messageIn(language, 'accessCopied', { file: access })]),
        ]);
      },
    );

  program
    .command('restore <file>')
    .description('put a backup in place of an empty ledger (LEDGER_HOME, EVENTS_URL), after reading it whole')
    .option('--keys <file>', 'the copy of the keys that belongs to it')
    .option('--access <file>', 'the copy of the API keys; without it, make new ones')
    .option('--json', 'the result as JSON', false)
    .addOption(languageOption())
    .action(
      async (file: string, { keys, access, json, language }: LedgerOptions & { keys?: string; access?: string }) => {
        const bar = progress(messageIn(language, 'readingBackup'));
        const config = readConfig(process.env);
        const options = {
          clock: systemClock.ms,
          check: eventCheckOf(knownEvents, systemClock),
          onInspected: (done: number, of: number) => bar.at(done, of),
        };
        const made = await inLanguage(language, () => restoreLedgerAt(config, { file, keys, access }, options));
        bar.end();
        const unreadable = unreadablePersons({ file, keys });
        printResult({ json }, { ...made, unreadable }, [
          messageIn(language, 'restored', { events: made.events }),
          unreadable.length === 0
            ? messageIn(language, 'allReadable')
            : messageIn(language, 'unreadable', { persons: unreadable.length }),
          ...unreadable.map(({ vendor, subject }) => `  ${vendor} ${subject}`),
        ]);
      },
    );
};
