import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TestApp } from '../support/app.js';
import { Supposing } from '../support/supposing.js';

describe('what if refuses as the real command would be, and names the command', () => {
  let supposing: Supposing;
  let app: TestApp;
  let contractId: string;
  let count: number;
  const purchase = (no: string) => supposing.purchase(no);
  const refused = (question: object, suppose: readonly unknown[], key?: string) =>
    supposing.refused(question, suppose, key);

  beforeAll(async () => {
    supposing = await Supposing.start();
    ({ app } = supposing);
  });
  beforeEach(async () => ({ contractId, count } = await supposing.another()));
  afterAll(() => app.close());

  it('C2, C3: a rule of the domain is 409 with its number', async () => {
    const renew = { command: 'renew', contractId, signedOn: '2026-06-01', period: 'P1Y' };
    expect(await refused({}, [renew, { ...renew, signedOn: '2026-06-02' }])).toEqual({
      status: 409,
      code: 'signed-in-future',
      rule: 'C2',
      errors: ['/suppose/1/signedOn way-out'],
    });
    const back = { ...renew, startOn: '2026-04-01', reason: 'agreed by phone' };
    expect(await refused({}, [back], app.keys.sales)).toMatchObject({
      status: 403,
      rule: 'C3',
      errors: ['/suppose/0 refused'],
    });
    expect((await refused({}, [back])).status).toBe(200);
  });

  it('C1: a number that is taken, really or by supposition', async () => {
    const claimed = { status: 409, code: 'number-held', rule: 'C1' };
    expect(await refused({}, [{ command: 'purchase', ...purchase(String(count)) }])).toEqual({
      ...claimed,
      errors: ['/suppose/0 refused'],
    });
    const fresh = { command: 'purchase', ...purchase(`F${count}`) };
    expect(await refused({}, [fresh, { ...fresh, licenceNo: 'L-other' }])).toEqual({
      ...claimed,
      errors: ['/suppose/1 refused'],
    });
    expect(
      await refused({}, [
        { command: 'correct', contractId, reason: 'frees the number', contractNo: `XS-Z${count}` },
        { command: 'purchase', ...purchase(`Z${count}`) },
      ]),
    ).toMatchObject({ errors: ['/suppose/1 refused'] });
    expect(
      await refused({}, [
        { command: 'correct', contractId, reason: 'frees the number', contractNo: `XS-Z${count}` },
        { command: 'purchase', ...purchase(String(count)), licenceNo: `L-F${count}` },
      ]),
    ).toMatchObject({ status: 200 });
  });

  it('what does not exist is 404', async () => {
    expect(await refused({}, [{ command: 'reinstate', contractId: 'con_none', reason: 'x' }])).toMatchObject({
      status: 404,
      errors: ['/suppose/0 refused'],
    });
    expect(await refused({ customerId: 'cus_none' }, [])).toMatchObject({ status: 404 });
    expect((await refused({}, [{ command: 'reinstate', contractId, reason: 'x' }], app.keys.other)).status).toBe(404);
  });

  it('a bad field is 400 and pointed at, all of them at once', async () => {
    const { status, errors } = await refused({}, [
      { command: 'renew', contractId, signedOn: 'soon', wrong: 1 },
      { command: 'fly' },
      { contractId },
      { command: 'resume', on: '2026-01-01' },
      7,
      { command: 'reinstate', contractId: 9, reason: ' ' },
      { command: 'reinstate', contractId, reason: 'x', as: 'con_x' },
      { command: 'reinstate', contractId, reason: 'x', as: 'same' },
      { command: 'reinstate', contractId, reason: 'x', as: 'same' },
      { command: 'constructor', contractId },
    ]);
    expect(status).toBe(400);
    expect(errors).toEqual([
      '/suppose/0/wrong unknown',
      '/suppose/0/signedOn not-a-day',
      '/suppose/1/command not-one-of',
      '/suppose/2/command required',
      '/suppose/3/contractId required',
      '/suppose/4 not-an-object',
      '/suppose/5/contractId not-text',
      '/suppose/5/reason not-a-line',
      '/suppose/6/as not-a-name',
      '/suppose/8/as not-a-name',
      '/suppose/9/command not-one-of',
    ]);
    const bought = purchase(`P${count}`);
    expect(
      await refused({}, [{ command: 'purchase', ...bought, product: { ...bought.product, series: 'XYZ' } }]),
    ).toMatchObject({ status: 400, errors: ['/suppose/0/product/series not-one-of'] });
  });

  it('the question too', async () => {
    expect(await refused({ service: 'nothing' }, [])).toMatchObject({
      status: 400,
      errors: ['/question/service not-one-of'],
    });
    expect(await refused({ service: 'upgrade' }, [])).toMatchObject({
      status: 400,
      errors: ['/question/targetVersion required'],
    });
    expect(await refused({ knownAt: '2027-01-01' }, [])).toMatchObject({
      status: 400,
      errors: ['/question/knownAt in-future'],
    });
    expect(await refused({ module: 'none' }, [])).toMatchObject({
      status: 400,
      errors: ['/question/module not-known'],
    });
    expect(
      await refused({ knownPosition: '999999' }, [
        { command: 'renew', contractId, signedOn: '2026-06-01', period: 'P1Y' },
      ]),
    ).toMatchObject({ status: 400, errors: ['/question/knownPosition out-of-range'] });
  });

  it('more than fifty commands', async () => {
    const one = { command: 'restore-licence', contractId, reason: 'x' };
    expect(
      (
        await refused(
          {},
          Array.from({ length: 50 }, () => one),
        )
      ).status,
    ).toBe(200);
    expect(
      await refused(
        {},
        Array.from({ length: 51 }, () => one),
      ),
    ).toMatchObject({ status: 400, errors: ['/suppose list-too-long'] });
  });
});
