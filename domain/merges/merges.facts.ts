import type { EventFacts } from '../kernel/event-facts.js';
import type { MergeEvent } from './merges.events.js';

/** What each event of merges means to histories and webhooks. */
export const mergesFacts: EventFacts<MergeEvent> = {
  CustomersMerged: {
    sentence: [
      '客户 {absorbedId} 并入 {intoId}',
      '客戶 {absorbedId} 併入 {intoId}',
      'Customer {absorbedId} was merged into {intoId}',
    ],
    announced: true,
  },
  CustomerMergeUndone: {
    sentence: [
      '撤销客户 {absorbedId} 并入 {intoId}',
      '撤銷客戶 {absorbedId} 併入 {intoId}',
      'The merge of customer {absorbedId} into {intoId} was undone',
    ],
    announced: true,
  },
};
