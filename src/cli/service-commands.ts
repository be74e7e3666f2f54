import { type Command, Option } from 'commander';
import { parse } from 'csv-parse/sync';
import { obligationKinds, obligationStates } from '../../domain/obligation/kinds.js';
import { priorities, services } from '../../domain/kernel/vocabulary.js';
import { requestStates } from '../../domain/request/state-table.js';
import { asSentence, writingIn, type Writing } from '../explanations/writing.js';
import { obligationLine } from '../obligations/obligation-line.js';
import type { ShownObligation } from '../obligations/listing/obligation-answers.js';
import { retryObligation } from '../obligations/retry-obligation.command.js';
import type { RequestInShort } from '../requests/request-line.js';
import { requestLine } from '../requests/request-line.js';
import { visitStateTexts } from '../requests/request-texts.js';
import { promiseFilters } from '../requests/requests.dto.js';
import { onBehalfOf } from './actor.js';
import { calling, type CommandOptions, type Read, readApi, reading } from './call-api.js';
import { executed } from './execute-here.js';
import type { HelpText } from './help-texts.js';
import { CommandFailed, withExistingLedger } from './local-application.js';
import { contractNamed, customerNamed } from './named-objects.js';
import { printResult } from './output.js';
import { call, queryOf } from './remote.js';
import { languageOption, messageIn } from './texts.js';

const reports = ['service-levels', 'satisfaction', 'renewals'] as const;

/** What a service department asks for day by day: requests, what is owed, and figures. */
export const addService = (program: Command, text: HelpText): void => {
  const requests = program.command('requests').description(text('requests'));
  listing(requests.command('list'), text)
    .description(text('requestsList'))
    .option('--customer <id>', text('customer'))
    .addOption(new Option('--state <state>', text('requestState')).choices(requestStates))
    .addOption(new Option('--promise <promise>', text('promise')).choices(promiseFilters))
    .addOption(new Option('--service <service>', text('service')).choices(services))
    .addOption(new Option('--priority <priority>', text('priority')).choices(priorities))
    .option('--owner <id>', text('owner'))
    .option('--due-before <instant>', text('dueBefore'))
    .action((options: ListOptions) => {
      const { customer, state, promise, service, priority, owner, dueBefore } = options;
      const named = customer === undefined ? {} : customerNamed(customer);
      const query = { ...named, state, promise, service, priority, owner, dueBefore };
      return printList<RequestInShort>(options, '/requests', query, requestLine);
    });
  reading(requests.command('show <request>'), text).description(text('requestsShow')).action(showRequest);

  const obligations = program.command('obligations').description(text('obligations'));
  listing(obligations.command('list'), text)
    .description(text('obligationsList'))
    .option('--customer <id>', text('customer'))
    .option('--contract <id>', text('contract'))
    .option('--request <id>', text('ofRequest'))
    .addOption(new Option('--kind <kind>', text('obligationKind')).choices(obligationKinds))
    .addOption(new Option('--state <state>', text('obligationState')).choices(obligationStates))
    .option('--due-before <instant>', text('dueBefore'))
    .action((options: ListOptions) => {
      const { customer, contract, request: requestId, kind, state, dueBefore } = options;
      const query = {
        ...(customer !== undefined && customerNamed(customer)),
        ...(contract !== undefined && contractNamed(contract)),
        requestId,
        kind,
        state,
        dueBefore,
      };
      return printList<ShownObligation>(options, '/obligations', query, obligationLine);
    });
  onBehalfOf(obligations.command('retry <id>'), text)
    .description(text('obligationsRetry'))
    .requiredOption('--vendor <vendor>', text('vendor'))
    .option('--url <url>', text('url'))
    .option('--key <key>', text('adminKey'))
    .option('--json', text('json'), false)
    .addOption(languageOption(text))
    .action(retry);

  const figures = program.command('reports').description(text('reports'));
  for (const report of reports)
    listing(figures.command(report), text)
      .description(text(report))
      .requiredOption('--from <day>', text('from'))
      .requiredOption('--to <day>', text('to'))
      .option('--known-at <instant>', text('knownAt'))
      .option('--by <group>', text('by'))
      .action((options: ListOptions) => printReport(options, report));
};

type ListOptions = CommandOptions & { readonly csv: boolean };

/** What reads a list or a report: lines for people, JSON, or the file for a spreadsheet. */
const listing = (command: Command, text: HelpText): Command =>
  reading(command, text).option('--csv', text('csv'), false);

type Query = Parameters<typeof queryOf>[0];

/** All pages of a list, a line for each item. */
const printList = async <T>(
  options: ListOptions,
  path: string,
  query: Query,
  lineOf: (writing: Writing, item: T) => string,
): Promise<void> => {
  if (options.csv) return printCsv(options, `${path}?${queryOf(query)}`);
  const { items, writing } = await calling(options, async (readPath) => ({
    items: await allOf<T>(readPath, path, query),
    writing: await vendorWriting(options, readPath),
  }));
  const lines = items.length === 0 ? [messageIn(options.language, 'nothingFound')] : [];
  printResult(options, { items, nextCursor: null }, [...lines, ...items.map((item) => lineOf(writing, item))]);
};

