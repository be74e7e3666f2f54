import { type Decider, Refusal } from '../kernel/decider.js';
import { evolve } from './evolve.js';
import type { ActOf } from './request.commands.js';
import type { RequestEvent } from './request.events.js';
import type { Request, RequestState } from './request.state.js';

/** A7: once. */
export const eraseText = (
  { subject, because }: ActOf<'erase-text'>,
  { textErased }: Request,
): readonly RequestEvent[] => (textErased ? [] : [{ type: 'TextErased', data: { subject, because } }]);

/** A7: the same alone, as the erasure of a person has it: no time and no policy decides about it. */
export const requestTexts: Decider<RequestState, ActOf<'erase-text'>, RequestEvent, 'request-unknown'> = {
  initial: { status: 'missing' },
  decide: (act, state) =>
    state.status === 'registered' ? eraseText(act, state) : new Refusal('request-unknown', 'R1'),
  evolve,
};
