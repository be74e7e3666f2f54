import { describe, expect, it } from '@jest/globals';
import { policies } from '../../../projections/policies/policies.js';
import { History } from '../../support/history.js';
import { project } from '../../support/sheets.js';

const policy = (version: number) => ({
  type: 'PolicyPublished' as const,
  data: { version, effectiveFrom: '2025-01-01', sha256: 'p', policy: { vendor: 'seeyon', version } },
});
const calendar = (version: string) => ({
  type: 'CalendarPublished' as const,
  data: { version, sha256: 'c', holidays: { years: [2026] } },
});

describe('policies', () => {
  it('P2: keeps every published version with the position it was known from', () => {
    const history = new History();
    const published = [policy(1), policy(2)].map((event) => history.record('policy', 'policy', event));
    const rows = [...project(policies, history.events).values()];
    expect(rows.map(({ vendor, kind, position }) => [vendor, kind, position])).toEqual(
      published.map((position) => ['seeyon', 'policy', position]),
    );
    expect(rows).toMatchObject([policy(1).data, policy(2).data]);
  });

  it('K2, T5: keeps a calendar that a later one replaced, for answers as they were known', () => {
    const history = new History();
    history.record('calendar', 'calendar', calendar('cn-2026-a'), { recordedAt: '2026-01-05T00:00:00.000Z' });
    history.record('calendar', 'calendar', calendar('cn-2026-b'), { recordedAt: '2026-01-06T00:00:00.000Z' });
    expect([...project(policies, history.events).values()]).toMatchObject([
      { kind: 'calendar', version: 'cn-2026-a', publishedAt: '2026-01-05T00:00:00.000Z' },
      { kind: 'calendar', version: 'cn-2026-b', publishedAt: '2026-01-06T00:00:00.000Z' },
    ]);
  });

  it('P2: keeps the texts of conditions as they were published', () => {
    const history = new History();
    const texts = { 'backup-required': { 'zh-CN': '甲', 'zh-TW': '乙', en: 'c' } };
    history.record('texts', 'texts', { type: 'ConditionTextsPublished', data: { version: 1, sha256: 't', texts } });
    expect([...project(policies, history.events).values()]).toMatchObject([{ kind: 'texts', version: 1, texts }]);
  });

  it('two vendors never share a row', () => {
    const [one, other] = [new History('seeyon'), new History('huaruan')];
    one.record('policy', 'policy', policy(1));
    other.record('policy', 'policy', policy(1));
    expect([...project(policies, [...one.events, ...other.events]).values()].map(({ vendor }) => vendor)).toEqual([
      'seeyon',
      'huaruan',
    ]);
  });
});
