import { epochOf, type Instant, startOfDay } from '../../domain/kernel/civil.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { ContractChange } from '../../projections/contract-changes.js';
import type { ContractFact } from '../../projections/contract-sheet/contract-sheet.row.js';
import type { LaneSpan } from '../contract-life/contract-life.port.js';
import { asSentence, type Writing } from '../explanations/explanations.port.js';
import { changeTexts, factTexts } from './difference-texts.js';

/** A contract as it was known in one of the two states. */
export interface Known {
  readonly events: readonly Recorded<ContractChange>[];
  readonly facts: readonly ContractFact[];
  readonly spans: readonly LaneSpan[];
}

/** One line that differs, as it reads in each of the two states; null where it has none. */
export type Change = {
  readonly what: string;
  readonly contractNo: string | null;
  readonly text: string;
  readonly a: string | null;
  readonly b: string | null;
};

export type Lines = ReadonlyMap<string, { readonly what: string; readonly text: string }>;

/** What is known of a contract, line by line, by what each line is about. */
export const linesOf = (state: Known | null, write: (span: LaneSpan) => string, writing: Writing): Lines => {
  const lines = new Map<string, { readonly what: string; readonly text: string }>();
  for (const fact of state?.facts ?? []) {
    if (fact.kind === 'purchase')
      lines.set('purchase', {
        what: 'purchase',
        text: writing.text(factTexts.purchase, { purchasedOn: writing.day(fact.purchasedOn) }),
      });
    if (fact.kind === 'numbers')
      lines.set('numbers', {
        what: 'numbers',
        text: writing.text(factTexts.numbers, { contractNo: fact.contractNo, licenceNo: fact.licenceNo }),
      });
    if (fact.kind === 'product')
      lines.set('product', {
        what: 'product',
        text: writing.text(factTexts.product, { series: fact.series, version: fact.version }),
      });
  }
  for (const span of state?.spans ?? []) lines.set(span.key, { what: span.lane, text: write(span) });
  return lines;
};

/** Null where both texts are the same. */
export const changeOf = (
  what: string,
  contractNo: string | null,
  a: string | null,
  b: string | null,
  writing: Writing,
): Change | null => {
  if (a === b) return null;
  const text = changeTexts[a === null ? 'added' : b === null ? 'gone' : 'changed'];
  const filling = { ...(a !== null && { a }), ...(b !== null && { b }) };
  return { what, contractNo, text: asSentence(writing.text(text, filling)), a, b };
};

export const numberOf = ({ facts }: Known): string => facts.find((fact) => fact.kind === 'numbers')!.contractNo;

/** C7: the owner at an instant; the buyer before the purchase. */
export const ownerAt = (state: Known | null, at: Instant, zone: string): string | null => {
  const owned = state?.spans.filter(({ lane }) => lane === 'ownership') ?? [];
  const held = owned.findLast(({ from }) => startOfDay(from, zone) <= epochOf(at));
  return (held ?? owned[0])?.value ?? null;
};
