import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inUtc } from '../fixtures/obligations/reminders.js';
import { dossierBounds } from '../../src/dossiers/bounds.js';
import { lowered } from '../limits/lowered.js';
import { ServedCustomers } from '../support/served-customers.js';

/** What dossiers and timelines show of requests and of what was owed; 29 September 2025 is a Monday, local time +08:00. */
const served = new ServedCustomers();
const sold = served.sold.bind(served);
const register = served.register.bind(served);
const act = served.act.bind(served);
beforeAll(() => served.start(inUtc('2025-09-29 09:00')), 60_000);
afterAll(() => served.driven.close());

describe('requests in dossiers and timelines', () => {
  const dossier = async (path: string, query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    served.app.http
      .get(`/api/v1${path}/dossier`)
      .query(query)
      .set({ authorization: `Bearer ${served.app.keys.auditor}`, 'accept-language': 'en', ...headers });
  type Listed = { readonly request: { readonly id: string; readonly [field: string]: unknown } };
  const idsIn = ({ body }: { body: { requests: readonly Listed[] } }) => body.requests.map(({ request }) => request.id);
  const recordedIn = ({ body }: { body: { obligations: readonly { position: number | null }[] } }) =>
    body.obligations.filter(({ position }) => position !== null);
  let customerId: string;
  let contractId: string;
  let named: { readonly id: string; readonly no: string };
  let unnamed: { readonly id: string };
  let sha256: string;
  let visitId: string;

  beforeAll(async () => {
    await served.driven.at(inUtc('2025-10-09 09:00'));
    ({ customerId, contractId } = await sold('DO', '2025-09-01'));
    const { contactId } = (await served.client.get(`/customers/${customerId}`)).contacts[0];
    await served.driven.at(inUtc('2025-10-09 09:10'));
    named = await register({ customerId }, { contractId, contact: contactId, title: '审批卡住' });
    await act(named.id, 'acknowledge', { by: '张工' });
    // What runs while the clock jumps is taken for a process that was suspended.
    await served.driven.settle();
    await served.driven.at(inUtc('2025-10-09 09:11'));
    unnamed = await register({ customerId });
    await act(unnamed.id, 'cancel', { reason: '误登记' });
    ({ visitId } = await act(named.id, 'visits', { reason: '现场' }));
    await act(named.id, `visits/${visitId}/cancel`, { reason: '远程即可', agreedBy: '王芳' });
    ({
      memo: { sha256 },
    } = await act(named.id, 'memo', { text: '报表慢', solution: '下一补丁', plannedOn: '2025-10-20' }));
    await act(named.id, 'memo/confirm', { side: 'vendor', person: '李强', sha256 });
    await served.driven.settle();
    await served.driven.at(inUtc('2025-10-09 10:00'));
    await act(named.id, 'resolve', { resolution: '已恢复', by: '张工' });
    await act(named.id, 'close', { confirmedBy: '王芳' });
    await served.driven.settle();
    // Worked answer 32: the survey goes on the next working day.
    await served.driven.at(inUtc('2025-10-10 09:00'));
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
    expect(surveys).toEqual([expect.objectContaining({ cycle: 1, state: 'open', sentAt: inUtc('2025-10-10 09:00') })]);
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

  it('O10: hold what is planned, as it was planned at an instant', async () => {
    const [contract] = (await dossier(`/contracts/${contractId}`)).body.contracts;
    expect(contract.contract.id).toBe(contractId);
    const listed = async (query: Record<string, string>) =>
      (await served.driven.obligations({ ...query, state: 'planned' })).map(({ id, dueAt, outlook }) => [
        id,
        { state: 'planned', dueAt, outlook, position: null },
      ]);
    const planned = async (query: Record<string, string>) =>
      (await dossier(`/contracts/${contractId}`, query)).body.obligations
        .filter(({ state }: { state: string }) => state === 'planned')
        .map(({ id, state, dueAt, outlook, position }: Record<string, unknown>) => [
          id,
          { state, dueAt, outlook, position },
        ]);
    const expected = [...(await listed({ contractId })), ...(await listed({ requestId: named.id }))];
    expect(expected.length).toBeGreaterThan(7);
    expect(Object.fromEntries(await planned({}))).toEqual(Object.fromEntries(expected));
    // Before the survey went, it was planned; its reminder and end follow from its sending.
    const before = (await dossier(`/customers/${customerId}`, { at: inUtc('2025-10-10 08:59') })).body.obligations;
    const surveys = before.filter(({ kind }: { kind: string }) => kind.startsWith('survey'));
    expect(surveys.map(({ kind, state }: { kind: string; state: string }) => [kind, state])).toEqual([
      ['survey', 'planned'],
    ]);
  });

  it('T5: of many requests the latest that were known are listed, and the others counted', async () => {
    const many = (await sold('DM')).customerId;
    for (const title of ['一', '二', '三']) await register({ customerId: many }, { title });
    const knownAt = inUtc('2025-10-10 09:00');
    served.app.clock.set(inUtc('2025-10-10 09:01'));
    for (const title of ['四', '五']) await register({ customerId: many }, { title });
    const [now, then] = await lowered(dossierBounds, { requests: 2 }, async () => [
      await dossier(`/customers/${many}`),
      await dossier(`/customers/${many}`, { knownAt }),
    ]);
    expect(now.body.requests.map(({ request }: Listed) => request['title']).sort()).toEqual(['五', '四']);
    expect([idsIn(now).length, now.body.omitted.requests]).toEqual([2, 3]);
    const known = then.body.requests.map(({ request }: Listed) => request['title']);
    expect([known.length, known.every((title: string) => ['一', '二', '三'].includes(title))]).toEqual([2, true]);
    expect(then.body.omitted.requests).toBe(1);
  });

  it('T5: are as of an instant, and as known then', async () => {
    const path = `/customers/${customerId}`;
    const early = await dossier(path, { knownAt: inUtc('2025-10-09 09:05') });
    expect([idsIn(early), recordedIn(early)]).toEqual([[], []]);
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

    const { id: toCustomerId } = await served.driven.customer('DT');
    await served.client.post(`/contracts/${contractId}/transfer`, { toCustomerId, from: '2025-10-10' });
    const received = await dossier(`/customers/${toCustomerId}`);
    expect(received.body.contracts.map((each: { contract: { id: string } }) => each.contract.id)).toEqual([contractId]);
    expect(idsIn(received)).toEqual([]);
    expect(idsIn(await dossier(`/contracts/${contractId}`))).toEqual([named.id]);
  });

  it('A1: are for staff of the vendor', async () => {
    const path = `/customers/${customerId}`;
    const by = (key: string) => dossier(path, {}, { authorization: `Bearer ${key}` });
    expect((await by(served.app.keys.customer)).status).toBe(403);
    expect((await by(served.app.keys.support)).status).toBe(403);
    expect((await by(served.app.keys.other)).status).toBe(404);
  });

  it('timelines list requests of a customer that name no contract; of a contract those that name it', async () => {
    const streamsOf = async (path: string) =>
      new Set(
        (await served.client.get(`${path}/timeline`)).items.map(
          (each: { event: { stream: string } }) => each.event.stream,
        ),
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
