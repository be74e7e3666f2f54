import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adoptAnswers, AnswersUnknown } from '../../../src/policies/adopt-answers.js';
import { backupLedger, restoreLedger } from '../../../src/platform/backup/backup.js';
import { Ledger } from '../../../src/platform/ledger/ledger.js';
import { startApp, type TestApp } from '../../support/app.js';
import { compiled } from '../../support/compiled.js';
import { ApiClient } from '../../support/api-client.js';
import { freshFolder } from '../../support/folder.js';

const now = '2026-11-23T02:00:00.000Z';
const unpacked = (file: string): Buffer => gunzipSync(readFileSync(join('test/fixtures/golden/v3', `${file}.gz`)));
const adoptions = async ({ stores }: Pick<TestApp, 'stores'>) =>
  (await stores.ordinals.readAll(0, 10_000))
    .filter(({ type }) => type === 'AnswerVersionAdopted')
    .map(({ vendor, position, data }) => ({ vendor, position, data }));

describe('D7: a ledger that was written before version 2', () => {
  const home = freshFolder();
  let app: TestApp;
  let client: ApiClient;
  let customerId: string;
  /** The last position that the version before wrote. */
  let before: number;
  beforeAll(async () => {
    writeFileSync(join(home, 'events.db'), unpacked('events.db'));
    writeFileSync(join(home, 'keys.db'), unpacked('keys.db'));
    app = await startApp({ home, now });
    client = new ApiClient(app, 'seeyon');
    before = (await adoptions(app))[0]!.position - 1;
    const registered = (await app.stores.ordinals.readAll(0, 10_000)).find(
      ({ type, vendor }) => type === 'CustomerRegistered' && vendor === 'seeyon',
    );
    customerId = (registered!.data as { customerId: string }).customerId;
  });
  afterAll(() => app.close());
  const versionAt = async (more: Readonly<Record<string, string>>) => {
    const answer = await client.check({ customerId, service: 'maintenance', at: '2025-06-02', ...more });
    return [answer['answerVersion'], 'validUntil' in answer];
  };

  it('records once per vendor that version 2 is in force, and answers earlier positions by version 1', async () => {
    expect((await adoptions(app)).map(({ vendor, data }) => [vendor, data])).toEqual([
      ['huaruan', { version: 2 }],
      ['seeyon', { version: 2 }],
    ]);
    const own = (await adoptions(app)).find(({ vendor }) => vendor === 'seeyon')!.position;
    expect(await versionAt({ knownPosition: String(before) })).toEqual([1, false]);
    expect(await versionAt({ knownPosition: String(own - 1) })).toEqual([1, false]);
    expect(await versionAt({ knownPosition: String(own) })).toEqual([2, true]);
    expect(await versionAt({ knownAt: '2026-06-01' })).toEqual([1, false]);
    expect(await versionAt({})).toEqual([2, true]);
  });

  it('answers by the version that is asked for, at any position', async () => {
    expect(await versionAt({ knownPosition: String(before), answerVersion: '2' })).toEqual([2, true]);
    expect(await versionAt({ answerVersion: '1' })).toEqual([1, false]);
    const question = { customerId, service: 'maintenance', at: '2025-06-02', knownPosition: String(before) };
    // Asked for or in force: the same bytes, the receipt included.
    expect(await client.check({ ...question, answerVersion: '1' })).toEqual(await client.check(question));
  });

  it('records nothing at a later start, nor after a rebuild, and answers the same', async () => {
    const question = { customerId, service: 'maintenance', at: '2025-06-02', urgency: 'low' };
    const [old, present] = [{ ...question, knownPosition: String(before) }, question];
    const stored = [await client.check(old), await client.check(present)];
    const events = (await app.stores.ordinals.head()).position;
    await app.stores.views.rebuild();
    expect([await client.check(old), await client.check(present)]).toEqual(stored);
    await app.close();
    rmSync(join(home, 'views.db'), { force: true });
    app = await startApp({ home, now });
    client = new ApiClient(app, 'seeyon');
    expect((await app.stores.ordinals.head()).position).toBe(events);
    expect([await client.check(old), await client.check(present)]).toEqual(stored);
  });

  it('answers the same from a backup that was restored', async () => {
    const question = { customerId, service: 'maintenance', at: '2025-06-02', knownPosition: String(before + 2) };
    const stored = await client.check(question);
    const [file, restored] = [join(freshFolder(), 'ledger.backup'), freshFolder()];
    backupLedger(home, file);
    await restoreLedger(file, restored);
    writeFileSync(join(restored, 'keys.db'), readFileSync(join(home, 'keys.db')));
    const other = await startApp({ home: restored, now });
    expect(await adoptions(other)).toEqual(await adoptions(app));
    expect(await new ApiClient(other, 'seeyon').check(question)).toEqual(stored);
    await other.close();
  });
});

