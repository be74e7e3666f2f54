import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { moveKeys } from '../../../src/platform/moving/move.js';
import { ApiClient } from '../../support/api-client.js';
import { startApp, type TestApp } from '../../support/app.js';
import { runHere } from '../../support/command-line.js';
import { distributedAt, serversAt } from '../../support/distributed/distributed-at.js';
import { freshFolder } from '../../support/folder.js';
import { download, sendForm, storedHashes } from '../../support/forms.js';
import { onFilesIn } from '../../support/mongodb/stored-in-gridfs.js';

const now = '2026-03-02T02:00:00.000Z';
const pathIn = (folder: string, sha256: string): string => join(folder, sha256.slice(0, 2), sha256);

interface Attached {
  readonly id: string;
  readonly sha256: string;
}

/** A6, D7: attached files in GridFS, seen and copied by the command line of an operator. */
describe('files of requests on servers', () => {
  const [home, other] = [freshFolder(), freshFolder()];
  const [disk, copies] = [freshFolder(), join(freshFolder(), 'files')];
  /** Of more than one chunk. */
  const content = '留下的'.repeat(60_000);
  let app: TestApp;
  let client: ApiClient;
  let [retained, erased]: [Attached, Attached] = [
    { id: '', sha256: '' },
    { id: '', sha256: '' },
  ];

  const command = async (folder: string, ...args: readonly string[]) => {
    const { eventsUrl: EVENTS_URL, viewsUrl: VIEWS_URL } = (await serversAt(folder)).urls;
    return runHere(folder, args, { EVENTS_URL, VIEWS_URL, FILES_URL: 'gridfs:' });
  };
  const found = async () => {
    const { code, out } = await command(home, 'verify', '--json');
    return [code, JSON.parse(out).clean, JSON.parse(out).files];
  };
  const inGridFs = async (use: Parameters<typeof onFilesIn>[1]): Promise<void> =>
    onFilesIn((await serversAt(home)).urls.viewsUrl, use);

  beforeAll(async () => {
    app = await startApp({ home, now, engines: distributedAt(home) });
    client = new ApiClient(app, 'seeyon');
    const { id: customerId } = await client.post('/customers', { code: 'A', name: '甲', level: 'key', region: 'city' });
    const body = { customerId, service: 'maintenance', channel: 'email', urgency: 'low', title: '附件' };
    const attached = async (text: string): Promise<Attached> => {
      const { id } = (await sendForm(app, '/requests', body, [{ name: 'a.txt', content: text }])).body;
      return { id, sha256: (await client.get(`/requests/${id}`)).files[0].sha256 };
    };
    retained = await attached(content);
    erased = await attached('抹除的');
  }, 60_000);

  it('backup copies them while servers write, and what was erased since leaves the copies', async () => {
    const made = await command(home, 'backup', join(disk, '1.db'), '--files', copies, '--json');
    expect([made.code, JSON.parse(made.out).attached]).toEqual([0, { files: 2, missing: [] }]);
    expect([retained, erased].map(({ sha256 }) => existsSync(pathIn(copies, sha256)))).toEqual([true, true]);
    await client.post(`/requests/${erased.id}/erase-text`, { reason: '本人要求' });
    await app.close();
    const again = await command(home, 'backup', join(disk, '2.db'), '--files', copies, '--json');
    expect([again.code, JSON.parse(again.out).attached]).toEqual([0, { files: 1, missing: [] }]);
    expect([retained, erased].map(({ sha256 }) => existsSync(pathIn(copies, sha256)))).toEqual([true, false]);
    expect(readdirSync(home).filter((name) => name === 'files')).toEqual([]);
  });

  it('verify names what is altered, missing, and kept though it was erased', async () => {
    const { sha256, id } = retained;
    const finding = { sha256, stream: `seeyon.request-${id}` };
    expect(await found()).toEqual([0, true, []]);
    let bytes: Buffer = Buffer.alloc(0);
    await inGridFs(async (stored) => {
      bytes = await stored.bytes(sha256);
      await stored.overwrite(sha256, Buffer.concat([bytes.subarray(1), bytes.subarray(0, 1)]));
    });
    expect(await found()).toEqual([1, false, [{ ...finding, what: 'altered' }]]);
    const lacking = await command(home, 'backup', join(disk, '3.db'), '--files', join(disk, 'fresh'), '--json');
    expect(JSON.parse(lacking.out).attached).toEqual({ files: 0, missing: [sha256] });
    await inGridFs((stored) => stored.remove(sha256));
    expect(await found()).toEqual([1, false, [{ ...finding, what: 'missing' }]]);
    expect((await command(home, 'verify')).out).toContain('its stored bytes are missing');

    // What a copy still has is brought back by it.
    const back = await command(home, 'restore', join(disk, '2.db'), '--files', copies, '--json');
    expect([back.code, JSON.parse(back.out).attached]).toEqual([0, { files: 1, missing: [] }]);
    expect(await found()).toEqual([0, true, []]);
    await inGridFs((stored) => stored.put(erased.sha256, Buffer.from('left')));
    const left = { sha256: erased.sha256, stream: `seeyon.request-${erased.id}`, what: 'kept' };
    expect(await found()).toEqual([1, false, [left]]);
  });

  it('restore puts them on other servers, where they are downloaded as they were', async () => {
    const [from, to] = [(await serversAt(home)).urls.viewsUrl, (await serversAt(other)).urls.viewsUrl];
    await moveKeys({ from, to }, other);
    const back = await command(other, 'restore', join(disk, '2.db'), '--files', copies, '--json');
    expect([back.code, JSON.parse(back.out).attached]).toEqual([0, { files: 1, missing: [] }]);
    const restored = await startApp({ home: other, now, engines: distributedAt(other) });
    const file = await download(restored, `/requests/${retained.id}/files/${retained.sha256}`);
    expect([file.status, String(file.body) === content]).toEqual([200, true]);
    expect(await storedHashes(restored)).toEqual({ stored: [retained.sha256], unconfirmed: [] });
    await restored.close();
    // A copy that lacks a file is named.
    rmSync(pathIn(copies, retained.sha256));
    const third = freshFolder();
    const lacking = await command(third, 'restore', join(disk, '2.db'), '--files', copies);
    expect(lacking.out).toContain(retained.sha256);
  });
});
