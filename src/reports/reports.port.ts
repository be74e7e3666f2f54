/** What the composition root hands to reports. */
export { PROMISE_ROWS, RENEWAL_ROWS, SURVEY_ROWS } from './reports.tokens.js';
