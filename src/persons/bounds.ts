/** What is kept to find persons by name; docs/limits.md lists these numbers. */
export const personsBounds = {
  /** Pairs of a name and an object that names it, that one process keeps in memory, of all vendors. */
  names: 1_000_000,
} as const;
