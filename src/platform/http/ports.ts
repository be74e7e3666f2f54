/** Which vendors there are; those that have published a policy. */
export interface VendorDirectory {
  /** At once where the vendor is known; else what other processes published is read first. */
  has(vendor: string): true | Promise<boolean>;
}

/** How far the views of this process are along the ledger. */
export interface Positions {
  /** The token that every view has reached; at once where it was asked for before. */
  token(): string | Promise<string>;
  /**
   * Resolves to true once the views have reached the token, to false after `ms` milliseconds. @throws InvalidToken
   */
  reached(token: string, ms: number): Promise<boolean>;
  /** Resolves once what was recorded up to the token is read in this process, or cannot be for now. */
  recorded(token: string): Promise<void>;
}

/** One part of the product, for `/health/ready`. */
export interface PartHealth {
  readonly ready: boolean;
  /** How far it is behind, in its own unit: events for views, obligations for jobs; 0 where it is up to date. */
  readonly lag: number;
  /** Why it is not ready, or how far it has come. */
  readonly detail?: string;
  /** Ready, but something of one vendor or view is not answered: `detail` names it. Others are answered. */
  readonly degraded?: true;
  /** Of jobs: each runner. */
  readonly runners?: readonly object[];
}

export interface Readiness {
  parts(): Promise<Readonly<Record<string, PartHealth>>> | Readonly<Record<string, PartHealth>>;
}
