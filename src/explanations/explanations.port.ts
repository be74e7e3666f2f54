/** What other features may ask of explanations. */
export type { Three } from '../platform/http/problems/texts.js';
export type { EventSentence, RecordedBy } from './event-sentence.js';
export { accountName } from './event-texts.js';
export { isShown } from './event-sentence.js';
export { EventSentences, type WrittenEvent } from './event-sentences.js';
export { Explanations } from './explanations.js';
export { recordedBySchema, sentencesSchema } from './explanations.docs.js';
export {
  agreementNames,
  channelNames,
  levelNames,
  listed,
  outcomeNames,
  regionNames,
  serviceNames,
  termKindNames,
} from './names.js';
export {
  contactRoleNames,
  obligationNames,
  obligationStateNames,
  promiseKindNames,
  promiseStateNames,
  suppressionNames,
} from './service-names.js';
export { reasonTexts } from './reason-texts.js';
export type { SentencePart } from './sentence-parts.js';
export { asSentence, writingIn, type Writing } from './writing.js';
