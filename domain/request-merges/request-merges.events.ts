import type { Instant } from '../kernel/civil.js';

export type RequestMergeEvent =
  /** R14: from here on the survivor answers for both. */
  | {
      type: 'RequestsMerged';
      data: { at: Instant; mergeId: string; mergedId: string; survivorId: string; survivorNo: string };
    }
  /** R14: they are two again. */
  | {
      type: 'RequestsUnmerged';
      data: { at: Instant; mergeId: string; mergedId: string; survivorId: string; survivorNo: string };
    };
