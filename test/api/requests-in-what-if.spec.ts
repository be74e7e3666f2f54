import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inUtc } from '../fixtures/obligations/reminders.js';
import { ServedCustomers } from '../support/served-customers.js';

/** What suppositions show of requests and of what is owed; 29 September 2025 is a Monday, local time +08:00. */
const served = new ServedCustomers();
const sold = served.sold.bind(served);
const head = async () => (await served.app.stores.ordinals.head()).position;
beforeAll(() => served.start(inUtc('2025-09-29 09:00')), 60_000);
afterAll(() => served.driven.close());

describe('requests in what-if', () => {
  it('supposes a request: its decision and promises; nothing is stored, fired or mailed', async () => {
    const { customerId, contractId } = await sold('WI', '2024-06-01');
    await served.driven.settle();
    const [before, mailed] = [await head(), served.mail.accepted.length];
    const answer = await served.client.post('/entitlements/what-if', {
      question: { customerId, contractId, service: 'maintenance', at: '2025-10-09' },
      suppose: [
        { command: 'renew', contractId, signedOn: '2025-09-29', period: 'P1Y' },
        { command: 'register-request', as: 'call', customerId, contractId, ...served.usual, urgency: 'high' },
      ],
      include: ['obligations'],
    });
    expect([answer.before.reason, answer.after.reason]).toEqual(['lapsed', 'covered']);
    const [, request] = answer.supposed;
    expect([request.command, request.as, request.answer.state]).toEqual(['register-request', 'call', 'registered']);
    expect(request.answer.decision).toMatchObject({ entitled: true, contractId, receipt: null, knownPosition: null });
    expect(request.answer.promises).toEqual([
      expect.objectContaining({ kind: 'respond', state: 'open', dueAt: expect.any(String) }),
    ]);

    expect(answer.obligations.before).toEqual(await served.driven.obligations({ contractId }));
    const planned = answer.obligations.after.filter(({ state }: { state: string }) => state === 'planned');
    expect(planned.map((each: { lastDay: string; offset: number }) => [each.lastDay, each.offset])).toEqual(
      [-90, -60, -30, -7, -1, 1, 30].map((offset) => ['2026-09-29', offset]),
    );
    // O1: 90 days before is 1 July 2026.
    expect(planned[0]).toMatchObject({
      kind: 'renewal-reminder',
      nominalOn: '2026-07-01',
      dueAt: inUtc('2026-07-01 09:00'),
      outlook: null,
      contractId,
      customerId,
    });

    // The request and its mail of receipt would have been due at once.
    await served.driven.at(inUtc('2025-09-29 09:30'));
    expect([await head(), served.mail.accepted.length]).toEqual([before, mailed]);
    expect((await served.client.get('/requests', { customerId })).items).toEqual([]);
    await served.driven.at(inUtc('2025-09-29 10:00'));
  });

  it('O3: shows what a supposed fact keeps from being sent', async () => {
    const { customerId, contractId } = await sold('WO');
    const obligations = async (suppose: object[], question: object = {}) =>
      (
        await served.client.post('/entitlements/what-if', {
          question: { customerId, service: 'maintenance', ...question },
          suppose,
          include: ['obligations'],
        })
      ).obligations;
    const outlooks = (items: readonly { outlook: string | null }[]) => [...new Set(items.map((each) => each.outlook))];
    const renewed = await obligations([{ command: 'renew', contractId, signedOn: '2025-09-29', period: 'P1Y' }]);
    expect(outlooks(renewed.before)).toEqual([null]);
    const ofFreeTerm = renewed.after.filter((each: { lastDay: string }) => each.lastDay === '2026-03-01');
    expect(outlooks(ofFreeTerm)).toEqual(['renewed']);
    const ended = await obligations([{ command: 'terminate', contractId, from: '2025-09-29', reason: '停用' }]);
    expect(outlooks(ended.after)).toEqual(['terminated']);
    // Nothing is named: the contract that covers is shown. What is supposed to be bought has nothing before it.
    expect((await obligations([])).after).toEqual(renewed.before);
    const purchase = { contractNo: 'XS-WO2', licenceNo: 'L-WO2', purchasedOn: '2025-09-29' };
    const product = { series: 'EKP', name: 'EKP', version: '4.11' };
    const bought = await obligations([{ command: 'purchase', as: 'new', customerId, ...purchase, product }], {
      contractId: 'new',
    });
    expect([bought.before, bought.after.length]).toEqual([[], 7]);
  });

  it('names what it cannot include, and keeps the walls', async () => {
    const { customerId, contractId } = await sold('WW');
    const question = { customerId, contractId, service: 'maintenance' };
    const path = '/entitlements/what-if';
    const unknown = await served.client.attempt(path, { question, suppose: [], include: ['obligations', 'mails'] });
    expect([unknown.status, unknown.body.errors]).toEqual([
      400,
      [
        expect.objectContaining({
          pointer: '/include/1',
          code: 'not-one-of',
          detail: expect.stringContaining('mails'),
        }),
      ],
    ]);
    expect('obligations' in (await served.client.post(path, { question, suppose: [] }))).toBe(false);
    const asked = { question, suppose: [], include: ['obligations'] };
    expect((await served.client.attempt(path, asked, served.app.keys.customer)).status).toBe(403);
    const foreign = await served.app.http
      .post(`/api/v1${path}`)
      .set({ authorization: `Bearer ${served.app.keys.other}` })
      .send(asked);
    expect([foreign.status, foreign.text.includes(contractId)]).toEqual([404, false]);
  });
});
