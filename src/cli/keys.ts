import type { Command } from 'commander';
import { type Role, roles } from '../../domain/kernel/envelope.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { createApiKey, type NewKeyDto } from '../api-keys/create-api-key.command.js';
import { revokeApiKey } from '../api-keys/revoke-api-key.command.js';
import type { ApiKey } from '../platform/auth/api-key.js';
import { onBehalfOf } from './actor.js';
import { executed } from './execute-here.js';
import { BadUsage, withExistingLedger } from './local-application.js';
import { type Output, printResult } from './output.js';
import { call, type Remote } from './remote.js';
import { languageOption, messageIn } from './texts.js';
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../domain/kernel/civil.js';
import { writtenInstant } from '../../domain/kernel/written.js';
import { accountName } from '../explanations/explanations.port.js';
import type { HelpText } from './help-texts.js';

type CommandOptions = Output & Remote & { readonly language: Language };

/** API keys: made, listed, revoked, in the folder or through a server that runs on it. */
export const addKeys = (program: Command, text: HelpText): void => {
  const keys = program.command('keys').description(text('keys'));
  const common = (command: Command) =>
    command
      .option('--url <url>', text('url'))
      .option('--key <key>', text('adminKey'))
      .option('--json', text('json'), false)
      .addOption(languageOption(text));

  onBehalfOf(common(keys.command('create')), text)
    .description(text('keysCreate'))
    .requiredOption('--vendor <vendor>', text('keyVendor'))
    .requiredOption('--role <role>', text('keyRole', { roles: roles.join(', ') }))
    .requiredOption('--name <name>', text('keyName'))
    .option('--limit <perMinute>', text('keyLimit'))
    .option('--customer <id>', text('keyCustomer'))
    .option('--only-key', text('onlyKey'), false)
    .action(
      async (
        options: CommandOptions & {
          role: string;
          name: string;
          limit?: string;
          customer?: string;
          vendor: string;
          onlyKey: boolean;
        },
      ) => {
        if (!(roles as readonly string[]).includes(options.role))
          throw new BadUsage(messageIn(options.language, 'noRole', { role: options.role, roles: roles.join(', ') }));
        if (options.limit !== undefined && !/^[1-9]\d{0,6}$/.test(options.limit))
          throw new BadUsage(messageIn(options.language, 'badLimit', { limit: options.limit }));
        const body: NewKeyDto = { name: options.name, role: options.role as Role };
        if (options.limit !== undefined) body.limitPerMinute = Number(options.limit);
        if (options.customer !== undefined) body.customerId = options.customer;
        const created = remote(options)
          ? ((await call(options, 'POST', '/keys', body)) as { id: string; key: string })
          : await executed(createApiKey, options.vendor, {}, body, options);
        const shown = [`${created.id}: ${created.key}`, messageIn(options.language, 'shownOnce')];
        printResult(options, created, options.onlyKey ? [String(created.key)] : shown);
      },
    );

  onBehalfOf(common(keys.command('revoke <id>')), text)
    .description(text('keysRevoke'))
    .option('--vendor <vendor>', text('ofEveryVendor'))
    .action(async (id: string, options: CommandOptions) => {
      if (remote(options)) await call(options, 'POST', `/keys/${encodeURIComponent(id)}/revoke`);
      else
        await executed(revokeApiKey, options.vendor ?? '*', { keyId: id }, null, options, {
          opened: withExistingLedger,
          absent: 'noKey',
        });
      printResult(options, { id, revoked: true }, [messageIn(options.language, 'revoked', { id })]);
    });

  common(keys.command('list'))
    .description(text('keysList'))
    .option('--vendor <vendor>', text('ofEveryVendor'))
    .action(async (options: CommandOptions) => {
      const items = remote(options)
        ? ((await call(options, 'GET', '/keys')) as { items: readonly ApiKey[] }).items
        : await withExistingLedger(({ stores }) => stores.apiKeys.list());
      printResult(
        options,
        { items },
        items.length === 0
          ? [messageIn(options.language, 'noKeys')]
          : items.map((key) => lineOf(key, options.language)),
      );
    });
};

/** Roles and vendors are what the options take; a key may be for every vendor, so that times name their offset. */
const lineOf = (key: ApiKey, language: Language): string => {
  const { id, vendor, role, createdAt, revokedAt, lastUsedAt } = key;
  const zone = Temporal.Now.timeZoneId();
  const at = (instant: Instant): string => {
    const { offset } = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
    return `${writtenInstant(instant, zone, language)} ${offset}`;
  };
  const used =
    lastUsedAt === null ? messageIn(language, 'keyUnused') : messageIn(language, 'keyUsed', { used: at(lastUsedAt) });
  const state = revokedAt === null ? used : messageIn(language, 'keyRevoked', { revoked: at(revokedAt) });
  const made = messageIn(language, 'keyMade', { made: at(createdAt) });
  const name = accountName(key.name, language);
  return `${id}  ${vendor.padEnd(10)} ${role.padEnd(9)} ${state}  ${made}  ${name}`;
};

const remote = ({ url, key }: CommandOptions): boolean => url !== undefined || key !== undefined;
