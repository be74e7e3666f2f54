import type { EventOf } from './request.events.js';
import type { Request } from './request.state.js';

/** A request while events are applied to it: the one collection that grows long, its interactions, grows in place. */
export type Working = { -readonly [Member in keyof Request]: Request[Member] } & {
  interactions: EventOf<'InteractionRecorded'>['data'][];
};
