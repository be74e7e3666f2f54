import type { EventFacts } from '../kernel/event-facts.js';
import type { MergeEvent } from './merges.events.js';

/** What each event of merges means to histories and webhooks. */
export const mergesFacts: EventFacts<MergeEvent> = {
  CustomersMerged: {
    sentence: [
      '客户 {absorbedId} 并入 {intoId}：{reason}',
      '客戶 {absorbedId} 併入 {intoId}：{reason}',
      'Customer {absorbedId} was merged into {intoId}: {reason}',
    ],
    announced: true,
  },
  CustomerMergeUndone: {
    sentence: [
      '撤销客户 {absorbedId} 并入 {intoId}：{reason}',
      '撤銷客戶 {absorbedId} 併入 {intoId}：{reason}',
      'The merge of customer {absorbedId} into {intoId} was undone: {reason}',
    ],
    announced: true,
  },
};
