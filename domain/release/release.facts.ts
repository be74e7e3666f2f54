import type { EventFacts } from '../kernel/event-facts.js';
import type { ReleaseEvent } from './release.events.js';

/** What each event of a release means to webhooks. */
export const releaseFacts: EventFacts<ReleaseEvent> = {
  ReleasePublished: { sentence: null, announced: true },
  ReleaseRescheduled: { sentence: null, announced: true },
};
