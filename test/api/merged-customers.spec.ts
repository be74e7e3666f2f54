import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { ApiClient } from '../support/api-client.js';

/** C1, T5: two registrations of one customer are merged, asked on both clocks, and taken apart again. */
describe('C1: merged customers', () => {
  let app: TestApp;
  let client: ApiClient;
  const ids = { a: '', b: '', c: '' };
  const contracts = { a: '', b: '' };
  const product = { series: 'EKP', name: 'EKP', version: '4.11' };
  const at = '2025-06-01T02:00:00.000Z';

  const get = (path: string, key = app.keys.admin) =>
    app.http.get(`/api/v1${path}`).set({ authorization: `Bearer ${key}`, 'accept-language': 'en' });
  const post = (path: string, body: object, key = app.keys.admin) =>
    app.http
      .post(`/api/v1${path}`)
      .set({ authorization: `Bearer ${key}`, 'accept-language': 'en' })
      .send(body);
  const ask = async (customerId: string, more: Record<string, string> = {}) => {
    const answer = await get('/entitlements/check').query({ customerId, service: 'maintenance', at, ...more });
    expect([answer.status, answer.status === 200 ? '' : answer.text]).toEqual([200, '']);
    return answer.text;
  };
  const covered = async (customerId: string, more: Record<string, string> = {}) => {
    const { customerId: whose, considered } = JSON.parse(await ask(customerId, more)) as {
      customerId: string;
      considered: { contractId: string }[];
    };
    return [whose, considered.map(({ contractId }) => contractId).sort()];
  };
  const position = async () => String((await app.stores.ordinals.head()).position);
  const sorted = (...list: string[]) => list.sort();

  beforeAll(async () => {
    app = await startApp({ now: '2025-05-01T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    for (const [name, code, level] of [
      ['a', 'KH-A', 'vip'],
      ['b', 'KH-B', 'standard'],
      ['c', 'KH-C', 'standard'],
    ] as const)
      ids[name] = (
        await client.post('/customers', {
          code,
          name: `客户 ${code}`,
          level,
          region: 'city',
          contacts: [{ name: `联系人 ${code}` }],
        })
      ).id;
    for (const name of ['a', 'b'] as const)
      contracts[name] = (
        await client.post('/contracts', {
          customerId: ids[name],
          contractNo: `XS-${name}`,
          licenceNo: `L-${name}`,
          purchasedOn: '2025-03-01',
          product,
        })
      ).id;
  });
  afterAll(() => app.close());

  it(
    'T5: as known before the merge every answer keeps its bytes; from it on the survivor answers for both, at ' +
      'every instant',
    async () => {
      const known = { knownPosition: await position() };
      const before = [await ask(ids.a, known), await ask(ids.b, known)];
      const first = await post(`/customers/${ids.b}/merge`, { intoCustomerId: ids.a, reason: '重复登记' });
      expect([first.status, first.body]).toEqual([200, { id: ids.b, mergedInto: ids.a, revision: 0 }]);
      expect([await ask(ids.a, known), await ask(ids.b, known)]).toEqual(before);

      const both = [ids.a, sorted(contracts.a, contracts.b)];
      expect([await covered(ids.a), await covered(ids.b)]).toEqual([both, both]);
      expect(await covered(ids.b, { at: '2025-03-15T00:00:00.000Z' })).toEqual(both);
      expect(await ask(ids.b)).toBe(await ask(ids.a));
      const batch = await post('/entitlements/check-batch', {
        questions: [{ customerId: ids.b, service: 'maintenance', at }],
      });
      expect(batch.body.answers).toEqual([JSON.parse(await ask(ids.a))]);
      await app.stores.views.rebuild();
      expect([await ask(ids.a, known), await ask(ids.b, known), await covered(ids.b)]).toEqual([...before, both]);
    },
  );

  it('both codes and both ids find it, with the contacts of both', async () => {
    const byId = await get(`/customers/${ids.b}`);
    expect([byId.body.id, byId.headers['content-location'], byId.body.merged]).toEqual([
      ids.a,
      `/api/v1/customers/${ids.a}`,
      [
        {
          id: ids.b,
          code: 'KH-B',
          name: '客户 KH-B',
          contacts: [
            {
              contactId: expect.any(String),
              name: '联系人 KH-B',
              email: null,
              phone: null,
              im: null,
              role: 'user',
              notify: true,
            },
          ],
        },
      ],
    ]);
    for (const code of ['KH-A', 'kh-b'])
      expect((await get('/customers').query({ code })).body).toEqual({ items: [byId.body], nextCursor: null });
    expect((await get('/customers').query({ code: 'KH-Z' })).body).toEqual({ items: [], nextCursor: null });
    expect(
      (
        await get('/customers')
          .query({ code: 'KH-A' })
          .set({ authorization: `Bearer ${app.keys.other}` })
      ).body.items,
    ).toEqual([]);
  });

  it('contracts and history follow', async () => {
    for (const customerId of [ids.a, ids.b]) {
      expect(
        (await get('/contracts').query({ customerId })).body.items.map(({ id }: { id: string }) => id).sort(),
      ).toEqual(sorted(contracts.a, contracts.b));
      const { items } = (await get(`/customers/${customerId}/timeline`)).body as {
        items: { sentence: string; event: { type: string } }[];
      };
      expect(items.map(({ event }) => event.type)).toEqual([
        'CustomerRegistered',
        'ContactAdded',
        'CustomerRegistered',
        'ContactAdded',
        'ContractPurchased',
        'ContractPurchased',
        'CustomersMerged',
      ]);
      expect(items.at(-1)!.sentence).toBe(
        'Customer 客户 KH-B was merged into 客户 KH-A: 重复登记. Recorded by test admin (admin).',
      );
      expect((await get('/events').query({ customerId })).body.items.length).toBe(7);
    }
    expect((await get(`/customers/${ids.c}/timeline`)).body.items.length).toBe(2);
  });

  it('C11: the same again writes nothing, with or without the key', async () => {
    const before = await position();
    const again = await post(`/customers/${ids.b}/merge`, { intoCustomerId: ids.a, reason: '重复登记' });
    expect([again.status, await position()]).toEqual([200, before]);
  });

  it('what is recorded under the absorbed id counts for the survivor; its level and name cannot be changed', async () => {
    const refused = await app.http
      .patch(`/api/v1/customers/${ids.b}`)
      .set({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'en' })
      .send({ level: 'vip' });
    expect([refused.status, refused.body.code, refused.body.detail]).toEqual([
      409,
      'customer-merged',
      `The customer was merged into '${ids.a}'. Use that one, or undo the merge first.`,
    ]);
    const later = (
      await client.post('/contracts', {
        customerId: ids.b,
        contractNo: 'XS-later',
        licenceNo: 'L-later',
        purchasedOn: '2025-04-01',
        product,
      })
    ).id;
    expect(await covered(ids.a)).toEqual([ids.a, sorted(contracts.a, contracts.b, later)]);
    await post(`/customers/${ids.a}/merge`, { intoCustomerId: ids.c, reason: '集团' });
    expect([await covered(ids.b), await covered(ids.c)]).toEqual([
      [ids.c, sorted(contracts.a, contracts.b, later)],
      [ids.c, sorted(contracts.a, contracts.b, later)],
    ]);
    await post(`/customers/${ids.a}/merge/undo`, { reason: '误' });
    expect([await covered(ids.b), await covered(ids.c)]).toEqual([
      [ids.a, sorted(contracts.a, contracts.b, later)],
      [ids.c, []],
    ]);

    const together = { knownPosition: await position() };
    const recorded = await ask(ids.b, together);
    expect((await post(`/customers/${ids.b}/merge/undo`, { reason: '实为两家公司' })).body).toEqual({
      id: ids.b,
      mergedInto: null,
      revision: 3,
    });
    expect([await covered(ids.a), await covered(ids.b)]).toEqual([
      [ids.a, [contracts.a]],
      [ids.b, sorted(contracts.b, later)],
    ]);
    expect(await ask(ids.b, together)).toBe(recorded);
    expect((await get(`/customers/${ids.b}`)).body).toMatchObject({ id: ids.b, merged: [] });
  });

  it('refuses what cannot be, naming the way out, and shows nothing of another vendor', async () => {
    const outcome = async (path: string, body: object, key?: string) => {
      const { status, body: problem } = await post(path, body, key);
      return [
        status,
        problem.code,
        ...(problem.errors ?? []).map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`),
      ];
    };
    const reason = 'r';
    expect(await outcome(`/customers/${ids.a}/merge`, { intoCustomerId: ids.a, reason })).toEqual([
      409,
      'merged-into-itself',
      '/intoCustomerId way-out',
    ]);
    expect(await outcome(`/customers/${ids.a}/merge/undo`, { reason })).toEqual([409, 'customer-not-merged']);
    expect(await outcome(`/customers/${ids.a}/merge`, { intoCustomerId: 'cus_nobody', reason })).toEqual([
      400,
      'invalid',
      '/intoCustomerId not-known',
    ]);
    expect(await outcome('/customers/cus_nobody/merge', { intoCustomerId: ids.a, reason })).toEqual([404, 'not-found']);
    expect(await outcome(`/customers/${ids.a}/merge`, { intoCustomerId: ids.b })).toEqual([
      400,
      'invalid',
      '/reason required',
    ]);
    const stale = await app.http
      .post(`/api/v1/customers/${ids.a}/merge`)
      .set({ authorization: `Bearer ${app.keys.admin}`, 'if-match': '"77"' })
      .send({ intoCustomerId: ids.b, reason });
    expect(stale.status).toBe(412);
    const foreign = await app.http
      .post(`/api/v1/customers/${ids.a}/merge`)
      .set({ authorization: `Bearer ${app.keys.everywhere}`, 'ledger-vendor': 'huaruan' })
      .send({ intoCustomerId: ids.b, reason });
    expect(foreign.status).toBe(404);
  });

  it('can be supposed', async () => {
    const { body } = await post('/entitlements/what-if', {
      question: { customerId: ids.b, service: 'maintenance', at },
      suppose: [{ command: 'merge-customer', customerId: ids.b, intoCustomerId: ids.a, reason: '若合并' }],
    });
    expect([body.before?.customerId, body.after?.customerId]).toEqual([ids.b, ids.a]);
    expect((await covered(ids.b))[0]).toBe(ids.b);
  });

  /** Two registrations of one customer, the second with a contract and a contact, merged into the first. */
  const merged = async (name: string) => {
    const [into, absorbed] = await Promise.all(
      ['1', '2'].map((n) =>
        client.post('/customers', {
          code: `${name}-${n}`,
          name: `客户 ${name}-${n}`,
          level: 'standard',
          region: n === '1' ? 'city' : 'outside',
          contacts: [{ name: `联系人 ${name}-${n}` }],
        }),
      ),
    );
    const contract = await client.post('/contracts', {
      customerId: absorbed.id,
      contractNo: `XS-${name}`,
      licenceNo: `L-${name}`,
      purchasedOn: '2025-03-01',
      product,
    });
    await client.post(`/customers/${absorbed.id}/merge`, { intoCustomerId: into.id, reason: '重复登记' });
    return {
      into: into.id as string,
      absorbed: absorbed.id as string,
      contract: contract.id as string,
      contact: absorbed.contacts[0].contactId as string,
    };
  };
  const undo = (absorbed: string) => client.post(`/customers/${absorbed}/merge/undo`, { reason: '实为两家公司' });

  it('D9: while merged, allowances of both go by the level of the survivor', async () => {
    const [into, absorbed] = await Promise.all(
      (['vip', 'standard'] as const).map((level) =>
        client.post('/customers', { code: `D9-${level}`, name: `客户 ${level}`, level, region: 'city' }),
      ),
    );
    const contract = await client.post('/contracts', {
      customerId: absorbed.id,
      contractNo: 'XS-D9',
      licenceNo: 'L-D9',
      purchasedOn: '2025-03-01',
      product,
    });
    const use = async () =>
      (await post(`/contracts/${contract.id}/allowance-uses`, { service: 'health-check', on: '2025-04-01' })).status;
    expect([await use(), await use()]).toEqual([201, 409]);
    await client.post(`/customers/${absorbed.id}/merge`, { intoCustomerId: into.id, reason: '重复登记' });
    expect([await use(), await use(), await use(), await use()]).toEqual([201, 201, 201, 409]);
    expect(JSON.parse(await ask(absorbed.id, { service: 'health-check' }))).toMatchObject({
      entitled: false,
      reason: 'allowance-exhausted',
    });
  });

  it(
    'C9: an upgrade decided while merged is no other decision after the merge is undone, nor one before it ' +
      'after a merge',
    async () => {
      await client.post('/releases', { series: 'EKP', version: '4.20', publishedAt: '2025-03-02' });
      await client.post('/releases', { series: 'EKP', version: '4.30', publishedAt: '2025-03-02' });
      const { into, absorbed, contract } = await merged('IM');
      const during = await client.post(`/contracts/${contract}/upgrades`, {
        targetVersion: '4.20',
        performedOn: '2025-04-10',
      });
      const differing = async () => (await client.get(`/contracts/${contract}/impact`)).decisions;
      expect([during.decision.outcome, await differing()]).toEqual(['granted', []]);
      await undo(absorbed);
      expect(await differing()).toEqual([]);
      await client.post(`/contracts/${contract}/upgrades`, { targetVersion: '4.30', performedOn: '2025-04-11' });
      await client.post(`/customers/${absorbed}/merge`, { intoCustomerId: into, reason: '重复登记' });
      expect(await differing()).toEqual([]);
      // The survivor is the one whose decisions they are from then on; what was decided keeps its receipt.
      const [first] = (await client.get('/events', { stream: `seeyon.contract-${contract}`, type: 'UpgradeExercised' }))
        .items;
      expect(first.data.decision.receipt).toBe(during.decision.receipt);
    },
  );

  it(
    'A2: a person of an absorbed customer is exported and erased as any other, and stays erased when the merge ' +
      'is undone',
    async () => {
      const { into, absorbed, contact } = await merged('PE');
      const exported = await client.get(`/customers/${absorbed}/contacts/${contact}/export`);
      expect([exported.erased, exported.current.name]).toEqual([false, '联系人 PE-2']);
      await client.post(`/customers/${absorbed}/contacts/${contact}/erase`, { reason: '本人要求' });
      const [{ contacts }] = (await client.get(`/customers/${into}`)).merged;
      expect(contacts).toEqual([{ contactId: contact, erased: true }]);
      await undo(absorbed);
      expect((await client.get(`/customers/${absorbed}`)).contacts).toEqual([{ contactId: contact, erased: true }]);
      expect(await client.get(`/customers/${absorbed}/contacts/${contact}/export`)).toMatchObject({
        erased: true,
        current: null,
      });
      expect((await client.get(`/customers/${into}`)).contacts.map(({ name }: { name: string }) => name)).toEqual([
        '联系人 PE-1',
      ]);
    },
  );

  it('C1: the region of the survivor counts for contracts of the absorbed while it is merged', async () => {
    const { into, absorbed, contract } = await merged('RE');
    const onsite = async (customerId: string) => {
      const {
        customerId: whose,
        considered,
        promise,
        conditions,
      } = await client.check({ customerId, service: 'onsite', at, channel: 'phone', urgency: 'high' });
      return {
        whose,
        contracts: considered.map((value: { contractId: string }) => value.contractId),
        promise,
        conditions,
      };
    };
    const together = await onsite(absorbed);
    expect([together.whose, together.contracts]).toEqual([into, [contract]]);
    expect(await onsite(into)).toEqual(together);
    const asCity = await client.check({
      customerId: absorbed,
      service: 'onsite',
      at,
      channel: 'phone',
      urgency: 'high',
      region: 'city',
    });
    expect(asCity['promise']).toEqual(together.promise);
    await undo(absorbed);
    const alone = await onsite(absorbed);
    const asRemote = await client.check({
      customerId: absorbed,
      service: 'onsite',
      at,
      channel: 'phone',
      urgency: 'high',
      region: 'outside',
    });
    expect([alone.whose, alone.promise]).toEqual([absorbed, asRemote['promise']]);
    expect(alone.promise).not.toEqual(together.promise);
  });

  it('D1: a batch reads many customers together and answers each as if it had been asked alone', async () => {
    const { into, absorbed } = await merged('BA');
    const moved = await client.post('/contracts', {
      customerId: ids.a,
      contractNo: 'XS-BA-moved',
      licenceNo: 'L-BA-moved',
      purchasedOn: '2025-03-01',
      product,
    });
    await client.post(`/contracts/${moved.id}/transfer`, { toCustomerId: into, from: '2025-04-20' });
    const request = [ids.a, ids.b, ids.c, into, absorbed, 'cus_nobody', ids.a].flatMap((customerId) =>
      (['maintenance', 'upgrade', 'care'] as const).flatMap((service) =>
        [
          '2025-03-15T00:00:00.000Z',
          '2025-04-25T00:00:00.000Z',
          '2030-01-01T00:00:00.000Z',
          '1999-01-01T00:00:00.000Z',
        ].map((at) => ({ customerId, service, at })),
      ),
    );
    expect(request.length).toBeGreaterThan(64);
    // None of the sheets is at hand: the batch comes first.
    await app.stores.views.rebuild();
    const { body } = await post('/entitlements/check-batch', { questions: request });
    const alone = [];
    for (const question of request) {
      const answer = await get('/entitlements/check').query(question);
      alone.push(answer.status === 200 ? answer.body : { code: answer.body.code });
    }
    expect(
      body.answers.map((answer: { error?: { code: string } }) =>
        answer.error === undefined ? answer : { code: answer.error.code },
      ),
    ).toEqual(alone);
  });
});
