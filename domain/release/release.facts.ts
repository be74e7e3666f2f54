import type { EventFacts } from '../kernel/event-facts.js';
import type { ReleaseEvent } from './release.events.js';

/** What each event of a release means to explanations of answers and to webhooks. */
export const releaseFacts: EventFacts<ReleaseEvent> = {
  ReleasePublished: {
    sentence: [
      '{series} {version} 的发布时间定为 {publishedAt}',
      '{series} {version} 的發布時間定為 {publishedAt}',
      '{series} {version} counts as released from {publishedAt}',
    ],
    announced: true,
  },
  ReleaseRescheduled: {
    sentence: [
      '{series} {version} 的发布时间改为 {publishedAt}',
      '{series} {version} 的發布時間改為 {publishedAt}',
      'The release of {series} {version} was moved to {publishedAt}',
    ],
    announced: true,
  },
};
