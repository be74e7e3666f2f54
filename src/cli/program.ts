import { Command, CommanderError, Option } from 'commander';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { serve } from '../main.js';
import { type Config, inThree, settings } from '../platform/config/settings.js';
import { oneOfThree } from '../platform/http/problems/texts.js';
import { OperatorFault } from '../platform/operator-fault.js';
import { restrictNewFiles } from '../platform/private-files.js';
import { type ProcessRole, processRoles } from '../platform/roles.js';
import { version } from '../platform/version.js';
import { addAuditing } from './auditing-commands.js';
import { endWithReader } from './closed-pipe.js';
import { addCopy } from './copy.js';
import { addDemo } from './demo.js';
import { addQuestions } from './entitlement-commands.js';
import { type HelpText, helpIn } from './help-texts.js';
import { addImport } from './import.js';
import { addKeys } from './keys.js';
import { addLedgerCommands } from './ledger-commands.js';
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

const programOf = (language: Language): Command => {
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
    .action(({ role }: { readonly role: ProcessRole }) => serve(role));
  addDemo(program, text);
  addImport(program, text);
  addQuestions(program, text);
  addAuditing(program, text);
  addLedgerCommands(program, text);
  addCopy(program, text);
  addKeys(program, text);
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
    await programOf(language).parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof BadUsage) {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 2;
    } else {
      // The rest are faults of the product, with a stack.
      const line = error instanceof OperatorFault ? error.in(language) : undefined;
      process.stderr.write(`${line ?? (error as Error).stack ?? String(error)}\n`);
      process.exitCode = 1;
    }
  }
};
