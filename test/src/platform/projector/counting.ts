import type { NewEvent, Recorded } from '../../../../domain/kernel/envelope.js';
import type { Projection, Row } from '../../../../projections/projection.js';
import { sampleEvent } from '../../../support/sample-events.js';

export interface Tally extends Row {
  readonly count: number;
  readonly sum: number;
  readonly last: number;
}
type Sample = { type: 'SampleNoted'; data: { subject: string; add: number; poison?: boolean; drop?: boolean } };

export const noted = (subject: string, add: number, more: Partial<Sample['data']> = {}): NewEvent =>
  sampleEvent({ subject, add, ...more });

/** Events of one stream, from the first position on. */
export const recorded = (count: number): readonly Recorded[] =>
  Array.from({ length: count }, (_, revision) => {
    const { meta, ...event } = noted('a', 1);
    const recordedAt = meta.effectiveAt;
    return { ...event, stream: 'seeyon.sample-1', revision, position: revision + 1, meta: { ...meta, recordedAt } };
  });

/** Order matters: doubles before it adds, so that an event taken twice, late or never shows. */
export const tallies = (over: Partial<Projection<Tally, Sample>> = {}): Projection<Tally, Sample> => ({
  name: 'tallies',
  version: 1,
  handles: ['SampleNoted'],
  indexes: [['sum']],
  rows: (event) => [event.data.subject, 'all'],
  apply(event: Recorded<Sample>, row, id) {
    const { subject, add, poison, drop } = event.data;
    if (poison === true) throw new Error(`cannot take in ${subject}`);
    if (drop === true && id === subject) return { row: undefined };
    const { count, sum } = row ?? { count: 0, sum: 0 };
    return {
      row: { vendor: event.vendor, count: count + 1, sum: (sum * 2 + add) % 1_000_003, last: event.position },
    };
  },
  ...over,
});

/** The same in another view, for which nothing is poisonous. */
export const sizes: Projection<Tally, Sample> = {
  ...tallies(),
  name: 'sizes',
  rows: (event) => [event.data.subject],
  apply: (event, row) => ({
    row: { vendor: event.vendor, count: (row?.count ?? 0) + 1, sum: 0, last: event.position },
  }),
};
