import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandBus } from '@nestjs/cqrs';
import { WithdrawContract } from '../../src/contracts/contracts.port.js';
import { WithdrawCustomer } from '../../src/customers/customers.port.js';
import { inUtc } from '../fixtures/obligations/reminders.js';
import { csvOf, heading, importing, recordOf } from '../support/imports.js';
import { ServedCustomers } from '../support/served-customers.js';

/** What corrections, terminations and the undo of imports find of requests; 29 September 2025 is a Monday, local time +08:00. */
const served = new ServedCustomers();
const sold = served.sold.bind(served);
const register = served.register.bind(served);
const act = served.act.bind(served);
beforeAll(() => served.start(inUtc('2025-09-29 09:00')), 60_000);
afterAll(() => served.driven.close());

describe('C9: requests in impact', () => {
  it('lists requests and visits that would be decided differently, then and now, alike for ever', async () => {
    const { customerId, contractId } = await sold('IM');
    const request = await register({ customerId }, { contractId });
    const { visitId } = await act(request.id, 'visits', { reason: '现场排查' });
    // Covered by it without naming it.
    const unnamed = await register({ customerId });
    const [decided] = (await served.client.get(`/requests/${request.id}`)).visits;
    const correction = { reason: '录入错误', purchasedOn: '2024-03-01' };
    const key = { 'idempotency-key': 'impact-of-requests' };
    const corrected = await served.client.post(`/contracts/${contractId}/corrections`, correction, key);
    const listed = corrected.impact.map((each: { kind: string; id: string; service: string; now: object }) => [
      each.kind,
      each.id,
      each.service,
      each.now,
    ]);
    const now = { entitled: false, outcome: 'denied', reason: 'lapsed', contractId: null };
    const lapsed = { ...now, knownPosition: expect.any(Number) };
    expect(listed.sort()).toEqual(
      [
        ['request', request.id, 'maintenance', lapsed],
        ['request', unnamed.id, 'maintenance', lapsed],
        ['visit', visitId, 'onsite', lapsed],
      ].sort(),
    );
    const found = corrected.impact.find(({ kind }: { kind: string }) => kind === 'visit');
    expect(found).toMatchObject({
      contractId,
      customerId,
      on: '2025-09-29',
      requestId: request.id,
      requestNo: request.no,
      then: {
        at: decided.decision.at,
        receipt: decided.decision.receipt,
        outcome: 'granted-with-conditions',
        contractId,
      },
    });

    // Registered since: the first answer does not change (C11).
    const later = await register({ customerId }, { contractId });
    expect(later.decision.reason).toBe('lapsed');
    expect(await served.client.post(`/contracts/${contractId}/corrections`, correction, key)).toEqual(corrected);
    const path = `/contracts/${contractId}`;
    const { decisions, ...rest } = await served.client.get(`${path}/impact`);
    expect(decisions.map(({ id }: { id: string }) => id).sort()).toEqual([request.id, unnamed.id, visitId].sort());
    expect(rest).toEqual({ contractId, knownPosition: expect.any(Number) });
    const ofCorrection = await served.client.get(`${path}/corrections/${corrected.correctionId}/impact`);
    expect(ofCorrection.decisions).toEqual(corrected.impact);
    expect((await served.client.get(`${path}/impact`, { cursor: 'x' }).catch(String)) as string).toContain(
      'cursor-invalid',
    );

    // Corrected back, they come out as they were decided; what was denied meanwhile would be granted.
    const back = await served.client.post(`${path}/corrections`, { reason: '更正', purchasedOn: '2025-03-01' });
    expect(back.impact.map((each: { id: string; now: { reason: string } }) => [each.id, each.now.reason])).toEqual([
      [later.id, 'covered'],
    ]);
  });

  it('leaves out what another contract grants, and what an upgrade did with its own right', async () => {
    const { customerId, contractId } = await sold('IO');
    await served.client.post('/releases', { series: 'EKP', version: '4.20', publishedAt: '2025-06-01' });
    const upgrade = await register({ customerId }, { contractId, service: 'upgrade', targetVersion: '4.20' });
    expect(upgrade.decision.reason).toBe('covered');
    await served.client.post(`/contracts/${contractId}/upgrades`, { targetVersion: '4.20', performedOn: '2025-09-29' });
    const other = await served.driven.buy(customerId, 'XS-IO2', '2025-04-01');
    const ofOther = await register({ customerId }, { contractId: other.id });
    expect((await served.client.get(`/contracts/${contractId}/impact`)).decisions).toEqual([]);
    const { impact } = await served.client.post(`/contracts/${other.id}/corrections`, {
      reason: '录入错误',
      purchasedOn: '2024-04-01',
    });
    // The other contract of the customer covers it now.
    expect(impact).toEqual([
      expect.objectContaining({ id: ofOther.id, now: expect.objectContaining({ contractId, reason: 'covered' }) }),
    ]);
  });
});

