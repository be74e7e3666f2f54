/** The view of what is owed. */
export { OBLIGATION_ROWS } from './obligations.tokens.js';
