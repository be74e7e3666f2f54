import { describe, expect, it } from '@jest/globals';
import { epochOf } from '../../../domain/kernel/civil.js';
import { releases } from '../../../projections/releases/releases.js';
import { releasesRowId } from '../../../projections/releases/releases.row.js';
import { History } from '../../support/history.js';
import { bookWith } from '../../support/published.js';
import { project } from '../../support/sheets.js';

describe('releases', () => {
  it('V2, T5: the last word known about a version counts, for each position its own', () => {
    const history = new History();
    const published = history.released('4.20', '2025-06-01T00:00:00.000Z');
    history.released('4.20', '2025-01-01T00:00:00.000Z', 'HRHIS');
    const moved = history.record('release', 'EKP-4.20', {
      type: 'ReleaseRescheduled',
      data: { series: 'EKP', version: '4.20', publishedAt: '2025-07-01T00:00:00.000Z', reason: 'late' },
    });
    const rows = project(releases, history.events);
    const book = bookWith([rows.get(releasesRowId('seeyon', 'EKP'))!]);
    expect(book.release('EKP', '4.2.0', published - 1)).toBeNull();
    expect(book.release('EKP', '4.2.0', published)).toEqual({
      position: published,
      type: 'ReleasePublished',
      from: epochOf('2025-06-01T00:00:00.000Z'),
    });
    expect(book.release('EKP', '4.2.0', moved)).toEqual({
      position: moved,
      type: 'ReleaseRescheduled',
      from: epochOf('2025-07-01T00:00:00.000Z'),
    });
    expect(book.release('HRHIS', '4.2.0', moved)).toBeNull();
  });

  it('V1: two texts of one version are one release', () => {
    const history = new History();
    history.released('4.2', '2025-06-01T00:00:00.000Z');
    history.record('release', 'EKP-4.2.0', {
      type: 'ReleaseRescheduled',
      data: { series: 'EKP', version: '4.20', publishedAt: '2025-07-01T00:00:00.000Z', reason: 'late' },
    });
    const row = project(releases, history.events).get('seeyon:EKP')!;
    expect(row.releases.map((release) => [release.versionKey, release.version])).toEqual([
      ['4.2.0', '4.2'],
      ['4.2.0', '4.20'],
    ]);
  });
});
