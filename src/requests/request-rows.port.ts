import { requests } from '../../projections/requests/requests.js';

/** Where the list of requests is read from, for features that requests ask of themselves. */
export const REQUEST_ROWS = Symbol(requests.name);
