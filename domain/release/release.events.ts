/** One stream per vendor and series and version (S3, V2). */
export type ReleaseEvent =
  | {
      type: 'ReleasePublished';
      data: {
        series: string;
        version: string;
        /** Instant from which the version counts as released. */ publishedAt: string;
        notes: string | null;
      };
    }
  /** The product department moved or corrected the date. */
  | { type: 'ReleaseRescheduled'; data: { series: string; version: string; publishedAt: string; reason: string } };
