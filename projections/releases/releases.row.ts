import type { Instant } from '../../domain/kernel/civil.js';
import type { Row } from '../projection.js';

/** One publication of the product department about one version; the last one known counts (V2). */
export interface ReleaseFact {
  /** Two texts of one version share it: `4.2` and `4.20` are both `4.2.0` (V1). */
  readonly versionKey: string;
  readonly version: string;
  readonly publishedAt: Instant;
  readonly position: number;
  readonly type: 'ReleasePublished' | 'ReleaseRescheduled';
}

/**
 * The releases of one series of one vendor, in ledger order; nothing leaves the row, so every position finds its own.
 */
export interface ReleasesRow extends Row {
  readonly series: string;
  readonly releases: readonly ReleaseFact[];
}

/** Series are one vendor's own names. */
export const releasesRowId = (vendor: string, series: string): string => `${vendor}:${series}`;
