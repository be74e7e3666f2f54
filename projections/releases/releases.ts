import { isVersion, parseVersion, versionKey } from '../../domain/kernel/version.js';
import type { ReleaseEvent } from '../../domain/release/release.events.js';
import { allOf, type Projection } from '../projection.js';
import { releasesRowId, type ReleasesRow } from './releases.row.js';

/** Which versions of a series are released when, and what was believed of it before (V2, S3). */
export const releases: Projection<ReleasesRow, ReleaseEvent> = {
  name: 'releases',
  version: 1,
  handles: allOf<ReleaseEvent>()({
    ReleasePublished: true,
    ReleaseRescheduled: true,
  }),
  indexes: [['series']],
  rows: (event) => [releasesRowId(event.vendor, event.data.series)],
  apply(event, row) {
    const { series, version, publishedAt } = event.data;
    const read = parseVersion(version);
    if (!isVersion(read))
      throw new Error(`${event.type} at position ${event.position} names version '${version}', which is none (V1)`);
    const release = { versionKey: versionKey(read), version, publishedAt, position: event.position, type: event.type };
    return { row: { vendor: event.vendor, series, releases: [...(row?.releases ?? []), release] } };
  },
};
