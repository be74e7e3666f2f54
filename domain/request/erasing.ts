import type { Decider } from '../kernel/decider.js';
import { evolve } from './evolve.js';
import type { EventOf, RequestEvent } from './request.events.js';
import type { RequestState } from './request.state.js';

/**
 * A7: that the text key of a request was destroyed. It needs no figure of a policy: an erasure goes on at a start, before
 * any view is read.
 */
export const textErasure: Decider<RequestState, EventOf<'TextErased'>['data'], RequestEvent, never> = {
  initial: { status: 'missing' },
  decide: ({ subject, because }, state) =>
    state.status !== 'registered' || state.textErased ? [] : [{ type: 'TextErased', data: { subject, because } }],
  evolve,
};
