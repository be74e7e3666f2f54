import { type Command, Option } from 'commander';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { knownEvents } from '../event-types.js';
import { systemClock } from '../platform/clock.js';
import { readConfig } from '../platform/config/settings.js';
import { eventCheckOf } from '../platform/ledger/event-check.js';
import { moveFiles, moveKeys, moveLedger, placeForms, type Way } from '../platform/moving/move.js';
import { BadUsage } from './local-application.js';
import { counting, type Output, progress, printResult } from './output.js';
import { languageOption, messageIn } from './texts.js';
import type { HelpText } from './help-texts.js';

type CopyOptions = Output & { readonly language: Language } & Readonly<Partial<Record<Place, string>>>;
type Place = 'from' | 'to' | 'keysFrom' | 'keysTo' | 'filesFrom' | 'filesTo';

/** A URL with a password can be given by the environment: arguments are visible to every user of the machine. */
const place = (flag: string, variable: string, what: string): Option => new Option(`${flag} <url>`, what).env(variable);

/** `copy`: the ledger, its keys and its files from one place to another. */
export const addCopy = (program: Command, text: HelpText): void => {
  program
    .command('copy')
    .description(text('copy'))
    .addOption(place('--from', 'COPY_FROM', text('copyFrom', { forms: placeForms.ledger })))
    .addOption(place('--to', 'COPY_TO', text('copyTo')))
    .addOption(place('--keys-from', 'COPY_KEYS_FROM', text('copyKeysFrom', { forms: placeForms.keys })))
    .addOption(place('--keys-to', 'COPY_KEYS_TO', text('copyPartTo')))
    .addOption(place('--files-from', 'COPY_FILES_FROM', text('copyFilesFrom', { forms: placeForms.files })))
    .addOption(place('--files-to', 'COPY_FILES_TO', text('copyPartTo')))
    .option('--json', text('json'), false)
    .addOption(languageOption(text))
    .action(async (options: CopyOptions) => {
      const { language } = options;
      const [ledger, keys, files] = [
        wayOf(options, 'from', 'to'),
        wayOf(options, 'keysFrom', 'keysTo'),
        wayOf(options, 'filesFrom', 'filesTo'),
      ];
      if (ledger === undefined && keys === undefined && files === undefined)
        throw new BadUsage(messageIn(language, 'nothingToCopy'));
      const { home } = readConfig(process.env);
      // Keys first: a ledger whose persons cannot be read must not look whole.
      const copiedKeys = keys && (await moveKeys(keys, home));
      const copiedFiles = files && (await moveFiles(files, home, systemClock.ms));
      const copied = ledger && (await copyWithProgress(ledger, home, language));
      printResult(options, { ...copied, ...copiedKeys, ...(files && { files: copiedFiles }) }, [
        ...(copiedKeys ? [messageIn(language, 'copiedKeys', { ...copiedKeys })] : []),
        ...(copiedFiles === undefined ? [] : [messageIn(language, 'copiedFiles', { files: copiedFiles })]),
        ...(copied ? [messageIn(language, 'copied', { ...copied })] : []),
        ...(copied && copied.raised > 0 ? [messageIn(language, 'copiedRaised', { raised: copied.raised })] : []),
      ]);
    });
};

const copyWithProgress = async (way: Way, home: string, language: Language) => {
  const reading = progress(messageIn(language, 'reading'));
  const copying = counting(messageIn(language, 'copying'));
  const comparing = progress(messageIn(language, 'comparing'));
  const copied = await moveLedger(way, home, {
    clock: systemClock.ms,
    check: eventCheckOf(knownEvents, systemClock),
    onInspected: (done, of) => reading.at(done, of),
    onCopied: (done) => copying.at(done),
    onCompared: (done, of) => comparing.at(done, of),
  });
  for (const shown of [reading, copying, comparing]) shown.end();
  return copied;
};

const wayOf = (options: CopyOptions, from: Place, to: Place): Way | undefined => {
  const way = { from: options[from], to: options[to] };
  if (way.from === undefined && way.to === undefined) return undefined;
  if (way.from === undefined || way.to === undefined)
    throw new BadUsage(messageIn(options.language, 'bothPlaces', { from: flagOf(from), to: flagOf(to) }));
  return way as Way;
};

const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
