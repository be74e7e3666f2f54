import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ApiClient } from '../../support/api-client.js';
import { startApp } from '../../support/app.js';
import { runHere } from '../../support/command-line.js';
import { freshFolder } from '../../support/folder.js';
import { download, sendForm, storedHashes } from '../../support/forms.js';

const now = '2026-03-02T02:00:00.000Z';
const pathIn = (folder: string, sha256: string): string => join(folder, sha256.slice(0, 2), sha256);

describe('files of requests on the command line', () => {
  it('verify hashes them again, backup and restore take them along, and what was erased is in no copy', async () => {
    const [home, disk] = [freshFolder(), freshFolder()];
    const [first, second, keys, copies] = ['1.db', '2.db', 'keys', 'files'].map((name) => join(disk, name)) as [
      string,
      string,
      string,
      string,
    ];
    const app = await startApp({ home, now });
    const client = new ApiClient(app, 'seeyon');
    const { id: customerId } = await client.post('/customers', { code: 'A', name: '甲', level: 'key', region: 'city' });
    const body = { customerId, service: 'maintenance', channel: 'email', urgency: 'low', title: '附件' };
    const attached = async (content: string): Promise<{ readonly id: string; readonly sha256: string }> => {
      const { id } = (await sendForm(app, '/requests', body, [{ name: 'a.txt', content }])).body;
      return { id, sha256: (await client.get(`/requests/${id}`)).files[0].sha256 };
    };
    const [retained, erased] = [await attached('留下的'), await attached('抹除的')];

    // Beside the running server.
    const made = await runHere(home, ['backup', first, '--files', copies, '--json']);
    expect([made.code, JSON.parse(made.out).attached]).toEqual([0, { files: 2, missing: [] }]);
    const whole = await runHere(home, ['verify', '--json']);
    expect([whole.code, JSON.parse(whole.out).files]).toEqual([0, []]);
    await client.post(`/requests/${erased.id}/erase-text`, { reason: '本人要求' });
    await app.close();

    expect((await runHere(home, ['backup', second, '--keys', keys, '--files', copies])).out).toContain(
      '1 attached files',
    );
    expect([retained, erased].map(({ sha256 }) => existsSync(pathIn(copies, sha256)))).toEqual([true, false]);
    const inside = await runHere(home, ['backup', join(disk, '3.db'), '--files', join(home, 'copies')]);
    expect([inside.code, existsSync(join(disk, '3.db'))]).toEqual([1, false]);
    expect(inside.errors).toContain('which holds the ledger');

    const stored = pathIn(join(home, 'files'), retained.sha256);
    const bytes = readFileSync(stored);
    const found = async () => {
      const { code, out } = await runHere(home, ['verify', '--json']);
      return [code, JSON.parse(out).clean, JSON.parse(out).files];
    };
    const finding = { sha256: retained.sha256, stream: `seeyon.request-${retained.id}` };
    expect(await found()).toEqual([0, true, []]);
    writeFileSync(stored, Buffer.concat([bytes.subarray(1), bytes.subarray(0, 1)]));
    expect(await found()).toEqual([1, false, [{ ...finding, what: 'altered' }]]);
    rmSync(stored);
    expect(await found()).toEqual([1, false, [{ ...finding, what: 'missing' }]]);
    expect((await runHere(home, ['verify'])).out).toContain('its stored bytes are missing');
    writeFileSync(stored, bytes);
    const left = pathIn(join(home, 'files'), erased.sha256);
    mkdirSync(dirname(left), { recursive: true });
    writeFileSync(left, 'left');
    expect((await found())[2]).toEqual([
      { sha256: erased.sha256, stream: `seeyon.request-${erased.id}`, what: 'kept' },
    ]);

    const into = join(freshFolder(), 'data');
    const back = await runHere(into, ['restore', second, '--keys', keys, '--files', copies, '--json']);
    expect([back.code, JSON.parse(back.out).attached]).toEqual([0, { files: 1, missing: [] }]);
    const restored = await startApp({ home: into, now });
    const file = await download(restored, `/requests/${retained.id}/files/${retained.sha256}`);
    expect(String(file.body)).toBe('留下的');
    expect((await storedHashes(restored)).stored).toEqual([retained.sha256]);
    await restored.close();
    const absent = await runHere(join(freshFolder(), 'data'), ['restore', second, '--files', join(disk, 'nowhere')]);
    expect(absent.code).toBe(1);
    // A copy that lacks a file is named.
    rmSync(pathIn(copies, retained.sha256));
    const lacking = await runHere(join(freshFolder(), 'data'), ['restore', second, '--files', copies]);
    expect(lacking.out).toContain(retained.sha256);
  });
});
