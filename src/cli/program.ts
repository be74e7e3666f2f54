import { Command, CommanderError, Option } from 'commander';
import { BadUsage } from './local-application.js';
import { settings } from '../platform/config/settings.js';
import { restrictNewFiles } from '../platform/private-files.js';
import { version } from '../platform/version.js';
import { type ProcessRole, processRoles } from '../platform/roles.js';

const table = Object.values(settings).map(
  (setting) =>
    `  ${setting.variable.padEnd(18)} ` +
    `${setting.meaning}${setting.default === '' ? '' : ` (default ${setting.default})`}`,
);

/** The groups of commands. */
const groups = {
  demo: async () => (await import('./demo.js')).addDemo,
  import: async () => (await import('./import.js')).addImport,
  questions: async () => (await import('./entitlement-commands.js')).addQuestions,
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
const addCommands = async (program: Command, named: string | undefined): Promise<void> => {
  if (named === 'serve') return;
  const group = named === undefined || !Object.hasOwn(groupOf, named) ? undefined : groupOf[named];
  const loads = group === undefined ? Object.values(groups) : [groups[group]];
  for (const load of loads) (await load())(program);
};

const programOf = async (named: string | undefined): Promise<Command> => {
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
    .action(async ({ role }: { readonly role: ProcessRole }) => {
      const { serve } = await import('../main.js');
      await serve(role);
    });
  await addCommands(program, named);
  return program;
};

/**
 * Runs one command. The exit code goes to `process.exitCode`: 0 done, 1 refused or a failed check, 2 bad usage.
 * @param argv what follows the program's name
 */
export const runCommandLine = async (argv: readonly string[]): Promise<void> => {
  restrictNewFiles();
  try {
    const program = await programOf(argv[0]);
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof BadUsage) {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 2;
    } else {
      const { isExpected } = await import('./expected-errors.js');
      process.stderr.write(
        `${isExpected(error) ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`,
      );
      process.exitCode = 1;
    }
  }
};
