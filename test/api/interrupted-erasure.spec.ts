import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { onEmbedded, startApp, type TestApp } from '../support/app.js';
import { ApiClient } from '../support/api-client.js';
import { freshFolder } from '../support/folder.js';

interface Person {
  readonly customerId: string;
  readonly contactId: string;
}

const registered = async (app: TestApp): Promise<Person> => {
  const { id, contacts } = await new ApiClient(app, 'seeyon').post('/customers', {
    code: 'KH1',
    name: '甲方',
    level: 'key',
    region: 'city',
    contacts: [{ name: '王芳' }],
  });
  return { customerId: id, contactId: contacts[0].contactId };
};
const erase = (app: TestApp, { customerId, contactId }: Person, headers: Record<string, string> = {}) =>
  app.http
    .post(`/api/v1/customers/${customerId}/contacts/${contactId}/erase`)
    .set({ authorization: `Bearer ${app.keys.admin}`, ...headers })
    .send({ reason: '本人要求' });
const keyOf = async ({ stores }: TestApp, { contactId }: Person) =>
  (await stores.keys.find('seeyon', [contactId])).get(contactId);

describe('an erasure that was cut short', () => {
  it('A2: recorded before the key was destroyed, is completed by the next start', async () => {
    const home = freshFolder();
    const first = await startApp({ home });
    const person = await registered(first);
    first.stores.keys.erase = () => Promise.reject(new Error('the process ended here'));
    expect((await erase(first, person)).status).toBe(500);
    await first.close();

    const second = await startApp({ home });
    expect(await keyOf(second, person)).toBeNull();
    expect(await second.stores.keys.begunErasures()).toEqual([]);
    expect(JSON.stringify(await new ApiClient(second, 'seeyon').get(`/customers/${person.customerId}`))).not.toContain(
      '王芳',
    );
    await second.close();
  });

  it('A2: refused or not recorded, leaves the person as it was', async () => {
    const home = freshFolder();
    const first = await startApp({ home });
    const person = await registered(first);
    expect((await erase(first, person, { 'if-match': '"7"' })).status).toBe(412);
    expect((await erase(first, { ...person, contactId: 'per_nobody' })).status).toBe(404);
    await first.close();

    const second = await startApp({ home });
    expect(await second.stores.keys.begunErasures()).toEqual([]);
    const shown = await new ApiClient(second, 'seeyon').get(`/customers/${person.customerId}`);
    expect(shown.contacts.map(({ name }: { name: string }) => name)).toEqual(['王芳']);
    await second.close();
  });

  onEmbedded(
    'A2: that did not reach the copy of the keys is carried out when a start finds the copy again, and is ' +
      'logged until then',
    async () => {
      const home = freshFolder();
      const folder = join(freshFolder(), 'vault');
      const copy = join(folder, 'keys.db');
      mkdirSync(folder);
      const first = await startApp({ home });
      const person = await registered(first);
      await first.stores.keys.copyTo(copy);
      renameSync(folder, `${folder}-away`);
      expect((await erase(first, person)).body).toMatchObject({ status: 503, code: 'key-copy-behind' });
      await first.close();

      const second = await startApp({ home });
      expect(second.log.filter((line) => line.includes('an erasure could not be completed')).length).toBe(1);
      expect(await keyOf(second, person)).toBeNull();
      await second.close();
      renameSync(`${folder}-away`, folder);

      await (await startApp({ home })).close();
      const keys = new Database(copy, { readonly: true });
      expect(keys.prepare('SELECT key FROM subject_keys WHERE subject = ?').pluck().all(person.contactId)).toEqual([
        null,
      ]);
      keys.close();
    },
  );
});
