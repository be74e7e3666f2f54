import { type Decider, Refusal } from '../kernel/decider.js';
import { deferredEvolve } from '../kernel/deferred-evolve.js';
import type { MergeEvent } from './merges.events.js';

/** Which customer was merged into which, by the id of the absorbed one. */
export interface Merges {
  readonly into: ReadonlyMap<string, string>;
}

export type MergesCommand =
  | { readonly kind: 'merge'; readonly absorbedId: string; readonly intoId: string; readonly reason: string }
  | { readonly kind: 'undo'; readonly absorbedId: string; readonly reason: string };

export const mergesRefusals = {
  'merged-into-itself': 'C1',
  'customer-merged': 'C1',
  'customer-not-merged': 'C1',
} as const;
export type MergesRefusal = keyof typeof mergesRefusals;

/**
 * Customers of one vendor that turned out to be one, although each has a code of its own (C1). One stream decides all
 * of
 * them, so that no two decisions can close a circle.
 */
export const merges: Decider<Merges, MergesCommand, MergeEvent, MergesRefusal> = {
  initial: { into: new Map() },

  decide(command, { into }) {
    const { kind, absorbedId, reason } = command;
    const survivor = into.get(absorbedId);
    if (kind === 'undo') {
      if (survivor === undefined) return new Refusal('customer-not-merged', 'C1', { customerId: absorbedId });
      return [{ type: 'CustomerMergeUndone', data: { absorbedId, intoId: survivor, reason } }];
    }
    const { intoId } = command;
    if (absorbedId === intoId) return new Refusal('merged-into-itself', 'C1', { customerId: absorbedId });
    if (survivor === intoId) return [];
    if (survivor !== undefined)
      return new Refusal('customer-merged', 'C1', { customerId: absorbedId, survivorId: survivorOf(absorbedId, into) });
    if (into.has(intoId))
      return new Refusal('customer-merged', 'C1', { customerId: intoId, survivorId: survivorOf(intoId, into) });
    return [{ type: 'CustomersMerged', data: { absorbedId, intoId, reason } }];
  },

  evolve: deferredEvolve<Merges, MergeEvent, Map<string, string>>({
    copyOf: ({ into }) => new Map(into),
    apply(into, event) {
      switch (event.type) {
        case 'CustomersMerged':
          into.set(event.data.absorbedId, event.data.intoId);
          break;
        case 'CustomerMergeUndone':
          into.delete(event.data.absorbedId);
          break;
      }
    },
    stateOf: (into) => ({ into }),
  }),
};

/** The survivor of this customer: itself unless it was merged, perhaps several times. */
export const survivorOf = (customerId: string, into: Merges['into']): string => {
  let survivor = customerId;
  for (let next = into.get(survivor); next !== undefined; next = into.get(survivor)) survivor = next;
  return survivor;
};
