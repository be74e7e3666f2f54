import type { Instant } from '../kernel/civil.js';
import type { RequestEvent } from './request.events.js';
import type { Visit } from './request.state.js';

type OfVisit = Extract<
  RequestEvent,
  {
    type:
      | 'VisitRequested'
      | 'VisitQuoted'
      | 'VisitAccepted'
      | 'VisitRefused'
      | 'VisitScheduled'
      | 'VisitArrived'
      | 'VisitEntryRefused'
      | 'VisitFinished'
      | 'VisitCancelled';
  }
>;

/** R16: the visits of a request after an event of one of them. */
export const evolveVisit = (visits: readonly Visit[], event: OfVisit): readonly Visit[] => {
  if (event.type === 'VisitRequested') return [...visits, requested(event)];
  return visits.map((visit) =>
    visit.visitId === event.data.visitId ? { ...changed(visit, event), since: event.data.at } : visit,
  );
};

const requested = ({ data }: Extract<OfVisit, { type: 'VisitRequested' }>): Visit => ({
  visitId: data.visitId,
  state: 'requested',
  since: data.at,
  requestedAt: data.at,
  reason: data.reason ?? null,
  targetVersion: data.targetVersion,
  region: data.region,
  decision: data.decision,
  quote: null,
  schedule: null,
  arrivedAt: null,
  finished: null,
  pauses: [],
});

const changed = (visit: Visit, event: Exclude<OfVisit, { type: 'VisitRequested' }>): Visit => {
  switch (event.type) {
    case 'VisitQuoted': {
      const { fee, travel, at } = event.data;
      const isQuoted = visit.state === 'quoted';
      const pauses = isQuoted ? visit.pauses : [...visit.pauses, { kind: 'quote' as const, from: at, to: null }];
      return { ...visit, state: 'quoted', quote: { fee, travel }, pauses };
    }
    case 'VisitAccepted':
      return { ...visit, state: 'accepted', pauses: ended(visit.pauses, event.data.at) };
    case 'VisitRefused':
      return { ...visit, state: 'refused', pauses: ended(visit.pauses, event.data.at) };
    case 'VisitScheduled': {
      const { at, startsAt, engineer, customerWish, outsideHours } = event.data;
      const earlier = ended(visit.pauses, at);
      // K10: only a date that the customer wished for pauses the promise, until it begins.
      const isPaused = customerWish && startsAt > at;
      return {
        ...visit,
        state: 'scheduled',
        schedule: { startsAt, engineer, customerWish, outsideHours },
        pauses: isPaused ? [...earlier, { kind: 'access', from: at, to: startsAt }] : earlier,
      };
    }
    case 'VisitArrived':
      return { ...visit, state: 'arrived', arrivedAt: event.data.at };
    case 'VisitEntryRefused':
      return { ...visit, state: 'entry-refused' };
    case 'VisitFinished': {
      const { at, signedBy, minutes } = event.data;
      return { ...visit, state: 'finished', finished: { at, signedBy, minutes } };
    }
    case 'VisitCancelled':
      return { ...visit, state: 'cancelled', pauses: ended(visit.pauses, event.data.at) };
  }
};

/** Pauses that go on at an instant end there. */
const ended = (pauses: Visit['pauses'], at: Instant): Visit['pauses'] =>
  pauses.map((pause) =>
    pause.to === null || pause.to > at ? { ...pause, to: pause.from > at ? pause.from : at } : pause,
  );
