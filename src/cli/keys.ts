import type { Command } from 'commander';
import { type Role, roles } from '../../domain/kernel/envelope.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { ApiKeys, type ChangedBy, KeyRefused } from '../platform/auth/api-keys.js';
import { systemClock } from '../platform/clock.js';
import { readConfig } from '../platform/config/settings.js';
import { isRegistered } from '../customers/customers.port.js';
import { BadUsage, CommandFailed, withLocalApplication } from './local-application.js';
import { type Output, printResult } from './output.js';
import { call, type Remote } from './remote.js';
import { languageOption, messageIn } from './texts.js';

type CommandOptions = Output & Remote & { readonly language: Language };

/** API keys: made, listed, revoked, in the folder or through a server that runs on it. */
export const addKeys = (program: Command): void => {
  const keys = program.command('keys').description('API keys');
  const common = (command: Command) =>
    command
      .option('--url <url>', 'through this server')
      .option('--key <key>', 'with this admin key')
      .option('--json', 'the result as JSON', false)
      .addOption(languageOption());

  common(keys.command('create'))
    .requiredOption('--vendor <vendor>', "a vendor, or '*' for an admin of every vendor")
    .requiredOption('--role <role>', roles.join(', '))
    .requiredOption('--name <name>', 'what the key is for')
    .option('--limit <perMinute>', 'requests a minute')
    .option('--customer <id>', 'for the role customer: whose key it is')
    .action(
      async (
        options: CommandOptions & { role: string; name: string; limit?: string; customer?: string; vendor: string },
      ) => {
        if (!(roles as readonly string[]).includes(options.role))
          throw new BadUsage(messageIn(options.language, 'noRole', { role: options.role, roles: roles.join(', ') }));
        if (options.limit !== undefined && !/^[1-9]\d{0,6}$/.test(options.limit))
          throw new BadUsage(messageIn(options.language, 'badLimit', { limit: options.limit }));
        if (!remote(options)) await assertCustomer(options);
        const limitPerMinute = options.limit === undefined ? undefined : Number(options.limit);
        const newKey = {
          name: options.name,
          role: options.role as Role,
          ...(limitPerMinute !== undefined && { limitPerMinute }),
          ...(options.customer !== undefined && { customerId: options.customer }),
        };
        const made = remote(options)
          ? ((await call(options, 'POST', '/keys', newKey)) as { id: string; key: string })
          : await inFolder((store) => {
              const { key, token } = store.create({ vendor: options.vendor, ...newKey }, byCommandLine);
              return { ...key, key: token };
            });
        printResult(options, made, [`${made.id}: ${made.key}`, messageIn(options.language, 'shownOnce')]);
      },
    );

  common(keys.command('revoke <id>'))
    .option('--vendor <vendor>', 'for an admin of every vendor')
    .action(async (id: string, options: CommandOptions) => {
      const done = remote(options)
        ? await call(options, 'POST', `/keys/${encodeURIComponent(id)}/revoke`)
        : await inFolder((store) => store.revoke(id, byCommandLine));
      if (done === false) throw new CommandFailed(messageIn(options.language, 'noKey', { id }));
      printResult(options, { id, revoked: true }, [messageIn(options.language, 'revoked', { id })]);
    });

  common(keys.command('list'))
    .option('--vendor <vendor>', 'for an admin of every vendor')
    .action(async (options: CommandOptions) => {
      const items = remote(options)
        ? ((await call(options, 'GET', '/keys')) as { items: ReturnType<ApiKeys['list']> }).items
        : await inFolder((store) => store.list());
      printResult(
        options,
        { items },
        items.map(
          ({ id, vendor, role, name, createdAt, revokedAt, lastUsedAt }) =>
            `${id}  ${vendor.padEnd(10)} ${role.padEnd(9)} ` +
            `${revokedAt === null ? `last used ${lastUsedAt ?? 'never'}` : `revoked ${revokedAt}`}  made ` +
            `${createdAt}  ${name}`,
        ),
      );
    });
};

const byCommandLine: ChangedBy = { id: 'command-line', role: 'admin', channel: 'cli' };

const remote = ({ url, key }: CommandOptions): boolean => url !== undefined || key !== undefined;

/** The customer of a key is one of the vendor. @throws BadUsage */
const assertCustomer = async (options: CommandOptions & { readonly customer?: string }): Promise<void> => {
  const { vendor, customer, language } = options;
  if (vendor === undefined || customer === undefined) return;
  if (await withLocalApplication(({ stores }) => isRegistered(stores.ledger, vendor, customer))) return;
  throw new BadUsage(messageIn(language, 'noCustomer', { customer, vendor }));
};

const inFolder = async <T>(work: (keys: ApiKeys) => T): Promise<T> => {
  const keys = ApiKeys.open(readConfig(process.env).home, systemClock.ms);
  try {
    return work(keys);
  } catch (error) {
    throw error instanceof KeyRefused ? new BadUsage(error.message) : error;
  } finally {
    keys.close();
  }
};
