import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { RequestEvent } from '../../../domain/request/request.events.js';
import { stateOf } from '../../../domain/request/waits.js';
import { promises } from '../../../projections/promises/promises.js';
import type { PromiseRow } from '../../../projections/promises/promises.row.js';
import type { Projection, Row } from '../../../projections/projection.js';
import { requests } from '../../../projections/requests/requests.js';
import type { RequestRow } from '../../../projections/requests/requests.row.js';
import { anyLife, lived } from '../../domain/request/any-life.js';

const recorded = (events: readonly RequestEvent[]): readonly Recorded<RequestEvent>[] =>
  events.map(
    (event, index) =>
      ({
        ...event,
        vendor: 'seeyon',
        stream: 'seeyon.request-req_1',
        revision: index,
        position: index + 1,
        meta: { recordedAt: '2025-12-31T00:00:00.000Z' },
      }) as never,
  );

const rowsOf = <R extends Row>(projection: Projection<R, never>, events: readonly RequestEvent[]) => {
  const rows = new Map<string, R>();
  for (const event of recorded(events))
    if ((projection.handles as readonly string[]).includes(event.type))
      for (const id of projection.rows(event as never)) {
        const { row } = projection.apply(event as never, rows.get(id), id);
        if (row !== undefined) rows.set(id, row);
      }
  return rows;
};

describe('the views of requests', () => {
  it.each([true, false])('have what the stream comes to (entitled: %s)', (entitled) =>
    fc.assert(
      fc.property(anyLife, (life) => {
        const { events, state } = lived(life, entitled);
        const request = state();
        const row = rowsOf<RequestRow>(requests as never, events).get('req_1')!;
        expect(row.state).toBe(stateOf(request));
        expect([row.priority, row.urgency, row.entitled]).toEqual([
          request.priority,
          request.urgency,
          request.decision.entitled,
        ]);
        expect(row.promises.map(({ promiseId, dueAt, verdict }) => [promiseId, dueAt, verdict])).toEqual(
          request.promises.map(({ promiseId, dueAt, verdict }) => [promiseId, dueAt, verdict?.state ?? null]),
        );
        const given = rowsOf<PromiseRow>(promises as never, events);
        expect([...given.values()].map((each) => [each.promiseId, each.dueAt, each.state])).toEqual(
          request.promises.map((each) => [each.promiseId, each.dueAt, each.verdict?.state ?? 'open']),
        );
      }),
      { numRuns: 100 },
    ),
  );
});
