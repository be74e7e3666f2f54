import type { Day } from '../../../domain/kernel/civil.js';
import { sharesDay } from '../../../domain/kernel/term.js';
import type { Field } from './headings.js';
import type { Fault, ImportRecord } from './record.js';

/** A customer is one name, one level, one region: a record that differs is at fault. */
export const differences = (
  record: ImportRecord,
  known: { readonly name: string; readonly level: string; readonly region: string },
  readable: (field: Field) => boolean,
): readonly Fault[] => {
  const plain = (text: string) => text.normalize('NFKC').replace(/\s/gu, '');
  return (['name', 'level', 'region'] as const)
    .filter((field) => readable(field) && plain(record[field]) !== plain(known[field]))
    .map((field) => ({ field, reason: 'differs', value: record[field], allowed: known[field] }));
};

/** How many terms a record makes, the free one included, and where the last one ends. */
export const termsOf = ({ renewals }: ImportRecord, free: Span): { readonly terms: number; readonly lastDay: Day } => ({
  terms: renewals.length + 1,
  lastDay: renewals.reduce((last, { lastDay }) => (lastDay > last ? lastDay : last), free.lastDay),
});

/** Paid terms that share a day with each other or with the free year, or lie before the purchase. */
export const overlaps = ({ renewals }: ImportRecord, free: Span): readonly Fault[] => {
  const spanText = ({ firstDay, lastDay }: Span) => `${firstDay}~${lastDay}`;
  const sorted = [...renewals].sort((a, b) => (a.firstDay < b.firstDay ? -1 : 1));
  return sorted.flatMap((span, index): readonly Fault[] => {
    const other = [free, ...sorted.slice(0, index)].find((before) => sharesDay(span, before));
    if (other !== undefined)
      return [{ field: 'renewals', reason: 'overlaps', value: spanText(span), allowed: spanText(other) }];
    return span.firstDay < free.firstDay
      ? [{ field: 'renewals', reason: 'before-purchase', value: spanText(span), allowed: free.firstDay }]
      : [];
  });
};
type Span = { readonly firstDay: Day; readonly lastDay: Day };
