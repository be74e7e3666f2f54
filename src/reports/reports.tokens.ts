import { renewals } from '../../projections/renewals/renewals.js';

/** Where terms are read from by their last days. */
export const RENEWAL_ROWS = Symbol(renewals.name);
