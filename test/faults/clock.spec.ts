import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Instant } from '../../domain/kernel/civil.js';
import { startApp, type TestApp } from '../support/app.js';
import { ApiClient } from '../support/api-client.js';
import { freshFolder } from '../support/folder.js';

/** The seeyon pack under other names, each in a zone of its own whose clocks change. */
const zones = { berlin: 'Europe/Berlin', newyork: 'America/New_York', havana: 'America/Havana' } as const;
const policiesAbroad = (): string => {
  const folder = freshFolder();
  const pack = readFileSync(new URL('../../domain/policy/packs/seeyon.yaml', import.meta.url), 'utf8');
  for (const [vendor, zone] of Object.entries(zones))
    writeFileSync(
      join(folder, `${vendor}.yaml`),
      pack.replace('vendor: seeyon', `vendor: ${vendor}`).replace('Asia/Shanghai', zone),
    );
  return folder;
};

const open: TestApp[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});
const started = async (options: Parameters<typeof startApp>[0]): Promise<TestApp> => {
  const app = await startApp(options);
  open.push(app);
  return app;
};

const customerAt = async (client: ApiClient, code = 'KH1', region = 'city'): Promise<string> =>
  (await client.post('/customers', { code, name: code, level: 'key', region })).id as string;
const purchase = (client: ApiClient, customerId: string, no: string, purchasedOn = '2025-03-01') =>
  client.post('/contracts', {
    customerId,
    contractNo: no,
    licenceNo: `L-${no}`,
    purchasedOn,
    product: { series: 'EKP', name: 'EKP', version: '4.11' },
  });

/** T5: recording times never decrease along positions, and `verify` agrees. */
const expectRising = async ({ stores }: TestApp): Promise<readonly Instant[]> => {
  const times = (await stores.ordinals.readAll(0, 10_000)).map(({ meta }) => meta.recordedAt);
  expect(times).toEqual([...times].sort());
  expect(await stores.events.inspect()).toEqual([]);
  return times;
};
/** The bytes of an answer. */
const bytes = async (app: TestApp, path: string, vendor = 'seeyon'): Promise<string> => {
  const { status, text } = await app.http
    .get(`/api/v1${path}`)
    .set({ authorization: `Bearer ${app.keys.everywhere}`, 'ledger-vendor': vendor, 'accept-language': 'en' });
  expect([path, status]).toEqual([path, 200]);
  return text;
};
const storedAnswers = async (app: TestApp, customerId: string, contractId: string, knownAt: Instant) => {
  const paths = [
    `/entitlements/check?customerId=${customerId}&service=maintenance&at=2026-03-20T04:00:00Z&urgency=high&` +
      `knownAt=${knownAt}`,
    `/entitlements/check?customerId=${customerId}&service=onsite&at=2025-06-20T04:00:00Z&urgency=normal&` +
      `knownAt=${knownAt}`,
    `/contracts/${contractId}?at=2026-03-20&knownAt=${knownAt}`,
    `/customers/${customerId}/entitlements?at=2026-03-20&knownAt=${knownAt}`,
    `/customers/${customerId}/timeline?knownAt=${knownAt}`,
  ];
  return Promise.all(paths.map(async (path) => [path, await bytes(app, path)] as const));
};
const expectSame = async (app: TestApp, stored: Awaited<ReturnType<typeof storedAnswers>>): Promise<void> => {
  for (const [path, text] of stored) expect([path, await bytes(app, path)]).toEqual([path, text]);
};

describe('a clock that was set back an hour', () => {
  it(
    'T5, D7: recording times stay the same until it has caught up, and what was answered with a knownAt is the ' +
      'same bytes',
    async () => {
      const home = freshFolder();
      const app = await started({ now: '2026-05-04T10:00:00.000Z', home });
      const client = new ApiClient(app, 'seeyon');
      const customerId = await customerAt(client);
      const { id } = await purchase(client, customerId, 'A1');
      app.clock.set('2026-05-04T10:30:00.000Z');
      // Nothing was recorded since ten o'clock: only the answers themselves show that it was half past.
      const stored = await storedAnswers(app, customerId, id, '2026-05-04T10:20:00.000Z');

      app.clock.set('2026-05-04T09:30:00.000Z');
      await expectSame(app, stored);
      await client.post(`/contracts/${id}/renewals`, { signedOn: '2026-04-10', period: 'P1Y' });
      await expectSame(app, stored);
      const times = await expectRising(app);
      expect(times.at(-1)! > '2026-05-04T10:20:00.000Z').toBe(true);

      await app.close();
      open.splice(0);
      const again = await started({ now: '2026-05-04T09:31:00.000Z', home });
      await expectSame(again, stored);
      await purchase(new ApiClient(again, 'seeyon'), customerId, 'A2');
      await expectSame(again, stored);
      await expectRising(again);
    },
  );

  it(
    'T5: after a restart nothing is recorded at or before an instant that was answered, though nothing had ' +
      'been recorded since',
    async () => {
      const home = freshFolder();
      const app = await started({ now: '2026-05-04T10:00:00.000Z', home });
      const client = new ApiClient(app, 'seeyon');
      const customerId = await customerAt(client);
      const { id } = await purchase(client, customerId, 'A1');
      app.clock.set('2026-05-04T10:30:00.000Z');
      const stored = await storedAnswers(app, customerId, id, '2026-05-04T10:30:00.000Z');
      await app.close();
      open.splice(0);
      const again = await started({ now: '2026-05-04T09:30:00.000Z', home });
      await new ApiClient(again, 'seeyon').post(`/contracts/${id}/renewals`, { signedOn: '2026-04-10', period: 'P1Y' });
      await expectSame(again, stored);
      expect((await expectRising(again)).at(-1)! > '2026-05-04T10:30:00.000Z').toBe(true);
    },
  );
});

