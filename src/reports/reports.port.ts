/** What the composition root hands to reports. */
export { RENEWAL_ROWS } from './reports.tokens.js';
