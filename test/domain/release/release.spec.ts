import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import { fold, Refusal } from '../../../domain/kernel/decider.js';
import type { ReleaseEvent } from '../../../domain/release/release.events.js';
import { release, type ReleaseCommand } from '../../../domain/release/release.js';
import { deciding } from '../../support/deciding.js';

const { given } = deciding(release);
const named = { series: 'EKP', version: '5.00' } as const;
const may = '2026-05-01T00:00:00.000Z';
const june = '2026-06-01T00:00:00.000Z';
const publish = (publishedAt = may): ReleaseCommand => ({ kind: 'publish', ...named, publishedAt, notes: '新版本' });
const move = (publishedAt: string): ReleaseCommand => ({ kind: 'reschedule', ...named, publishedAt, reason: '推迟' });
const published: ReleaseEvent = { type: 'ReleasePublished', data: { ...named, publishedAt: may, notes: '新版本' } };
const moved: ReleaseEvent = { type: 'ReleaseRescheduled', data: { ...named, publishedAt: june, reason: '推迟' } };

describe('S3: a release', () => {
  it('S3: is published with its instant and notes', () => given().when(publish()).then(published));
  it('C11: is published once, however often it is sent', () => given(published).when(publish()).then());
  it('V2: does not take another date by being published again', () =>
    given(published)
      .when(publish(june))
      .refuses('release-exists', 'V2', { ...named, publishedAt: may }));
  it('V2: takes another date with a reason, once', () => {
    given(published).when(move(june)).then(moved);
    given(published, moved).when(move(june)).then();
  });
  it('V2: has the date that was recorded last', () => {
    given(published, moved).when(publish(june)).then();
    given(published, moved)
      .when(publish(may))
      .refuses('release-exists', 'V2', { ...named, publishedAt: june });
  });
  it('V2: cannot be moved before it is published', () =>
    given().when(move(june)).refuses('release-unknown', 'V2', named));

  it('C11, V2: whatever is sent, the date is the last one recorded, and sending it again adds nothing', () => {
    const instant = fc.constantFrom(may, june, '2026-07-01T00:00:00.000Z');
    fc.assert(
      fc.property(fc.array(fc.oneof(instant.map(publish), instant.map(move)), { maxLength: 20 }), (commands) => {
        let state = fold(release, []);
        for (const command of commands) {
          const events = release.decide(command, state);
          if (events instanceof Refusal) continue;
          state = events.reduce(release.evolve, state);
          expect(state).toStrictEqual({ status: 'published', publishedAt: command.publishedAt });
          expect(release.decide(command, state)).toStrictEqual([]);
        }
      }),
    );
  });
});
