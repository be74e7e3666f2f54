/** What one comparison of two states of knowledge reads. */
export const differenceBounds = {
  /** Contracts of a customer that are compared. */
  contracts: 50,
  /** Recordings between the two states. */
  between: 500,
} as const;
