import { type Command, Option } from 'commander';
import type { CheckName } from '../../domain/entitlement/answer.js';
import { channels, type Language, regions, services, urgencies } from '../../domain/kernel/vocabulary.js';
import type { Texts } from '../platform/http/problems/texts.js';
import { checkTexts, outcomeTexts, reasonTexts, remedyTexts } from './answer-texts.js';
import { callApi, type CommandOptions, reading } from './call-api.js';
import { BadUsage } from './local-application.js';
import { contractNamed, customerNamed, pathOf } from './named-objects.js';
import { printResult } from './output.js';
import { queryOf } from './remote.js';
import { messageIn } from './texts.js';

/** The commands that only read: over HTTP with --url, else in the folder itself. */
export const addQuestions = (program: Command): void => {
  reading(program.command('check'))
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

  reading(program.command('timeline'))
    .description('what happened to a customer or a contract')
    .option('--customer <id>', "the customer's code or id")
    .option('--contract <id>', 'number or id of a contract')
    .option('--at <instant>')
    .option('--known-at <instant>')
    .action(async (options: CommandOptions) => {
      const { customer, contract, at, knownAt } = options;
      if ((customer === undefined) === (contract === undefined))
        throw new BadUsage(messageIn(options.language, 'oneOf'));
      const path = pathOf(customer, contract);
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
          ({ sentence, recordedAt, event }) => `${String(event.position).padStart(6)}  ${recordedAt}  ${sentence}`,
        ),
      );
    });
};

interface TimelinePage {
  readonly items: { sentence: string; recordedAt: string; event: { position: number } }[];
  readonly nextCursor: string | null;
}

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
