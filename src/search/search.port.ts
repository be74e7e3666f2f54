/** What other features may use of the search. */
export { answeringCustomers } from './customer-names.js';
export { Directories } from './directories.js';
export { filteredPage } from './filtered-page.js';
export { type ChangedRow, FollowedRows, type RowCache } from './followed-rows.js';
export { NameFilters } from './name-filters.js';
export { ownerOn, stateOn } from './on-day.js';
export { Search, type Searcher, type SearchQuery } from './search.js';
export type { FoundGroup, FoundItem, Match, SearchAnswer, SearchKind } from './search-answer.js';
export { CONTRACT_ROWS, CUSTOMER_ROWS } from './search.tokens.js';
