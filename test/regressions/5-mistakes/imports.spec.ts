import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ImportJobs } from '../../../src/imports/jobs/import-jobs.js';
import { ApiClient } from '../../support/api-client.js';
import { startApp, type TestApp } from '../../support/app.js';

const heading =
  '客户编号,客户名称,客户级别,地区,合同号,许可证号,产品系列,产品名称,版本,定制模块,购买日期,续费记录,联系人,电话,邮箱,客户经理,备注';
/** A record of contract `n`: bought 2025-03-01, with a paid term. */
const record = (n: number, customer = n, manager = '李强') =>
  `KH${customer},客户${customer},普通,市内,XS-${n},L-${n},EKP,EKP,4.11,,2025-03-01,2026-03-02~2027-03-01,` +
  `联系人${n},1390000${n},user${n}@example.com,${manager},`;

describe('C9: imports undone although facts were recorded after them', () => {
  let app: TestApp;
  let client: ApiClient;
  beforeEach(async () => {
    app = await startApp({ now: '2026-11-23T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    await client.post('/releases', { series: 'EKP', version: '4.20', publishedAt: '2025-06-01' });
  });
  afterEach(() => app.close());

  const idle = () => app.app.get(ImportJobs, { strict: false }).idle();
  const imported = async (...records: readonly string[]): Promise<string> => {
    const { body } = await app.http
      .post('/api/v1/imports')
      .set({ authorization: `Bearer ${app.keys.admin}` })
      .attach('file', Buffer.from([heading, ...records, ''].join('\r\n')), '名单.csv');
    await idle();
    expect((await client.get(`/imports/${body.id}`)).records.failed).toBe(0);
    return body.id;
  };
  const undo = async (id: string) => {
    const answer = await app.http
      .post(`/api/v1/imports/${id}/undo`)
      .set({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'en' })
      .send({ reason: '文件有误' });
    await idle();
    return answer;
  };
  const undone = async (id: string) => {
    const { status, text } = await undo(id);
    expect([status, status === 202 ? '' : text]).toEqual([202, '']);
    return (await client.get(`/imports/${id}`)).undo;
  };
  const details = async (id: string): Promise<readonly string[]> => {
    const { status, body } = await undo(id);
    expect([status, body.code, body.rule]).toEqual([409, 'later-facts', 'C9']);
    return body.errors.map(({ detail }: { detail: string }) => detail);
  };
  const ways = async (id: string) =>
    (await details(id)).map((detail) => / Take it back first: (.*)$/.exec(detail)?.[1] ?? detail);
  /** Makes the call that a refusal names. */
  const follow = async (way: string, body: object = {}) => {
    const [, method, path, given] = /^(POST|PATCH) \/api\/v1(\S+)(?: (.*))?$/.exec(way)!;
    const sent = { ...(given !== undefined && (JSON.parse(given) as object)), ...body };
    return method === 'POST' ? client.post(path!, sent) : client.patch(path!, sent);
  };

  it('two that concern one customer are undone in reverse order', async () => {
    const first = await imported(record(1));
    const second = await imported(record(2, 1, '王伟'));
    expect(await ways(first)).toEqual(expect.arrayContaining([`POST /api/v1/imports/${second}/undo`]));
    expect(await undone(second)).toMatchObject({ contracts: 1, customers: 0, kept: 0 });
    expect(await undone(first)).toMatchObject({ contracts: 1, customers: 1, kept: 0 });
    expect((await client.get('/contracts')).items).toEqual([]);
    expect((await client.get('/customers', { code: 'KH1' })).items).toEqual([]);
  });

  it('three are undone in reverse order, and imported again', async () => {
    const ids = [await imported(record(1)), await imported(record(2, 1)), await imported(record(3, 1, '赵敏'))];
    for (const id of ids.toReversed()) expect((await undone(id)).kept).toBe(0);
    const again = [await imported(record(1)), await imported(record(2, 1)), await imported(record(3, 1, '赵敏'))];
    expect((await client.get('/contracts')).items).toHaveLength(3);
    for (const id of again.toReversed()) expect((await undone(id)).kept).toBe(0);
    expect((await client.get('/contracts')).items).toEqual([]);
  });

  it.each([
    ['in reverse order', [1, 0], ['王伟', '李强', '周敏']],
    ['in their order', [0, 1], ['王伟', '王伟', '周敏']],
  ] as const)('a customer who was recorded before has the manager of before, undone %s', async (_, order, managers) => {
    const { id } = await client.post('/customers', {
      code: 'KH1',
      name: '客户1',
      level: 'standard',
      region: 'city',
      customerManager: '周敏',
    });
    const ids = [await imported(record(1, 1, '李强')), await imported(record(2, 1, '王伟'))];
    const manager = async () => (await client.get(`/customers/${id}`)).customerManager;
    const seen = [await manager()];
    for (const index of order) {
      await undone(ids[index]!);
      seen.push(await manager());
    }
    expect(seen).toEqual(managers);
    expect((await client.get(`/customers/${id}`)).contacts).toEqual([]);
  });

  it(
    'a refusal names each fact that depends on it and ' + 'the call that takes it back, after which it is undone',
    async () => {
      const id = await imported(record(1));
      const [contract] = (await client.get('/contracts')).items;
      const path = `/contracts/${contract.id}`;
      const other = await client.post('/customers', { code: 'KH9', name: '乙方', level: 'key', region: 'city' });
      const { termId } = await client.post(`${path}/renewals`, {
        signedOn: '2026-11-20',
        period: 'P1Y',
        payment: 'due',
        fee: { amount: '100.00', currency: 'CNY' },
      });
      const { paymentId } = await client.post(`${path}/payments`, { termId, amount: '100.00', paidOn: '2026-11-20' });
      const { agreementId } = await client.post(`${path}/agreements`, {
        kind: 'onsite',
        signedOn: '2026-11-20',
        validFrom: '2026-11-20',
      });
      const { upgradeId } = await client.post(`${path}/upgrades`, { targetVersion: '4.20', performedOn: '2026-11-20' });
      const { transferId } = await client.post(`${path}/transfer`, { toCustomerId: other.id, from: '2026-11-21' });
      await client.post(`${path}/suspend`, { from: '2026-12-01', to: '2026-12-10', reason: 'x' });
      const { useId } = await client.post(`${path}/allowance-uses`, { service: 'health-check', on: '2026-11-22' });
      await client.post(`${path}/licence/revoke`, { reason: 'x' });
      await client.post(`${path}/terminate`, { from: '2027-01-01', reason: 'x' });
      await client.post(`${path}/corrections`, { reason: 'x', contractNo: 'XS-1-A' });
      await client.patch(`/customers/${contract.customerId}`, { level: 'vip', name: '客户一' });

      expect(await ways(id)).toEqual([
        `PATCH /api/v1/customers/${contract.customerId} {"name":"客户1"}`,
        `PATCH /api/v1/customers/${contract.customerId} {"level":"standard"}`,
        `POST /api/v1${path}/terms/${termId}/cancel {"from": "2027-03-02"}`,
        `POST /api/v1${path}/payments/${paymentId}/take-back`,
        `POST /api/v1${path}/agreements/${agreementId}/take-back`,
        `POST /api/v1${path}/upgrades/${upgradeId}/take-back`,
        `POST /api/v1${path}/transfers/${transferId}/take-back`,
        `POST /api/v1${path}/resume {"on": "2026-12-01"}`,
        `POST /api/v1${path}/allowance-uses/${useId}/give-back`,
        `POST /api/v1${path}/licence/restore`,
        `POST /api/v1${path}/reinstate`,
        `POST /api/v1${path}/corrections {"reason":"…","contractNo":"XS-1"}`,
      ]);
      for (let [way] = await ways(id); way !== undefined;) {
        const reason = way.endsWith('resume {"on": "2026-12-01"}') ? {} : { reason: 'x' };
        // Each is ready to send but for its reason.
        await follow(way, way.startsWith('PATCH') ? {} : reason);
        const answer = await undo(id);
        way = answer.status === 202 ? undefined : / first: (.*)$/.exec(answer.body.errors[0].detail)![1]!;
      }
      expect((await client.get(`/imports/${id}`)).undo).toMatchObject({ contracts: 1, customers: 1, kept: 0 });
      expect((await client.get('/contracts')).items).toEqual([]);
      // C9, T5: with older knowledge it all still was.
      expect(
        (await client.get(`${path}/timeline`, { knownAt: '2026-11-23T02:00:00.000Z' })).items.length,
      ).toBeGreaterThan(10);
    },
  );

  it('names where nothing takes a fact back', async () => {
    const id = await imported(record(1));
    const [contract] = (await client.get('/contracts')).items;
    const { terms } = await client.get(`/contracts/${contract.id}`);
    await client.post(`/contracts/${contract.id}/terms/${terms[1].termId}/cancel`, { from: '2026-03-02', reason: 'x' });
    expect(await details(id)).toEqual([
      expect.stringMatching(
        /^The cancellation of a term at position \d+ was recorded after the import and stands on it, and nothing takes it back\. Correct/,
      ),
    ]);
  });

  it(
    'a contract that another customer was given by ' + 'mistake, and was taken back, holds its import no more',
    async () => {
      const id = await imported(record(1));
      const [{ customerId }] = (await client.get('/contracts')).items;
      const other = await client.post('/customers', { code: 'KH9', name: '乙方', level: 'key', region: 'city' });
      const contract = await client.post('/contracts', {
        customerId: other.id,
        contractNo: 'XS-9',
        licenceNo: 'L-9',
        purchasedOn: '2026-01-01',
        product: { series: 'EKP', name: 'EKP', version: '4.11' },
      });
      const { transferId } = await client.post(`/contracts/${contract.id}/transfer`, {
        toCustomerId: customerId,
        from: '2026-11-01',
      });
      expect(await ways(id)).toEqual([`POST /api/v1/contracts/${contract.id}/transfers/${transferId}/take-back`]);
      await client.post(`/contracts/${contract.id}/transfers/${transferId}/take-back`, { reason: 'x' });
      expect(await undone(id)).toMatchObject({ contracts: 1, customers: 1, kept: 0 });
    },
  );
});
