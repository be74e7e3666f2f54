/** Requests of one kind that one sender may issue in a minute. */
export interface RequestLimit {
  readonly kind: string;
  readonly perMinute: number;
}

/** Counts requests of the last minute by their sender, in this process or in all of them. */
export interface RequestCounts {
  /**
   * Counts one request. Never fails and never waits long: where what the processes share is out of reach, this process
   * counts alone.
   * @returns milliseconds until the sender may try again; 0 where this request is within the limit
   */
  count(limit: RequestLimit, sender: string): Promise<number>;
  /** Why processes count apart that should count together, without credentials; null where they need not or do. */
  fault(): string | null;
  close(): void;
}
