import { afterEach, describe, expect, it } from '@jest/globals';
import { customer } from '../../../domain/customer/customer.js';
import { type ErasedAlong, storedMails, type PersonErasure } from '../../../src/customers/erased-along.js';
import { intakes } from '../../../projections/intakes/intakes.js';
import { requests } from '../../../projections/requests/requests.js';
import { madeTexts } from '../../../src/customers/customers.port.js';
import { intakesMade } from '../../../src/intakes/intakes.port.js';
import { ViewStopped } from '../../../src/platform/projector/views-behind.js';
import { requestsMade } from '../../../src/requests/requests.port.js';
import { Erasures } from '../../../src/customers/erasures.js';
import { Persons } from '../../../src/customers/persons.js';
import { NumberedStreams } from '../../../src/platform/ledger/numbered-streams.js';
import { caughtUp, startApp, type TestApp } from '../../support/app.js';
import { ApiClient } from '../../support/api-client.js';

let app: TestApp;
afterEach(() => app.close());

const objects = [{ kind: 'request', id: 'req_1' }] as const;

/** Notes what it is asked to destroy, in one list with the key. */
const holder = (steps: string[], fails: { times: number }): ErasedAlong => ({
  async erase({ customerId, personId, objects }: PersonErasure) {
    steps.push(`${customerId} ${personId} ${objects.map(({ id }) => id).join()}`);
    fails.times -= 1;
    if (fails.times >= 0) throw new Error('the disk is full');
  },
  made: async () => objects,
});

describe('A7: what is held of a person besides the ledger', () => {
  it('A7: goes before the key, and again where that failed, by whichever process', async () => {
    app = await startApp();
    const { keys, events, ordinals, ledger } = app.stores;
    const client = new ApiClient(app, 'seeyon');
    const made = await client.post('/customers', {
      code: 'A',
      name: '甲方',
      level: 'key',
      region: 'city',
      contacts: [{ name: '王芳' }],
    });
    const [{ contactId }] = made.contacts;
    const steps: string[] = [];
    const fails = { times: 2 };
    const along = [holder(steps, fails)];
    const hasKey = async () => (await keys.find('seeyon', [contactId])).get(contactId) !== null;
    const streams = new NumberedStreams(events, ordinals, ledger);
    const persons = new Persons(ledger, keys, streams, along);
    const erasure = { vendor: 'seeyon', customerId: made.id, personId: contactId, reason: '本人要求', objects };
    const record = () =>
      ledger.handle({
        vendor: 'seeyon',
        category: 'customer',
        id: made.id,
        decider: customer,
        command: { kind: 'erase-contact', contactId, reason: '本人要求', objects },
        request: {
          actor: { id: 'a', role: 'admin' },
          channel: 'http',
          correlationId: 'c',
          scope: 'erase',
          key: 'k',
          body: null,
        },
      });
    await expect(persons.erase(erasure, false, record)).rejects.toThrow('the disk is full');
    expect([steps, await hasKey()]).toEqual([[`${made.id} ${contactId} req_1`], true]);

    await caughtUp(app);
    const faults: unknown[] = [];
    const other = () => new Erasures(keys, events, ordinals, (error) => faults.push(error), 1_000, along);
    const failing = other();
    await expect(failing.start()).rejects.toThrow('the disk is full');
    expect(await hasKey()).toBe(true);
    const next = other();
    await next.start();
    await next.close();
    expect([steps.length, await hasKey(), faults]).toEqual([3, false, []]);
    expect(await persons.made('seeyon', contactId)).toEqual(objects);
  });

  it('A7: mails are forgotten by whom they were sent to, those to a manager under the customer too', async () => {
    app = await startApp();
    const forgotten: string[] = [];
    const mails = storedMails({ forget: async (id) => void forgotten.push(id) });
    const objects = [{ kind: 'request', id: 'req_1' } as const, { kind: 'intake', id: 'itk_1' } as const];
    const erase = (personId: string) =>
      mails.erase({
        vendor: 'seeyon',
        customerId: 'cus_1',
        personId,
        reason: '本人要求',
        objects: personId === 'per_1' ? objects : [],
      });
    for (const personId of ['per_1', 'mgr_1', 'cus_1.manager', 'cus_1.behalf']) await erase(personId);
    const quoting = ['req_1', 'itk_1'];
    const ofManagers = ['mgr_1', 'manager-cus_1', 'cus_1.manager', 'manager-cus_1'];
    expect(forgotten).toEqual(['per_1', ...quoting, ...ofManagers, 'cus_1.behalf']);
  });

  it('A7: the answer lists what stays where texts are kept, and has no such list where they are not', async () => {
    app = await startApp();
    const client = new ApiClient(app, 'seeyon');
    const contacts = [{ name: '王芳' }, { name: '李明' }];
    const made = await client.post('/customers', { code: 'A', name: '甲方', level: 'key', region: 'city', contacts });
    const erase = (n: number, texts?: string) =>
      client.post(`/customers/${made.id}/contacts/${made.contacts[n].contactId}/erase`, { reason: '本人要求', texts });
    expect(await erase(0, 'keep')).toMatchObject({ erased: true, retained: [] });
    expect(await erase(1)).not.toHaveProperty('retained');
    const events = await app.stores.events.readStream(`seeyon.customer-${made.id}`);
    const erased = events.filter(({ type }) => type === 'ContactErased').map(({ data }) => data);
    expect(erased).toEqual([
      { contactId: made.contacts[0].contactId, reason: '本人要求', texts: 'keep' },
      { contactId: made.contacts[1].contactId, reason: '本人要求' },
    ]);
  });

  it('A7: what a contact asked for is found in the ledger while a view is built or has stopped', async () => {
    app = await startApp();
    const { keys, ledger, files, ordinals, views } = app.stores;
    const client = new ApiClient(app, 'seeyon');
    const contacts = [{ name: '王芳' }, { name: '李明' }];
    const made = await client.post('/customers', { code: 'A', name: '甲方', level: 'key', region: 'city', contacts });
    const [asking, other] = made.contacts.map(({ contactId }: { contactId: string }) => contactId);
    const request = { customerId: made.id, service: 'maintenance', channel: 'hotline', urgency: 'normal', title: '甲' };
    for (const contact of [asking, other, asking]) await client.post('/requests', { ...request, contact });
    for (const from of [other, asking, '路人'])
      await client.post('/intakes', { channel: 'hotline', receivedAt: app.clock.now(), from, text: '乙' });
    await caughtUp(app);

    const ready = async (): Promise<void> => undefined;
    const behind = async (): Promise<void> => {
      throw new ViewStopped('requests', 1, 'a fault');
    };
    const holders = (upToDate: () => Promise<void>) => [
      madeTexts(requestsMade(ledger, files, views.view(requests), upToDate), keys, ordinals),
      madeTexts(intakesMade(ledger, views.view(intakes), upToDate, app.clock), keys, ordinals),
    ];
    const madeBy = (upToDate: () => Promise<void>, id: string) =>
      Promise.all(holders(upToDate).map(async (each) => (await each.made('seeyon', id)).map((one) => one.id).sort()));
    for (const [id, counts] of [
      [asking, [2, 1]],
      [other, [1, 1]],
      ['con_none', [0, 0]],
    ] as const) {
      const found = await madeBy(ready, id);
      expect(found.map(({ length }) => length)).toEqual(counts);
      expect(await madeBy(behind, id)).toEqual(found);
    }
  });
});
