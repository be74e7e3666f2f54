import { type Decider, Refusal } from '../kernel/decider.js';
import type { Instant } from '../kernel/civil.js';
import { deferredEvolve } from '../kernel/deferred-evolve.js';
import type { RequestMergeEvent } from './request-merges.events.js';

/** A merge that was not undone. */
export interface RequestMerge {
  readonly mergeId: string;
  readonly survivorId: string;
  /** What people call it (R9). */
  readonly survivorNo: string;
}

/** Which request is merged into which, by the id of the one that is merged. */
export interface RequestMergesState {
  readonly into: ReadonlyMap<string, RequestMerge>;
}

export type RequestMergesCommand =
  | {
      readonly kind: 'merge';
      readonly at: Instant;
      readonly mergeId: string;
      readonly mergedId: string;
      readonly survivorId: string;
      readonly survivorNo: string;
    }
  | { readonly kind: 'unmerge'; readonly at: Instant; readonly mergedId: string };

/**
 * R14: requests of one vendor that are one. One stream decides all of them, so that no two decisions close a circle; it
 * is written before the streams of both, and whoever repeats the merge completes those.
 */
export const requestMerges: Decider<
  RequestMergesState,
  RequestMergesCommand,
  RequestMergeEvent,
  'request-into-itself' | 'request-merged'
> = {
  initial: { into: new Map() },

  decide(command, { into }) {
    const { at, mergedId } = command;
    const merge = into.get(mergedId);
    if (command.kind === 'unmerge')
      return merge === undefined ? [] : [{ type: 'RequestsUnmerged', data: { at, mergedId, ...merge } }];
    const { mergeId, survivorId, survivorNo } = command;
    if (mergedId === survivorId) return new Refusal('request-into-itself', 'R14', { id: mergedId });
    if (merge?.survivorId === survivorId) return [];
    if (merge !== undefined) return new Refusal('request-merged', 'R14', { id: mergedId, survivor: merge.survivorNo });
    const beyond = into.get(survivorId);
    if (beyond !== undefined)
      return new Refusal('request-merged', 'R14', { id: survivorId, survivor: beyond.survivorNo });
    return [{ type: 'RequestsMerged', data: { at, mergeId, mergedId, survivorId, survivorNo } }];
  },

  evolve: deferredEvolve<RequestMergesState, RequestMergeEvent, Map<string, RequestMerge>>({
    copyOf: ({ into }) => new Map(into),
    apply(into, { type, data: { mergedId, mergeId, survivorId, survivorNo } }) {
      switch (type) {
        case 'RequestsMerged':
          into.set(mergedId, { mergeId, survivorId, survivorNo });
          break;
        case 'RequestsUnmerged':
          into.delete(mergedId);
          break;
      }
    },
    stateOf: (into) => ({ into }),
  }),
};
