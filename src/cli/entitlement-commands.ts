import { type Command, Option } from 'commander';
import { channels, type Language, regions, services, urgencies } from '../../domain/kernel/vocabulary.js';
import { callApi, type CommandOptions, reading } from './call-api.js';
import { BadUsage } from './local-application.js';
import { contractNamed, customerNamed, pathOf } from './named-objects.js';
import { printResult } from './output.js';
import { queryOf } from './remote.js';
import { messageIn } from './texts.js';
import type { HelpText } from './help-texts.js';

/** The commands that only read: over HTTP with --url, else in the folder itself. */
export const addQuestions = (program: Command, text: HelpText): void => {
  reading(program.command('check'), text)
    .description(text('check'))
    .requiredOption('--customer <id>', text('customer'))
    .addOption(new Option('--service <service>', text('service')).choices(services).makeOptionMandatory())
    .option('--at <instant>', text('at'))
    .option('--known-at <instant>', text('knownAt'))
    .option('--known-position <position>', text('knownPosition'))
    .option('--contract <id>', text('contract'))
    .option('--series <series>', text('series'))
    .addOption(new Option('--channel <channel>', text('channel')).choices(channels))
    .addOption(new Option('--urgency <urgency>', text('urgency')).choices(urgencies))
    .option('--module <module>', text('module'))
    .option('--target-version <version>', text('targetVersion'))
    .addOption(new Option('--region <region>', text('region')).choices(regions))
    .option('--answer-version <version>', text('answerVersion'))
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
      // D7: with --json the answer itself; for people the same answer in sentences.
      const answered = options.json
        ? { answer: (await callApi(options, `/entitlements/check?${query}`)) as Explained['answer'], words: null }
        : ((await callApi(options, `/entitlements/explain?${query}`)) as Explained);
      const { answer, words: sentences } = answered;
      printResult(options, answer, sentences === null ? [] : linesOf({ answer, words: sentences }, options.language));
      if (!answer.entitled) process.exitCode = 1;
    });

  reading(program.command('timeline'), text)
    .description(text('timeline'))
    .option('--customer <id>', text('customer'))
    .option('--contract <id>', text('contract'))
    .option('--at <instant>', text('timelineAt'))
    .option('--known-at <instant>', text('knownAt'))
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
          ({ sentence, recordedAtText, event }) =>
            `${String(event.position).padStart(6)}  ${recordedAtText}  ${sentence}`,
        ),
      );
    });
};

interface TimelinePage {
  readonly items: { sentence: string; recordedAtText: string; event: { position: number } }[];
  readonly nextCursor: string | null;
}

/** What of an explanation is printed. */
interface Explained {
  readonly answer: { readonly entitled: boolean; readonly knownPosition: number; readonly receipt: string };
  readonly words: {
    readonly headline: string;
    readonly facts: readonly string[];
    readonly checks: readonly {
      readonly passed: boolean;
      readonly text: string;
      readonly evidence: readonly { readonly position: number; readonly text: string }[];
    }[];
    readonly remedy: { readonly text: string } | null;
  };
}

/** An answer for people: the outcome first, then the facts, the checks, and the events that prove them. */
export const linesOf = ({ answer, words: sentences }: Explained, language: Language): readonly string[] => {
  const { knownPosition: position, receipt } = answer;
  const { headline, facts, checks, remedy } = sentences;
  const evidence = new Map(checks.flatMap((check) => check.evidence.map((each) => [each.position, each.text])));
  const proofs = [...evidence].sort(([a], [b]) => a - b).map(([at, text]) => `    #${at}  ${text}`);
  return [
    headline,
    ...facts.map((fact) => `  ${fact}`),
    ...checks.map(({ passed, text, evidence: proof }) =>
      [
        `  ${messageIn(language, passed ? 'passed' : 'failed')}`,
        text,
        ...(proof.length === 0 ? [] : [proof.map(({ position: at }) => `#${at}`).join(' ')]),
      ].join('  '),
    ),
    ...(proofs.length === 0 ? [] : [`  ${messageIn(language, 'evidence')}`, ...proofs]),
    ...(remedy === null ? [] : [`  ${messageIn(language, 'remedy', { remedy: remedy.text })}`]),
    `  ${messageIn(language, 'known', { position, receipt })}`,
  ];
};
