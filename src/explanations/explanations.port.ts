/** What other features may ask of explanations. */
export type { Three } from '../platform/http/problems/texts.js';
export { Explanations } from './explanations.js';
export { type WrittenEvent, EventSentences } from './event-sentences.js';
export { sentencesSchema } from './explanations.docs.js';
export { agreementNames, levelNames, listed, regionNames, serviceNames, termKindNames } from './names.js';
export { reasonTexts } from './reason-texts.js';
export { asSentence, writingIn, type Writing } from './writing.js';
