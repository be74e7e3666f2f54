/** What other features may ask of obligations. */
export { obligationLine } from './obligation-line.js';
export { ObligationList } from './obligation-list.js';
export { ObligationReader } from './obligation-reader.js';
export { ObligationsQuery } from './obligations.dto.js';
