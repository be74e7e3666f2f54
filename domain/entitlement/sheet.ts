import type { ContractSheetRow } from '../../projections/contract-sheet/contract-sheet.row.js';
import type { CustomerFact, CustomerSheetRow } from '../../projections/customer-sheet/customer-sheet.row.js';
import { type Fact, type FactRow, factsKnownAt } from '../../projections/facts/facts.row.js';
import { epochOf } from '../kernel/civil.js';
import type { Level, Region } from '../kernel/vocabulary.js';
import type { Question } from './question.js';
import { type ContractSheet, contractSheetOf } from './sheet-contract.js';

/** What holds from an instant on until the next of its kind; the first one from the beginning of time. */
export interface From<T> {
  readonly from: number;
  readonly value: T;
}

/**
 * A customer as decisions see them: what was known at a position, every day turned into epoch ms. Good for every
 * `knownPosition` in [knownFrom, knownUntil) and every `at` from `answersFrom` on.
 */
export interface PreparedSheet {
  readonly customerId: string;
  readonly knownFrom: number;
  /** Infinity where the rows were the live ones: until an event moves one of them. */
  readonly knownUntil: number;
  /** -Infinity where the aged rows were given or none exist. */
  readonly answersFrom: number;
  /**
   * Every contract the sheet was made of, also one that is the customer's no more, and every absorbed customer: an
   * event of any of them outdates it.
   */
  readonly madeOf: readonly string[];
  /** By contract number (D3). */
  readonly contracts: readonly ContractSheet[];
  readonly levels: readonly From<Level>[];
  readonly regions: readonly From<Region>[];
  /** Every instant at which a check may turn, ascending, each once. Releases are not among them. */
  readonly boundaries: readonly number[];
  /** Which contracts, by their place in `contracts`, turn at a boundary; none at one that is the customer's own. */
  readonly turning: ReadonlyMap<number, readonly number[]>;
  /** Places of the contracts that have no term. */
  readonly termless: readonly number[];
  /** Whether terms of different policy versions judge the contracts. */
  readonly severalPolicies: boolean;
}

/**
 * The rows a sheet is made of: for each subject its live page, or the page closed after the asked position, and its
 * aged rows where needed.
 */
export interface SheetRows {
  readonly customer: readonly CustomerSheetRow[];
  readonly contracts: readonly (readonly ContractSheetRow[])[];
  /** Of each customer merged into this one; none where left out. */
  readonly absorbed?: readonly (readonly CustomerSheetRow[])[];
}

/** Whether this page is valid for `knownPosition`; if not, the one with the smallest `knownTo` above it does. */
export const answersPosition = (page: FactRow<Fact>, knownPosition: number): boolean =>
  page.knownFrom <= knownPosition && (page.knownTo === null || knownPosition < page.knownTo);

/** Whether a question about `at` (epoch ms) needs the subject's aged rows beside this page. */
export const needsAged = (page: FactRow<Fact>, at: number): boolean =>
  page.agedBefore !== null && at < epochOf(page.agedBefore);

/** Ids of the contracts whose rows the sheet needs, as known at the position. */
export const contractsOf = (customer: readonly CustomerSheetRow[], knownPosition: number): readonly string[] =>
  factsKnownAt<CustomerFact>(customer, knownPosition).flatMap((fact) =>
    fact.kind === 'contract' ? [fact.contractId] : [],
  );

/** The customer that this one was merged into, as known at the position; null where it was not merged. */
export const mergedInto = (customer: readonly CustomerSheetRow[], knownPosition: number): string | null =>
  factsKnownAt<CustomerFact>(customer, knownPosition).find((fact) => fact.kind === 'merged-into')?.customerId ?? null;

/** The customers it also covers, as known at the position: those merged into it directly. */
export const absorbedBy = (customer: readonly CustomerSheetRow[], knownPosition: number): readonly string[] =>
  factsKnownAt<CustomerFact>(customer, knownPosition).flatMap((fact) =>
    fact.kind === 'absorbed' ? [fact.customerId] : [],
  );

/**
 * The sheet of one customer, made once and asked often. Null where the customer was not registered by then (D1: 404).
 * `zone` is the vendor's. Throws a RangeError where a page is not valid for the position.
 */
export const prepareSheet = (rows: SheetRows, knownPosition: number, zone: string): PreparedSheet | null => {
  const steps = preparingSheet(rows, knownPosition, zone);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
};