describe('D7: a new ledger', () => {
  let app: TestApp;
  let client: ApiClient;
  let customerId: string;
  const home = freshFolder();
  beforeAll(async () => {
    app = await startApp({ home, now });
    client = new ApiClient(app, 'seeyon');
    customerId = (await client.post('/customers', { code: 'KH1', name: '甲方', level: 'key', region: 'city' })).id;
    await client.post('/contracts', {
      customerId,
      contractNo: 'XS-1',
      licenceNo: 'L-1',
      purchasedOn: '2026-03-01',
      product: { series: 'EKP', name: 'EKP', version: '4.11' },
    });
  });
  afterAll(() => app.close());

  it('answers by version 2 from the start', async () => {
    expect(await client.check({ customerId, service: 'care' })).toMatchObject({
      answerVersion: 2,
      validUntil: '2027-03-01T16:00:00.000Z',
    });
  });

  it('takes the version in a batch, for all services, in a supposition and on the command line', async () => {
    const question = { customerId, service: 'maintenance' };
    const batch = await client.post('/entitlements/check-batch', {
      questions: [question, { ...question, answerVersion: 1 }, { ...question, answerVersion: '1' }],
    });
    expect(batch.answers.map((answer: { answerVersion: number }) => answer.answerVersion)).toEqual([2, 1, 1]);
    const all = await client.get(`/customers/${customerId}/entitlements`, { answerVersion: '1' });
    expect(new Set(all.services.map((answer: { answerVersion: number }) => answer.answerVersion))).toEqual(
      new Set([1]),
    );
    const supposed = await client.post('/entitlements/what-if', {
      question: { ...question, answerVersion: 1 },
      suppose: [],
    });
    expect([supposed.before.answerVersion, supposed.after.answerVersion]).toEqual([1, 1]);
    const key = app.keys.admin;
    await app.app.listen(0, '127.0.0.1');
    const args = ['check', '--vendor', 'seeyon', '--url', await app.app.getUrl(), '--key', key, '--json'];
    const child = spawn(process.execPath, [
      join(compiled(), 'src/cli.js'),
      ...args,
      ...['--customer', customerId, '--service', 'maintenance', '--answer-version', '1'],
    ]);
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    await new Promise((resolve) => child.on('close', resolve));
    expect((JSON.parse(out) as { answerVersion: number }).answerVersion).toBe(1);
  });

  it.each(['3', '0', '1.0', 'two', ''])('refuses the version %j and names those there are', async (answerVersion) => {
    const { status, body } = await app.http
      .get('/api/v1/entitlements/check')
      .query({ customerId, service: 'care', answerVersion })
      .set({ authorization: `Bearer ${app.keys.sales}`, 'accept-language': 'en' });
    expect([status, body.code, body.errors[0].pointer]).toEqual([400, 'invalid', '?answerVersion']);
    expect(body.errors[0].detail).toContain('1, 2');
    const batch = await client.post('/entitlements/check-batch', {
      questions: [{ customerId, service: 'care', answerVersion }],
    });
    expect(batch.answers[0].error.errors[0].detail).toContain('1, 2');
  });

  it('records the version once, though two processes start at the same time', async () => {
    const { events, sealer, keys } = app.stores;
    const secret = await keys.serverSecret('bodies');
    const processes = [1, 2].map(() => new Ledger(events, sealer, secret, () => now));
    await Promise.all(processes.map((ledger) => adoptAnswers(ledger, 'newcomer')));
    expect((await adoptions(app)).filter(({ vendor }) => vendor === 'newcomer')).toHaveLength(1);
  });

  it('refuses a ledger whose answers are made by rules that this build lacks', async () => {
    const { recordedAt: _, ...meta } = (await app.stores.ordinals.readAll(0, 1))[0]!.meta;
    await app.stores.events.append('later.answers-later', -1, [
      {
        id: '00000000-0000-5000-8000-000000000001',
        vendor: 'later',
        type: 'AnswerVersionAdopted',
        schema: 1,
        data: { version: 3 },
        meta,
      },
    ]);
    await expect(adoptAnswers(app.stores.ledger, 'later')).rejects.toThrow(AnswersUnknown);
  });
});
