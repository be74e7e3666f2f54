import type { Decision } from '../../domain/entitlement/answer.js';
import type { Book, Published } from '../../domain/entitlement/book.js';
import { decide } from '../../domain/entitlement/decide.js';
import type { Question } from '../../domain/entitlement/question.js';
import {
  answersPosition,
  contractsOf,
  needsAged,
  type PreparedSheet,
  prepareSheet,
  type SheetRows,
} from '../../domain/entitlement/sheet.js';
import { epochOf, isParsed, parseInstant } from '../../domain/kernel/civil.js';
import type { Recorded, DomainEvent } from '../../domain/kernel/envelope.js';
import { parseVersion, type Version } from '../../domain/kernel/version.js';
import type { ContractSheetRow } from '../../projections/contract-sheet/contract-sheet.row.js';
import { contractSheet } from '../../projections/contract-sheet/contract-sheet.js';
import type { CustomerSheetRow } from '../../projections/customer-sheet/customer-sheet.row.js';
import { customerSheet } from '../../projections/customer-sheet/customer-sheet.js';
import type { Fact, FactRow } from '../../projections/facts/facts.row.js';
import type { Projection, Row } from '../../projections/projection.js';
import type { ReleasesRow } from '../../projections/releases/releases.row.js';
import { releases } from '../../projections/releases/releases.js';
import type { History } from './history.js';
import { bookWith } from './published.js';

/** The rows of a view after these events, as the projector makes them: each by itself. */
export const project = <R extends Row, E extends DomainEvent>(
  projection: Projection<R, E>,
  events: readonly Recorded<DomainEvent>[],
  rows = new Map<string, R>(),
): Map<string, R> => {
  for (const event of events) {
    if (!projection.handles.includes(event.type)) continue;
    const recorded = event as Recorded<E>;
    // Stores hold JSON: what JSON loses must not matter.
    const store = (id: string, row: R): unknown => rows.set(id, JSON.parse(JSON.stringify(row)) as R);
    for (const id of projection.rows(recorded)) {
      const { row, closed = [] } = projection.apply(recorded, rows.get(id), id);
      for (const each of closed) store(each.id, each.row);
      if (row === undefined) rows.delete(id);
      else store(id, row);
    }
  }
  return rows;
};

export interface Views {
  readonly contracts: ReadonlyMap<string, ContractSheetRow>;
  readonly customers: ReadonlyMap<string, CustomerSheetRow>;
  readonly releases: ReadonlyMap<string, ReleasesRow>;
}

export const viewsOf = (events: readonly Recorded<DomainEvent>[]): Views => ({
  contracts: project(contractSheet, events),
  customers: project(customerSheet, events),
  releases: project(releases, events),
});

/** The rows one subject's part of a question needs, found as a store finds them. */
const rowsOf = <R extends FactRow<Fact>>(
  view: ReadonlyMap<string, R>,
  subject: string,
  at: number,
  knownPosition: number,
): readonly R[] => {
  const live = view.get(subject);
  if (live === undefined) return [];
  const all = [...view.values()].filter((row) => row.subject === subject);
  const page = answersPosition(live, knownPosition)
    ? live
    : all
        .filter((row) => row.part === 'page' && row.knownTo !== null && row.knownTo > knownPosition)
        .sort((a, b) => a.knownTo! - b.knownTo!)[0]!;
  return needsAged(page, at) ? [page, ...all.filter((row) => row.part === 'aged')] : [page];
};

export const sheetRows = (views: Views, customerId: string, at: number, knownPosition: number): SheetRows => {
  const customer = rowsOf(views.customers, customerId, at, knownPosition);
  return {
    customer,
    contracts: contractsOf(customer, knownPosition).map((id) => rowsOf(views.contracts, id, at, knownPosition)),
  };
};

/** Questions in words: instants and bare days as texts (T1), everything else at rest. */
export type QuestionInput = {
  readonly service: Question['service'];
  readonly at: string;
  readonly targetVersion?: string;
} & Partial<Omit<Question, 'at' | 'targetVersion' | 'service'>>;

export const questionOf = (question: QuestionInput, knownPosition: number): Question => {
  const at = parseInstant(question.at, 'Asia/Shanghai');
  if (!isParsed(at)) throw new Error(`'${question.at}' is no instant`);
  const targetVersion = question.targetVersion === undefined ? null : (parseVersion(question.targetVersion) as Version);
  return {
    customerId: 'cus_a',
    contractId: null,
    productSeries: null,
    channel: null,
    urgency: null,
    module: null,
    region: null,
    knownPosition,
    ...question,
    at: epochOf(at),
    targetVersion,
  };
};

export const prepared = (views: Views, question: Question, book: Book): PreparedSheet | null =>
  prepareSheet(
    sheetRows(views, question.customerId, question.at, question.knownPosition),
    question.knownPosition,
    book.zone,
  );

/**
 * The decision as the product makes it: project, load, prepare, decide. Asked with all that is recorded unless a
 * position is named.
 */
export const ask = (history: History, request: QuestionInput, published: Partial<Published> = {}): Decision => {
  const views = viewsOf(history.events);
  const book = bookWith([...views.releases.values()], published);
  const question = questionOf(request, request.knownPosition ?? history.position);
  const sheet = prepared(views, question, book);
  if (sheet === null)
    throw new Error(`${question.customerId} was not registered by position ${question.knownPosition}`);
  return decide(question, sheet, book);
};