/** `prepareSheet` contract by contract, for callers that yield to other work between two of them. */
export function* preparingSheet(
  rows: SheetRows,
  knownPosition: number,
  zone: string,
): Generator<void, PreparedSheet | null> {
  const absorbed = rows.absorbed ?? [];
  const all: readonly FactRow<Fact>[] = [...rows.customer, ...absorbed.flat(), ...rows.contracts.flat()];
  for (const row of all)
    if (row.part === 'page' && !answersPosition(row, knownPosition))
      throw new RangeError(
        `the page of ${row.subject} for positions ${row.knownFrom} to ${row.knownTo ?? 'now'} does not ` +
          `answer for position ${knownPosition}; read the page with the smallest knownTo above it`,
      );
  const facts = factsKnownAt<CustomerFact>(rows.customer, knownPosition);
  const registered = facts.find((fact) => fact.kind === 'registered');
  if (registered === undefined) return null;

  const customerId = rows.customer[0]!.subject;
  const absorbedIds = absorbed.map((customer) => customer[0]!.subject);
  const family = new Set([customerId, ...absorbedIds]);
  const contracts: ContractSheet[] = [];
  for (const contract of rows.contracts) {
    const sheet = contractSheetOf(contract, family, knownPosition, zone);
    if (sheet !== null) contracts.push(sheet);
    yield;
  }
  contracts.sort((a, b) =>
    a.contractNo < b.contractNo ? -1 : a.contractNo > b.contractNo ? 1 : a.contractId < b.contractId ? -1 : 1,
  );
  const levels = states(
    registered.level,
    facts.filter((fact) => fact.kind === 'level').map((fact) => ({ from: epochOf(fact.from), value: fact.level })),
  );
  const regions = states(
    registered.region,
    facts.filter((fact) => fact.kind === 'region').map((fact) => ({ from: epochOf(fact.from), value: fact.region })),
  );
  return {
    customerId,
    ...interval(all, knownPosition),
    answersFrom: answersFrom([rows.customer, ...absorbed, ...rows.contracts]),
    madeOf: [...absorbedIds, ...rows.contracts.flatMap((contract) => contract[0]?.subject ?? [])],
    contracts,
    levels,
    regions,
    boundaries: ascending([
      ...contracts.flatMap((contract) => contract.boundaries),
      ...levels.map((level) => level.from),
    ]),
    turning: turningOf(contracts),
    termless: contracts.flatMap(({ terms }, i) => (terms.length === 0 ? [i] : [])),
    severalPolicies: hasSeveralPolicies(contracts),
  };
}

/** The same sheet with one contract alone; none where it is not among the customer's. */
export const withContractAlone = (sheet: PreparedSheet, contractId: string): PreparedSheet => {
  const contracts = sheet.contracts.filter((contract) => contract.contractId === contractId);
  return {
    ...sheet,
    contracts,
    boundaries: ascending([
      ...contracts.flatMap((contract) => contract.boundaries),
      ...sheet.levels.map((level) => level.from),
    ]),
    turning: turningOf(contracts),
    termless: contracts.flatMap(({ terms }, i) => (terms.length === 0 ? [i] : [])),
    severalPolicies: hasSeveralPolicies(contracts),
  };
};

/** Throws a RangeError if the sheet was not made for the question's customer, position or instant. */
export const assertFits = (question: Question, sheet: PreparedSheet): void => {
  if (question.customerId !== sheet.customerId)
    throw new RangeError(`the sheet is of customer ${sheet.customerId}, the question of ${question.customerId}`);
  if (question.knownPosition < sheet.knownFrom || question.knownPosition >= sheet.knownUntil)
    throw new RangeError(
      `the sheet answers for positions ${sheet.knownFrom} up to ${sheet.knownUntil}, not for ${question.knownPosition}`,
    );
  if (question.at < sheet.answersFrom)
    throw new RangeError(
      `the sheet lacks the aged facts that an instant before ${sheet.answersFrom} needs: ${question.at}`,
    );
};

export const stateAt = <T>(known: readonly From<T>[], at: number): T => {
  let i = known.length - 1;
  while (i > 0 && known[i]!.from > at) i--;
  return known[i]!.value;
};

/** Of two that begin at one instant the later recorded one counts: facts come by position and the sort is stable. */
const states = <T>(first: T, later: readonly From<T>[]): readonly From<T>[] => [
  { from: -Infinity, value: first },
  ...later.toSorted((a, b) => a.from - b.from),
];

const interval = (
  rows: readonly FactRow<Fact>[],
  knownPosition: number,
): { readonly knownFrom: number; readonly knownUntil: number } => {
  let [knownFrom, knownUntil] = [0, Infinity];
  for (const row of rows) {
    if (row.part === 'page') knownFrom = Math.max(knownFrom, row.knownFrom);
    if (row.part === 'page' && row.knownTo !== null) knownUntil = Math.min(knownUntil, row.knownTo);
    for (const { position } of row.facts)
      if (position <= knownPosition) knownFrom = Math.max(knownFrom, position);
      else knownUntil = Math.min(knownUntil, position);
  }
  return { knownFrom, knownUntil };
};

const answersFrom = (subjects: readonly (readonly FactRow<Fact>[])[]): number =>
  subjects.reduce((latest, rows) => {
    const aged = rows.some((row) => row.part === 'aged');
    return rows.reduce(
      (from, row) => (aged || row.agedBefore === null ? from : Math.max(from, epochOf(row.agedBefore))),
      latest,
    );
  }, -Infinity);

const hasSeveralPolicies = (contracts: readonly ContractSheet[]): boolean =>
  new Set(contracts.flatMap((contract) => contract.terms.map((term) => term.policyVersion))).size > 1;

const turningOf = (contracts: readonly ContractSheet[]): ReadonlyMap<number, readonly number[]> => {
  const turning = new Map<number, number[]>();
  for (const [i, { boundaries }] of contracts.entries())
    for (const at of new Set(boundaries)) {
      if (!Number.isFinite(at)) continue;
      const places = turning.get(at);
      if (places === undefined) turning.set(at, [i]);
      else places.push(i);
    }
  return turning;
};

const ascending = (instants: readonly number[]): readonly number[] =>
  [...new Set(instants.filter(Number.isFinite))].sort((a, b) => a - b);
