import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ImportRegister } from '../../src/imports/import-register.js';
import { ImportJobs } from '../../src/imports/jobs/import-jobs.js';
import { reportQueue } from '../../src/imports/jobs/job-data.js';
import { caughtUp, startApp, type TestApp } from '../support/app.js';
import { numberedNow } from '../../src/platform/ordinals/numbered-now.js';
import { storedFiles } from '../support/stored-files.js';

const heading =
  '客户编号,客户名称,客户级别,地区,合同号,许可证号,产品系列,产品名称,版本,定制模块,购买日期,续费记录,联系人,电话,邮箱,客户经理,备注';
const record = (
  n: number,
  { customer = n, purchasedOn = '2025-03-01', paid = '', email = `user${n}@example.com`, manager = '李强' } = {},
) =>
  `KH${customer},客户${customer},普通,市内,XS-${n},L-${n},EKP,EKP,4.11,,${purchasedOn},${paid},联系人${n},1390000${n},` +
  `${email},${manager},`;
const fileOf = (...records: string[]) => [heading, ...records, ''].join('\r\n');

describe('POST /imports', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startApp({ now: '2026-11-23T02:00:00.000Z' });
  });
  afterEach(() => app.close());

  const api = '/api/v1/imports';
  const as = (role: keyof TestApp['keys'] = 'admin', more: Record<string, string> = {}) => ({
    authorization: `Bearer ${app.keys[role]}`,
    'accept-language': 'en',
    ...more,
  });
  const post = (file: Buffer | string, query = '', headers = as()) =>
    app.http.post(`${api}${query}`).set(headers).attach('file', Buffer.from(file), '名单.csv');
  const get = async (path: string, role: keyof TestApp['keys'] = 'admin') =>
    (await app.http.get(`/api/v1${path}`).set(as(role))).body;
  const idle = async () => {
    await app.app.get(ImportJobs, { strict: false }).idle();
    await caughtUp(app);
  };
  const fileCount = async () => {
    let count = 0;
    for await (const _hash of app.stores.files.list()) count += 1;
    return count;
  };
  const reportsIdle = async () => {
    for (;;) {
      const { running, nextDueAt } = await app.stores.jobs.counts(reportQueue);
      if (running === 0 && (nextDueAt ?? Infinity) > app.clock.ms()) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const imported = async (file: Buffer | string, query = '', headers = as()) => {
    const { status, body } = await post(file, query, headers);
    expect([status, body.code]).toEqual([202, undefined]);
    await idle();
    return get(`/imports/${body.id}`);
  };
  const undo = (id: string, role: keyof TestApp['keys'] = 'admin') =>
    app.http.post(`${api}/${id}/undo`).set(as(role)).send({ reason: '文件有误' });
  const head = () => numberedNow(app.stores.events, app.stores.ordinals);
  const contractNos = async () =>
    (await get('/contracts')).items.map(({ contractNo }: { contractNo: string }) => contractNo);

  it('reads a file in the background, answers progress, errors and report, and deletes the upload', async () => {
    const file = fileOf(
      record(1, { paid: '2026-03-02~2027-03-01' }),
      record(2, { email: 'nobody' }),
      record(1, { paid: '2026-03-02~2027-03-01' }),
      record(3, { purchasedOn: '03/04/2022' }),
    );
    const known = await imported(file);
    const error = (
      record: number,
      column: string,
      field: string,
      value: string,
      detail: string,
      contractNo: string,
    ) => ({
      record,
      column,
      field,
      value,
      detail,
      sheet: null,
      row: record,
      contractNo,
      faults: [{ column, field, value, detail, differences: [] }],
    });
    const errors = [
      // A2: what a row holds of a person is not shown again.
      error(3, '邮箱', 'email', '', 'this is not a mail address; write name@example.com', 'XS-2'),
      error(
        5,
        '购买日期',
        'purchasedOn',
        '03/04/2022',
        "'03/04/2022' may be read in several ways; write 2024-03-01",
        'XS-3',
      ),
    ];
    expect(known).toEqual({
      id: known.id,
      state: 'finished',
      dryRun: false,
      bytes: Buffer.byteLength(file),
      percent: 100,
      records: { read: 4, created: 1, known: 1, failed: 2 },
      columnsLeftOut: [],
      sheet: null,
      sheetsLeftOut: [],
      hiddenColumns: [],
      text: '4 records: 1 created, 1 known, 2 failed',
      failure: null,
      undo: null,
      revision: 1,
      errors: { items: errors, nextCursor: null },
    });
    const first = await get(`/imports/${known.id}?limit=1`);
    expect(first.errors.items).toEqual([errors[0]]);
    expect((await get(`/imports/${known.id}?limit=1&cursor=${first.errors.nextCursor}`)).errors).toEqual({
      items: [errors[1]],
      nextCursor: null,
    });
    expect((await get(`/imports/${known.id}?cursor=1`)).code).toBe('cursor-invalid');

    const report = await app.http
      .get(`${api}/${known.id}/report`)
      .set(as())
      .buffer(true)
      .parse((res, done) => {
        const parts: Buffer[] = [];
        res.on('data', (part: Buffer) => parts.push(part)).on('end', () => done(null, Buffer.concat(parts)));
      });
    expect([report.headers['content-type'], [...(report.body as Buffer).subarray(0, 3)]]).toEqual([
      'text/csv; charset=utf-8',
      [0xef, 0xbb, 0xbf],
    ]);
    expect((report.body as Buffer).toString('utf8').split('\r\n')).toEqual([
      '\u{FEFF}record,outcome,column,detail,contract number,terms,last day',
      '2,created,,,XS-1,2,2027-03-01',
      '3,failed,邮箱,"row 3, contract XS-2: 邮箱: this is not a mail address; write name@example.com",,,',
      '4,known,,,XS-1,,',
      "5,failed,购买日期,\"row 5, contract XS-3: 购买日期: '03/04/2022' may be read in several ways; write " +
        '2024-03-01",,,',
      '',
    ]);
    expect((await get('/imports')).items).toEqual([
      {
        id: known.id,
        dryRun: false,
        state: 'finished',
        file: '名单.csv',
        startedAt: '2026-11-23T02:00:00.000Z',
        by: { id: expect.stringMatching(/^key_/), role: 'admin', name: 'test admin' },
        records: { read: 4, created: 1, known: 1, failed: 2 },
        text: '4 records: 1 created, 1 known, 2 failed',
      },
    ]);

    // A2: nothing of a row stays in plain beside the ledger: a part of the report and its index, both sealed.
    expect(await fileCount()).toBe(2);
    for (const name of storedFiles(app.home))
      expect(readFileSync(name, 'utf8')).not.toMatch(/nobody|联系人|1390000|XS-|outcome/);
    expect(existsSync(join(app.home, 'imports'))).toBe(false);
  });

  it('A1: is for sales and admins; an auditor reads; another vendor finds nothing', async () => {
    const statuses = await Promise.all(
      (['support', 'engineer', 'auditor', 'customer', 'system'] as const).map(
        async (role) => (await post(fileOf(), '', as(role))).status,
      ),
    );
    expect(statuses).toEqual([403, 403, 403, 403, 403]);
    const { id } = await imported(fileOf(record(1)), '', as('sales'));
    expect((await get(`/imports/${id}`, 'auditor')).state).toBe('finished');
    expect((await get(`/imports/${id}`, 'other')).code).toBe('not-found');
    expect((await get(`/imports/${id}/report`, 'other')).code).toBe('not-found');
    expect((await undo(id, 'sales')).status).toBe(403);
  });

  it('C11: the same key with the same file is the same import; with another file it is refused', async () => {
    const headers = as('admin', { 'idempotency-key': 'k' });
    const { id } = await imported(fileOf(record(1)), '', headers);
    const before = await head();
    const again = await post(fileOf(record(1)), '', headers);
    expect([again.status, again.body.id, again.headers['idempotent-replay']]).toEqual([202, id, 'true']);
    const other = await post(fileOf(record(2)), '', headers);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
    expect(await head()).toBe(before);
    expect(await fileCount()).toBe(2);
    // A dry run leaves nothing in the ledger to know its key by: the files beside it do.
    await imported(fileOf(record(1)), '?dryRun=true', headers);
    expect((await post(fileOf(record(2)), '?dryRun=true', headers)).body.code).toBe('idempotency-key-reused');
  });

  it('a dry run reports what would happen and records nothing', async () => {
    const before = await head();
    const known = await imported(fileOf(record(1), record(2, { purchasedOn: 'x' })), '?dryRun=true');
    expect([known.state, known.dryRun, known.records]).toEqual([
      'finished',
      true,
      { read: 2, created: 1, known: 0, failed: 1 },
    ]);
    expect(await head()).toBe(before);
    expect((await undo(known.id)).body).toMatchObject({ status: 409, code: 'import-not-undoable' });
  });

  it('what is no upload, no file, two files, or a file of another kind is refused, and leaves nothing', async () => {
    const codes = async (answer: PromiseLike<{ status: number; body: { code: string; detail: string } }>) => [
      (await answer).status,
      (await answer).body.code,
    ];
    const questionOf = () => app.http.post(api).set(as());
    expect(await codes(questionOf().send({ file: 'x' }))).toEqual([415, 'upload-expected']);
    expect(await codes(questionOf().set('content-type', 'multipart/form-data'))).toEqual([400, 'upload-malformed']);
    expect(await codes(questionOf().set('content-type', 'multipart/form-data; boundary=x').send('--x--\r\n'))).toEqual([
      400,
      'invalid',
    ]);
    expect(
      await codes(
        questionOf()
          .set('content-type', 'multipart/form-data; boundary=x')
          .send('--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nabc'),
      ),
    ).toEqual([400, 'upload-malformed']);
    expect(await codes(questionOf().attach('other', Buffer.from('a'), 'a.csv'))).toEqual([400, 'invalid']);
    expect(
      await codes(questionOf().attach('file', Buffer.from('a'), 'a.csv').attach('file', Buffer.from('b'), 'b.csv')),
    ).toEqual([400, 'upload-malformed']);
    expect(await fileCount()).toBe(0);
    expect(await imported('%PDF-1.7')).toMatchObject({
      state: 'failed',
      failure: { code: 'other-kind', detail: 'the file is PDF, neither CSV nor XLSX; save it as .xlsx or "CSV UTF-8"' },
    });
    expect(await imported('a,b\r\n1,2\r\n')).toMatchObject({ state: 'failed', failure: { code: 'headings' } });
    expect(
      (await app.http.post('/api/v1/customers').set(as()).attach('file', Buffer.from('a'), 'a.csv')).body.code,
    ).toBe('media-type-unsupported');
  });

  it('takes a workbook too', async () => {
    const known = await imported(readFileSync('test/fixtures/cells.xlsx'));
    expect([
      known.state,
      known.records,
      known.errors.items.map(({ record, field, value }: { record: number; field: string; value: string }) => [
        record,
        field,
        value,
      ]),
    ]).toEqual([
      'finished',
      { read: 4, created: 2, known: 0, failed: 2 },
      [
        [4, 'purchasedOn', '#N/A'],
        [5, 'purchasedOn', '44000'],
      ],
    ]);
  });

  describe('undone', () => {
    it(
      'C9, T5: leaves no contract and no customer of it, but for questions with older knowledge, and frees the ' +
        'numbers',
      async () => {
        const { id } = await imported(fileOf(record(1, { paid: '2026-03-02~2027-03-01' }), record(2, { customer: 1 })));
        const [contract] = (await get('/contracts')).items;
        const between = '2026-11-23T03:00:00.000Z';
        app.clock.set('2026-11-23T04:00:00.000Z');
        const { status, body } = await undo(id);
        expect([status, body.code]).toEqual([202, undefined]);
        await idle();
        expect(await get(`/imports/${id}`)).toMatchObject({
          state: 'undone',
          undo: { reason: '文件有误', contracts: 2, customers: 1, kept: 0 },
        });
        expect(await contractNos()).toEqual([]);
        expect((await get(`/contracts/${contract.id}`)).code).toBe('not-found');
        expect((await get(`/customers/${contract.customerId}`)).code).toBe('not-found');
        const question = `/entitlements/check?customerId=${contract.customerId}&service=maintenance`;
        expect((await get(question)).code).toBe('not-found');
        expect(await get(`${question}&knownAt=${between}`)).toMatchObject({ entitled: true, reason: 'covered' });
        expect((await get(`/contracts/${contract.id}?knownAt=${between}`)).terms).toHaveLength(2);

        const corrected = await imported(fileOf(record(1, { purchasedOn: '2025-04-01' }), record(2, { customer: 1 })));
        expect(corrected.records).toEqual({ read: 2, created: 2, known: 0, failed: 0 });
        expect(await contractNos()).toEqual(['XS-1', 'XS-2']);
        const anew = (await get('/contracts')).items[0];
        expect([anew.purchasedOn, anew.terms.length, anew.id === contract.id]).toEqual(['2025-04-01', 1, false]);
        expect((await get(`${question.replace(contract.customerId, anew.customerId)}&at=2025-05-01`)).entitled).toBe(
          true,
        );
      },
    );

    it('C11: sent again, it is one undo', async () => {
      const { id } = await imported(fileOf(record(1)));
      await undo(id);
      await idle();
      const before = await head();
      expect([(await undo(id)).status, await head()]).toEqual([202, before]);
    });

    it('C9: is refused with the facts that depend on it, and takes nothing back then', async () => {
      const { id } = await imported(fileOf(record(1), record(2)));
      const [first, second] = (await get('/contracts')).items;
      await app.http.post(`/api/v1/contracts/${first.id}/suspend`).set(as()).send({ from: '2026-12-01', reason: 'x' });
      const other = await app.http
        .post('/api/v1/contracts')
        .set(as())
        .send({
          customerId: second.customerId,
          contractNo: 'other',
          licenceNo: 'other',
          purchasedOn: '2026-01-01',
          product: { series: 'EKP', name: 'EKP', version: '4.11' },
        });
      const before = await head();
      const { status, body } = await undo(id);
      expect([status, body.code, body.rule]).toEqual([409, 'later-facts', 'C9']);
      const events = (await app.stores.ordinals.readAll(0, 1000)).filter(({ meta }) => meta.channel === 'http');
      const position = (type: string) => events.find((event) => event.type === type)!.position;
      expect(
        body.errors.map(({ pointer, detail }: { pointer: string; detail: string }) => [pointer, detail]).sort(),
      ).toEqual(
        [
          [
            `/contracts/${first.id}`,
            `The suspension at position ${position('ContractSuspended')} was recorded after the import ` +
              'and stands on it. ' +
              `Take it back first: POST /api/v1/contracts/${first.id}/resume {"on": "2026-12-01"}`,
          ],
          [
            `/customers/${second.customerId}`,
            `The purchase at position ${position('ContractPurchased')} was recorded after the import ` +
              'and stands on it. ' +
              `Take it back first: POST /api/v1/contracts/${other.body.id}/corrections {"customerId": "…"}`,
          ],
        ].sort(),
      );
      expect(await head()).toBe(before);
      expect(await contractNos()).toEqual(
        ['other', 'XS-1', 'XS-2'].sort((a, b) => (a.toUpperCase() < b.toUpperCase() ? -1 : 1)),
      );
    });

    it('takes a contact and a manager from a customer who was recorded before and stays', async () => {
      await imported(fileOf(record(1)));
      const { id } = await imported(fileOf(record(2, { customer: 1, manager: '王伟' })));
      const { customerId } = (await get('/contracts')).items[0];
      expect(await get(`/customers/${customerId}`)).toMatchObject({
        customerManager: '王伟',
        contacts: [{ name: '联系人1' }, { name: '联系人2' }],
      });
      await undo(id);
      await idle();
      const left = await get(`/customers/${customerId}`);
      expect([left.customerManager, left.contacts.map(({ name }: { name: string }) => name)]).toEqual([
        '李强',
        ['联系人1'],
      ]);
      expect(await contractNos()).toEqual(['XS-1']);
    });

    it('A2: lets a person of a withdrawn customer be erased', async () => {
      const { id } = await imported(fileOf(record(1)));
      const { customerId } = (await get('/contracts')).items[0];
      const { contactId } = (await get(`/customers/${customerId}`)).contacts[0];
      await undo(id);
      await idle();
      const erased = await app.http
        .post(`/api/v1/customers/${customerId}/contacts/${contactId}/erase`)
        .set(as())
        .send({ reason: '本人要求' });
      expect([erased.status, erased.body.erased]).toEqual([200, true]);
    });
  });

  it(
    'goes on after a stop in its midst without creating ' + 'anything twice, and counts as if it had not stopped',
    async () => {
      const records = Array.from({ length: 300 }, (_, n) => record(n));
      const { body } = await post(fileOf(...records, record(7)));
      const register = app.app.get(ImportRegister, { strict: false });
      while ((await register.find('seeyon', body.id))?.progress?.records.created === 0)
        await new Promise((resolve) => setImmediate(resolve));
      const { home } = app;
      await app.close();
      app = await startApp({ now: '2026-11-23T02:00:00.000Z', home });
      const created = (await get('/contracts?limit=500')).items.length;
      expect([created > 0 && created < 300, (await get(`/imports/${body.id}`)).state]).toEqual([true, 'interrupted']);
      // What was reported, and the upload; at the end a part of the report, or two, and the index.
      expect(await fileCount()).toBe(3);
      await app.app.get(ImportJobs, { strict: false }).resume();
      await idle();
      expect(await get(`/imports/${body.id}`)).toMatchObject({
        state: 'finished',
        records: { read: 301, created: 300, known: 1, failed: 0 },
      });
      expect((await get('/contracts?limit=500')).items).toHaveLength(300);
      expect(await fileCount()).toBe(3);
    },
  );

  it('an undo that a stop cut short goes on at the next start, and takes each record back once', async () => {
    const { id } = await imported(fileOf(...Array.from({ length: 150 }, (_, n) => record(n))));
    expect((await undo(id)).status).toBe(202);
    while ((await get('/contracts?limit=500')).items.length > 130)
      await new Promise((resolve) => setImmediate(resolve));
    const { home } = app;
    await app.close();
    app = await startApp({ now: '2026-11-23T02:00:00.000Z', home });
    expect((await get(`/imports/${id}`)).state).toBe('undoing');
    await app.app.get(ImportJobs, { strict: false }).resume();
    await idle();
    expect(await get(`/imports/${id}`)).toMatchObject({
      state: 'undone',
      undo: { contracts: 150, customers: 150, kept: 0 },
    });
    expect(await contractNos()).toEqual([]);
    const withdrawn = (await app.stores.ordinals.readAll(0, 10_000))
      .filter(({ type }) => type === 'ContractWithdrawn' || type === 'CustomerWithdrawn')
      .map(({ stream }) => stream);
    expect([withdrawn.length, new Set(withdrawn).size]).toEqual([300, 300]);
  });

  it('lets go of reports thirty days after the end; the ledger still knows the import', async () => {
    const { id } = await imported(fileOf(record(1)));
    for (const [now, stored] of [
      ['2026-12-23T01:00:00.000Z', true],
      ['2026-12-23T03:00:00.000Z', false],
    ] as const) {
      app.clock.set(now);
      await app.app.get(ImportJobs, { strict: false }).resume();
      await reportsIdle();
      expect([now, (await fileCount()) > 0]).toEqual([now, stored]);
    }
    expect(await get(`/imports/${id}`)).toMatchObject({
      id,
      state: 'finished',
      records: { read: 1, created: 1, known: 0, failed: 0 },
    });
    expect((await app.http.get(`${api}/${id}/report`).set(as())).status).toBe(404);
  });

  it.each([
    ['a length that says so', true],
    ['no length at all', false],
  ])('an upload beyond the limit, with %s, is refused and leaves nothing', async (_, events) => {
    const { home } = app;
    await app.close();
    app = await startApp({ now: '2026-11-23T02:00:00.000Z', home, env: { UPLOAD_LIMIT_MB: '1' } });
    await app.app.listen(0, '127.0.0.1');
    const form = new FormData();
    form.set('file', new Blob([`${heading}\r\n`, 'x'.repeat(events ? 2 * 2 ** 20 : 1.5 * 2 ** 20)]), '名单.csv');
    const whole = new Response(form);
    const headers = { ...as(), 'content-type': whole.headers.get('content-type')! };
    const body = events ? await whole.arrayBuffer() : whole.body;
    const answer = await fetch(`${await app.app.getUrl()}${api}`, {
      method: 'POST',
      headers,
      body,
      ...(!events && { duplex: 'half' }),
    } as RequestInit);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([413, 'upload-too-large']);
    expect((await get('/imports')).items).toEqual([]);
    const left = () => storedFiles(home);
    for (let n = 0; left().length > 0 && n < 100; n += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(left()).toEqual([]);
  });
});
