/** What other features may ask of changes: whom an event is about, and whose entitlements it may change. */
export { categoryOf } from './changed-scope.js';
export { ConcernedCustomers, type Concerned, type Party } from './concerned.js';
