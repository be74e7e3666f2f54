/** How many requests of the owners one answer about a contract looks at, the latest first. */
export const contractBounds = {
  /** Of a page of an impact (C9). */
  impactRequests: 200,
  /** For what was delivered before a termination (C6). */
  deliveredRequests: 1_000,
} as const;
