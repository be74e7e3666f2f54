import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ImportJobs } from '../../../src/imports/jobs/import-jobs.js';
import { startApp, type TestApp } from '../../support/app.js';
import { findIn, formsOf } from '../../support/byte-search.js';
import { csvOf, heading, importing, recordOf } from '../../support/imports.js';
import { storedFiles } from '../../support/stored-files.js';

describe('A2: persons in imports', () => {
  let app: TestApp;
  let imports: ReturnType<typeof importing>;
  beforeEach(async () => {
    app = await startApp({ now: '2026-11-23T02:00:00.000Z' });
    imports = importing(app);
  });
  afterEach(() => app.close());

  const person = /王芳|1390000|user\w*@|李强/;

  it('a file without its heading row leaves nothing of its cells in events, answers and logs', async () => {
    const { failure, id } = await imports.run(csvOf(recordOf('a'), recordOf('b')));
    expect(failure!.code).toBe('headings');
    const events = JSON.stringify(await app.stores.ordinals.readAll(0, 100_000));
    const listed = (await app.http.get('/api/v1/events?type=ImportFailed').set(imports.headers)).text;
    for (const text of [events, listed, JSON.stringify(await imports.shown(id)), app.log.join('\n')])
      expect(text).not.toMatch(person);
    for (const file of storedFiles(app.home)) expect(readFileSync(file, 'utf8')).not.toMatch(person);
  });

  it.each([
    ['an open quote', `${csvOf(heading, recordOf('c'))}"王芳,1390000`],
    ['a cut record', `${csvOf(heading, recordOf('d'))}王芳,1390000`],
    ['a swallowed rest', `${csvOf(heading, recordOf('e'))}"王芳${'1390000'.repeat(200_000)}`],
  ])('%s leaves nothing of its cells in the fault', async (_, file) => {
    const { failure, id } = await imports.run(file);
    expect(failure).not.toBeNull();
    const failed = (await app.stores.ordinals.readAll(0, 100_000)).find(({ type }) => type === 'ImportFailed');
    for (const text of [JSON.stringify(failed), JSON.stringify((await imports.shown(id)).failure), app.log.join('\n')])
      expect(text).not.toMatch(person);
  });

  it.each(['true', 'false'])('the name of a file is nowhere in the clear, dryRun=%s', async (dryRun) => {
    const { status } = await app.http
      .post(`/api/v1/imports?dryRun=${dryRun}`)
      .set(imports.headers)
      .attach('file', Buffer.from(csvOf(heading, recordOf('a'))), '赵钱孙.csv');
    expect(status).toBe(202);
    const { text } = await app.http.get(`/api/v1/imports?dryRun=${dryRun}`).set(imports.headers);
    expect(text).toContain('赵钱孙.csv');
    expect(findIn(app.home, formsOf('赵钱孙'))).toEqual([]);
    expect(app.log.join('\n')).not.toContain('赵钱孙');
  });

  it('a dry run does not reveal whether a person’s cells were guessed right, whoever the person is', async () => {
    await imports.run(csvOf(heading, recordOf('g')));
    const outcome = async (change: Record<string, string>) => {
      const { records, errors } = await imports.run(csvOf(heading, recordOf('g', change)), '?dryRun=true');
      return [records, errors.items];
    };
    const right = await outcome({});
    expect(right[0]).toEqual({ read: 1, created: 0, known: 1, failed: 0 });
    const guesses: readonly Readonly<Record<string, string>>[] = [
      { 电话: '13812345678' },
      { 联系人: '某人' },
      { 邮箱: 'x@example.com' },
      { 客户经理: '王伟' },
      { 备注: '密' },
    ];
    for (const guess of guesses) expect(await outcome(guess)).toEqual(right);
    const claimed = { 版本: '5.00' };
    const wrong = JSON.stringify(await outcome({ ...claimed }));
    for (const guess of guesses) expect(JSON.stringify(await outcome({ ...claimed, ...guess }))).toBe(wrong);
  });

  it('C11: of an erased person nothing can be compared, in no run', async () => {
    await imports.run(csvOf(heading, recordOf('h', { 客户经理: '', 备注: '' })));
    const { customerId } = (await app.http.get('/api/v1/contracts').set(imports.headers)).body.items[0];
    const differing = recordOf('h', { 客户经理: '', 电话: '13812345678' });
    const before = await imports.run(csvOf(heading, differing));
    expect(before.errors.items[0]!.faults[0]).toMatchObject({
      field: 'contractNo',
      differences: [{ field: 'contact', recorded: null, here: null }],
    });
    const { contacts } = (await app.http.get(`/api/v1/customers/${customerId}`).set(imports.headers)).body;
    const erase = `/api/v1/customers/${customerId}/contacts/${contacts[0].contactId}/erase`;
    expect((await app.http.post(erase).set(imports.headers).send({ reason: '本人要求' })).status).toBe(200);
    for (const query of ['', '?dryRun=true'])
      for (const row of [differing, recordOf('h', { 客户经理: '' })])
        expect((await imports.run(csvOf(heading, row), query)).records).toEqual({
          read: 1,
          created: 0,
          known: 1,
          failed: 0,
        });
  });

  it('a faulty mail address and other cells about persons are in no answer of an old import', async () => {
    const change = { 邮箱: 'wang.fang(at)example', 电话: '1.39E+10', 联系人: `王\u{FFFD}`, 备注: '#N/A' };
    const { id } = await imports.run(csvOf(heading, recordOf('m', change)));
    const shown = JSON.stringify((await imports.shown(id)).errors) + (await imports.report(id));
    expect(shown).toMatch(/email/);
    for (const text of Object.values(change)) expect(shown).not.toContain(text);
  });

  it(
    'uploads are sealed from their first byte, while ' + 'they wait and where they failed, and gone at the end',
    async () => {
      const rows = Array.from({ length: 400 }, (_, n) => recordOf(n));
      const read: string[] = [];
      const first = await imports.send(csvOf(heading, ...rows));
      const second = await imports.send(csvOf(heading, recordOf('w')));
      expect([first.status, second.status]).toEqual([202, 202]);
      const uploads = async () => {
        const started = (await app.stores.ordinals.readAll(0, 100_000)).filter(({ type }) => type === 'ImportStarted');
        const names = started.map(({ data }) => (data as { readonly file: string }).file);
        return storedFiles(app.home).filter((file) => names.some((name) => file.endsWith(name)));
      };
      expect((await uploads()).length).toBeGreaterThan(0);
      for (const file of storedFiles(app.home)) {
        read.push(file);
        expect(readFileSync(file, 'utf8')).not.toMatch(/王芳|客户编号|KH1/);
      }
      expect(read.length).toBeGreaterThan(1);
      await imports.idle();
      expect(await uploads()).toEqual([]);
      expect((await imports.shown(first.body.id)).records.created).toBe(400);
      await imports.run(csvOf(recordOf('z')));
      expect(await uploads()).toEqual([]);
    },
  );

  it('a restart goes on with a sealed upload', async () => {
    const rows = Array.from({ length: 300 }, (_, n) => recordOf(n));
    const { body } = await imports.send(csvOf(heading, ...rows));
    await app.app.close();
    const again = await startApp({ now: '2026-11-23T02:00:00.000Z', home: app.home });
    const there = importing(again);
    await again.app.get(ImportJobs, { strict: false }).resume();
    await there.idle();
    expect(await there.shown(body.id)).toMatchObject({ state: 'finished', records: { read: 300, created: 300 } });
    app = again;
  });
});
