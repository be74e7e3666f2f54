import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import { request } from '../../../domain/request/request.js';
import type { RequestState } from '../../../domain/request/request.state.js';
import { stateOf } from '../../../domain/request/waits.js';
import { anyLife, lived } from './any-life.js';
import { acts } from './request-commands.js';

describe('any life of a request', () => {
  it.each([true, false])('keeps its invariants (entitled: %s)', (entitled) =>
    fc.assert(
      fc.property(anyLife, (life) => {
        const { events, act, state } = lived(life, entitled);
        const replayed = events.reduce<RequestState>((before, event) => request.evolve(before, event), request.initial);
        expect(replayed).toEqual(state());
        const { promises, waits } = state();
        const ids = promises.map(({ promiseId }) => promiseId);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { verdict, dueAt } of promises) {
          if (verdict?.state === 'kept' && dueAt !== null) expect(verdict.at <= dueAt).toBe(true);
          if (verdict?.state === 'broken') expect(dueAt).not.toBeNull();
        }
        if (['closed', 'declined', 'cancelled', 'resolved'].includes(stateOf(state())))
          expect(waits.filter(({ endedAt }) => endedAt === null)).toEqual([]);
        for (const { from, endedAt } of waits) if (endedAt !== null) expect(endedAt >= from).toBe(true);
        // C11: what is decided twice adds nothing.
        for (const each of [acts.acknowledge, acts.priority, acts.assign, acts.goodwill, acts['erase-text']]) {
          act(each);
          expect(act(each)).toEqual([]);
        }
      }),
      { numRuns: 150 },
    ),
  );
});
