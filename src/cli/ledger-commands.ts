import type { Command } from 'commander';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { systemClock } from '../platform/clock.js';
import { unreadablePersons } from '../platform/backup/unreadable-persons.js';
import { noteBackup } from '../platform/backup/last-backup.js';
import { readConfig } from '../platform/config/settings.js';
import { eventCheckOf } from '../platform/ledger/event-check.js';
import type { FilesCopied } from '../platform/moving/copy-named-files.js';
import { restoreLedgerAt } from '../platform/moving/restore-ledger-at.js';
import { knownEvents } from '../event-types.js';
import { projections } from '../projections.js';
import { backupFiles, refuseAbsentFolder, refuseInside, restoreFiles } from './attached-files.js';
import { backupWithKeys } from './backup-with-keys.js';
import { BadUsage, withExistingLedger } from './local-application.js';
import { type Output, progress, printResult } from './output.js';
import { verifyLedger } from './verify-ledger.js';
import { sentenceIn } from '../platform/known-sentences.js';
import { publicationSentences } from '../policies/problem-texts.js';
import { languageOption, messageIn } from './texts.js';
import { findingIn } from '../platform/finding-texts.js';
import type { HelpText } from './help-texts.js';

/** What a backup has beside it. */
interface Beside {
  readonly keys?: string;
  readonly access?: string;
  readonly files?: string;
}
type LedgerOptions = Output & { readonly language: Language };

const unseenTexts = {
  'later-events': 'unseenLater',
  'noted-seal': 'unseenSeal',
  'views-in-motion': 'unseenViews',
} as const;

const fileTexts = { missing: 'fileMissing', altered: 'fileAltered', kept: 'fileStillStored' } as const;

/** What became of attached files. */
const copiedFiles = (language: Language, { files, missing }: FilesCopied): readonly string[] => [
  messageIn(language, 'attachedCopied', { files }),
  ...(missing.length === 0 ? [] : [messageIn(language, 'attachedMissing', { files: missing.length })]),
  ...missing.map((sha256) => `  ${sha256}`),
];

/** The commands that maintain a ledger: verify, rebuild, backup, restore. */
export const addLedgerCommands = (program: Command, text: HelpText): void => {
  program
    .command('verify')
    .description(text('verify'))
    .option('--json', text('json'), false)
    .addOption(languageOption(text))
    .action(async (output: LedgerOptions) => {
      const findings = await verifyLedger(readConfig(process.env), systemClock, {
        reading: progress(messageIn(output.language, 'reading')),
        computing: progress(messageIn(output.language, 'computing')),
      });
      const { clean, events, views, files, vendors, notBuilt, unseen, position } = findings;
      printResult(output, findings, [
        ...events.map((finding) =>
          messageIn(output.language, 'ledgerFinding', { finding: findingIn(finding, output.language) }),
        ),
        ...vendors.map(({ vendor, what, position, cause }) =>
          messageIn(output.language, 'vendorFault', {
            vendor,
            what: sentenceIn(what, publicationSentences, output.language),
            position,
            cause: sentenceIn(cause, publicationSentences, output.language),
          }),
        ),
        ...views.map(({ view, id, what }) =>
          messageIn(output.language, view === '*' ? 'viewsFault' : id === '' ? 'viewFault' : 'viewFinding', {
            view,
            id,
            what: findingIn(what, output.language),
          }),
        ),
        ...files.map(({ what, ...file }) => messageIn(output.language, fileTexts[what], file)),
        ...(notBuilt.length === 0
          ? []
          : [messageIn(output.language, 'notBuilt', { view: notBuilt.join(output.language === 'en' ? ', ' : '、') })]),
        ...unseen.map((what) => messageIn(output.language, unseenTexts[what])),
        clean
          ? messageIn(output.language, 'clean', { events: position, views: projections.length - notBuilt.length })
          : messageIn(output.language, 'unclean'),
      ]);
      if (!clean) process.exitCode = 1;
    });

  program
    .command('rebuild [view]')
    .description(text('rebuild'))
    .option('--json', text('json'), false)
    .addOption(languageOption(text))
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
    .description(text('backup'))
    .option('--keys <file>', text('backupKeys'))
    .option('--access <file>', text('backupAccess'))
    .option('--files <folder>', text('backupFiles'))
    .option('--json', text('json'), false)
    .addOption(languageOption(text))
    .action(async (file: string, { keys, access, files, json, language }: LedgerOptions & Beside) => {
      const config = readConfig(process.env);
      if (files !== undefined) refuseInside(config, files);
      const made = await backupWithKeys(config, systemClock, file, keys, access, language);
      const attached = files === undefined ? undefined : await backupFiles(config, made.file, files);
      noteBackup(config.home, new Date(systemClock.ms()));
      printResult({ json }, { ...made, keys, access, attached }, [
        messageIn(language, 'backedUp', { events: made.events, file: made.file }),
        ...(keys === undefined ? [] : [messageIn(language, 'keysCopied', { file: keys })]),
        ...(access === undefined ? [] : [messageIn(language, 'accessCopied', { file: access })]),
        ...(attached === undefined ? [] : copiedFiles(language, attached)),
      ]);
    });

  program
    .command('restore <file>')
    .description(text('restore'))
    .option('--keys <file>', text('restoreKeys'))
    .option('--access <file>', text('restoreAccess'))
    .option('--files <folder>', text('restoreFiles'))
    .option('--json', text('json'), false)
    .addOption(languageOption(text))
    .action(async (file: string, { keys, access, files, json, language }: LedgerOptions & Beside) => {
      if (files !== undefined) refuseAbsentFolder(files);
      const bar = progress(messageIn(language, 'readingBackup'));
      const config = readConfig(process.env);
      const options = {
        clock: systemClock.ms,
        check: eventCheckOf(knownEvents, systemClock),
        onInspected: (done: number, of: number) => bar.at(done, of),
      };
      const made = await restoreLedgerAt(config, { file, keys, access }, options);
      bar.end();
      const attached = files === undefined ? undefined : await restoreFiles(config, file, files);
      const unreadable = unreadablePersons({ file, keys });
      printResult({ json }, { ...made, unreadable, attached }, [
        messageIn(language, 'restored', { events: made.events }),
        unreadable.length === 0
          ? messageIn(language, 'allReadable')
          : messageIn(language, 'unreadable', { persons: unreadable.length }),
        ...unreadable.map(({ vendor, subject }) => `  ${vendor} ${subject}`),
        ...(attached === undefined ? [] : copiedFiles(language, attached)),
      ]);
    });
};