it('C6: a termination before what was delivered lists work and finished visits of its requests', async () => {
  const { customerId, contractId } = await sold('C6');
  const request = await register({ customerId }, { contractId });
  await act(request.id, 'work', { mode: 'advice', by: '张工' });
  const { visitId } = await act(request.id, 'visits', { reason: '现场' });
  await act(request.id, `visits/${visitId}/quote`, {
    fee: { amount: '0', currency: 'CNY' },
    travel: { basis: 'actual' },
  });
  await act(request.id, `visits/${visitId}/accept`, { acceptedBy: '王芳' });
  await act(request.id, `visits/${visitId}/arrive`, { by: '张工' });
  await act(request.id, `visits/${visitId}/finish`, { by: '张工', signedBy: '王芳' });
  // Nothing was done for it.
  await register({ customerId }, { contractId });
  const ended = (from: string) =>
    served.client.post(`/contracts/${contractId}/terminate`, { from, reason: '客户停用' });
  const { delivered, deliveredMore } = await ended('2025-09-29');
  expect(delivered).toEqual([
    { service: 'maintenance', id: request.id, on: '2025-09-29' },
    { service: 'onsite', id: visitId, on: '2025-09-29' },
  ]);
  expect(deliveredMore).toBeUndefined();
  await served.client.post(`/contracts/${contractId}/reinstate`, { reason: '误操作' });
  expect((await ended('2025-09-30')).delivered).toEqual([]);
});

it('C9: requests hold what an import created, until they are taken back', async () => {
  const imports = importing(served.app);
  const { id: importId } = await imports.run(csvOf(heading, recordOf('imp')));
  const [contract] = (await served.client.get('/contracts', { q: 'XS-imp' })).items;
  const { id: contractId, customerId } = contract;
  const request = await register({ customerId }, { contractId });
  const { visitId } = await act(request.id, 'visits', { reason: '现场' });
  const undo = () => served.client.attempt(`/imports/${importId}/undo`, { reason: '错误的文件' });
  const refused = await undo();
  const position = async (type: string) =>
    (await served.client.get('/events', { stream: `seeyon.request-${request.id}`, type })).items[0].position;
  const detail = async (noun: string, type: string, way: string) =>
    `The ${noun} at position ${await position(type)} was recorded after the import and stands on it. ` +
    `Take it back first: POST /api/v1/requests/${request.id}/${way} {"reason": "…"}`;
  expect([refused.status, refused.body.code]).toEqual([409, 'later-facts']);
  expect(refused.body.errors.map((each: { pointer: string; detail: string }) => [each.pointer, each.detail])).toEqual([
    [`/requests/${request.id}`, await detail('request', 'RequestRegistered', 'cancel')],
    [`/requests/${request.id}`, await detail('visit', 'VisitRequested', `visits/${visitId}/cancel`)],
  ]);
  await act(request.id, 'cancel', { reason: '误登记' });
  expect((await undo()).status).toBe(202);
  await imports.idle();
  expect((await served.client.get('/contracts', { q: 'XS-imp' })).items).toEqual([]);
  // What was asked for stays registered (R1).
  expect((await served.client.get(`/requests/${request.id}`)).state).toBe('cancelled');
});

it('C9: no request is registered between what an undo decides and what it withdraws', async () => {
  const imports = importing(served.app);
  const { id: importId } = await imports.run(csvOf(heading, recordOf('race')));
  const [{ customerId, id: contractId }] = (await served.client.get('/contracts', { q: 'XS-race' })).items;
  const bus = served.app.app.get(CommandBus);
  const execute = bus.execute.bind(bus);
  const meanwhile: unknown[] = [];
  bus.execute = (async (command: Parameters<typeof execute>[0]) => {
    if (command instanceof WithdrawContract || command instanceof WithdrawCustomer) {
      const body = { customerId, contractId, ...served.usual };
      const { status, body: answer } = await served.client.attempt('/requests', body);
      meanwhile.push([status, answer.code]);
    }
    return execute(command);
  }) as typeof bus.execute;
  await served.client.post(`/imports/${importId}/undo`, { reason: '错误的文件' });
  await imports.idle();
  bus.execute = execute;
  expect(meanwhile).toEqual([
    [409, 'stream-busy'],
    [409, 'stream-busy'],
  ]);
  expect((await served.client.get(`/imports/${importId}`)).state).toBe('undone');
  expect((await served.client.attempt('/requests', { customerId, ...served.usual })).body.code).toBe('not-found');
});
