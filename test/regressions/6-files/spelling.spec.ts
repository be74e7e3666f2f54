import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asOneLine, codeKey, isOneLine, readCode } from '../../../domain/kernel/spelling.js';
import { isVersion, readVersion } from '../../../domain/kernel/version.js';
import { startApp, type TestApp } from '../../support/app.js';

const hidden = ['\u200b', '\u200d', '\u2060', '\u00ad', '\u202e', '\u2066', '\ufeff', '\ufe0f', '\u3164', '\u{e0041}'];
const purchase = (customerId: string, contractNo: string, licenceNo: string, more: object = {}) => ({
  customerId,
  contractNo,
  licenceNo,
  purchasedOn: '2026-01-01',
  product: { series: 'EKP', name: 'EKP', version: '4.11' },
  ...more,
});

describe('C1: characters that nobody sees', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());
  const post = (path: string, body: object) =>
    app.http
      .post(`/api/v1${path}`)
      .set({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'en' })
      .send(body);
  const get = async (path: string) =>
    (await app.http.get(`/api/v1${path}`).set({ authorization: `Bearer ${app.keys.admin}` })).body;
  const registered = async (code: string): Promise<string> =>
    (await post('/customers', { code, name: '甲', level: 'standard', region: 'city' })).body.id;

  it.each(hidden)('%j makes no second number', async (mark) => {
    const name = mark.codePointAt(0)!.toString(16);
    const customerId = await registered(`KH-${name}`);
    expect((await post('/contracts', purchase(customerId, `XS-${name}`, `L-${name}`))).status).toBe(201);
    const again = async (contractNo: string, licenceNo: string) =>
      (await post('/contracts', purchase(customerId, contractNo, licenceNo))).body.code;
    expect(await again(`XS-${mark}${name}`, `M-${name}`)).toBe('number-held');
    expect(await again(`YS-${name}`, `L-${name}${mark}`)).toBe('number-held');
    const other = { code: `KH${mark}-${name}`, name: '甲', level: 'standard', region: 'city' };
    expect((await post('/customers', other)).body.code).toBe('number-held');
    expect([codeKey(`a${mark}1`), readCode(` a${mark}1 `)]).toEqual(['A1', 'a1']);
    const version = readVersion(`4${mark}.11`);
    expect(isVersion(version) && version.text).toBe('4.11');
  });

  it('are left out of what is recorded, searched and asked', async () => {
    const customerId = await registered('K\u200bH-kept');
    const made = await post(
      '/contracts',
      purchase(customerId, '\u202eXS-kept\u2066', 'L\u00ad-kept', {
        product: { series: 'E\u200bKP', name: 'EKP', version: '4.\u200b11' },
      }),
    );
    expect([made.status, made.body.contractNo]).toEqual([201, 'XS-kept']);
    expect(JSON.stringify(await get(`/contracts/${made.body.id}`))).toContain('"L-kept"');
    expect((await get(`/contracts?q=${encodeURIComponent('xs\u200b-kept')}`)).items).toHaveLength(1);
    expect((await get(`/customers?code=${encodeURIComponent('kh\u2060-kept')}`)).items).toHaveLength(1);
    const question = `customerId=${customerId}&service=maintenance&productSeries=${encodeURIComponent('ek\u200bp')}`;
    expect((await get(`/entitlements/check?${question}`)).entitled).toBe(true);
  });

  it('a number of nothing else is refused', async () => {
    const { status, body } = await post('/contracts', purchase('cus_x', '\u200b\u200b', 'L-1'));
    expect([status, body.errors]).toMatchObject([400, [{ pointer: '/contractNo', code: 'not-a-line' }]]);
  });

  it.each(['\n', '\r', '\u2028', '\u2029', '\u0085', '\t', '\u202e', '\u0007'])(
    'a reason with %j is refused: it would write a line of the timeline',
    async (mark) => {
      const customerId = await registered(`KH-reason-${mark.codePointAt(0)}`);
      const n = mark.codePointAt(0);
      const { body } = await post('/contracts', purchase(customerId, `XS-reason-${n}`, `L-reason-${n}`));
      const refused = await post(`/contracts/${body.id}/suspend`, { from: '2026-03-02', reason: `x${mark}999  y` });
      expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/reason', code: 'not-a-line' }]]);
    },
  );

  it('a text of an earlier version is shown on one line', () => {
    expect([asOneLine('a\r\n  7  b\u2028c\u202ed'), isOneLine('a\nb'), isOneLine('甲 乙')]).toEqual([
      'a   7  b cd',
      false,
      true,
    ]);
  });
});
