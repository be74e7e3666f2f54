/** The view of names in text. */
export { NAMED_ROWS } from './persons.tokens.js';
