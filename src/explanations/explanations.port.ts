/** What other features may ask of explanations. */
export { Explanations } from './explanations.js';
export { type Writing, writingIn } from './writing.js';
