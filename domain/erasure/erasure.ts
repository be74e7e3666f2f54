import type { Decider } from '../kernel/decider.js';
import type { ErasureEvent } from './erasure.events.js';

/** The subjects of one erasure; none before it is recorded. */
export interface Erasure {
  readonly subjects: readonly string[];
}

export interface ErasureCommand {
  readonly kind: 'erase-names';
  readonly erasureId: string;
  readonly subjects: readonly string[];
  readonly reason: string;
}

/** A2: one erasure of persons who were named with commands. */
export const erasure: Decider<Erasure, ErasureCommand, ErasureEvent, never> = {
  initial: { subjects: [] },
  decide: ({ erasureId, subjects, reason }, state) =>
    state.subjects.length > 0 ? [] : [{ type: 'NamesErased', data: { erasureId, subjects, reason } }],
  evolve: (_, { data: { subjects } }) => ({ subjects }),
};
