import { createSecretKey } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CommandBus } from '@nestjs/cqrs';
import { cellsOf, findColumns } from '../../../src/imports/records/headings.js';
import { LedgerSink } from '../../../src/imports/records/ledger-sink.js';
import { RecordExaminer } from '../../../src/imports/records/record-examiner.js';
import { readRecord } from '../../../src/imports/records/record.js';
import { PolicyBooks } from '../../../src/policies/policies.port.js';
import { startApp, type TestApp } from '../../support/app.js';

const heading =
  '客户编号,客户名称,客户级别,地区,合同号,许可证号,产品系列,产品名称,版本,定制模块,购买日期,续费记录,联系人,电话,邮箱,客户经理,备注';

/** Between the look at a record and its write another caller can take what it needs: the row names the column. */
describe('a number that is taken between look and write', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startApp({ now: '2026-11-23T02:00:00.000Z' });
  });
  afterEach(() => app.close());

  const columns = findColumns(heading.split(','));
  const cells = cellsOf(
    'KH1,客户1,普通,市内,XS-1,L-1,EKP,EKP,4.11,,2025-03-01,,联系人1,13900001,user1@example.com,李强,'.split(','),
    columns,
  );
  const sink = () => {
    const policies = app.app.get(PolicyBooks, { strict: false });
    const { ledger, reservations, keys } = app.stores;
    const secret = createSecretKey(Buffer.alloc(32, 1));
    const actor = { id: 'test', role: 'admin' } as const;
    return {
      sink: new LedgerSink(
        'seeyon',
        actor,
        'imp_test',
        { bus: app.app.get(CommandBus, { strict: false }), ledger, reservations },
        new RecordExaminer('seeyon', { ledger, reservations, policies, keys, secret }),
      ),
      record: readRecord(cells, policies.seriesNames('seeyon')).record,
    };
  };
  const post = async (path: string, body: object) => {
    const answer = await app.http
      .post(`/api/v1${path}`)
      .set({ authorization: `Bearer ${app.keys.admin}` })
      .send(body);
    expect(answer.status).toBe(201);
    return answer.body as { id: string };
  };
  const bought = async (contractNo: string, licenceNo: string) => {
    const { id } = await post('/customers', { name: '客户9', code: 'KH9', level: 'standard', region: 'city' });
    const product = { series: 'EKP', name: 'EKP', version: '4.11' };
    await post('/contracts', { customerId: id, contractNo, licenceNo, purchasedOn: '2025-03-01', product });
  };

  it.each([
    ['the licence number', ['OTHER', 'l-1'], { field: 'licenceNo', reason: 'taken', value: 'L-1', allowed: 'OTHER' }],
    [
      'the contract number',
      ['xs-1', 'OTHER'],
      {
        field: 'contractNo',
        reason: 'recorded-otherwise',
        value: 'XS-1',
        differences: [
          { field: 'customerCode', recorded: 'KH9', here: 'KH1' },
          { field: 'licenceNo', recorded: 'OTHER', here: 'L-1' },
        ],
      },
    ],
  ] as const)('%s', async (_, [contractNo, licenceNo], fault) => {
    const { sink: importing, record } = sink();
    expect(await importing.examine(record, cells, new Set(), 2)).toEqual([]);
    await bought(contractNo, licenceNo);
    expect(await importing.create(record, cells, 2)).toEqual([fault]);
  });

  it('the customer code, by a customer of another name', async () => {
    const { sink: importing, record } = sink();
    expect(await importing.examine(record, cells, new Set(), 2)).toEqual([]);
    await post('/customers', { name: '另一客户', code: 'KH1', level: 'standard', region: 'city' });
    const fault = { field: 'name', reason: 'differs', value: '客户1', allowed: '另一客户' };
    expect(await importing.create(record, cells, 2)).toEqual([fault]);
    const { body } = await app.http.get('/api/v1/contracts').set({ authorization: `Bearer ${app.keys.admin}` });
    expect(body.items).toEqual([]);
  });
});
