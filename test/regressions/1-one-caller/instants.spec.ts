import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readDay } from '../../../src/imports/records/record.js';
import { loadPolicies } from '../../../src/policies/load-policy.js';
import { validatePolicy } from '../../../src/policies/validate-policy.js';
import { startApp, type TestApp } from '../../support/app.js';

/**
 * T1: instants are parsed once, at the boundary, in the vendor's zone, to a value or a 400. Shanghai was at +08:05:43
 * in 1900, so that 1900-01-01 there lies before 1900 in UTC: such a day passed the check and came to nothing after it.
 */
let api: TestApp;
let customerId: string;
let contractId: string;
beforeAll(async () => {
  api = await startApp();
  const customer = await post('/customers', { code: 'K1', name: 'K1', level: 'standard', region: 'city' });
  customerId = customer.body.id;
  const contract = await post('/contracts', {
    customerId,
    contractNo: 'XS-1',
    licenceNo: 'L-1',
    purchasedOn: '2026-01-05',
    product: { series: 'EKP', name: 'EKP', version: '4.11' },
  });
  contractId = contract.body.id;
});
afterAll(() => api.close());

const post = (path: string, body: object) =>
  api.http
    .post(`/api/v1${path}`)
    .set('authorization', `Bearer ${api.keys.admin}`)
    .set('accept-language', 'en')
    .send(body);
const get = (path: string, key = api.keys.admin) =>
  api.http.get(`/api/v1${path}`).set('authorization', `Bearer ${key}`).set('accept-language', 'en');

const outside = [
  '1900-01-01',
  '1969-12-31',
  '1899-12-31',
  '1900-01-01T00:00:00.000Z',
  '1969-12-31T15:59:59.999Z',
  '9999-12-31T23:59:59.999-01:00',
  '10000-01-01',
];
const inside = ['1970-01-01', '1969-12-31T16:00:00.000Z', '1970-01-01T00:00:00Z', '9999-12-31'];

describe('instants out of range', () => {
  it('are no days in a cell of an import or in a policy file either', () => {
    const early = ['1900-01-01', '1969/12/31', '19691231', '1969年12月31日'];
    expect(early.map(readDay)).toEqual([null, null, null, null]);
    const seeyon = loadPolicies()[1]!.policy;
    expect(['1970-01-01', '9999/12/31'].map(readDay)).toEqual(['1970-01-01', '9999-12-31']);
    expect(validatePolicy({ ...seeyon, effectiveFrom: '1900-01-01' })).toMatchObject({
      problems: [{ path: ['effectiveFrom'] }],
    });
  });

  it.each(outside)('%s is a 400 wherever an instant is read', async (at) => {
    const written = encodeURIComponent(at);
    const check = `/entitlements/check?customerId=${customerId}&service=maintenance`;
    for (const [path, pointer] of [
      [`${check}&at=${written}`, '?at'],
      [`${check}&knownAt=${written}`, '?knownAt'],
      [`/customers/${customerId}/entitlements?at=${written}`, '?at'],
      [`/customers/${customerId}/timeline?at=${written}`, '?at'],
      [`/customers/${customerId}/timeline?knownAt=${written}`, '?knownAt'],
      [`/contracts/${contractId}/timeline?at=${written}`, '?at'],
      [`/contracts/${contractId}?at=${written}`, '?at'],
      [`/contracts/${contractId}?knownAt=${written}`, '?knownAt'],
      [`/events?from=${written}`, '?from'],
      [`/events?to=${written}`, '?to'],
    ] as const) {
      const { status, body } = await get(path);
      expect([path, status, body.errors]).toEqual([
        path,
        400,
        [{ pointer, code: 'not-an-instant', detail: expect.stringContaining('1970-01-01 to 9999-12-31') }],
      ]);
    }
    const batch = await post('/entitlements/check-batch', {
      questions: [
        { customerId, service: 'maintenance', at },
        { customerId, service: 'maintenance', at: '2026-02-01' },
      ],
    });
    expect(batch.body.answers[0].error.errors).toMatchObject([{ pointer: '/at', code: 'not-an-instant' }]);
    expect(batch.body.answers[1].entitled).toBe(true);
    const suppose = await post('/entitlements/what-if', {
      question: { customerId, service: 'maintenance', at },
      suppose: [{ command: 'suspend', contractId, from: '2026-03-01', reason: 'x' }],
    });
    expect([suppose.status, suppose.body.errors[0].pointer]).toEqual([400, '/question/at']);
    const supposedRelease = await post('/entitlements/what-if', {
      question: { customerId, service: 'maintenance' },
      suppose: [{ command: 'publish-release', series: 'EKP', version: '9.00', publishedAt: at }],
    });
    expect(supposedRelease.status).toBe(400);
  });

  it.each(outside)('%s publishes and moves no release', async (publishedAt) => {
    const before = (await get('/events?type=ReleasePublished')).body.items.length;
    const published = await post('/releases', { series: 'EKP', version: '9.00', publishedAt });
    expect([published.status, published.body.errors?.[0]?.pointer]).toEqual([400, '/publishedAt']);
    const moved = await post('/releases/reschedule', { series: 'EKP', version: '9.00', publishedAt, reason: 'x' });
    expect([moved.status, moved.body.errors?.[0]?.pointer]).toEqual([400, '/publishedAt']);
    expect((await get('/events?type=ReleasePublished')).body.items).toHaveLength(before);
  });

  it.each(inside)('%s is answered', async (at) => {
    const { status } = await get(
      `/entitlements/check?customerId=${customerId}&service=maintenance&at=${encodeURIComponent(at)}`,
    );
    expect(status).toBe(200);
  });

  it.each(['1969-12-31', '1900-01-01'])('the day %s is a 400 in every body that names days', async (day) => {
    const contract = {
      customerId,
      contractNo: `XS-${day}`,
      licenceNo: `L-${day}`,
      purchasedOn: day,
      product: { series: 'EKP', name: 'EKP', version: '4.11' },
    };
    for (const [path, body, pointer] of [
      ['/contracts', contract, '/purchasedOn'],
      [`/contracts/${contractId}/renewals`, { signedOn: day, period: 'P1Y' }, '/signedOn'],
      [`/contracts/${contractId}/renewals`, { signedOn: '2026-02-01', lastDay: day }, '/lastDay'],
      [`/contracts/${contractId}/suspend`, { from: day, reason: 'x' }, '/from'],
      [`/contracts/${contractId}/corrections`, { reason: 'x', purchasedOn: day }, '/purchasedOn'],
    ] as const) {
      const answer = await post(path, body);
      expect([path, answer.status, answer.body.errors]).toEqual([
        path,
        400,
        [{ pointer, code: 'not-a-day', detail: expect.stringContaining('1970-01-01') }],
      ]);
    }
    const { status } = await get(`/contracts?expiresBefore=${day}`);
    expect(status).toBe(400);
  });
});
