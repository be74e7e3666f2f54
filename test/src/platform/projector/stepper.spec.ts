import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Projection } from '../../../../projections/projection.js';
import { Stepper } from '../../../../src/platform/projector/stepper.js';
import { targetOf } from '../../../../src/platform/projector/target.js';
import {
  beginning,
  type StoredRow,
  type ViewStore,
  type ViewTable,
} from '../../../../src/platform/views/view-store.js';
import { recorded, tallies } from './counting.js';

describe('a reader that is far behind', () => {
  afterEach(() => void jest.restoreAllMocks());

  /** How often rows are stored, where storing them takes so long however few events they are of. */
  const commitsOf = async (events: number, commitMs: number): Promise<number> => {
    let [now, commits] = [0, 0];
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    const rows = new Map<string, StoredRow>();
    const atOnce: ViewStore['atOnce'] = {
      stored: (_table, ids) => new Map([...ids].flatMap((id) => (rows.has(id) ? [[id, rows.get(id)!] as const] : []))),
      commit: (changes) => {
        commits += 1;
        now += commitMs;
        for (const { id, row, position } of changes.flatMap((each) => each.rows)) rows.set(id, { row, position });
      },
      swap: () => undefined,
    };
    const stepper = new Stepper({ atOnce } as ViewStore, () => undefined);
    const projection = tallies() as unknown as Projection;
    const target = targetOf(projection, { table: 'tallies' } as ViewTable, beginning, 0);
    await stepper.run(
      () => [target],
      recorded(events),
      () => undefined,
    );
    expect(rows.get('all')).toMatchObject({ position: events, row: { count: events } });
    return commits;
  };

  it('stores a large row once for many events, however long that takes', async () => {
    expect(await commitsOf(6_400, 1_000)).toBeLessThanOrEqual(6_400 / 64);
  });

  it('takes more events at a time while that is fast', async () => {
    expect(await commitsOf(6_400, 0)).toBeLessThan(10);
  });
});
