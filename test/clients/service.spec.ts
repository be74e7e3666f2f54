import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  act,
  answered,
  asCsv,
  type Connection,
  connect,
  intakes,
  type LedgerProblem,
  memoHash,
  obligations,
  requests,
  type ServiceLedger,
} from '../../clients/typescript/src/index.js';
import { startApp, type TestApp } from '../support/app.js';

const idsOf = async (items: AsyncIterable<{ readonly id: string }>): Promise<readonly string[]> => {
  const ids: string[] = [];
  for await (const { id } of items) ids.push(id);
  return ids;
};

describe('the TypeScript client and the service of a vendor', () => {
  let app: TestApp;
  let ledger: ServiceLedger;
  let customerId: string;
  let registered: { readonly id: string; readonly revision: number };
  const connected = (more: Partial<Connection> = {}) =>
    connect({ url: `http://127.0.0.1:${port}`, key: app.keys.admin, language: 'en', wait: async () => {}, ...more });
  let port = '';
  beforeAll(async () => {
    app = await startApp({ now: '2026-03-02T02:00:00.000Z' });
    await app.app.listen(0, '127.0.0.1');
    port = new URL(await app.app.getUrl()).port;
    ledger = connected();
    const customer = { code: 'KH-1', name: '远山科技', level: 'standard', region: 'city' } as const;
    customerId = (await answered(ledger.POST('/api/v1/customers', { body: customer }))).id;
    const product = { series: 'EKP', version: '4.20', name: 'EKP', modules: [] };
    const purchase = { customerId, contractNo: 'XS-1', licenceNo: 'L-1', product, purchasedOn: '2026-03-01' };
    await answered(ledger.POST('/api/v1/contracts', { body: purchase }));
  });
  afterAll(() => app.close());

  const register = (title: string, intakeId?: string) =>
    answered(
      ledger.POST('/api/v1/requests', {
        body: {
          customerId,
          service: 'maintenance',
          channel: 'hotline',
          urgency: 'normal',
          title,
          ...(intakeId !== undefined && { intakeId }),
        },
      }),
    );

  it('lists requests, intakes and obligations through all pages, and reads what it wrote', async () => {
    const body = { channel: 'hotline', receivedAt: '2026-03-02T01:30:00.000Z' } as const;
    const { id: intakeId } = await answered(ledger.POST('/api/v1/intakes', { body }));
    registered = await register('登录不了', intakeId);
    const others = [(await register('报表')).id, (await register('备份')).id];
    expect([...(await idsOf(requests(ledger, { customerId, limit: 1 })))].sort()).toEqual(
      [registered.id, ...others].sort(),
    );
    const arrived = await idsOf(intakes(ledger, { from: '2026-03-01', limit: 1 }));
    expect([arrived[0], arrived.length]).toEqual([intakeId, 3]);
    const owed = await idsOf(obligations(ledger, { customerId, state: 'planned', limit: 2 }));
    expect([owed.length > 6, new Set(owed).size]).toEqual([true, owed.length]);
  });

  it('records an act once, though its answer was lost or another process repeats it', async () => {
    const { id, revision } = registered;
    let lost = 0;
    const unlucky = connected({
      async fetch(request) {
        const answer = await fetch(request);
        if (lost++ > 0) return answer;
        throw new TypeError('connection reset');
      },
    });
    const by = '张工';
    const acknowledged = await act(unlucky, id, 'acknowledge', { by }, { key: 'ticket-7', ifRevision: revision });
    expect([acknowledged.state, lost]).toEqual(['acknowledged', 2]);
    expect(await act(connected(), id, 'acknowledge', { by }, { key: 'ticket-7' })).toEqual(acknowledged);
    const stale = act(ledger, id, 'priority', { urgency: 'high', reason: '停产' }, { ifRevision: revision });
    await expect(stale).rejects.toMatchObject({ status: 412, problem: { code: 'stale' } } satisfies Partial<
      Pick<LedgerProblem, 'status'>
    > & { problem: object });
    const early = act(ledger, id, 'work', { mode: 'remote', by });
    await expect(early).rejects.toMatchObject({ status: 409, problem: { code: 'backup-not-confirmed' } });
  });

  it('R15: computes the hash of the memo that was read, which the ledger takes until it is written anew', async () => {
    const { id } = registered;
    const text = '平台限制："<&>\u2028\u{1F600}\n';
    const { memo } = await act(ledger, id, 'memo', { text, solution: '随新版本解决', plannedOn: '2026-03-20' });
    const sha256 = await memoHash(memo!);
    expect(sha256).toBe(memo!.sha256);
    const confirmed = await act(ledger, id, 'memo/confirm', { side: 'vendor', person: '李强', sha256 });
    expect(confirmed.memo!.confirmations).toHaveLength(1);
    await act(ledger, id, 'memo', { text, solution: '另行开发', plannedOn: '2026-03-20' });
    const outdated = act(ledger, id, 'memo/confirm', { side: 'customer', person: '王芳', sha256 });
    await expect(outdated).rejects.toMatchObject({ status: 409, problem: { code: 'memo-hash-differs' } });
  });

  it('answers lists and reports as files in the language of the connection', async () => {
    const span = { from: '2026-03-01', to: '2026-03-31' };
    expect(await asCsv(ledger, '/api/v1/reports/service-levels', span)).toMatch(/^Group,Calls,/);
    const chinese = connected({ language: 'zh-CN' });
    expect(await asCsv(chinese, '/api/v1/requests', { customerId })).toMatch(/^编号,[^]*登录不了/);
    expect(await asCsv(chinese, '/api/v1/obligations', { state: 'planned' })).toMatch(/^到期时间,[^]*续费提醒/);
    const refused = asCsv(ledger, '/api/v1/reports/renewals', { from: '2026-03-31', to: '2026-03-01' });
    await expect(refused).rejects.toMatchObject({ status: 400, problem: { code: 'invalid' } });
  });
});
