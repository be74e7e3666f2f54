import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instantOf } from '../../domain/kernel/civil.js';
import { startApp, type TestApp } from '../support/app.js';
import { ApiClient } from '../support/api-client.js';
import fc from '../support/fast-check.js';

const days = fc.constantFrom('2025-08-01', '2026-02-01', '2026-03-02', '2026-04-01', '2026-05-31', '2026-09-01');
const reason = fc.constant('q');
type Command = readonly [path: string, body: Readonly<Record<string, unknown>>];
const of = (path: string, body: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Command> =>
  fc.record(body).map((made) => [path, made] as const);

const command: fc.Arbitrary<Command> = fc.oneof(
  of('/renewals', {
    signedOn: days,
    period: fc.constantFrom('P1Y', 'P6M'),
    payment: fc.constantFrom('paid', 'due'),
    fee: fc.constant({ amount: '10.00', currency: 'CNY' }),
  }),
  of('/suspend', { from: days, reason, extend: fc.boolean() }),
  of('/resume', { on: days }),
  of('/terminate', { from: days, reason }),
  of('/reinstate', { reason }),
  of('/licence/revoke', { reason }),
  of('/licence/restore', { reason }),
  of('/transfer', { toCustomerId: fc.constantFrom('A', 'B'), from: days }),
  of('/agreements', { kind: fc.constantFrom('onsite', 'requirement'), signedOn: days, validFrom: days, validTo: days }),
  of('/corrections', { reason, purchasedOn: fc.constantFrom('2025-02-01', '2025-03-01', '2025-03-15') }),
  of('/allowance-uses', { service: fc.constant('health-check'), on: days }),
);

const asked = [
  { service: 'maintenance' },
  { service: 'onsite' },
  { service: 'requirement' },
  { service: 'health-check' },
  { service: 'care' },
  { service: 'upgrade', targetVersion: '4.20' },
] as const;

interface Span {
  readonly from: string;
  readonly to: string;
  readonly outcome: string;
  readonly reason: string;
  readonly kind: string | null;
}
interface Transfer {
  readonly position: number;
  readonly data: { readonly fromCustomerId: string; readonly toCustomerId: string; readonly from: string };
}

describe('what was known of a contract', () => {
  let app: TestApp;
  let client: ApiClient;
  let count = 0;
  beforeAll(async () => {
    app = await startApp({ now: '2026-06-01T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
  });
  afterAll(() => app.close());

  const recorded = async (commands: readonly Command[]) => {
    const no = `P-${(count += 1)}`;
    const product = { series: 'EKP', name: 'EKP', version: '4.11', modules: [] };
    const ids: Record<string, string> = {};
    for (const name of ['A', 'B']) {
      const body = { code: `${no}${name}`, name, level: 'standard', region: 'city' };
      ids[name] = (await client.post('/customers', body)).id;
    }
    const buy = (suffix: string, purchasedOn: string) =>
      client.post('/contracts', {
        customerId: ids['A'],
        contractNo: `${no}${suffix}`,
        licenceNo: `${no}${suffix}`,
        purchasedOn,
        product,
      });
    // A second contract of the buyer, which is granted what the first one is not.
    await buy('-2', '2026-01-15');
    const { id } = await buy('', '2025-03-01');
    for (const [index, [path, body]] of commands.entries()) {
      app.clock.set(instantOf(Date.parse('2026-06-01T02:00:00.000Z') + count * 3_600_000 + index * 60_000));
      const to = body['toCustomerId'];
      await app.http
        .post(`/api/v1/contracts/${id}${path}`)
        .set({ authorization: `Bearer ${app.keys.admin}` })
        .send({ ...body, ...(typeof to === 'string' && { toCustomerId: ids[to] }) });
    }
    return { id: id as string, buyer: ids['A']! };
  };

  /** C7: the owner as known at a position; the buyer before every transfer. */
  const ownerAt = (transfers: readonly Transfer[], buyer: string, position: number, at: string): string =>
    transfers
      .filter((each) => each.position <= position && `${each.data.from}T00:00` <= inShanghai(at))
      .toSorted((a, b) => (a.data.from < b.data.from ? -1 : 1))
      .at(-1)?.data.toCustomerId ?? buyer;

  it('T5, D6: at every instant a span is what a check at that position has for the contract', async () => {
    const seen = new Set<string>();
    await client.post('/releases', { series: 'EKP', version: '4.20', publishedAt: '2025-06-01' });
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 2, maxLength: 8 }), fc.nat(), async (commands, choice) => {
        const { id, buyer } = await recorded(commands);
        const question = asked[choice % asked.length]!;
        const transfers: readonly Transfer[] = (
          await client.get('/events', { stream: `seeyon.contract-${id}`, type: 'ContractTransferred' })
        ).items;
        const { recordings } = await client.get(`/contracts/${id}/knowledge`, {
          ...question,
          from: '2025-01-01',
          to: '2028-01-01',
        });
        expect(recordings.length).toBeGreaterThan(0);
        for (const { position, spans } of recordings as { position: number; spans: Span[] }[]) {
          expect(spans[0]!.from).toBe('2024-12-31T16:00:00.000Z');
          expect(spans.at(-1)!.to).toBe('2027-12-31T16:00:00.000Z');
          expect(spans.slice(1).map(({ from }) => from)).toEqual(spans.slice(0, -1).map(({ to }) => to));
          for (const { from, to, outcome, reason: because, kind } of spans)
            for (const at of [from, middleOf(from, to), instantOf(Date.parse(to) - 1)]) {
              const customerId = ownerAt(transfers, buyer, position, at);
              const query = { ...question, customerId, contractId: id, at, knownPosition: String(position) };
              const { considered, coveredBy } = await client.check(query);
              const own = considered.find(({ contractId }: { contractId: string }) => contractId === id);
              expect({ at, position, ...own }).toEqual({ at, position, contractId: id, outcome, reason: because });
              if (coveredBy?.contractId === id) expect(coveredBy.kind).toBe(kind);
              seen.add(because);
            }
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
    expect(seen.size).toBeGreaterThan(5);
  }, 120_000);
});

const middleOf = (from: string, to: string): string => instantOf((Date.parse(from) + Date.parse(to)) / 2);
const inShanghai = (at: string): string => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16);
