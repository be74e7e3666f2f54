/** What a picture of a contract and what was known of it may hold. */
export const lifeBounds = {
  /** Spans, marks and ghosts of one picture, each. */
  items: 1_000,
  /** Recordings of one page of what was known. */
  recordings: 200,
  /** Decisions after which such a page ends. */
  decisions: 20_000,
} as const;
