/** Requests of one kind that one sender may issue in a minute. */
export interface RequestLimit {
  readonly kind: string;
  readonly perMinute: number;
}

/** What a sender may still do in its minute. */
export interface Counted {
  /** Milliseconds until the sender may try again; 0 where this request is within the limit. */
  readonly waitMs: number;
  /** Requests that are left. */
  readonly remaining: number;
  /** Milliseconds until its minute ends and the limit is whole again. */
  readonly resetMs: number;
}

/** Counts requests of the last minute by their sender, in this process or in all of them. */
export interface RequestCounts {
  /**
   * Counts one request. Never fails and never waits long: where what the processes share is out of reach, this process
   * counts alone.
   */
  count(limit: RequestLimit, sender: string): Promise<Counted>;
  /** Why processes count apart that should count together, without credentials; null where they need not or do. */
  fault(): string | null;
  close(): void;
}
