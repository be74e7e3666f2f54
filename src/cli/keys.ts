import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import type { Command } from 'commander';
import { Refusal } from '../../domain/kernel/decider.js';
import { type Role, roles } from '../../domain/kernel/envelope.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { createApiKey, type NewKeyDto } from '../api-keys/create-api-key.command.js';
import { revokeApiKey } from '../api-keys/revoke-api-key.command.js';
import { type ApiKey, KeyRefused } from '../platform/auth/api-key.js';
import type { Answered, KeyedRequest } from '../platform/commands/command.js';
import type { UseCase } from '../platform/commands/use-case.js';
import { Problem } from '../platform/http/problems/problem.js';
import { problemOfRefusal } from '../platform/http/problems/refused.js';
import { StrictValidation } from '../platform/http/validation/validation.pipe.js';
import { localActor, onBehalfOf } from './actor.js';
import {
  BadUsage,
  CommandFailed,
  failureOf,
  refuseUnknownVendor,
  withExistingLedger,
  withLocalApplication,
} from './local-application.js';
import { type Output, printResult } from './output.js';
import { linesOfProblem, statusOf } from './problem-lines.js';
import { call, type Remote } from './remote.js';
import { languageOption, messageIn } from './texts.js';
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../domain/kernel/civil.js';
import { writtenInstant } from '../../domain/kernel/written.js';
import { accountName } from '../explanations/explanations.port.js';
import type { HelpText } from './help-texts.js';

const validation = new StrictValidation();

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
      else await executed(revokeApiKey, options.vendor ?? '*', { keyId: id }, null, options, withExistingLedger);
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

/** Executes a command in the folder, as its route would. @throws BadUsage, CommandFailed where it is refused */
const executed = <Body extends object | null, Ids extends string, Result extends Answered>(
  useCase: UseCase<Body, Ids, Result>,
  vendor: string,
  ids: Readonly<Record<Ids, string>>,
  body: Body,
  { language, onBehalfOf: person }: CommandOptions,
  opened = withLocalApplication,
): Promise<Result['answer']> =>
  opened(async (local) => {
    if (vendor !== '*') refuseUnknownVendor(local, vendor, language);
    const key = randomUUID();
    const request: KeyedRequest = {
      actor: localActor(),
      onBehalfOf: person,
      channel: 'cli',
      correlationId: key,
      scope: useCase.scope(ids),
      key,
      body,
    };
    try {
      if (useCase.body !== null) await validation.transform(body, { type: 'body', metatype: useCase.body });
      const outcome = await local.app
        .get(CommandBus, { strict: false })
        .execute(useCase.create(vendor, ids, body, request));
      if (outcome instanceof Refusal) throw problemOfRefusal(outcome, ids);
      return outcome.answer;
    } catch (error) {
      if (error instanceof KeyRefused) throw new BadUsage(error.in(language));
      if (!(error instanceof Problem)) throw error;
      if (error.code === 'vendor-required') throw new BadUsage(messageIn(language, 'oneVendor'));
      if (error.code === 'not-found') throw new CommandFailed(messageIn(language, 'noKey', error.facts));
      throw failureOf(statusOf(error), linesOfProblem(error, language));
    }
  });
