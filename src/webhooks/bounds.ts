/** What deliveries to subscribers are bounded by. docs/limits.md lists each; a test tries it. */
export const webhookBounds = {
  /** Seconds that a subscriber has to answer. */
  answerSeconds: 15,
  /** Bytes of a subscriber's answer that are read. */
  answerBytes: 1_024,
  /** Streams of one subscription that are delivered at a time. */
  streamsAtATime: 8,
  /** Events of one subscription that may wait; beyond that the ledger is read no further for it. */
  waiting: 20_000,
  /** Test events that wait for their answers in one process; of one subscription there is one at a time. */
  testsAtATime: 10,
  /** Attempts of one subscription that are kept to look at. */
  keptDeliveries: 500,
} as const;
