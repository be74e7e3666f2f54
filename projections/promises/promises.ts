import { idOfStream, type Recorded } from '../../domain/kernel/envelope.js';
import type { RequestEvent } from '../../domain/request/request.events.js';
import { allOf, type Projection } from '../projection.js';
import type { PromiseRow, PromiseVerdictRow } from './promises.row.js';

type OfPromises = Extract<RequestEvent, { type: `Promise${string}` }>;
type Later = Exclude<OfPromises, { type: 'PromiseGiven' }>;

/** Promises of requests, one row each (K8 to K14). */
export const promises: Projection<PromiseRow, OfPromises> = {
  name: 'promises',
  version: 1,
  handles: allOf<OfPromises>()({
    PromiseGiven: true,
    PromiseRecomputed: true,
    PromiseKept: true,
    PromiseBroken: true,
    PromiseVoided: true,
    PromiseReopened: true,
  }),
  indexes: [['requestedOn'], ['state', 'dueAt'], ['state', 'atRiskAt'], ['requestId']],
  rows: (event) => [event.data.promiseId],
  apply(event, before, id) {
    if (event.type === 'PromiseGiven') return { row: given(event) };
    if (before === undefined) throw new Error(`${event.type} of ${id} before it was given`);
    return { row: changed(before, event) };
  },
};

const given = (event: Recorded<Extract<OfPromises, { type: 'PromiseGiven' }>>): PromiseRow => {
  const { at: _, reason: __, urgency: ___, region: ____, ...facts } = event.data;
  return {
    ...facts,
    vendor: event.vendor,
    requestId: idOfStream(event.stream),
    state: 'open',
    verdicts: [],
    priorities: [{ priority: facts.priority, position: event.position }],
    givenPosition: event.position,
  };
};

const changed = (row: PromiseRow, event: Recorded<Later>): PromiseRow => {
  switch (event.type) {
    case 'PromiseRecomputed': {
      const { dueAt, atRiskAt, clock, provisional, priority } = event.data;
      const changed = { priority, position: event.position };
      const priorities = priority === row.priority ? row.priorities : [...row.priorities, changed];
      return { ...row, dueAt, atRiskAt, clock, provisional, priority, priorities };
    }
    case 'PromiseKept':
      return judged(row, { ...verdictOf(event), state: 'kept' });
    case 'PromiseBroken':
      return judged(row, { ...verdictOf(event), state: 'broken' });
    case 'PromiseVoided':
      return judged(row, { ...verdictOf(event), state: 'void', because: event.data.because });
    case 'PromiseReopened': {
      const { dueAt, priority } = row;
      const { at } = event.data;
      const because = null;
      const { position, meta } = event;
      const { recordedAt } = meta;
      return judged(row, { state: 'open', at, dueAt, priority, pausedMinutes: {}, because, position, recordedAt });
    }
  }
};

const judged = (row: PromiseRow, verdict: PromiseVerdictRow): PromiseRow => ({
  ...row,
  state: verdict.state,
  verdicts: [...row.verdicts, verdict],
});

const verdictOf = ({
  position,
  data,
  meta,
}: Recorded<Extract<Later, { type: 'PromiseKept' | 'PromiseBroken' | 'PromiseVoided' }>>): Omit<
  PromiseVerdictRow,
  'state'
> => ({
  at: data.at,
  dueAt: data.dueAt,
  priority: data.priority,
  pausedMinutes: data.pausedMinutes,
  because: null,
  position,
  recordedAt: meta.recordedAt,
});
