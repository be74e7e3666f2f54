import { intakes } from '../../projections/intakes/intakes.js';

/** Where the list of intakes is read from. */
export const INTAKE_ROWS = Symbol(intakes.name);
