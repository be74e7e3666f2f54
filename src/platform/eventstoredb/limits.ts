/** Time limits in milliseconds. The client has none for reads, and waits for a silent server without end. */
export interface Limits {
  /**
   * One attempt to append. The server drops an append whose time is over, so that no recording time is older than this
   * when its event is recorded (T5).
   */
  readonly attemptMs: number;
  /** An append with all its attempts and reads; then its outcome is unknown. */
  readonly appendMs: number;
  /** A read may be silent this long. */
  readonly silenceMs: number;
  /** A read that fails is repeated this long. */
  readonly readMs: number;
  /** How often subscriptions are compared with the head of the ledger. */
  readonly watchMs: number;
  /** How often the server is asked for stream metadata that removes events. */
  readonly removalsMs: number;
  /** Pauses between attempts: doubled each time, up to the longest. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

export const productLimits: Limits = {
  attemptMs: 2_000,
  appendMs: 10_000,
  silenceMs: 5_000,
  readMs: 5_000,
  watchMs: 5_000,
  removalsMs: 30_000,
  firstPauseMs: 50,
  longestPauseMs: 5_000,
};
