/** What a search may cost; docs/limits.md lists these numbers. */
export const searchBounds = {
  /** Characters that are searched for. */
  longestQuery: 100,
  /** Items of each group. */
  largestGroup: 50,
  /** Items of each group where no limit is named. */
  usualGroup: 10,
  /** Names and numbers that one process keeps in memory, of all vendors. */
  entries: 3_000_000,
  /** Objects that a text in a filter of a list may match for them to be read by their ids. */
  matchesById: 2_500,
  /** Rows that a page of a list filtered by names reads past. */
  rowsRead: 5_000,
} as const;
