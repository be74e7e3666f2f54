/** What other features may ask of histories. */
export { sentence, type WriteFact } from './sentences.js';