describe('a clock that jumped forward a year', () => {
  it(
    'T5, D7, K4, K5: answers and promises given before are the same bytes during the jump and after it was ' +
      'taken back',
    async () => {
      const home = freshFolder();
      const app = await started({ now: '2026-02-13T09:50:00.000Z', home });
      const client = new ApiClient(app, 'seeyon');
      const customerId = await customerAt(client);
      const { id } = await purchase(client, customerId, 'A1');
      const stored = await storedAnswers(app, customerId, id, '2026-02-13T09:50:00.000Z');
      const { promise, knownPosition } = await client.check({
        customerId,
        service: 'onsite',
        at: '2026-02-13T09:50:00.000Z',
        urgency: 'high',
      });
      const promised = {
        customerId,
        service: 'onsite',
        at: '2026-02-13T09:50:00.000Z',
        urgency: 'high',
        knownPosition: String(knownPosition),
      };

      app.clock.set('2027-02-13T09:50:00.000Z');
      await expectSame(app, stored);
      // Signed after the free term in the clock's eyes: a fact of that day, recorded as sent.
      const renewed = await client.post(`/contracts/${id}/renewals`, { signedOn: '2027-02-01', period: 'P1Y' });
      expect(renewed.terms.at(-1)).toMatchObject({ firstDay: '2027-02-01' });
      expect((await client.check(promised))['promise']).toEqual(promise);

      app.clock.set('2026-02-13T10:00:00.000Z');
      await expectSame(app, stored);
      expect((await client.check(promised))['promise']).toEqual(promise);
      await purchase(client, customerId, 'A2');
      const times = await expectRising(app);
      expect(times.at(-1)! >= '2027-02-13T09:50:00.000Z').toBe(true);
      // What is recorded now carries the stamp of the jump: as known before it, none of it is there (running maximum,
      // T5).
      const before = JSON.parse(
        await bytes(app, `/customers/${customerId}/entitlements?at=2026-02-13&knownAt=2026-02-13T09:59:00.000Z`),
      ) as { knownPosition: number };
      expect(before.knownPosition).toBe(knownPosition);

      await app.close();
      open.splice(0);
      const again = await started({ now: '2026-02-13T11:00:00.000Z', home });
      await expectSame(again, stored);
      await expectRising(again);
    },
  );

  it('C2: a day signed in what turned out to be the future is refused again once the clock is right', async () => {
    const app = await started({ now: '2026-02-13T09:50:00.000Z' });
    const client = new ApiClient(app, 'seeyon');
    const { id } = await purchase(client, await customerAt(client), 'A1');
    await expect(client.post(`/contracts/${id}/renewals`, { signedOn: '2027-02-01', period: 'P1Y' })).rejects.toThrow(
      '409',
    );
  });
});

