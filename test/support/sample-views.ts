import { idOfStream, type Recorded } from '../../domain/kernel/envelope.js';
import type { Projection, Row } from '../../projections/projection.js';

export interface SampleRow extends Row {
  readonly stream: string;
  readonly count: number;
  readonly last: number;
  readonly spans: readonly { readonly state: string; readonly from: string; readonly to: string | null }[];
}
export type SampleEvent = { type: 'SampleNoted'; data: { readonly index?: number; readonly poison?: string; readonly gone?: boolean } };

/** Counts what is noted in each stream; a note can be poison to the view it names, or end its row. */
export const sampleView = (name = 'sample', version = 1): Projection<SampleRow, SampleEvent> => ({
  name,
  version,
  handles: ['SampleNoted'],
  indexes: [['count'], ['stream', 'last']],
  spans: ['spans'],
  reads: (event) => [idOfStream(event.stream)],
  apply(event: Recorded<SampleEvent>, rows) {
    if (event.data.poison === name) throw new Error('this cannot be');
    const id = idOfStream(event.stream);
    if (event.data.gone === true) return [{ id, row: undefined }];
    const before = rows.get(id);
    const last = event.data.index ?? 0;
    const day = `2026-01-${String((last % 27) + 1).padStart(2, '0')}`;
    return [{ id, row: { vendor: event.vendor, stream: id, count: (before?.count ?? 0) + version, last, spans: [{ state: last % 2 === 0 ? 'even' : 'odd', from: day, to: last % 3 === 0 ? null : '2026-02-01' }] } }];
  },
});
