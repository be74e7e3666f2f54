import { promises } from '../../projections/promises/promises.js';
import { renewals } from '../../projections/renewals/renewals.js';
import { surveys } from '../../projections/surveys/surveys.js';

/** Where terms are read from by their last days. */
export const RENEWAL_ROWS = Symbol(renewals.name);

/** Where promises are read from by the day of their request. */
export const PROMISE_ROWS = Symbol(promises.name);

/** Where surveys are read from by when they were sent. */
export const SURVEY_ROWS = Symbol(surveys.name);
