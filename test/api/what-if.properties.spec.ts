import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from '../support/fast-check.js';
import { startApp, type TestApp } from '../support/app.js';
import { writeRoutes } from '../support/write-routes.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Answer = any;
type Recording = Readonly<Record<string, unknown>> & { readonly command: string };

const days = fc.constantFrom(
  '2025-03-01',
  '2025-08-01',
  '2026-02-01',
  '2026-03-01',
  '2026-04-01',
  '2026-05-31',
  '2026-06-01',
  '2026-06-02',
  '2026-09-01',
  '2027-03-01',
);
const contract = fc.constantFrom('K', 'L', 'new');
const term = fc.constantFrom('free-K', 'free-L', 'term-1', 'term-2');
const reason = '测试';
const product = { series: 'EKP', name: 'EKP', version: '4.11', modules: [{ code: 'hr', customized: true }] };

/**
 * Words of contracts, customers and terms that are placeholders of ids: real ones here, supposed ones there.
 */
const commands: readonly fc.Arbitrary<Recording>[] = [
  fc.record({
    command: fc.constant('purchase'),
    as: fc.constant('new'),
    customerId: fc.constantFrom('A', 'B'),
    contractNo: fc.constantFrom('XS-N', 'XS-K'),
    licenceNo: fc.constant('L-N'),
    purchasedOn: days,
    product: fc.constant(product),
  }),
  ...['term-1', 'term-2'].map((as) =>
    fc.record(
      {
        command: fc.constant('renew'),
        as: fc.constant(as),
        contractId: contract,
        signedOn: days,
        period: fc.constantFrom('P1Y', 'P6M', 'P1M'),
        startOn: days,
        reason: fc.constant(reason),
        payment: fc.constantFrom('paid', 'due'),
        fee: fc.constant({ amount: '100.00', currency: 'CNY' }),
      },
      { requiredKeys: ['command', 'as', 'contractId', 'signedOn', 'period', 'payment', 'fee'] },
    ),
  ),
  fc.record({
    command: fc.constant('pay'),
    contractId: contract,
    termId: term,
    amount: fc.constantFrom('100.00', '40.00'),
    paidOn: days,
  }),
  fc.record({
    command: fc.constant('cancel-term'),
    contractId: contract,
    termId: term,
    from: days,
    reason: fc.constant(reason),
    moveUp: fc.boolean(),
  }),
  fc.record({
    command: fc.constant('sign-agreement'),
    contractId: contract,
    kind: fc.constantFrom('onsite', 'requirement'),
    signedOn: days,
    validFrom: days,
  }),
  fc.record({
    command: fc.constant('sign-agreement'),
    contractId: contract,
    kind: fc.constant('major-upgrade'),
    toMajor: fc.constant(5),
    signedOn: days,
    validFrom: days,
  }),
  fc.record({
    command: fc.constant('upgrade'),
    contractId: contract,
    targetVersion: fc.constantFrom('4.20', '5.00'),
    performedOn: days,
  }),
  fc.record(
    {
      command: fc.constant('suspend'),
      contractId: contract,
      from: days,
      to: days,
      reason: fc.constant(reason),
      extend: fc.boolean(),
    },
    { requiredKeys: ['command', 'contractId', 'from', 'reason'] },
  ),
  fc.record({ command: fc.constant('resume'), contractId: contract, on: days, extend: fc.boolean() }),
  fc.record({ command: fc.constant('terminate'), contractId: contract, from: days, reason: fc.constant(reason) }),
  fc.record({
    command: fc.constantFrom('reinstate', 'revoke-licence', 'restore-licence'),
    contractId: contract,
    reason: fc.constant(reason),
  }),
  fc.record({
    command: fc.constant('transfer'),
    contractId: contract,
    toCustomerId: fc.constantFrom('A', 'B'),
    from: days,
  }),
  fc.record(
    {
      command: fc.constant('correct'),
      contractId: contract,
      reason: fc.constant(reason),
      purchasedOn: days,
      contractNo: fc.constantFrom('XS-K', 'XS-M'),
      customerId: fc.constantFrom('A', 'B'),
    },
    { requiredKeys: ['command', 'contractId', 'reason', 'purchasedOn'] },
  ),
  fc.record({
    command: fc.constant('correct'),
    contractId: contract,
    reason: fc.constant(reason),
    terms: fc.tuple(fc.record({ termId: term, firstDay: days })),
  }),
  fc.record({
    command: fc.constant('use-allowance'),
    as: fc.constant('use'),
    contractId: contract,
    service: fc.constantFrom('media', 'health-check'),
    on: days,
  }),
  fc.record({
    command: fc.constant('give-back'),
    contractId: contract,
    useId: fc.constant('use'),
    reason: fc.constant(reason),
  }),
  fc.record({
    command: fc.constant('change-customer'),
    customerId: fc.constantFrom('A', 'B'),
    level: fc.constantFrom('standard', 'vip'),
    region: fc.constantFrom('suburb', 'unknown'),
  }),
];
/** A name is given once. */
const sequences = fc
  .array(fc.oneof(...commands), { minLength: 1, maxLength: 12 })
  .map((recorded) =>
    recorded.filter(({ as }, index) => as === undefined || recorded.findIndex((other) => other['as'] === as) === index),
  );

