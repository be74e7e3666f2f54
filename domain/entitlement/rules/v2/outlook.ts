import { type Instant, instantOf } from '../../../kernel/civil.js';
import { versionKey } from '../../../kernel/version.js';
import type { Check } from '../../answer.js';
import type { Book } from '../../book.js';
import type { Question } from '../../question.js';
import type { PreparedSheet } from '../../sheet.js';
import { clockChange, clockDiffers, hoursChange } from './clock-change.js';
import type { DecisionInput } from './decision-input.js';
import { isOtherCover, type Judged } from './judge.js';
import { Lineup } from './lineup.js';
import { checksShown } from './services.js';

/**
 * D6, and how long the answer holds: the next instants at which, though nothing more is recorded, `entitled`, `reason`
 * or `coveredBy` changes (`nextChangeAt`), and at which anything of the answer does (`validUntil`).
 */
export const outlookOf = (
  input: DecisionInput,
): { readonly nextChangeAt: Instant | null; readonly validUntil: Instant | null } => {
  const { question, sheet, book, judged, best } = input;
  const releases = releasesAfter(question, sheet, book);
  const boundaries = boundariesOf(input, releases);
  const lineup = new Lineup(question, sheet, book, commonTurns(question, sheet, releases), judged, best);
  let from = question.at;
  let next: number | null = null;
  let until: number | null = null;
  for (let i = 0; i < boundaries.length && next === null; i++) {
    const to = boundaries[i]!;
    if (to <= question.at) continue;
    until ??= clockChange(input, lineup, from, to);
    next = hoursChange(lineup, best, from, to);
    if (next !== null) break;
    const turned = lineup.pass(to);
    if (isOtherCover(lineup.best, best)) next = to;
    else if (until === null && answerDiffers(input, lineup, turned, to)) until = to;
    from = to;
  }
  // Whatever changes the cover changes the answer.
  until ??= next ?? clockChange(input, lineup, from, Infinity);
  return { nextChangeAt: instantOrNull(next), validUntil: instantOrNull(until) };
};

/** D1: without any contract only the policy in force is shown, and it changes on its day (P2). */
export const policyChangeAfter = (question: Question, book: Book): Instant | null => {
  const { at, knownPosition } = question;
  const version = book.policyAt(at, knownPosition).version;
  const day = book
    .policyDays(knownPosition)
    .find((from) => from > at && book.policyAt(from, knownPosition).version !== version);
  return instantOrNull(day ?? null);
};

/** Texts of boundaries: days begin at the same instants for everybody. A full memory is emptied. */
const texts = new Map<number, Instant>();
const remembered = 10_000;

const instantOrNull = (at: number | null): Instant | null => {
  if (at === null) return null;
  // Only beginnings of minutes recur; a promise that runs names each millisecond once.
  if (at % 60_000 !== 0) return instantOf(at);
  let text = texts.get(at);
  if (text === undefined) {
    if (texts.size >= remembered) texts.clear();
    text = instantOf(at);
    texts.set(at, text);
  }
  return text;
};

const answerDiffers = (input: DecisionInput, lineup: Lineup, turned: readonly number[], at: number): boolean => {
  const { best, considered, checks } = input;
  for (const i of turned) if (lineup.judged[i]!.reason !== considered[i]!.reason) return true;
  const then = lineup.best;
  if (then.case === best.case && input.question.urgency === null && !turned.some((i) => isGrant(lineup.judged[i]!)))
    return false;
  if (then.case !== best.case) {
    if (then.case.published.version !== best.case.published.version) return true;
    if (!sameChecks(checksShown(then.case), checks)) return true;
  }
  return clockDiffers(input, lineup, at, turned);
};

const isGrant = (judged: Judged): boolean => judged.reason === 'covered';

const sameChecks = (a: readonly Check[], b: readonly Check[]): boolean =>
  a.length === b.length &&
  a.every((check, i) => {
    const other = b[i]!;
    if (check.check !== other.check || check.passed !== other.passed) return false;
    if (check.evidence === other.evidence) return true;
    return (
      check.evidence.length === other.evidence.length &&
      check.evidence.every(
        (evidence, n) => evidence.position === other.evidence[n]!.position && evidence.type === other.evidence[n]!.type,
      )
    );
  });

const none: readonly number[] = [];

/** V2: when the target version is released, for each series of the customer. */
const releasesAfter = (question: Question, sheet: PreparedSheet, book: Book): readonly number[] => {
  if (question.targetVersion === null || (question.service !== 'upgrade' && question.service !== 'onsite')) return none;
  const key = versionKey(question.targetVersion);
  const releases = new Set<number>();
  for (const series of new Set(sheet.contracts.map((contract) => contract.series))) {
    const release = book.release(series, key, question.knownPosition);
    if (release !== null && release.from > question.at) releases.add(release.from);
  }
  return [...releases];
};

/**
 * The sheet's, and what else an answer may depend on: releases, the site's region, policies where no term names one.
 */
const boundariesOf = ({ question, sheet, book }: DecisionInput, releases: readonly number[]): readonly number[] => {
  const regions =
    question.urgency !== null && question.service === 'onsite' ? sheet.regions.map((from) => from.from) : none;
  const days = sheet.termless.length === 0 ? none : book.policyDays(question.knownPosition);
  if (releases.length === 0 && days.length === 0 && regions.length < 2) return sheet.boundaries;
  return [...new Set([...sheet.boundaries, ...releases, ...regions.filter(Number.isFinite), ...days])].sort(
    (a, b) => a - b,
  );
};

const nobody: ReadonlySet<number> = new Set();

/** D9: allowances go by the customer's level, so that a change of it concerns every contract. */
const commonTurns = (
  { service }: Question,
  { levels }: PreparedSheet,
  releases: readonly number[],
): ReadonlySet<number> => {
  const byLevel = (service === 'media' || service === 'health-check') && levels.length > 1;
  if (!byLevel && releases.length === 0) return nobody;
  return new Set([...releases, ...(byLevel ? levels.map((level) => level.from) : [])]);
};
