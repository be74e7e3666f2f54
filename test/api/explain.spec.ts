import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { conditionCodes, deniedReasons } from '../../domain/entitlement/answer.js';
import { languages } from '../../domain/kernel/vocabulary.js';
import type { AnswerInSentences } from '../../src/explanations/answer-in-sentences.js';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';
import { denials, grants, Recorder, type Scenario } from '../support/explained-scenarios.js';
import { countSentences, faultsOf } from '../support/sentences.js';
import { nextPolicy } from '../support/next-policy.js';

type Explained = { readonly status: number; readonly text: string; readonly explained: AnswerInSentences };

describe('answers in sentences', () => {
  let app: TestApp;
  let client: ApiClient;
  let count = 0;
  const get = (path: string, query: Readonly<Record<string, string>>, language = 'zh-CN') =>
    app.http
      .get(`/api/v1/entitlements/${path}`)
      .query(query)
      .set({ authorization: `Bearer ${app.keys.system}`, 'accept-language': language });
  const explain = async (query: Readonly<Record<string, string>>, language = 'zh-CN'): Promise<Explained> => {
    const { status, text, body } = await get('explain', query, language);
    return { status, text, explained: body.words };
  };
  const recorded = async (scenario: Scenario): Promise<readonly [Recorder, Readonly<Record<string, string>>]> => {
    const recorder = new Recorder(client, `XS-2026-${String((count += 1)).padStart(4, '0')}`);
    return [recorder, await scenario(recorder)];
  };

  beforeAll(async () => {
    app = await startApp({ now: '2026-11-26T01:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    for (const [version, publishedAt] of [
      ['4.10', '2024-01-01'],
      ['4.20', '2026-06-01'],
      ['4.30', '2027-01-01'],
      ['5.00', '2026-06-01'],
    ])
      await client.post('/releases', { series: 'EKP', version, publishedAt });
  });
  afterAll(() => app.close());

  const every = (explained: AnswerInSentences): readonly string[] => [
    explained.headline,
    ...explained.reading,
    ...explained.facts,
    ...explained.checks.flatMap(({ text, evidence }) => [text, ...evidence.map((each) => each.text)]),
    ...explained.considered.map(({ text }) => text),
    ...(explained.remedy === null ? [] : [explained.remedy.text]),
  ];

  /** D7: beside the sentences is the answer of the check, byte for byte. */
  const expectReadable = async (query: Readonly<Record<string, string>>) => {
    for (const language of languages) {
      const { status, text, explained } = await explain(query, language);
      expect([status, text.slice(0, 500)]).toEqual([200, text.slice(0, 500)]);
      const check = (await get('check', query, language)).text;
      expect(text.startsWith(`{"answer":${check},"words":`)).toBe(true);
      expect(every(explained).flatMap((sentence) => faultsOf(sentence, language))).toEqual([]);
      expect(explained.reading.length).toBeLessThanOrEqual(3);
      expect(explained.reading.map(countSentences)).toEqual(explained.reading.map(() => 1));
      expect(explained.checks.map(({ check: name, passed }) => [name, passed])).toEqual(
        (JSON.parse(check) as { checks: { check: string; passed: boolean }[] }).checks.map(
          ({ check: name, passed }) => [name, passed],
        ),
      );
    }
  };

  it.each(Object.entries(denials))('D4: %s is a denial that can be read out', async (_name, [reason, scenario]) => {
    const [, query] = await recorded(scenario);
    expect((await client.check(query))['reason']).toBe(reason);
    await expectReadable(query);
  });

  it.each(Object.entries(grants))('D5: %s is a grant that can be read out', async (_name, [conditions, scenario]) => {
    const [, query] = await recorded(scenario);
    expect((await client.check(query)).conditions.map(({ code }) => code)).toEqual(conditions);
    await expectReadable(query);
  });

  it('D4, D5: every reason has a scenario, and so has every condition but that of a policy that grants unpaid', () => {
    expect([...new Set(Object.values(denials).map(([reason]) => reason))].sort()).toEqual([...deniedReasons].sort());
    const conditions = new Set(Object.values(grants).flatMap(([codes]) => codes));
    expect(conditionCodes.filter((code) => !conditions.has(code))).toEqual(['fee-unpaid']);
  });

  it.each(
    Object.entries(denials).filter(([name]) =>
      [
        'licence revoked',
        'lapsed',
        'gap',
        'suspended',
        'suspended to a day',
        'unpaid',
        'requirement without an agreement',
        'major upgrade without an agreement',
      ].includes(name),
    ),
  )('D6: the command that remedies %s is accepted and grants', async (_name, [, scenario]) => {
    const [, query] = await recorded(scenario);
    const { explained } = await explain(query);
    const [method, path] = explained.remedy!.command!.split(' ') as [string, string];
    expect(method).toBe('POST');
    await client.post(path.replace('/api/v1', ''), explained.remedy!.body!);
    expect(await client.check(query)).toMatchObject({ entitled: true, reason: 'covered' });
  });

  it('D6: in the past and in the future, a renewal is one that covers the day asked about', async () => {
    for (const [purchasedOn, at] of [
      ['2025-03-01', '2026-06-01'],
      ['2025-03-01', '2029-11-27'],
      ['2026-03-01', '2029-06-01'],
    ] as const) {
      const [, question] = await recorded(async (recorder) => {
        await recorder.contract(purchasedOn);
        return recorder.ask('maintenance', { at });
      });
      const { explained } = await explain(question);
      await client.post(explained.remedy!.command!.replace('POST /api/v1', ''), explained.remedy!.body!);
      expect(await client.check(question)).toMatchObject({ entitled: true });
    }
  });

  it('reads out what is due in three languages, with the term, the day and the evidence', async () => {
    const [recorder, query] = await recorded(denials['unpaid']![1]);
    const { explained } = await explain(query);
    const term = '从 2026年3月2日（周一）到 2027年3月1日（周一）的服务期还有 30,000.00 元未付';
    expect(explained.headline).toBe(`不能为Haidong Ltd提供维护支持：合同 ${recorder.no} ${term}`);
    expect(explained.reading).toEqual([
      `很抱歉，我们不能为您提供维护支持，原因是：合同 ${recorder.no} ${term}。`,
      '服务费付清后即可服务。',
    ]);
    const { termId } = recorder.terms.find(({ kind }) => kind === 'paid')!;
    const open = { amount: '30000.00', currency: 'CNY' };
    expect(explained.unpaid).toEqual({ termId, due: '2026-03-02', open });
    expect(explained.remedy).toEqual({
      text: `合同 ${recorder.no} 收到 30,000.00 元后登记付款。`,
      command: `POST /api/v1/contracts/${recorder.contractId}/payments`,
      body: { termId, amount: open, paidOn: '2026-11-26' },
    });
    expect(explained.checks.find(({ check }) => check === 'fee-paid')).toEqual({
      check: 'fee-paid',
      passed: false,
      text: `合同 ${recorder.no} ${term}`,
      evidence: [
        {
          position: expect.any(Number),
          text: `合同 ${recorder.no} 续费，2026年2月15日（周日）签订，服务期从 2026年3月2日（周一）到 2027年3月1日（周一）`,
          recordedAt: expect.stringMatching(/^2026-11-26T/),
          by: { name: 'test admin', role: 'admin', onBehalfOf: null },
        },
      ],
    });
    expect((await explain(query, 'zh-TW')).explained.reading).toEqual([
      `很抱歉，我們無法為您提供維護支援，原因是：合約 ${recorder.no} 自 2026年3月2日（週一）至 2027年3月1日（週一）的服務期尚有人民幣 30,000.00 元未付。`,
      '服務費付清後即可提供服務。',
    ]);
    expect((await explain(query, 'en')).explained.reading).toEqual([
      `We are sorry that we cannot provide maintenance: CNY 30,000.00 are due for the term of contract ${recorder.no} from Mon 2 Mar 2026 to Mon 1 Mar 2027.`,
      'Once the fee is paid, service can be provided.',
    ]);
  });

  it('T5: what is due is as known at the position asked about', async () => {
    const [, query] = await recorded(denials['unpaid']![1]);
    const { knownPosition } = await client.check(query);
    const { explained } = await explain({ ...query, knownPosition: String(Number(knownPosition) - 1) });
    expect(explained.unpaid!.open).toEqual({ amount: '36000.00', currency: 'CNY' });
  });

  it('D1: refuses what a check refuses', async () => {
    const wrong: readonly Readonly<Record<string, string>>[] = [
      {},
      { customerId: 'cus_nobody', service: 'care' },
      { customerId: 'cus_1', service: 'nap' },
    ];
    for (const query of wrong) {
      const [check, explained] = [await get('check', query), await get('explain', query)];
      expect([explained.status, explained.body.code, explained.body.errors]).toEqual([
        check.status,
        check.body.code,
        check.body.errors,
      ]);
      expect(explained.status).toBeGreaterThanOrEqual(400);
    }
  });

  it('D5: a policy that grants unpaid has its condition read out, with what is due', async () => {
    const policy = await nextPolicy((path) => client.get(path));
    const terms = { ...policy.terms, whileUnpaid: 'grant-with-condition' };
    await client.post('/policies/seeyon/versions', { ...policy, terms, effectiveFrom: '2026-11-26' });
    const [, query] = await recorded(async (recorder) => {
      await recorder.contract('2025-03-01');
      const fee = { amount: '1200.50', currency: 'CNY' };
      await recorder.post('/renewals', { signedOn: '2026-11-26', period: 'P1Y', payment: 'due', fee });
      return recorder.ask('self-service');
    });
    await expectReadable(query);
    const { explained } = await explain(query);
    expect(explained.reading).toEqual([
      expect.stringMatching(
        /^您的合同 XS-2026-\d{4} 在服务期内，到期日为 2027年11月26日（周五），我们可以为您提供网站自助。$/,
      ),
      '请注意：本服务期的服务费还有 1,200.50 元未付。',
    ]);
    expect(explained.unpaid).toMatchObject({ due: '2026-11-26', open: { amount: '1200.50', currency: 'CNY' } });
  });
});
