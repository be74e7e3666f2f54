/** What one report is bounded by. docs/limits.md lists each. */
export const reportBounds = {
  /** Days of a span: ten years. */
  days: 3_660,
  /** Rows that a report lists beside its figures, of each kind. */
  listed: 500,
} as const;
