/** The view of what is owed. */
export { OBLIGATION_ROWS } from './obligations.tokens.js';
export { obligationsOfContracts } from './listing/contract-obligations.js';
export { derivedAt, type Histories } from './listing/derived-at.js';
export type { Published } from './sources/source.js';
export type { ShownObligation } from './listing/obligation-answers.js';
export { obligation as obligationSchema } from './obligations.docs.js';
/** What does it, for whoever drives its clock. */
export { ObligationRunner } from './firing/runner.js';
