import { readFileSync, writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { channels, regions, urgencies } from '../../domain/kernel/vocabulary.js';
import { recomputedReceipt } from '../entitlements/recomputed-receipt.js';
import { callApi, type CommandOptions, readApi, reading } from './call-api.js';
import { BadUsage, CommandFailed } from './local-application.js';
import { pathOf } from './named-objects.js';
import { printResult } from './output.js';
import { queryOf } from './remote.js';
import { causeIn, operatorText, writtenCause } from '../platform/operator-fault.js';
import { languageOption, messageIn } from './texts.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import type { HelpText } from './help-texts.js';

/** What auditors ask of the ledger: everything of one object, and whether a receipt is right. */
export const addAuditing = (program: Command, text: HelpText): void => {
  reading(program.command('dossier'), text)
    .description(text('dossier'))
    .option('--customer <id>', text('customer'))
    .option('--contract <id>', text('contract'))
    .option('--at <instant>', text('dossierAt'))
    .option('--known-at <instant>', text('knownAt'))
    .option('--html <file>', text('html'))
    .action(dossier);

  program
    .command('verify-receipt')
    .description(text('verifyReceipt'))
    .argument('<file>', text('answerFile'))
    .option('--vendor <vendor>', text('answerVendor'))
    .option('--contract <id>', text('askedContract'))
    .option('--series <series>', text('series'))
    .addOption(new Option('--channel <channel>', text('channel')).choices(channels))
    .addOption(new Option('--urgency <urgency>', text('urgency')).choices(urgencies))
    .option('--module <module>', text('module'))
    .option('--target-version <version>', text('targetVersion'))
    .addOption(new Option('--region <region>', text('region')).choices(regions))
    .option('--json', text('json'), false)
    .addOption(languageOption(text))
    .action(verifyReceipt);
};

interface DossierSize {
  readonly title: string;
  readonly knownPosition: number;
  readonly events: readonly unknown[];
  readonly contracts: readonly { readonly events: readonly unknown[] }[];
}

const dossier = async (options: CommandOptions): Promise<void> => {
  const { customer, contract, at, knownAt, html: file, language } = options;
  if ((customer === undefined) === (contract === undefined)) throw new BadUsage(messageIn(language, 'oneOf'));
  const query = queryOf({ at, knownAt });
  const path = `${pathOf(customer, contract)}/dossier?${query}`;
  if (file !== undefined) {
    const page = await readApi(options, path, 'text/html');
    try {
      // A2: persons are in it.
      writeFileSync(file, page, { mode: 0o600 });
    } catch (error) {
      throw new CommandFailed(operatorText('not-written', { file, cause: causeIn(error) }));
    }
    printResult(options, { file }, [messageIn(language, 'dossierWritten', { file })]);
    return;
  }
  const made = (await callApi(options, path)) as DossierSize;
  const { title, knownPosition: position, events, contracts } = made;
  const count = contracts.reduce((sum, each) => sum + each.events.length, events.length);
  printResult(options, made, [
    messageIn(language, 'dossierOf', { title, position, contracts: contracts.length, events: count }),
  ]);
};

type Members = Readonly<Record<string, unknown>>;
interface Verifiable {
  readonly answer: Members;
  readonly question: Members;
}

const verifyReceipt = (file: string, options: CommandOptions): void => {
  const { language } = options;
  const given = jsonIn(file, language);
  const found = verifiableIn(given, options);
  if (found.length === 0) throw new BadUsage(messageIn(language, 'notAnAnswer', { file }));
  const vendor = typeof given?.['vendor'] === 'string' ? given['vendor'] : options.vendor;
  if (vendor === undefined) throw new BadUsage(messageIn(language, 'vendorMissing'));
  const receipts = found.map(({ answer, question }) => {
    const [receipt, computed] = [String(answer['receipt']), recomputedReceipt(answer, question, vendor)];
    return { service: String(answer['service']), receipt, computed, right: receipt === computed };
  });
  const right = receipts.every((each) => each.right);
  printResult(
    options,
    { right, receipts },
    receipts.map(({ receipt, computed, right: holds }) =>
      messageIn(language, holds ? 'receiptHolds' : 'receiptDiffers', { receipt, computed }),
    ),
  );
  if (!right) process.exitCode = 1;
};

/** @throws BadUsage */
const jsonIn = (file: string, language: Language): Members | null => {
  try {
    const value = JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8')) as unknown;
    return typeof value === 'object' && value !== null ? (value as Members) : null;
  } catch (error) {
    if (error instanceof SyntaxError) throw new BadUsage(messageIn(language, 'noJson', { file, cause: error.message }));
    throw new BadUsage(messageIn(language, 'unreadFile', { file, cause: writtenCause(error, language) }));
  }
};

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null;

const isAnswer = (value: unknown): value is Members =>
  isMembers(value) && typeof value['receipt'] === 'string' && Array.isArray(value['checks']);

/** An explanation, all decisions of a dossier, or the answer of a check with what was asked in the options. */
const verifiableIn = (given: Members | null, options: CommandOptions): readonly Verifiable[] => {
  if (given === null) return [];
  if (Array.isArray(given['decisions'])) return (given['decisions'] as readonly unknown[]).flatMap(pairIn);
  const [pair] = pairIn(given);
  if (pair !== undefined) return [pair];
  return isAnswer(given) ? [{ answer: given, question: askedBy(given, options) }] : [];
};

const pairIn = (value: unknown): readonly Verifiable[] =>
  isMembers(value) && isAnswer(value['answer']) && isMembers(value['question'])
    ? [{ answer: value['answer'], question: value['question'] }]
    : [];

/** The question of a check: the answer holds whom, what and when; the options hold the rest. */
const askedBy = ({ customerId, service, at, knownAt, knownPosition }: Members, options: CommandOptions): Members => ({
  at,
  channel: options.channel ?? null,
  contractId: options.contract ?? null,
  customerId,
  knownAt,
  knownPosition,
  module: options.module ?? null,
  productSeries: options.series ?? null,
  region: options.region ?? null,
  service,
  targetVersion: options.targetVersion ?? null,
  urgency: options.urgency ?? null,
});
