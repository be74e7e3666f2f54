import { type Command, Option } from 'commander';
import type { CheckName } from '../../domain/entitlement/answer.js';
import { channels, type Language, regions, services, urgencies } from '../../domain/kernel/vocabulary.js';
import type { Texts } from '../platform/http/problems/texts.js';
import { BadUsage, failureOf, withLocalApplication, refuseUnknownVendor } from './local-application.js';
import { type Output, printResult } from './output.js';
import { call, detailOf, queryOf, type Remote } from './remote.js';
import { checkTexts, languageOption, outcomeTexts, reasonTexts, remedyTexts, messageIn } from './texts.js';

type CommandOptions = Output & Remote & { readonly language: Language } & Readonly<Record<string, string | undefined>>;

/** The commands that only read: over HTTP with --url, else in the folder itself. */
export const addQuestions = (program: Command): void => {
  const common = (command: Command) =>
    command
      .requiredOption('--vendor <vendor>', 'whose ledger')
      .option('--url <url>', 'ask this server')
      .option('--key <key>', 'with this API key')
      .option('--json', 'the answer as JSON', false)
      .addOption(languageOption());

  common(program.command('check'))
    .description('whether a customer is entitled to a service')
    .requiredOption('--customer <id>', "the customer's code or id")
    .addOption(new Option('--service <service>', 'what is asked for').choices(services).makeOptionMandatory())
    .option('--at <instant>', 'the instant asked about')
    .option('--known-at <instant>', 'as known then')
    .option('--known-position <position>', 'as known at a position')
    .option('--contract <id>', 'number or id of a contract')
    .option('--series <series>')
    .addOption(new Option('--channel <channel>').choices(channels))
    .addOption(new Option('--urgency <urgency>').choices(urgencies))
    .option('--module <module>')
    .option('--target-version <version>')
    .addOption(new Option('--region <region>').choices(regions))
    .option('--answer-version <version>', 'by this version of the rules')
    .action(async (options: CommandOptions) => {
      const {
        customer,
        service,
        at,
        knownAt,
        knownPosition,
        contract,
        series: productSeries,
        channel,
        urgency,
        module,
        targetVersion,
        region,
        answerVersion,
      } = options;
      const query = queryOf({
        ...customerNamed(customer!),
        service,
        at,
        knownAt,
        knownPosition,
        ...(contract !== undefined && contractNamed(contract)),
        productSeries,
        channel,
        urgency,
        module,
        targetVersion,
        region,
        answerVersion,
      });
      const answer = (await callApi(options, `/entitlements/check?${query}`)) as { entitled: boolean };
      printResult(options, answer, linesOf(answer as never, options.language));
      if (!answer.entitled) process.exitCode = 1;
    });

  common(program.command('timeline'))
    .description('what happened to a customer or a contract')
    .option('--customer <id>', "the customer's code or id")
    .option('--contract <id>', 'number or id of a contract')
    .option('--at <instant>')
    .option('--known-at <instant>')
    .action(async (options: CommandOptions) => {
      const { customer, contract, at, knownAt } = options;
      if ((customer === undefined) === (contract === undefined))
        throw new BadUsage(messageIn(options.language, 'oneOf'));
      const path =
        customer === undefined
          ? `/contracts/${encodeURIComponent(isId(contract!) ? contract! : `no:${contract}`)}`
          : `/customers/${encodeURIComponent(isId(customer) ? customer : `code:${customer}`)}`;
      const items: TimelinePage['items'] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const query = queryOf({ at, knownAt, cursor });
        const page = (await callApi(options, `${path}/timeline?${query}`)) as TimelinePage;
        items.push(...page.items);
        cursor = page.nextCursor;
      }
      printResult(
        options,
        { items, nextCursor: null },
        items.map(
          ({ sentence, event }) => `${String(event.position).padStart(6)}  ${event.meta.recordedAt}  ${sentence}`,
        ),
      );
    });
};

