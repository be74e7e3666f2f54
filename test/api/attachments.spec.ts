import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { textSubject } from '../../domain/kernel/personal.js';
import { attachmentBounds } from '../../src/requests/attachments/bounds.js';
import { LeftFiles } from '../../src/requests/requests.port.js';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';
import { download, sendForm, type SentFile, storedHashes } from '../support/forms.js';
import { LifeOfRequest } from '../support/life-of-request.js';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const log: SentFile = { name: '错误 日志(1).txt', content: '提交失败：网络错误\n'.repeat(20_000) };
const picture: SentFile = { name: 'screen.exe', content: png };
const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

interface Shown {
  readonly sha256: string;
  readonly name: string | null;
  readonly type: string;
  readonly bytes: number;
}

/** A6: files come with the act that brings them, as parts of a form. */
describe('files of requests and interactions', () => {
  let app: TestApp;
  let client: ApiClient;
  let life: LifeOfRequest;
  let own: string;
  const usual = { service: 'maintenance', channel: 'hotline', urgency: 'normal', title: '无法登录' };
  const interaction = { direction: 'inbound', channel: 'email', text: '见附件' };

  beforeAll(async () => {
    app = await startApp({ now: '2026-03-02T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    life = new LifeOfRequest(client);
    for (const name of ['key', 'other']) await life.buy(name, '2026-01-01', 'key');
    const customerId = life.customerId('key');
    own = (await app.stores.apiKeys.create({ vendor: 'seeyon', role: 'customer', name: 'own', customerId })).token;
  }, 60_000);
  afterAll(() => app.close());
  afterEach(async () => expect((await storedHashes(app)).unconfirmed).toEqual([]));

  const register = async (files: readonly SentFile[], headers: Record<string, string> = {}, more: object = {}) => {
    const body = { customerId: life.customerId('key'), ...usual, ...more };
    return sendForm(app, '/requests', body, files, { headers });
  };
  const shown = async (id: string): Promise<{ files: Shown[]; interactions: { files: Shown[] }[] }> =>
    client.get(`/requests/${id}`);

  it('are sealed under the hash of their stored bytes, judged by content, and downloaded as they were', async () => {
    const { status, body } = await register([log, picture]);
    expect([status, body.state]).toEqual([201, 'registered']);
    const { id } = body;
    const answer = await sendForm(app, `/requests/${id}/interactions`, interaction, [
      { name: 'b.bin', content: '\x02\x03' },
    ]);
    expect(answer.status).toBe(200);
    const { files, interactions } = await shown(id);
    expect(files).toEqual([
      { sha256: expect.any(String), name: log.name, type: 'text/plain', bytes: Buffer.byteLength(log.content) },
      { sha256: expect.any(String), name: picture.name, type: 'image/png', bytes: png.length },
    ]);
    expect(interactions).toMatchObject([{ files: [{ name: 'b.bin', type: 'application/octet-stream', bytes: 2 }] }]);

    const [first] = files;
    const stored: Buffer[] = [];
    for await (const part of app.stores.files.read(first!.sha256)) stored.push(part);
    expect(sha256(Buffer.concat(stored))).toBe(first!.sha256);
    expect(Buffer.concat(stored).includes('网络错误')).toBe(false);
    const file = await download(app, `/requests/${id}/files/${first!.sha256}`);
    expect([file.status, (file.body as Buffer).equals(Buffer.from(log.content))]).toEqual([200, true]);
    expect(file.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(first!.bytes),
      'content-disposition': `attachment; filename="__ __(1).txt"; filename*=UTF-8''${encodeURIComponent('错误 日志')}%281%29.txt`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    // Histories name them too; what the event holds of a name is sealed.
    const { items } = await client.get('/events', { stream: `seeyon.request-${id}` });
    expect(JSON.stringify(items)).toContain(first!.sha256);
  });

  it('A1: are seen by their customer, but for those of internal interactions, and by nobody else', async () => {
    const { id } = (await register([log])).body;
    await sendForm(app, `/requests/${id}/interactions`, { ...interaction, direction: 'internal' }, [picture]);
    const { id: theirs } = await life.register('other', {});
    await sendForm(app, `/requests/${theirs}/interactions`, interaction, [picture]);
    const [files, [internal], [, foreign]] = [
      (await shown(id)).files,
      (await shown(id)).interactions.flatMap((each) => each.files),
      [theirs, (await shown(theirs)).interactions[0]!.files[0]!],
    ] as const;
    const seen = await app.http.get(`/api/v1/requests/${id}`).set('authorization', `Bearer ${own}`);
    expect(seen.body).toMatchObject({ files: [{ sha256: files[0]!.sha256 }], interactions: [] });
    const statusOf = async (request: string, file: Shown, key?: string) =>
      (await download(app, `/requests/${request}/files/${file.sha256}`, key)).status;
    expect([await statusOf(id, files[0]!, own), await statusOf(id, internal!, own)]).toEqual([200, 404]);
    expect([await statusOf(id, internal!), await statusOf(id, internal!, app.keys.engineer)]).toEqual([200, 200]);
    expect([await statusOf(theirs, foreign, own), await statusOf(id, foreign)]).toEqual([404, 404]);
    expect(await statusOf(id, files[0]!, app.keys.other)).toBe(404);
    expect(await statusOf(id, { ...files[0]!, sha256: 'ab'.repeat(32) })).toBe(404);
    // Nothing is stored for a request that the caller does not see.
    const before = await storedHashes(app);
    const attempts = [
      await sendForm(app, `/requests/${theirs}/interactions`, interaction, [picture], { key: own }),
      await sendForm(app, '/requests/req_none/interactions', interaction, [picture]),
      await sendForm(app, '/requests', { customerId: life.customerId('other'), ...usual }, [log], { key: own }),
    ];
    expect(attempts.map(({ status }) => status)).toEqual([404, 404, 404]);
    const auditor = await sendForm(app, '/requests', {}, [picture], { key: app.keys.auditor });
    expect([auditor.status, await storedHashes(app)]).toEqual([403, before]);
    const nobodys = textSubject('req_none');
    expect((await app.stores.keys.find('seeyon', [nobodys])).get(nobodys)).toBeUndefined();
    // The customer's own act may bring files.
    const brought = await sendForm(app, `/requests/${id}/interactions`, interaction, [picture], { key: own });
    expect(brought.status).toBe(200);
  });

  it('C11: a repeat stores nothing twice, and other content or another name is another body', async () => {
    const headers = { 'idempotency-key': 'attached-once' };
    const first = await register([log, picture], headers);
    const before = await storedHashes(app);
    const again = await register([log, picture], headers);
    expect([again.status, again.body, again.headers['idempotent-replay']]).toEqual([201, first.body, 'true']);
    expect(await storedHashes(app)).toEqual(before);
    for (const files of [[log], [log, { ...picture, content: 'else' }], [log, { ...picture, name: 'b' }], []])
      expect((await register(files, headers)).body).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
    expect(await storedHashes(app)).toEqual(before);
    const { id } = first.body;
    const act = () =>
      sendForm(app, `/requests/${id}/interactions`, interaction, [picture], { headers: { 'idempotency-key': 'act' } });
    await act();
    const after = await storedHashes(app);
    expect((await act()).headers['idempotent-replay']).toBe('true');
    expect(await storedHashes(app)).toEqual(after);
    const tagged = { headers: { 'if-match': '"0"' } };
    const stale = await sendForm(app, `/requests/${id}/interactions`, interaction, [picture], tagged);
    expect([stale.status, await storedHashes(app)]).toEqual([412, after]);
  });

  it('refuses what is broken, too large or too much, by its name, and leaves nothing of it', async () => {
    const { id } = await life.register('key', {});
    const before = await storedHashes(app);
    const act = (files: readonly SentFile[], body: object = interaction) =>
      sendForm(app, `/requests/${id}/interactions`, body, files);
    const { fileMb, files: most } = attachmentBounds;
    const large = { name: '大.bin', content: randomBytes(fileMb * 2 ** 20 + 1) };
    expect((await act([picture, large])).body).toMatchObject({
      status: 413,
      code: 'file-too-large',
      detail: expect.stringContaining(`'大.bin' is larger than the limit of ${fileMb} MB`),
    });
    const many = await act(Array.from({ length: most + 1 }, () => picture));
    expect(many.body).toMatchObject({ status: 400, errors: [{ pointer: '/files', code: 'list-too-long' }] });
    expect((await act([picture], { ...interaction, direction: 'up' })).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/direction', code: 'not-one-of' }],
    });
    expect((await act([picture], { ...interaction, at: '2036-01-01T00:00:00.000Z' })).body.code).toBe('at-in-future');
    expect((await register([log], {}, { customerId: undefined, customerCode: 'KH-none' })).status).toBe(400);
    const post = (path = `/requests/${id}/interactions`) =>
      app.http
        .post(`/api/v1${path}`)
        .set({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'en' })
        .attach('files', png, 'a.png');
    expect((await post()).body).toMatchObject({ status: 400, errors: [{ pointer: '/body', code: 'required' }] });
    expect((await post().field('body', '{"direction":')).body).toMatchObject({ status: 400, code: 'malformed-json' });
    const twice = await post().field('body', JSON.stringify(interaction)).field('body', JSON.stringify(interaction));
    expect(twice.body).toMatchObject({ status: 400, errors: [{ pointer: '/body', code: 'given-twice' }] });
    const unknown = await post().field('body', JSON.stringify(interaction)).field('file', 'x');
    expect(unknown.body).toMatchObject({ status: 400, errors: [{ pointer: '/file', code: 'unknown' }] });
    const raw = (text: string, type = 'multipart/form-data; boundary=b') =>
      app.http
        .post(`/api/v1/requests/${id}/interactions`)
        .set({ authorization: `Bearer ${app.keys.admin}`, 'content-type': type })
        .send(text);
    // What is announced to be too much is refused before it is sent.
    const announced = raw('--b\r\n').set('content-length', String(2 * attachmentBounds.togetherMb * 2 ** 20));
    expect((await announced.timeout(20_000)).body).toMatchObject({ status: 413, code: 'files-too-large' });
    const begun = '--b\r\ncontent-disposition: form-data; name="files"; filename="a"\r\n\r\nhalf';
    expect((await raw(begun)).body).toMatchObject({ status: 400, code: 'form-malformed' });
    expect((await raw('x', 'multipart/form-data')).body).toMatchObject({ status: 400, code: 'form-malformed' });
    // Without a form nothing has changed: `files` is no field.
    const asJson = await life.attempt(id, 'interactions', { ...interaction, files: [] });
    expect(asJson.body).toMatchObject({ status: 400, errors: [{ pointer: '/files', code: 'unknown' }] });
    expect(await storedHashes(app)).toEqual(before);
    expect((await shown(id)).interactions).toEqual([]);
    // Numbers of the vendor's own are read in forms too, and a form needs no file.
    const coded = await register([], {}, { customerId: undefined, customerCode: 'KH-key' });
    expect([coded.status, (await shown(coded.body.id)).files]).toEqual([201, []]);
  }, 60_000);

  it('a process that ends before the act is recorded, or before that is noted, leaves nothing for long', async () => {
    const left = new LeftFiles(app.stores.files, app.stores.ledger, { ms: () => now }, (error) => {
      throw error;
    });
    const hours = attachmentBounds.leftHours * 3_600_000;
    let now = 0;
    const before = await storedHashes(app);
    const { ledger, files } = app.stores;
    const handle = ledger.handle.bind(ledger);
    ledger.handle = () => Promise.reject(new Error('the process ended here'));
    expect((await register([log])).status).toBe(500);
    ledger.handle = handle;
    const [orphan] = (await storedHashes(app)).unconfirmed;
    expect(before.stored).not.toContain(orphan);
    const { confirm } = files;
    files.confirm = () => Promise.reject(new Error('the process ended here'));
    const { status, body } = await register([picture]);
    expect(status).toBe(201);
    files.confirm = confirm;
    expect((await storedHashes(app)).unconfirmed).toHaveLength(2);
    const youngest = async (): Promise<number> => {
      let [since, least] = [0, Infinity];
      for await (const each of files.unconfirmed())
        [since, least] = [Math.max(since, each.since), Math.min(least, each.since)];
      return now === 0 ? least : since;
    };
    now = (await youngest()) + hours;
    await left.settle();
    expect((await storedHashes(app)).unconfirmed).toHaveLength(2);
    now = (await youngest()) + hours + 1;
    await left.settle();
    const after = await storedHashes(app);
    expect(after).toEqual({
      stored: [...before.stored, (await shown(body.id)).files[0]!.sha256].sort(),
      unconfirmed: [],
    });
  });

  it('R14: what is attached to a merged request is sealed for the survivor', async () => {
    const [{ id }, { id: into }] = [await life.register('key', {}), await life.register('key', {})];
    await life.act(id, 'merge', { intoRequestId: into, reason: '重复' });
    expect((await sendForm(app, `/requests/${id}/interactions`, interaction, [picture])).status).toBe(200);
    const [{ files }] = (await shown(into)).interactions as [{ files: Shown[] }];
    expect((await download(app, `/requests/${into}/files/${files[0]!.sha256}`)).body).toEqual(png);
  });

  it('A7: erasing the texts removes the bytes; what is stored is answered 410, and no more is taken', async () => {
    const { id } = (await register([log])).body;
    await sendForm(app, `/requests/${id}/interactions`, interaction, [picture]);
    const { files, interactions } = await shown(id);
    const hashes = [...files, ...interactions.flatMap((each) => each.files)].map((each) => each.sha256);
    await client.post(`/requests/${id}/erase-text`, { reason: '本人要求' });
    for (const each of hashes) expect(await app.stores.files.has(each)).toBe(false);
    expect((await shown(id)).files).toEqual([{ ...files[0], name: null }]);
    const gone = await app.http
      .get(`/api/v1/requests/${id}/files/${hashes[0]}`)
      .set('authorization', `Bearer ${app.keys.admin}`);
    expect(gone.body).toMatchObject({ status: 410, code: 'text-erased' });
    const before = await storedHashes(app);
    const more = await sendForm(app, `/requests/${id}/interactions`, interaction, [picture]);
    expect(more.body).toMatchObject({ status: 410, code: 'text-erased' });
    expect(await storedHashes(app)).toEqual(before);
    expect((await life.attempt(id, 'interactions', interaction)).status).toBe(200);
  });

  it('stored bytes that are missing or altered are named, and nothing of them is answered', async () => {
    const { id } = (await register([picture])).body;
    const [file] = (await shown(id)).files;
    await app.stores.files.remove(file!.sha256);
    const answer = await app.http
      .get(`/api/v1/requests/${id}/files/${file!.sha256}`)
      .set('authorization', `Bearer ${app.keys.admin}`);
    expect(answer.body).toMatchObject({ status: 500, code: 'file-damaged' });
  });
});
