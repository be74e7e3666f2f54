import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inUtc } from '../fixtures/obligations/reminders.js';
import { type ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';
import { csvOf, heading, importing, recordOf } from '../support/imports.js';
import { DrivenApp, ScriptedMail } from '../support/obligations.js';

/** What requests, visits and obligations mean to other answers; 29 September 2025 is a Monday, local time +08:00. */
describe('requests, visits and obligations reach the other abilities of the ledger', () => {
  const mail = new ScriptedMail();
  let driven: DrivenApp;
  let app: TestApp;
  let client: ApiClient;
  const usual = { service: 'maintenance', channel: 'hotline', urgency: 'normal', title: '无法登录' };

  beforeAll(async () => {
    app = await startApp({ now: inUtc('2025-09-29 09:00'), mail });
    driven = await DrivenApp.over(app);
    ({ client } = driven);
  }, 60_000);
  afterAll(() => driven.close());

  const sold = async (code: string, purchasedOn = '2025-03-01') => {
    const { id: customerId } = await driven.customer(code);
    const { id: contractId } = await driven.buy(customerId, `XS-${code}`, purchasedOn);
    return { customerId, contractId };
  };
  const register = (of: { customerId: string; contractId?: string }, more: object = {}) =>
    client.post('/requests', { customerId: of.customerId, ...usual, ...more });
  const act = (id: string, path: string, body: object = {}) => client.post(`/requests/${id}/${path}`, body);
  const head = async () => (await app.stores.ordinals.head()).position;

  describe('what-if', () => {
    it('supposes a request: its decision and promises; nothing is stored, fired or mailed', async () => {
      const { customerId, contractId } = await sold('WI', '2024-06-01');
      await driven.settle();
      const [before, mailed] = [await head(), mail.accepted.length];
      const answer = await client.post('/entitlements/what-if', {
        question: { customerId, contractId, service: 'maintenance', at: '2025-10-09' },
        suppose: [
          { command: 'renew', contractId, signedOn: '2025-09-29', period: 'P1Y' },
          { command: 'register-request', as: 'call', customerId, contractId, ...usual, urgency: 'high' },
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

      expect(answer.obligations.before).toEqual(await driven.obligations({ contractId }));
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
      await driven.at(inUtc('2025-09-29 09:30'));
      expect([await head(), mail.accepted.length]).toEqual([before, mailed]);
      expect((await client.get('/requests', { customerId })).items).toEqual([]);
      await driven.at(inUtc('2025-09-29 10:00'));
    });

    it('O3: shows what a supposed fact keeps from being sent', async () => {
      const { customerId, contractId } = await sold('WO');
      const obligations = async (suppose: object[], question: object = {}) =>
        (
          await client.post('/entitlements/what-if', {
            question: { customerId, service: 'maintenance', ...question },
            suppose,
            include: ['obligations'],
          })
        ).obligations;
      const outlooks = (items: readonly { outlook: string | null }[]) => [
        ...new Set(items.map((each) => each.outlook)),
      ];
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
      const unknown = await client.attempt(path, { question, suppose: [], include: ['obligations', 'mails'] });
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
      expect('obligations' in (await client.post(path, { question, suppose: [] }))).toBe(false);
      const asked = { question, suppose: [], include: ['obligations'] };
      expect((await client.attempt(path, asked, app.keys.customer)).status).toBe(403);
      const foreign = await app.http
        .post(`/api/v1${path}`)
        .set({ authorization: `Bearer ${app.keys.other}` })
        .send(asked);
      expect([foreign.status, foreign.text.includes(contractId)]).toEqual([404, false]);
    });
  });

  describe('C9: impact', () => {
    it('lists requests and visits that would be decided differently, then and now, alike for ever', async () => {
      const { customerId, contractId } = await sold('IM');
      const request = await register({ customerId }, { contractId });
      const { visitId } = await act(request.id, 'visits', { reason: '现场排查' });
      // Covered by it without naming it.
      const unnamed = await register({ customerId });
      const [decided] = (await client.get(`/requests/${request.id}`)).visits;
      const correction = { reason: '录入错误', purchasedOn: '2024-03-01' };
      const key = { 'idempotency-key': 'impact-of-requests' };
      const corrected = await client.post(`/contracts/${contractId}/corrections`, correction, key);
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
      expect(await client.post(`/contracts/${contractId}/corrections`, correction, key)).toEqual(corrected);
      const path = `/contracts/${contractId}`;
      const { decisions, ...rest } = await client.get(`${path}/impact`);
      expect(decisions.map(({ id }: { id: string }) => id).sort()).toEqual([request.id, unnamed.id, visitId].sort());
      expect(rest).toEqual({ contractId, knownPosition: expect.any(Number) });
      const ofCorrection = await client.get(`${path}/corrections/${corrected.correctionId}/impact`);
      expect(ofCorrection.decisions).toEqual(corrected.impact);
      expect((await client.get(`${path}/impact`, { cursor: 'x' }).catch(String)) as string).toContain('cursor-invalid');

      // Corrected back, they come out as they were decided; what was denied meanwhile would be granted.
      const back = await client.post(`${path}/corrections`, { reason: '更正', purchasedOn: '2025-03-01' });
      expect(back.impact.map((each: { id: string; now: { reason: string } }) => [each.id, each.now.reason])).toEqual([
        [later.id, 'covered'],
      ]);
    });

    it('leaves out what another contract grants, and what an upgrade did with its own right', async () => {
      const { customerId, contractId } = await sold('IO');
      await client.post('/releases', { series: 'EKP', version: '4.20', publishedAt: '2025-06-01' });
      const upgrade = await register({ customerId }, { contractId, service: 'upgrade', targetVersion: '4.20' });
      expect(upgrade.decision.reason).toBe('covered');
      await client.post(`/contracts/${contractId}/upgrades`, { targetVersion: '4.20', performedOn: '2025-09-29' });
      const other = await driven.buy(customerId, 'XS-IO2', '2025-04-01');
      const ofOther = await register({ customerId }, { contractId: other.id });
      expect((await client.get(`/contracts/${contractId}/impact`)).decisions).toEqual([]);
      const { impact } = await client.post(`/contracts/${other.id}/corrections`, {
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
    const ended = (from: string) => client.post(`/contracts/${contractId}/terminate`, { from, reason: '客户停用' });
    const { delivered, deliveredMore } = await ended('2025-09-29');
    expect(delivered).toEqual([
      { service: 'maintenance', id: request.id, on: '2025-09-29' },
      { service: 'onsite', id: visitId, on: '2025-09-29' },
    ]);
    expect(deliveredMore).toBeUndefined();
    await client.post(`/contracts/${contractId}/reinstate`, { reason: '误操作' });
    expect((await ended('2025-09-30')).delivered).toEqual([]);
  });

  it('C9: requests hold what an import created, until they are taken back', async () => {
    const imports = importing(app);
    const { id: importId } = await imports.run(csvOf(heading, recordOf('imp')));
    const [contract] = (await client.get('/contracts', { q: 'XS-imp' })).items;
    const { id: contractId, customerId } = contract;
    const request = await register({ customerId }, { contractId });
    const { visitId } = await act(request.id, 'visits', { reason: '现场' });
    const undo = () => client.attempt(`/imports/${importId}/undo`, { reason: '错误的文件' });
    const refused = await undo();
    const position = async (type: string) =>
      (await client.get('/events', { stream: `seeyon.request-${request.id}`, type })).items[0].position;
    const detail = async (noun: string, type: string, way: string) =>
      `The ${noun} at position ${await position(type)} was recorded after the import and stands on it. ` +
      `Take it back first: POST /api/v1/requests/${request.id}/${way} {"reason": "…"}`;
    expect([refused.status, refused.body.code]).toEqual([409, 'later-facts']);
    expect(refused.body.errors.map((each: { pointer: string; detail: string }) => [each.pointer, each.detail])).toEqual(
      [
        [`/requests/${request.id}`, await detail('request', 'RequestRegistered', 'cancel')],
        [`/requests/${request.id}`, await detail('visit', 'VisitRequested', `visits/${visitId}/cancel`)],
      ],
    );
    await act(request.id, 'cancel', { reason: '误登记' });
    expect((await undo()).status).toBe(202);
    await imports.idle();
    expect((await client.get('/contracts', { q: 'XS-imp' })).items).toEqual([]);
    // What was asked for stays registered (R1).
    expect((await client.get(`/requests/${request.id}`)).state).toBe('cancelled');
  });

  describe('dossiers', () => {
    const dossier = async (path: string, query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
      app.http
        .get(`/api/v1${path}/dossier`)
        .query(query)
        .set({ authorization: `Bearer ${app.keys.auditor}`, 'accept-language': 'en', ...headers });
    type Listed = { readonly request: { readonly id: string; readonly [field: string]: unknown } };
    const idsIn = ({ body }: { body: { requests: readonly Listed[] } }) =>
      body.requests.map(({ request }) => request.id);
    let customerId: string;
    let contractId: string;
    let named: { readonly id: string; readonly no: string };
    let unnamed: { readonly id: string };
    let sha256: string;
    let visitId: string;

    beforeAll(async () => {
      await driven.at(inUtc('2025-10-09 09:00'));
      ({ customerId, contractId } = await sold('DO', '2025-09-01'));
      const { contactId } = (await client.get(`/customers/${customerId}`)).contacts[0];
      await driven.at(inUtc('2025-10-09 09:10'));
      named = await register({ customerId }, { contractId, contact: contactId, title: '审批卡住' });
      await act(named.id, 'acknowledge', { by: '张工' });
      // What runs while the clock jumps is taken for a process that was suspended.
      await driven.settle();
      await driven.at(inUtc('2025-10-09 09:11'));
      unnamed = await register({ customerId });
      await act(unnamed.id, 'cancel', { reason: '误登记' });
      ({ visitId } = await act(named.id, 'visits', { reason: '现场' }));
      await act(named.id, `visits/${visitId}/cancel`, { reason: '远程即可', agreedBy: '王芳' });
      ({
        memo: { sha256 },
      } = await act(named.id, 'memo', { text: '报表慢', solution: '下一补丁', plannedOn: '2025-10-20' }));
      await act(named.id, 'memo/confirm', { side: 'vendor', person: '李强', sha256 });
      await driven.settle();
      await driven.at(inUtc('2025-10-09 10:00'));
      await act(named.id, 'resolve', { resolution: '已恢复', by: '张工' });
      await act(named.id, 'close', { confirmedBy: '王芳' });
      await driven.settle();
      // Worked answer 32: the survey goes on the next working day.
      await driven.at(inUtc('2025-10-10 09:00'));
    }, 60_000);

    it('hold requests with acts, promises, visits, memo hash and surveys, and what was owed with its end', async () => {
      const { status, body } = await dossier(`/customers/${customerId}`);
      expect(status).toBe(200);
      expect(idsIn({ body })).toEqual([named.id, unnamed.id]);
      const [{ request, surveys, events }] = body.requests;
      expect(request).toMatchObject({
        no: named.no,
        title: '审批卡住',
        state: 'closed',
        memo: { version: 1, sha256, plannedOn: '2025-10-20' },
        visits: [{ visitId, state: 'cancelled' }],
        promises: [
          { kind: 'respond', state: 'kept', metAt: inUtc('2025-10-09 09:10') },
          { kind: 'arrive', state: 'void', reason: 'visit-cancelled' },
        ],
      });
      expect(surveys).toEqual([
        expect.objectContaining({ cycle: 1, state: 'open', sentAt: inUtc('2025-10-10 09:00') }),
      ]);
      expect(events.map(({ text }: { text: string }) => text)).toEqual(
        expect.arrayContaining(['The request was acknowledged', 'A promise was kept', 'The survey was sent']),
      );
      for (const { sha256: hash } of events) expect(hash).toMatch(/^[0-9a-f]{64}$/);
      const ends = body.obligations.map(({ kind, state, reason }: { kind: string; state: string; reason: string }) =>
        [kind, state, reason].join(' '),
      );
      expect(ends).toEqual(
        expect.arrayContaining(['request-received sent ', 'request-close suppressed closed', 'survey sent ']),
      );
      expect(body.omitted).toEqual({ requests: 0, obligations: 0 });
      const ofContract = await dossier(`/contracts/${contractId}`);
      expect(idsIn(ofContract)).toEqual([named.id]);
      expect(ofContract.body.obligations.map(({ kind }: { kind: string }) => kind)).toContain('survey');
    });

    it('T5: are as of an instant, and as known then', async () => {
      const path = `/customers/${customerId}`;
      const early = await dossier(path, { knownAt: inUtc('2025-10-09 09:05') });
      expect([idsIn(early), early.body.obligations]).toEqual([[], []]);
      expect(idsIn(await dossier(path, { at: inUtc('2025-10-09 09:05') }))).toEqual([]);
      const { body } = await dossier(path, { at: inUtc('2025-10-09 09:30') });
      const [{ request, surveys }] = body.requests;
      expect([request.state, request.resolution, request.closed, surveys]).toEqual(['acknowledged', null, null, []]);
      expect(request.promises[0].state).toBe('kept');
    });

    it('read well in three languages, and run nothing', async () => {
      for (const [language, acknowledged, closed] of [
        ['en', 'The request was acknowledged', 'closed'],
        ['zh-CN', '受理服务请求', '已关闭'],
        ['zh-TW', '受理服務案件', '已結案'],
      ] as const) {
        const html = { accept: 'text/html', 'accept-language': language };
        const { text } = await dossier(`/customers/${customerId}`, {}, html);
        for (const part of [named.no, '审批卡住', sha256, acknowledged, closed]) expect(text).toContain(part);
        expect(text).not.toMatch(/undefined|null|\[object|<script/);
      }
    });

    it('A7, C7: what is erased stays erased; requests stay with the customer they belong to', async () => {
      await act(named.id, 'erase-text', { reason: '本人要求' });
      const { body } = await dossier(`/customers/${customerId}`);
      const [{ request }] = body.requests;
      expect([request.title, request.memo.text, request.memo.sha256]).toEqual([null, null, sha256]);
      const { text } = await dossier(`/contracts/${contractId}`, {}, { accept: 'text/html' });
      expect(text).not.toContain('审批卡住');
      expect(text).toContain('(texts erased)');

      const { id: toCustomerId } = await driven.customer('DT');
      await client.post(`/contracts/${contractId}/transfer`, { toCustomerId, from: '2025-10-10' });
      const received = await dossier(`/customers/${toCustomerId}`);
      expect(received.body.contracts.map((each: { contract: { id: string } }) => each.contract.id)).toEqual([
        contractId,
      ]);
      expect(idsIn(received)).toEqual([]);
      expect(idsIn(await dossier(`/contracts/${contractId}`))).toEqual([named.id]);
    });

    it('A1: are for staff of the vendor', async () => {
      const path = `/customers/${customerId}`;
      const by = (key: string) => dossier(path, {}, { authorization: `Bearer ${key}` });
      expect((await by(app.keys.customer)).status).toBe(403);
      expect((await by(app.keys.support)).status).toBe(403);
      expect((await by(app.keys.other)).status).toBe(404);
    });

    it('timelines list requests of a customer that name no contract; of a contract those that name it', async () => {
      const streamsOf = async (path: string) =>
        new Set(
          (await client.get(`${path}/timeline`)).items.map((each: { event: { stream: string } }) => each.event.stream),
        );
      const ofCustomer = await streamsOf(`/customers/${customerId}`);
      const ofContract = await streamsOf(`/contracts/${contractId}`);
      const has = (streams: ReadonlySet<unknown>) =>
        [named.id, unnamed.id].map((id) => streams.has(`seeyon.request-${id}`));
      expect([has(ofCustomer), has(ofContract)]).toEqual([
        [true, true],
        [true, false],
      ]);
    });
  });
});