const questions = fc.record(
  {
    customerId: fc.constantFrom('A', 'B'),
    service: fc.constantFrom('maintenance', 'upgrade', 'onsite', 'media', 'health-check', 'requirement', 'care'),
    at: days,
    urgency: fc.constantFrom('high', 'critical'),
    contractId: contract,
  },
  { requiredKeys: ['customerId', 'service', 'at'] },
);

describe('what if, and then', () => {
  let app: TestApp;
  let run = 0;
  beforeAll(async () => {
    app = await startApp({ now: '2026-06-01T02:00:00.000Z' });
    for (const [version, publishedAt] of [
      ['4.20', '2025-06-01'],
      ['5.00', '2026-04-01'],
    ])
      expect((await send('POST', '/releases', { series: 'EKP', version, publishedAt })).status).toBe(201);
  });
  afterAll(() => app.close());

  const send = async (
    method: string,
    path: string,
    body: object,
  ): Promise<{ readonly status: number; readonly body: Answer }> =>
    app.http[method.toLowerCase() as 'post' | 'patch'](`/api/v1${path}`)
      .set({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'en' })
      .send(body);
  const check = async (query: Readonly<Record<string, string>>): Promise<Answer> =>
    (
      await app.http
        .get('/api/v1/entitlements/check')
        .query(query)
        .set({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'en' })
    ).body;

  /** Two customers, A with the contracts K and the upgraded L, known by these words; numbers are of this run alone. */
  const start = async (): Promise<Map<string, string>> => {
    run += 1;
    const ids = new Map<string, string>();
    for (const code of ['A', 'B'])
      ids.set(
        code,
        (await send('POST', '/customers', { code: `${code}-${run}`, name: code, level: 'key', region: 'city' })).body
          .id,
      );
    for (const name of ['K', 'L']) {
      const { body } = await send('POST', '/contracts', {
        customerId: ids.get('A'),
        contractNo: `XS-${name}-${run}`,
        licenceNo: `L-${name}-${run}`,
        purchasedOn: '2025-03-01',
        product,
      });
      ids.set(name, body.id).set(`free-${name}`, body.terms[0].termId);
    }
    const upgraded = await send('POST', `/contracts/${ids.get('L')}/upgrades`, {
      targetVersion: '4.20',
      performedOn: '2026-02-01',
    });
    expect(upgraded.status).toBe(201);
    return ids;
  };

  /** The words of this run, with ids where they are known; a name that nothing was called yet stays. */
  const worded = (recorded: object, ids: ReadonlyMap<string, string>): Answer =>
    JSON.parse(
      JSON.stringify(recorded, (field, value: unknown) => {
        if (typeof value !== 'string' || field === 'as') return value;
        if (field.endsWith('Id')) return ids.get(value) ?? value;
        return field === 'contractNo' || field === 'licenceNo' ? `${value}-${run}` : value;
      }),
    );

  /** Issues it for real, by its own route. */
  const execute = async (
    recorded: Recording,
    ids: Map<string, string>,
  ): Promise<{ readonly status: number; readonly body: Answer }> => {
    const { command, as, ...rest } = worded(recorded, ids);
    const [method, route] = writeRoutes[command]!;
    const path = route.replaceAll(/:(\w+)/g, (_, id: string) => {
      const value = rest[id] as string;
      delete rest[id];
      return value;
    });
    const answered = await send(method, path, rest);
    if (answered.status < 300 && as !== undefined)
      ids.set(
        as,
        command === 'renew'
          ? answered.body.termId
          : command === 'use-allowance'
            ? answered.body.useId
            : answered.body.id,
      );
    return answered;
  };

  it('D7: the answer after supposing is the answer after recording, and a refusal is the same refusal', async () => {
    const seen = { granted: 0, denied: 0, refused: 0, impact: 0 };
    await fc.assert(
      fc.asyncProperty(sequences, questions, async (sequence, request) => {
        const ids = await start();
        const question = worded(request, ids);
        const suppose = (recorded: readonly Recording[]) =>
          send('POST', '/entitlements/what-if', { question, suppose: recorded.map((each) => worded(each, ids)) });
        const targeted = question.service === 'upgrade' || question.service === 'onsite';
        if (targeted) question.targetVersion = '4.20';

        // What would be refused is left out, to be refused for real at the same place.
        const claimed = [...sequence];
        const refusals: { readonly at: number; readonly said: Recording; readonly told: unknown }[] = [];
        let supposed = await suppose(claimed);
        while (supposed.status !== 200) {
          if (supposed.body.errors === undefined) {
            // A contract that nothing brings about.
            expect([supposed.status, question.contractId]).toEqual([404, 'new']);
            delete question.contractId;
            supposed = await suppose(claimed);
            continue;
          }
          const at = Number(/^\/suppose\/(\d+)/.exec(supposed.body.errors[0].pointer)![1]);
          refusals.push({ at, said: claimed[at]!, told: events(supposed) });
          claimed.splice(at, 1);
          supposed = await suppose(claimed);
        }
        const { body } = supposed;
        const { contractId, ...unnamed } = question;
        expect(shown(body.before, ids)).toEqual(shown(await check(contractId === 'new' ? unnamed : question), ids));

        for (let index = 0; index <= claimed.length; index += 1) {
          for (const refusal of refusals.filter(({ at }) => at === index)) {
            expect(refusal.told).toEqual(events(await execute(refusal.said, ids)));
            seen.refused += 1;
          }
          const recorded = claimed[index];
          if (recorded === undefined) break;
          const real = await execute(recorded, ids);
          expect([recorded.command, real.status < 300]).toEqual([recorded.command, true]);
          if (recorded.command !== 'change-customer')
            expect(bare(body.supposed[index].answer)).toEqual(bare(real.body));
          if (real.body.impact?.length > 0) seen.impact += 1;
        }
        const names = new Map([
          ...ids,
          ...body.supposed.flatMap(({ as, answer }: Answer) => (as === 'new' ? [['supposed', answer.id]] : [])),
        ] as [string, string][]);
        const after = shown(body.after, names);
        expect(after).toEqual(
          shown(
            await check({
              ...question,
              ...(question.contractId === 'new' && ids.has('new') && { contractId: ids.get('new')! }),
            }),
            names,
          ),
        );
        seen[body.after.entitled ? 'granted' : 'denied'] += 1;
      }),
      { numRuns: Number(process.env['WHAT_IF_RUNS'] ?? 30), endOnFailure: false },
    );
    // The sequences reach everything that is to be compared.
    expect(Object.entries(seen).filter(([, times]) => times === 0)).toEqual([]);
  }, 120_000);
});

