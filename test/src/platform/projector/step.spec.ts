import { describe, expect, it } from '@jest/globals';
import type { Projection } from '../../../../projections/projection.js';
import { planOf, stepOf } from '../../../../src/platform/projector/step.js';
import { targetOf } from '../../../../src/platform/projector/target.js';
import { beginning, type ViewTable } from '../../../../src/platform/views/view-store.js';
import { recorded, tallies } from './counting.js';

describe('a stretch of events', () => {
  const projection = tallies() as unknown as Projection;
  const target = targetOf(projection, { table: 'tallies' } as ViewTable, beginning, 0);

  it('touches a view that it concerns, also where another has stored its rows', () => {
    const stored = new Map(['a', 'all'].map((id) => [id, { row: undefined, position: 1 }]));
    const { rows, untouched } = stepOf(projection, planOf(target, recorded(1)), stored);
    expect([rows, untouched]).toEqual([[], false]);
  });

  it('touches no view that handles none of them', () => {
    const events = recorded(1).map((event) => ({ ...event, type: 'Abandoned' }));
    expect(stepOf(projection, planOf(target, events), new Map()).untouched).toBe(true);
  });
});
