import { describe, expect, it } from '@jest/globals';
import type { PoliciesRow } from '../../../projections/policies/policies.row.js';
import type { ReleasesRow } from '../../../projections/releases/releases.row.js';
import { clockOf } from '../../../src/platform/clock.js';
import { Problem } from '../../../src/platform/http/problems/problem.js';
import type { View } from '../../../src/platform/views/view-store.js';
import { PolicyBooks } from '../../../src/policies/policy-books.js';
import { testPolicy } from '../../support/published.js';

const policyRow = (vendor: string, version: number, position: number, change: object = {}): PoliciesRow => ({
  kind: 'policy',
  vendor,
  version,
  position,
  publishedAt: '2026-01-01T00:00:00.000Z',
  effectiveFrom: '2000-01-01',
  sha256: String(position),
  policy: { ...testPolicy, vendor, version, ...change },
});

/** Views in memory whose reads can fail or be held, and a projector that reports what moved. */
class Source {
  rows: PoliciesRow[] = [policyRow('seeyon', 1, 1), policyRow('huaruan', 1, 2)];
  releases: ReleasesRow[] = [];
  position = 2;
  reads = 0;
  fails = false;
  held: Promise<void> | undefined;
  #moved: (view: string) => void = () => undefined;

  readonly books = new PolicyBooks(
    this.view(() => this.rows),
    this.view(() => this.releases),
    clockOf(() => 0),
    { onChange: (listener) => (this.#moved = (view) => listener(view, 'all')) },
    () => this.position,
  );

  publish(row: PoliciesRow): void {
    this.rows = [...this.rows, row];
    this.position = row.position;
    this.#moved('policies');
  }

  private view<R extends PoliciesRow | ReleasesRow>(rows: () => readonly R[]): View<R> {
    const read = async (): Promise<readonly R[]> => {
      this.reads += 1;
      const found = rows();
      await this.held;
      if (this.fails) throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' });
      return found;
    };
    const scan = async function* () {
      for (const [index, row] of (await read()).entries()) yield { id: String(index), row, position: 1 };
    };
    return { scan } as Partial<View<R>> as View<R>;
  }
}

describe('D7: a policy book', () => {
  it('is read again after a read that failed; no older one is given out meanwhile', async () => {
    const source = new Source();
    expect((await source.books.snapshot('seeyon')).policies).toHaveLength(1);
    source.publish(policyRow('seeyon', 2, 3));
    source.fails = true;
    await expect(source.books.snapshot('seeyon')).rejects.toThrow('disk I/O error');
    await expect(source.books.refresh()).rejects.toThrow('disk I/O error');
    source.fails = false;
    const snapshot = await source.books.snapshot('seeyon');
    expect([snapshot.policies.map(({ version }) => version), snapshot.position]).toEqual([[1, 2], 3]);
  });

  it('claims no position that it does not hold, while publications go on during its read', async () => {
    const source = new Source();
    let proceed = (): void => undefined;
    source.held = new Promise((resolve) => (proceed = resolve));
    const question = source.books.snapshot('seeyon');
    await new Promise((resolve) => setImmediate(resolve));
    source.publish(policyRow('seeyon', 2, 3));
    proceed();
    const snapshot = await question;
    expect(snapshot.policies.filter(({ position }) => position <= snapshot.position)).toHaveLength(2);
    expect(snapshot.position).toBe(3);
  });

  it('is one and the same for the whole of a question, whatever is published meanwhile', async () => {
    const source = new Source();
    const before = await source.books.snapshot('seeyon');
    source.publish(policyRow('seeyon', 2, 3));
    const after = await source.books.snapshot('seeyon');
    expect([before.policies.length, before.position, after.policies.length, after.position]).toEqual([1, 2, 2, 3]);
    expect(before.book.policyOf(2, '2026-01-01').version).toBe(1);
    expect(Object.isFrozen(before)).toBe(true);
  });

  it('is read once for questions that are asked at once', async () => {
    const source = new Source();
    await Promise.all(Array.from({ length: 20 }, () => source.books.snapshot('seeyon')));
    expect(source.reads).toBe(2);
    source.position = 50;
    expect((await source.books.snapshot('seeyon')).position).toBe(50);
    expect(source.reads).toBe(2);
  });
});

describe('what cannot be used of one vendor', () => {
  const problemOf = async (work: () => unknown): Promise<string | undefined> => {
    try {
      await work();
      return undefined;
    } catch (error) {
      return error instanceof Problem ? error.code : String(error);
    }
  };
  const monday = Date.UTC(2026, 2, 2);

  it.each([
    ['a zone that this build does not know', { timeZone: 'Asia/Atlantis' }],
    ['no series', { series: undefined }],
    ['no policy at all', { hours: undefined, timeZone: undefined }],
  ])('%s: that vendor is refused with the way of repair, the other is answered', async (_what, change) => {
    const source = new Source();
    source.rows = [policyRow('seeyon', 1, 1, change), policyRow('huaruan', 1, 2)];
    expect(await problemOf(() => source.books.snapshot('seeyon'))).toBe('policies-unreadable');
    expect(await problemOf(() => source.books.zone('seeyon'))).toBe('policies-unreadable');
    expect((await source.books.snapshot('huaruan')).zone).toBe('Asia/Shanghai');
    expect([source.books.vendors(), source.books.has('seeyon')]).toEqual([['huaruan', 'seeyon'], true]);
    expect(source.books.faults()).toMatchObject([{ vendor: 'seeyon', what: 'policies', position: 1 }]);
  });

  it('hours of one version: questions that need them, and no others', async () => {
    const source = new Source();
    source.rows = [
      policyRow('seeyon', 1, 1),
      policyRow('seeyon', 2, 3, { hours: { ...testPolicy.hours, hotline: [] } }),
    ];
    const { book } = await source.books.snapshot('seeyon');
    expect(book.policyOf(1, '2026-01-01').hours(null).hotline.isOpen(monday)).toBe(false);
    expect(await problemOf(() => book.policyOf(2, '2026-01-01').hours(null))).toBe('policies-unreadable');
    expect(await problemOf(() => book.policyAt(monday, 1).hours(null))).toBeUndefined();
    expect(source.books.faults()).toMatchObject([{ what: 'policy version 2', position: 3 }]);
  });

  it('one calendar: positions that read another are answered', async () => {
    const source = new Source();
    const calendar = (version: string, position: number, day: string): PoliciesRow => ({
      kind: 'calendar',
      vendor: 'seeyon',
      version,
      position,
      publishedAt: '2026-01-01T00:00:00.000Z',
      sha256: version,
      holidays: { years: [2026], holidays: [day], makeUpDays: [] },
    });
    source.rows = [policyRow('seeyon', 1, 1), calendar('cn-a', 3, '2026-01-01'), calendar('cn-b', 4, 'soon')];
    const { book } = await source.books.snapshot('seeyon');
    const policy = book.policyOf(1, '2026-01-01');
    expect(await problemOf(() => policy.hours(book.calendarAt(3)))).toBeUndefined();
    expect(await problemOf(() => policy.hours(book.calendarAt(4)))).toBe('policies-unreadable');
    expect(source.books.faults()).toMatchObject([{ what: 'calendar cn-b', position: 4 }]);
  });

  it('one release: overlooked once a later word follows, as it was answered before', async () => {
    const source = new Source();
    const post = (position: number, publishedAt: unknown) => ({
      versionKey: '9.0.0',
      version: '9.00',
      publishedAt: publishedAt as string,
      position,
      type: 'ReleasePublished' as const,
    });
    const series = { vendor: 'seeyon', series: 'EKP' };
    source.releases = [{ ...series, releases: [post(5, null)] }];
    const poisoned = (await source.books.snapshot('seeyon')).book;
    expect(poisoned.release('EKP', '9.0.0', 4)).toBeNull();
    expect(await problemOf(() => poisoned.release('EKP', '9.0.0', 5))).toBe('release-unreadable');
    expect(poisoned.release('EKP', '8.0.0', 5)).toBeNull();
    source.releases = [{ ...series, releases: [post(5, null), post(6, '2026-06-01T00:00:00.000Z')] }];
    source.publish(policyRow('seeyon', 2, 7));
    const repaired = (await source.books.snapshot('seeyon')).book;
    expect(repaired.release('EKP', '9.0.0', 5)).toBeNull();
    expect(repaired.release('EKP', '9.0.0', 6)?.position).toBe(6);
    expect(source.books.faults()).toEqual([]);
  });
});