/**
 * An answer with words for contracts, and without what distinguishes a supposed one: ids of terms, positions, receipt.
 */
const shown = (answer: Answer, ids: ReadonlyMap<string, string>): object => {
  const word = (id: string) => [...ids].find(([, value]) => value === id)?.[0].replace('supposed', 'new') ?? id;
  const { knownPosition: _p, receipt: _r, checks, considered, coveredBy, ...rest } = answer;
  return {
    ...rest,
    checks: checks.map((each: Answer) => ({ ...each, evidence: each.evidence.map(({ type }: Answer) => type) })),
    considered: considered.map((each: Answer) => ({ ...each, contractId: word(each.contractId) })),
    coveredBy: coveredBy && { ...coveredBy, contractId: word(coveredBy.contractId), termId: null },
  };
};

const events = ({ status, body: { code, rule, detail } }: { readonly status: number; readonly body: Answer }) => [
  status,
  code,
  rule,
  bare(detail),
];

/** Without ids that were made, and positions. */
const bare = (answer: Answer): Answer =>
  JSON.parse(
    JSON.stringify(answer, (field, value: unknown) =>
      field === 'knownPosition' || field === 'position' || field === 'receipt'
        ? null
        : typeof value === 'string'
          ? value.replaceAll(/\b(?!cus)[a-z]{3}_[0-9a-z]{26}/g, '*')
          : value,
    ),
  );
