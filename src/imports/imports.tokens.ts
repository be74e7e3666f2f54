/** Where the list of imports is read from, and where faults of background work are logged. */
export const IMPORT_LIST = Symbol('imports');
export const IMPORT_LOG = Symbol('import log');
