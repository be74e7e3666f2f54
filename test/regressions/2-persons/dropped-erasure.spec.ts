import { describe, expect, it } from '@jest/globals';
import { Erasures } from '../../../src/customers/erasures.js';
import { startApp, type TestApp } from '../../support/app.js';
import { ApiClient } from '../../support/api-client.js';
import { freshFolder } from '../../support/folder.js';

const registered = async (app: TestApp) => {
  const { id, contacts } = await new ApiClient(app, 'seeyon').post('/customers', {
    code: 'KH1',
    name: '甲方',
    level: 'key',
    region: 'city',
    contacts: [{ name: '王芳' }],
  });
  return { customerId: id as string, contactId: contacts[0].contactId as string };
};

/** A2: the note of an erasure that one process began is dropped by another, which starts before it is recorded. */
describe('A2: an erasure whose note another process dropped', () => {
  const faults: unknown[] = [];
  const keyOf = async ({ stores }: TestApp, contactId: string) =>
    (await stores.keys.find('seeyon', [contactId])).get(contactId);

  /** The start of another process, between the note and the recording of the first. */
  const droppedBetween = (app: TestApp): void => {
    const { beginErasure } = app.stores.keys;
    app.stores.keys.beginErasure = async (erasure) => {
      await beginErasure.call(app.stores.keys, erasure);
      const other = new Erasures(app.stores.keys, app.stores.events, app.stores.ordinals, (error) =>
        faults.push(error),
      );
      await other.start();
      await other.close();
      expect(await app.stores.keys.begunErasures()).toEqual([]);
    };
  };
  const erase = (app: TestApp, { customerId, contactId }: { customerId: string; contactId: string }) =>
    app.http
      .post(`/api/v1/customers/${customerId}/contacts/${contactId}/erase`)
      .set('authorization', `Bearer ${app.keys.admin}`)
      .send({ reason: '本人要求' });

  it('is carried out by the next start, where the first process ended after recording it', async () => {
    const home = freshFolder();
    const first = await startApp({ home });
    const person = await registered(first);
    droppedBetween(first);
    const { erase: destroy } = first.stores.keys;
    first.stores.keys.erase = () => Promise.reject(new Error('the process ended here'));
    expect((await erase(first, person)).status).toBe(500);
    expect(await keyOf(first, person.contactId)).not.toBeNull();
    // A process that is killed brings nothing up to date.
    first.stores.keys.noteCarriedOut = () => Promise.resolve();
    await first.close();
    expect(destroy).toBeDefined();

    const second = await startApp({ home });
    expect(await keyOf(second, person.contactId)).toBeNull();
    await second.close();
    expect(faults).toEqual([]);
  });

  it('is carried out by the other process, once it sees what was recorded', async () => {
    const app = await startApp();
    const person = await registered(app);
    droppedBetween(app);
    const { erase: destroy } = app.stores.keys;
    app.stores.keys.erase = () => Promise.reject(new Error('the process ended here'));
    expect((await erase(app, person)).status).toBe(500);
    app.stores.keys.erase = destroy;
    const other = new Erasures(app.stores.keys, app.stores.events, app.stores.ordinals, (error) => faults.push(error));
    await other.start();
    await other.close();
    expect([await keyOf(app, person.contactId), faults]).toEqual([null, []]);
    await app.close();
  });
});
