/** What other features may ask of obligations. */
export { obligationLine } from './obligation-line.js';
export { ObligationList } from './listing/obligation-list.js';
export { ObligationReader } from './listing/obligation-reader.js';
export { ObligationsQuery } from './obligations.dto.js';
