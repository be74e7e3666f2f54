import type { EventSentence } from './event-sentence.js';

/** An event that proves a check, as a sentence. */
export type EvidenceAnswer = Pick<EventSentence, 'position' | 'text' | 'recordedAt' | 'by'>;
