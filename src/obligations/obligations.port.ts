/** The view of what is owed. */
export { OBLIGATION_ROWS } from './obligations.tokens.js';
/** What does it, for whoever drives its clock. */
export { ObligationRunner } from './runner.js';
