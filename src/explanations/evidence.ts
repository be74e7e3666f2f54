import type { EventInWords } from './event-in-words.js';

/** An event that proves a check, as a sentence. */
export type EvidenceAnswer = Pick<EventInWords, 'position' | 'text' | 'recordedAt' | 'by'>;
