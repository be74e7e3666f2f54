import { type EventFacts, internalFact } from '../kernel/event-facts.js';
import type { RequestMergeEvent } from './request-merges.events.js';

/** Both requests record what happened to them: that is what histories show. */
export const requestMergesFacts: EventFacts<RequestMergeEvent> = {
  RequestsMerged: internalFact,
  RequestsUnmerged: internalFact,
};
