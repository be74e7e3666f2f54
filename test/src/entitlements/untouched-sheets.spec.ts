import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { contractSheet } from '../../../projections/contract-sheet/contract-sheet.js';
import { customerSheet } from '../../../projections/customer-sheet/customer-sheet.js';
import type { Projection } from '../../../projections/projection.js';
import { Sheets } from '../../../src/entitlements/entitlements.port.js';
import { startApp, type TestApp } from '../../support/app.js';
import { LifeOfRequest } from '../../support/life-of-request.js';
import { DrivenApp } from '../../support/obligations.js';

/** Checks are answered from sheets: what happens to requests must neither write them nor have them read again. */
describe('events of requests touch no sheet', () => {
  let app: TestApp;
  let driven: DrivenApp;
  let life: LifeOfRequest;

  beforeAll(async () => {
    app = await startApp({ now: '2026-03-02T02:00:00.000Z' });
    driven = await DrivenApp.over(app);
    life = new LifeOfRequest(driven.client);
    await life.buy('key', '2026-03-01');
    await driven.settle();
  });
  afterAll(() => app.close());

  const rowsOf = async (): Promise<readonly string[]> => {
    const rows: string[] = [];
    for (const projection of [contractSheet, customerSheet] as unknown as readonly Projection[])
      for await (const { id, row, position } of app.stores.views.view(projection).scan())
        rows.push(`${projection.name} ${id} ${position} ${JSON.stringify(row)}`);
    return rows;
  };

  it('D2, R8-R18: from registration to survey no row is written, and no sheet is read from the store', async () => {
    const customerId = life.customerId('key');
    const check = () => driven.client.check({ customerId, service: 'maintenance', at: app.clock.now() });
    const contract = await check();
    const before = await rowsOf();
    const head = await app.stores.ordinals.head();
    const read = jest.spyOn(Sheets.prototype, 'read');

    const { id } = await life.register('key', {});
    await life.act(id, 'acknowledge', { by: '张工' });
    await life.act(id, 'interactions', { direction: 'outbound', channel: 'email', text: '正在处理' });
    await life.act(id, 'wait', { kind: 'information', text: '请提供日志' });
    await life.act(id, 'resume', { kind: 'information' });
    await life.act(id, 'priority', { urgency: 'high', reason: '业务停顿' });
    await life.act(id, 'resolve', { resolution: '重建索引', by: '张工' });
    await life.act(id, 'close', { confirmedBy: '王芳' });
    await driven.at('2026-03-03T01:00:00.000Z');
    const after = await check();

    expect((await app.stores.ordinals.head()).position).toBeGreaterThan(head.position + 15);
    expect(await rowsOf()).toEqual(before);
    expect(read).not.toHaveBeenCalled();
    expect(after['coveredBy']).toEqual(contract['coveredBy']);
  });
});
