import type { Command } from 'commander';
import { type Role, roles } from '../../domain/kernel/envelope.js';
import type { Language } from '../../domain/kernel/words.js';
import { ApiKeys, type DoneBy, KeyRefused } from '../platform/auth/api-keys.js';
import { systemClock } from '../platform/clock.js';
import { readConfig } from '../platform/config/settings.js';
import { isRegistered } from '../customers/customers.port.js';
import { BadUsage, CommandFailed, inHouse } from './house.js';
import { type Output, tell } from './output.js';
import { call, type Remote } from './remote.js';
import { languageOption, say } from './words.js';

type Asked = Output & Remote & { readonly language: Language };

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
      async (asked: Asked & { role: string; name: string; limit?: string; customer?: string; vendor: string }) => {
        if (!(roles as readonly string[]).includes(asked.role))
          throw new BadUsage(say(asked.language, 'noRole', { role: asked.role, roles: roles.join(', ') }));
        if (asked.limit !== undefined && !/^[1-9]\d{0,6}$/.test(asked.limit))
          throw new BadUsage(say(asked.language, 'badLimit', { limit: asked.limit }));
        if (!remote(asked)) await assertCustomer(asked);
        const limitPerMinute = asked.limit === undefined ? undefined : Number(asked.limit);
        const wanted = {
          name: asked.name,
          role: asked.role as Role,
          ...(limitPerMinute !== undefined && { limitPerMinute }),
          ...(asked.customer !== undefined && { customerId: asked.customer }),
        };
        const made = remote(asked)
          ? ((await call(asked, 'POST', '/keys', wanted)) as { id: string; key: string })
          : await inFolder((store) => {
              const { key, token } = store.create({ vendor: asked.vendor, ...wanted }, byCommandLine);
              return { ...key, key: token };
            });
        tell(asked, made, [`${made.id}: ${made.key}`, say(asked.language, 'shownOnce')]);
      },
    );

  common(keys.command('revoke <id>'))
    .option('--vendor <vendor>', 'for an admin of every vendor')
    .action(async (id: string, asked: Asked) => {
      const done = remote(asked)
        ? await call(asked, 'POST', `/keys/${encodeURIComponent(id)}/revoke`)
        : await inFolder((store) => store.revoke(id, byCommandLine));
      if (done === false) throw new CommandFailed(say(asked.language, 'noKey', { id }));
      tell(asked, { id, revoked: true }, [say(asked.language, 'revoked', { id })]);
    });

  common(keys.command('list'))
    .option('--vendor <vendor>', 'for an admin of every vendor')
    .action(async (asked: Asked) => {
      const items = remote(asked)
        ? ((await call(asked, 'GET', '/keys')) as { items: ReturnType<ApiKeys['list']> }).items
        : await inFolder((store) => store.list());
      tell(
        asked,
        { items },
        items.map(
          ({ id, vendor, role, name, createdAt, revokedAt, lastUsedAt }) =>
            `${id}  ${vendor.padEnd(10)} ${role.padEnd(9)} ${revokedAt === null ? `last used ${lastUsedAt ?? 'never'}` : `revoked ${revokedAt}`}  made ${createdAt}  ${name}`,
        ),
      );
    });
};

const byCommandLine: DoneBy = { id: 'command-line', role: 'admin', channel: 'cli' };

const remote = ({ url, key }: Asked): boolean => url !== undefined || key !== undefined;

/** The customer of a key is one of the vendor. @throws BadUsage */
const assertCustomer = async (asked: Asked & { readonly customer?: string }): Promise<void> => {
  const { vendor, customer, language } = asked;
  if (vendor === undefined || customer === undefined) return;
  if (await inHouse(({ stores }) => isRegistered(stores.ledger, vendor, customer))) return;
  throw new BadUsage(say(language, 'noCustomer', { customer, vendor }));
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
