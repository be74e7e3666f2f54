import { Command, CommanderError, Option } from 'commander';
import { addAuditing } from './auditing-commands.js';
import { addQuestions } from './entitlement-commands.js';
import { addCopy } from './copy.js';
import { addDemo } from './demo.js';
import { BadUsage, CommandFailed } from './local-application.js';
import { addImport } from './import.js';
import { addLedgerCommands } from './ledger-commands.js';
import { addKeys } from './keys.js';
import { serve } from '../main.js';
import { PortUnusable } from '../platform/http/server/taken-port.js';
import { BackupFault } from '../platform/backup/backup-fault.js';
import { BadSetting, settings } from '../platform/config/settings.js';
import { StoreUnreadable, StoreUnusable } from '../platform/events/event-store.js';
import { OutputRefused } from '../platform/outputs/output-file.js';
import { PolicyFilesRefused } from '../policies/load-policy.js';
import { AnswersUnknown } from '../policies/adopt-answers.js';
import { TokenAhead } from '../platform/ordinals/ordinals.js';
import { ViewsBehind } from '../platform/projector/views-behind.js';
import { restrictNewFiles } from '../platform/private-files.js';
import { version } from '../platform/version.js';
import { type ProcessRole, processRoles } from '../platform/roles.js';

const table = Object.values(settings).map(
  (setting) =>
    `  ${setting.variable.padEnd(18)} ` +
    `${setting.meaning}${setting.default === '' ? '' : ` (default ${setting.default})`}`,
);

const programOf = (): Command => {
  const program = new Command('service-ledger')
    .description('After-sales entitlements as a ledger: who is owed which service, at any instant, with proof')
    .version(version)
    .exitOverride();
  program
    .command('serve')
    .description('run the server until SIGTERM or SIGINT')
    .addOption(
      new Option('--role <role>', 'what this process does; others than all need the stores on servers')
        .choices(processRoles)
        .default('all'),
    )
    .addHelpText('after', `\nSettings, from the environment:\n${table.join('\n')}`)
    .action(({ role }: { readonly role: ProcessRole }) => serve(role));
  addDemo(program);
  addImport(program);
  addQuestions(program);
  addAuditing(program);
  addLedgerCommands(program);
  addCopy(program);
  addKeys(program);
  return program;
};

/** Errors that the reader can act on are a line; the rest are faults of the product, with a stack. */
const expected = [
  CommandFailed,
  BadSetting,
  StoreUnusable,
  StoreUnreadable,
  PolicyFilesRefused,
  AnswersUnknown,
  TokenAhead,
  ViewsBehind,
  BackupFault,
  OutputRefused,
  PortUnusable,
];

/**
 * Runs one command. The exit code goes to `process.exitCode`: 0 done, 1 refused or a failed check, 2 bad usage.
 * @param argv what follows the program's name
 */
export const runCommandLine = async (argv: readonly string[]): Promise<void> => {
  restrictNewFiles();
  try {
    await programOf().parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof BadUsage) {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 2;
    } else {
      const known = expected.some((kind) => error instanceof kind);
      process.stderr.write(`${known ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`);
      process.exitCode = 1;
    }
  }
};
