import type { Instant } from '../kernel/civil.js';
import { evolve } from '../request/evolve.js';
import type { RequestEvent } from '../request/request.events.js';
import type { Request, RequestState } from '../request/request.state.js';

/** A request with every closing that is asked about: its state has the latest alone. */
export interface SurveyCourse {
  readonly request: Request;
  readonly closings: readonly { readonly cycle: number; readonly at: Instant }[];
}

/** Out of the request's stream; undefined where nothing is registered. */
export const surveyCourseOf = (
  events: readonly { readonly type: string; readonly data: unknown }[],
): SurveyCourse | undefined => {
  const closings: { readonly cycle: number; readonly at: Instant }[] = [];
  let state: RequestState = { status: 'missing' };
  for (const event of events as readonly RequestEvent[]) {
    state = evolve(state, event);
    if (event.type === 'RequestClosed' && state.status === 'registered')
      closings.push({ cycle: state.cycle, at: event.data.at });
  }
  return state.status === 'registered' ? { request: state, closings } : undefined;
};