/** An id, else a number of the vendor's own. */
const isId = (text: string): boolean => /^(?:cus|con)_/.test(text);
const customerNamed = (text: string) => (isId(text) ? { customerId: text } : { customerCode: text });
const contractNamed = (text: string) => (isId(text) ? { contractId: text } : { contractNo: text });

interface TimelinePage {
  readonly items: { sentence: string; event: { position: number; meta: { recordedAt: string } } }[];
  readonly nextCursor: string | null;
}

/** The same route either way: in the folder it is called inside the process, with a temporary key. */
const callApi = async (options: CommandOptions, path: string): Promise<unknown> => {
  if (options.url !== undefined || options.key !== undefined) return call(options, 'GET', path);
  return withLocalApplication(async ({ app, stores }) => {
    refuseUnknownVendor(app, options.vendor!);
    const key = stores.apiKeys.temporary({
      vendor: options.vendor!,
      role: 'auditor',
      name: 'command line',
      id: 'command-line',
    });
    try {
      const response = await app.inject({
        method: 'GET',
        url: `/api/v1${path}`,
        headers: { authorization: `Bearer ${key.token}`, 'accept-language': options.language },
      });
      if (response.statusCode !== 200) throw failureOf(response.statusCode, detailOf(response.body));
      return response.json();
    } finally {
      key.drop();
    }
  });
};

interface Answer {
  readonly entitled: boolean;
  readonly outcome: string;
  readonly reason: string;
  readonly at: string;
  readonly coveredBy: { contractNo: string; firstDay: string | null; lastDay: string | null } | null;
  readonly conditions: readonly { code: string; text: string }[];
  readonly checks: readonly {
    check: CheckName;
    passed: boolean;
    evidence: readonly { position: number; type: string }[];
  }[];
  readonly remedy: string | null;
  readonly nextChangeAt: string | null;
  readonly validUntil?: string | null;
  readonly promise?: { priority: string; respondBy: string; arriveBy?: string };
  readonly knownPosition: number;
  readonly receipt: string;
}

/** An answer for people: the outcome first, then what proves it. */
export const linesOf = (answer: Answer, language: Language): readonly string[] => {
  const { outcome, reason, at, coveredBy, conditions, checks, remedy, nextChangeAt, promise, knownPosition, receipt } =
    answer;
  const validUntil = answer.validUntil ?? null;
  const line = (...[name, facts]: [Parameters<typeof messageIn>[1], Parameters<typeof messageIn>[2]]): string =>
    messageIn(language, name, facts);
  const worded = (texts: Readonly<Record<string, Texts>>, code: string): string =>
    language === 'en' ? code : `${texts[code]?.[language] ?? ''} ${code}`;
  const arrive = promise?.arriveBy === undefined ? '' : line('arrive', { by: promise.arriveBy });
  return [
    `${worded(outcomeTexts, outcome)} (${worded(reasonTexts, reason)}) ${line('at', { at })}`,
    ...(coveredBy === null
      ? []
      : [
          `  ${line('coveredBy', {
            contractNo: coveredBy.contractNo,
            firstDay: coveredBy.firstDay ?? '',
            lastDay: coveredBy.lastDay ?? '',
          })}`,
        ]),
    ...conditions.map(({ code, text }) => `  ${line('condition', { code, text })}`),
    ...checks.map(
      ({ check, passed, evidence }) =>
        `  ${line(passed ? 'passed' : 'failed', {})}  ${check.padEnd(18)} ` +
        [
          ...(language === 'en' ? [] : [checkTexts[check][language]]),
          ...evidence.map(({ position, type }) => `#${position} ${type}`),
        ].join('  '),
    ),
    ...(remedy === null ? [] : [`  ${line('remedy', { remedy: worded(remedyTexts, remedy) })}`]),
    ...(nextChangeAt === null ? [] : [`  ${line('nextChange', { at: nextChangeAt })}`]),
    ...(validUntil === null ? [] : [`  ${line('validUntil', { at: validUntil })}`]),
    ...(promise === undefined
      ? []
      : [`  ${line('respond', { priority: promise.priority, by: promise.respondBy })}${arrive}`]),
    `  ${line('known', { position: knownPosition, receipt })}`,
  ];
};
