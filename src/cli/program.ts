import { Command, CommanderError, Option } from 'commander';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { type Config, inThree, settings } from '../platform/config/settings.js';
import { oneOfThree } from '../platform/http/problems/texts.js';
import { faultOfFile, OperatorFault } from '../platform/operator-fault.js';
import { restrictNewFiles } from '../platform/private-files.js';
import { type ProcessRole, processRoles } from '../platform/roles.js';
import { version } from '../platform/version.js';
import { endWithReader } from './closed-pipe.js';
import { type HelpText, helpIn } from './help-texts.js';
import { BadUsage } from './local-application.js';
import { shownLanguage } from './texts.js';
import { helpFrame, usageFault } from './usage-faults.js';

/** The settings, as `serve --help` lists them. */
const settingLines = (text: HelpText, language: Language): readonly string[] =>
  (Object.keys(settings) as (keyof Config)[]).map((name) => {
    const { variable, default: value } = settings[name];
    const meaning = oneOfThree(inThree(name, 'meaning'), language);
    const shown =
      value === '' ? meaning : text('described', { description: meaning, more: text('default', { value }) });
    return `  ${variable.padEnd(18)} ${shown}`;
  });

/** The groups of commands. */
const groups = {
  demo: async () => (await import('./demo.js')).addDemo,
  import: async () => (await import('./import.js')).addImport,
  questions: async () => (await import('./entitlement-commands.js')).addQuestions,
  service: async () => (await import('./service-commands.js')).addService,
  auditing: async () => (await import('./auditing-commands.js')).addAuditing,
  ledger: async () => (await import('./ledger-commands.js')).addLedgerCommands,
  copy: async () => (await import('./copy.js')).addCopy,
  keys: async () => (await import('./keys.js')).addKeys,
} as const;
/** Where a command is. */
const groupOf: Readonly<Record<string, keyof typeof groups>> = {
  demo: 'demo',
  import: 'import',
  check: 'questions',
  timeline: 'questions',
  requests: 'service',
  obligations: 'service',
  reports: 'service',
  dossier: 'auditing',
  'verify-receipt': 'auditing',
  verify: 'ledger',
  rebuild: 'ledger',
  backup: 'ledger',
  restore: 'ledger',
  copy: 'copy',
  keys: 'keys',
};

/**
 * The command that is named with those of its group, all of them for whatever else is named. To load the whole product
 * takes longer than most commands run.
 */
const addCommands = async (program: Command, text: HelpText, named: string | undefined): Promise<void> => {
  if (named === 'serve') return;
  const group = named === undefined || !Object.hasOwn(groupOf, named) ? undefined : groupOf[named];
  const loads = group === undefined ? Object.values(groups) : [groups[group]];
  for (const load of loads) (await load())(program, text);
};

const programOf = async (language: Language, named: string | undefined): Promise<Command> => {
  const text = helpIn(language);
  const program = new Command('service-ledger')
    .description(text('product'))
    .version(version, '-V, --version', text('version'))
    .helpOption('-h, --help', text('help'))
    .helpCommand('help [command]', text('help'))
    .configureHelp(helpFrame(text))
    .configureOutput({ outputError: (fault, write) => write(usageFault(fault, language)) })
    .exitOverride();
  program
    .command('serve')
    .description(text('serve'))
    .addOption(new Option('--role <role>', text('role')).choices(processRoles).default('all'))
    .addHelpText('after', `\n${text('settings')}\n${settingLines(text, language).join('\n')}`)
    .action(async ({ role }: { readonly role: ProcessRole }) => {
      const { serve } = await import('../main.js');
      await serve(role);
    });
  await addCommands(program, text, named);
  return program;
};

/**
 * Runs one command. The exit code goes to `process.exitCode`: 0 done, 1 refused or a failed check, 2 bad usage.
 * @param argv what follows the program's name
 */
export const runCommandLine = async (argv: readonly string[]): Promise<void> => {
  restrictNewFiles();
  endWithReader();
  const language = shownLanguage(argv);
  try {
    const program = await programOf(language, argv[0]);
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof BadUsage) {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 2;
    } else {
      // The rest are faults of the product, with a stack.
      const fault = error instanceof OperatorFault ? error : faultOfFile(error);
      process.stderr.write(`${fault?.in(language) ?? (error as Error).stack ?? String(error)}\n`);
      process.exitCode = 1;
    }
  }
};
