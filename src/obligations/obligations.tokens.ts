/** The view of what is owed. */
export const OBLIGATION_ROWS = Symbol('obligations');
/** Where obligations come from. */
export const OBLIGATION_SOURCES = Symbol('obligation sources');
