import { namedPersons } from '../../projections/named-persons/named-persons.js';

/** Where the names in text are read from. */
export const NAMED_ROWS = Symbol(namedPersons.name);