const allOf = async <T>(readPath: Read, path: string, query: Query): Promise<readonly T[]> => {
  const items: T[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = JSON.parse(await readPath(`${path}?${queryOf({ ...query, limit: '500', cursor })}`)) as {
      readonly items: readonly T[];
      readonly nextCursor: string | null;
    };
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
};

/** T1: times are those of the vendor's zone, by the newest policy. */
const vendorWriting = async ({ vendor, language }: CommandOptions, readPath: Read): Promise<Writing> => {
  const { items } = JSON.parse(await readPath('/policies')) as { readonly items: readonly { version: number }[] };
  const newest = Math.max(...items.map(({ version }) => version));
  const { policy } = JSON.parse(await readPath(`/policies/${vendor}/versions/${newest}`)) as {
    readonly policy: { readonly timeZone: string };
  };
  return writingIn(language, policy.timeZone);
};

/** With the mark of UTF-8, by which spreadsheets read it as such; what reads answers of a server drops it. */
const printCsv = async (options: CommandOptions, path: string): Promise<void> =>
  void process.stdout.write((await readApi(options, path, 'text/csv')).replace(/^\uFEFF?/, '\uFEFF'));

interface ShownRequest extends RequestInShort {
  readonly id: string;
  readonly requestedAt: string;
  readonly description: string | null;
  readonly owner: string | null;
  readonly waits: readonly { readonly text: string | null; readonly from: string; readonly endedAt: string | null }[];
  readonly visits: readonly {
    readonly state: string;
    readonly schedule: { readonly startsAt: string } | null;
  }[];
  readonly resolution: { readonly at: string; readonly text: string | null } | null;
}

const showRequest = async (named: string, options: CommandOptions): Promise<void> => {
  const { request, writing } = await calling(options, async (readPath) => ({
    request: JSON.parse(
      await readPath(`/requests/${encodeURIComponent(await idOf(named, options, readPath))}`),
    ) as ShownRequest,
    writing: await vendorWriting(options, readPath),
  }));
  printResult(options, request, linesOf(request, options, writing));
};

/** A request by its id, or by the number by which people name it. */
const idOf = async (named: string, { language }: CommandOptions, readPath: Read): Promise<string> => {
  if (named.startsWith('req_')) return named;
  const [found] = await allOf<{ readonly id: string }>(readPath, '/requests', { no: named });
  if (found === undefined) throw new CommandFailed(messageIn(language, 'noRequest', { no: named }));
  return found.id;
};

const linesOf = (request: ShownRequest, { language }: CommandOptions, writing: Writing): readonly string[] => {
  const { requestedAt, description, owner, waits, visits, resolution } = request;
  const line = (name: Parameters<typeof messageIn>[1], value: string): string =>
    `  ${messageIn(language, name, { value })}`;
  return [
    requestLine(writing, request),
    line('requestedAt', writing.instant(requestedAt)),
    ...(description === null ? [] : [line('description', description)]),
    ...(owner === null ? [] : [line('owner', owner)]),
    ...waits
      .filter(({ endedAt }) => endedAt === null)
      .map(({ from, text }) => line('waiting', [writing.instant(from), text ?? ''].join(' ').trimEnd())),
    ...visits.map(({ state, schedule }) =>
      line(
        'visit',
        [
          writing.text(visitStateTexts[state]!),
          ...(schedule === null ? [] : [writing.instant(schedule.startsAt)]),
        ].join(' '),
      ),
    ),
    ...(resolution === null
      ? []
      : [line('resolution', [writing.instant(resolution.at), resolution.text ?? ''].join(' ').trimEnd())]),
  ];
};

const retry = async (id: string, options: CommandOptions): Promise<void> => {
  const { url, key, vendor, language } = options;
  const retried =
    url !== undefined || key !== undefined
      ? ((await call(options, 'POST', `/obligations/${encodeURIComponent(id)}/retry`)) as object)
      : await executed(retryObligation, vendor!, { obligationId: id }, null, options, { opened: withExistingLedger });
  printResult(options, retried, [messageIn(language, 'retried', { id })]);
};

/** A report has a line for each group and one for everything, in the words of its file. */
const printReport = async (options: ListOptions, report: (typeof reports)[number]): Promise<void> => {
  const { from, to, knownAt, by, csv, json, language } = options;
  const path = `/reports/${report}?${queryOf({ from, to, knownAt, by })}`;
  if (csv) return printCsv(options, path);
  if (json) return printResult(options, JSON.parse(await readApi(options, path, 'application/json')) as object, []);
  const [headings = [], ...rows] = parse(await readApi(options, path, 'text/csv'), { bom: true }) as string[][];
  const separator = language === 'en' ? '; ' : '；';
  printResult(
    options,
    {},
    rows.map(([group = '', ...values]) => {
      const figures = values.flatMap((value, at) => (value === '' ? [] : [figure(headings[at + 1]!, value)]));
      return asSentence(messageIn(language, 'figures', { group, figures: figures.join(separator) }));
    }),
  );
};

/** The unit of a heading follows its figure. */
const figure = (heading: string, value: string): string =>
  heading.endsWith(' %') ? `${heading.slice(0, -2)} ${value}%` : `${heading} ${value}`;