describe('a vendor whose clocks change twice a year', () => {
  const promiseAt = async (
    app: TestApp,
    vendor: string,
    region: string,
    at: Instant,
    service: string,
    urgency: string,
  ) => {
    const client = new ApiClient(app, vendor);
    const customerId = await customerAt(client, `KH-${region}-${at}`, region);
    await purchase(client, customerId, `${vendor}-${region}-${at}`, '2025-11-01');
    return (await client.check({ customerId, service, at, urgency }))['promise'] as Readonly<Record<string, unknown>>;
  };

  it.each([
    // K3, K4: ten working minutes on Friday, the rest on Monday, by the wall clock of each day. P2 is 60 minutes.
    ['berlin', 'city', 'maintenance', 'high', '2026-03-27T16:50:00.000Z', 'respondBy', '2026-03-30T07:50:00.000Z'],
    ['berlin', 'city', 'maintenance', 'high', '2026-10-23T15:50:00.000Z', 'respondBy', '2026-10-26T08:50:00.000Z'],
    ['newyork', 'city', 'maintenance', 'high', '2026-03-06T22:50:00.000Z', 'respondBy', '2026-03-09T13:50:00.000Z'],
    ['newyork', 'city', 'maintenance', 'high', '2026-10-30T21:50:00.000Z', 'respondBy', '2026-11-02T14:50:00.000Z'],
    // K5: 48 elapsed hours are 48 hours, whatever the wall clock did meanwhile.
    ['berlin', 'city', 'onsite', 'high', '2026-03-28T10:00:00.000Z', 'arriveBy', '2026-03-30T10:00:00.000Z'],
    ['berlin', 'city', 'onsite', 'high', '2026-10-24T10:00:00.000Z', 'arriveBy', '2026-10-26T10:00:00.000Z'],
    // K5: the end of on-site hours of the third working day, 18:00 as that day's clock shows it.
    ['berlin', 'suburb', 'onsite', 'high', '2026-03-26T10:00:00.000Z', 'arriveBy', '2026-03-31T16:00:00.000Z'],
    ['berlin', 'outside', 'onsite', 'high', '2026-10-22T10:00:00.000Z', 'arriveBy', '2026-10-27T17:00:00.000Z'],
    ['newyork', 'suburb', 'onsite', 'high', '2026-03-05T16:00:00.000Z', 'arriveBy', '2026-03-10T22:00:00.000Z'],
  ] as const)(
    'K3, K4, K5: %s, %s, %s, %s at %s: %s %s',
    async (vendor, region, service, urgency, at, field, expected) => {
      const app = await started({ now: '2026-12-01T00:00:00.000Z', policies: policiesAbroad() });
      expect(await promiseAt(app, vendor, region, at, service, urgency)).toMatchObject({ [field]: expected });
    },
  );

  it.each([
    // T2: a term ends with its last day, be it 23 or 25 hours long.
    ['berlin', '2025-03-29', '2026-03-29T21:59:59.999Z', '2026-03-29T22:00:00.000Z'],
    ['berlin', '2025-10-25', '2026-10-25T22:59:59.999Z', '2026-10-25T23:00:00.000Z'],
    ['newyork', '2025-03-08', '2026-03-09T03:59:59.999Z', '2026-03-09T04:00:00.000Z'],
  ] as const)('T2, T6: %s, bought %s: covered until %s, lapsed at %s', async (vendor, purchasedOn, last, over) => {
    const app = await started({ now: '2026-12-01T00:00:00.000Z', policies: policiesAbroad() });
    const client = new ApiClient(app, vendor);
    const customerId = await customerAt(client);
    await purchase(client, customerId, 'A1', purchasedOn);
    expect(await client.check({ customerId, service: 'maintenance', at: last })).toMatchObject({
      entitled: true,
      nextChangeAt: over,
    });
    expect(await client.check({ customerId, service: 'maintenance', at: over })).toMatchObject({
      entitled: false,
      reason: 'lapsed',
    });
  });

  it('T1, T2: a day without a midnight begins with its first instant', async () => {
    const app = await started({ now: '2026-12-01T00:00:00.000Z', policies: policiesAbroad() });
    const client = new ApiClient(app, 'havana');
    const customerId = await customerAt(client);
    await purchase(client, customerId, 'A1', '2026-03-08');
    expect(await client.check({ customerId, service: 'maintenance', at: '2026-03-08T04:59:59.999Z' })).toMatchObject({
      entitled: false,
      reason: 'not-started',
      nextChangeAt: '2026-03-08T05:00:00.000Z',
    });
    expect(await client.check({ customerId, service: 'maintenance', at: '2026-03-08T05:00:00.000Z' })).toMatchObject({
      entitled: true,
    });
    expect((await client.check({ customerId, service: 'maintenance', at: '2026-03-08' }))['at']).toBe(
      '2026-03-08T05:00:00.000Z',
    );
  });

  it('T5: the hour that is there twice orders what was recorded in it', async () => {
    const app = await started({ now: '2026-10-25T00:30:00.000Z', policies: policiesAbroad() });
    const client = new ApiClient(app, 'berlin');
    const customerId = await customerAt(client);
    await purchase(client, customerId, 'A1');
    app.clock.set('2026-10-25T01:30:00.000Z');
    await purchase(client, customerId, 'A2');
    app.clock.set('2026-10-25T02:00:00.000Z');
    const known = async (knownAt: string) =>
      (
        (await client.check({ customerId, service: 'care', at: '2026-10-25', knownAt })) as unknown as {
          considered: unknown[];
        }
      ).considered.length;
    expect([await known('2026-10-25T02:45:00+02:00'), await known('2026-10-25T02:45:00+01:00')]).toEqual([1, 2]);
    await expectRising(app);
  });
});
