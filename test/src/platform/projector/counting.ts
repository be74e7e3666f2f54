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

/** Order matters: doubles before it adds, so that an event taken twice, late or never shows. */
export const tallies = (over: Partial<Projection<Tally, Sample>> = {}): Projection<Tally, Sample> => ({
  name: 'tallies',
  version: 1,
  handles: ['SampleNoted'],
  indexes: [['sum']],
  reads: (event) => [event.data.subject, 'all'],
  apply(event: Recorded<Sample>, rows) {
    const { subject, add, poison, drop } = event.data;
    if (poison === true) throw new Error(`cannot take in ${subject}`);
    const next = (id: string): { id: string; row: Tally } => {
      const old = rows.get(id) ?? { vendor: event.vendor, count: 0, sum: 0, last: 0 };
      return {
        id,
        row: { vendor: event.vendor, count: old.count + 1, sum: (old.sum * 2 + add) % 1_000_003, last: event.position },
      };
    };
    return [drop === true ? { id: subject, row: undefined } : next(subject), next('all')];
  },
  ...over,
});

/** The same in another view, for which nothing is poisonous. */
export const sizes: Projection<Tally, Sample> = {
  ...tallies(),
  name: 'sizes',
  reads: (event) => [event.data.subject],
  apply: (event, rows) => [
    {
      id: event.data.subject,
      row: {
        vendor: event.vendor,
        count: (rows.get(event.data.subject)?.count ?? 0) + 1,
        sum: 0,
        last: event.position,
      },
    },
  ],
};
