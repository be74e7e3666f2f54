/** What streams of changes are bounded by, in each process. docs/limits.md lists each; a test tries it. */
export const changesBounds = {
  /** Streams of one key at a time. */
  perKey: 8,
  /** Streams of all keys at a time. */
  perProcess: 400,
  /** Seconds that a reader takes nothing in before it is cut off. */
  stalledSeconds: 30,
} as const;
