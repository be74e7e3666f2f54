import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { roles } from '../../domain/kernel/envelope.js';
import { caughtUp, startApp, type TestApp } from '../support/app.js';
import { type OpenApi, operationsOf } from '../support/openapi.js';

interface ToolResult {
  readonly isError?: boolean;
  readonly content: readonly { readonly type: string; readonly text: string }[];
  readonly structuredContent: Readonly<Record<string, never>>;
}

/** Known once it is registered. */
const ofRequest = { requestNo: '' };
/** The tools, each with arguments that find something, and the route that answers the same. */
const tools = {
  check_entitlement: [{ customerCode: 'KH00795', service: 'maintenance' }, 'checkEntitlement'],
  find_customer: [{ query: 'KH00795' }, 'listCustomers'],
  contract_timeline: [{ contractNo: 'XS-1' }, 'getContractTimeline'],
  explain_decision: [{ customerCode: 'KH00795', service: 'maintenance' }, 'explainEntitlement'],
  list_requests: [{ customerCode: 'KH00795' }, 'listRequests'],
  request_timeline: [ofRequest, 'getRequest'],
  list_obligations: [{ contractNo: 'XS-1' }, 'listObligations'],
} as const;
type ToolName = keyof typeof tools;

describe('the tools of the Model Context Protocol', () => {
  let app: TestApp;
  let url: string;
  let contractId: string;
  const clients: Client[] = [];
  const connected = async (key: string, headers: Record<string, string> = {}) => {
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${url}/mcp`), {
        requestInit: { headers: { authorization: `Bearer ${key}`, 'accept-language': 'en', ...headers } },
      }) as never,
    );
    clients.push(client);
    return {
      client,
      call: async (name: string, given: Record<string, unknown>) =>
        (await client.callTool({ name, arguments: given })) as unknown as ToolResult,
    };
  };

  beforeAll(async () => {
    app = await startApp({ now: '2026-03-01T02:00:00.000Z' });
    await app.app.listen(0, '127.0.0.1');
    url = (await app.app.getUrl()).replace('[::1]', '127.0.0.1');
    const post = (path: string, body: object) =>
      app.http.post(`/api/v1${path}`).set('authorization', `Bearer ${app.keys.admin}`).send(body).expect(201);
    await post('/customers', { code: 'KH00795', name: '远山科技', level: 'standard', region: 'city' });
    const { body } = await post('/contracts', {
      customerCode: 'KH00795',
      contractNo: 'XS-1',
      licenceNo: 'LIC-1',
      purchasedOn: '2026-03-01',
      product: { series: 'EKP', version: '4.20', name: 'EKP', modules: [] },
    });
    contractId = (body as { id: string }).id;
    const asked = { service: 'maintenance', channel: 'phone', urgency: 'normal', title: '报表打不开' };
    const request = await post('/requests', { customerCode: 'KH00795', ...asked });
    ofRequest.requestNo = (request.body as { no: string }).no;
    await app.http
      .post(`/api/v1/requests/${(request.body as { id: string }).id}/acknowledge`)
      .set('authorization', `Bearer ${app.keys.admin}`)
      .send({ by: '张工' })
      .expect(200);
    await caughtUp(app);
  });
  afterAll(async () => {
    for (const client of clients) await client.close();
    await app.close();
  });

  it('answer in words, and with the answer of the API beside them', async () => {
    const { call } = await connected(app.keys.support);
    const { content, structuredContent } = await call('check_entitlement', tools.check_entitlement[0]);
    const { body } = await app.http
      .get('/api/v1/entitlements/explain?customerCode=KH00795&service=maintenance')
      .set({ authorization: `Bearer ${app.keys.support}`, 'accept-language': 'en' });
    const { answer, words: sentences } = body as { answer: object; words: { headline: string; reading: string[] } };
    expect(structuredContent).toEqual(answer);
    expect(content[0]!.text).toBe([sentences.headline, ...sentences.reading].join('\n'));
    const explained = await call('explain_decision', tools.explain_decision[0]);
    expect(explained.structuredContent).toEqual({ answer, words: sentences });
    expect(explained.content[0]!.text).toContain(sentences.headline);
  });

  it('find a customer by its code, its contract and its licence, and show a timeline', async () => {
    const { call } = await connected(app.keys.support);
    for (const query of ['kh00795', 'XS-1', 'lic-1']) {
      const { structuredContent, content } = await call('find_customer', { query });
      expect(structuredContent['items']).toEqual([
        expect.objectContaining({ code: 'KH00795', name: '远山科技', level: 'standard', region: 'city' }),
      ]);
      expect(content[0]!.text).toBe('KH00795 远山科技');
    }
    const { structuredContent, content } = await call('contract_timeline', { licenceNo: 'LIC-1' });
    expect(structuredContent).toMatchObject({ contractId, items: [{ type: 'ContractPurchased' }], nextCursor: null });
    expect(content[0]!.text.split('\n')).toHaveLength(1);
    expect(content[0]!.text).not.toMatch(/con_|ContractPurchased|\dZ/);
  });

  it('show requests with their promises, what happened to one, and what is owed, as the routes do', async () => {
    const { call } = await connected(app.keys.support);
    const get = async (path: string) =>
      (await app.http.get(`/api/v1${path}`).set({ authorization: `Bearer ${app.keys.support}` })).body;
    const listed = await call('list_requests', tools.list_requests[0]);
    expect(listed.structuredContent).toEqual(await get('/requests?customerCode=KH00795'));
    expect(listed.content[0]!.text).toBe(`${ofRequest.requestNo} 报表打不开 · P3 · acknowledged · promised response kept`);
    expect((await call('list_requests', { promise: 'broken' })).structuredContent['items']).toEqual([]);
    const { structuredContent, content } = await call('request_timeline', { ...ofRequest, language: 'zh-TW' });
    const { id } = structuredContent['request'] as unknown as { id: string };
    expect(structuredContent['request']).toEqual(await get(`/requests/${id}`));
    expect((structuredContent['items'] as unknown as { type: string }[]).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['RequestRegistered', 'RequestAcknowledged']),
    );
    const [line, ...sentences] = content[0]!.text.split('\n');
    expect(line).toBe(`${ofRequest.requestNo} 报表打不开 · P3 · 已受理 · 回覆已達成`);
    expect(sentences.join('')).toMatch(/受理/);
    expect(sentences.join('')).not.toMatch(/req_|RequestAcknowledged|\dZ/);
    const owed = await call('list_obligations', { contractNo: 'XS-1', state: 'planned' });
    expect(owed.structuredContent).toEqual(await get('/obligations?contractNo=XS-1&state=planned'));
    expect(owed.content[0]!.text).toMatch(/renewal reminder · XS-1 · planned/);
    const ofOne = await call('list_obligations', { requestId: id });
    expect(ofOne.structuredContent).toEqual(await get(`/obligations?requestId=${id}`));
  });

  it('answer in the language of the request, or in the one that is asked for', async () => {
    const { call } = await connected(app.keys.support, { 'accept-language': 'zh-TW' });
    const texts = [];
    for (const language of [undefined, 'zh-CN', 'en'])
      texts.push((await call('explain_decision', { ...tools.explain_decision[0], language })).content[0]!.text);
    expect(new Set(texts).size).toBe(3);
    expect([/維護/.test(texts[0]!), /维护/.test(texts[1]!), /maintenance/.test(texts[2]!)]).toEqual([true, true, true]);
  });

  it('name the bad value and the way out', async () => {
    const { call } = await connected(app.keys.support);
    const cases: readonly (readonly [string, Record<string, unknown>, string, RegExp])[] = [
      ['check_entitlement', { customerCode: 'KH1', service: 'maintenance' }, 'not-found', /KH1/],
      ['check_entitlement', { customerCode: 'KH00795', service: 'magic' }, 'invalid', /\/service: .*magic.*onsite/],
      ['check_entitlement', { customerCode: 'KH00795', service: 'care', secret: 1 }, 'invalid', /\/secret/],
      ['check_entitlement', { customerCode: 'KH00795', service: 'care', at: 'soon' }, 'invalid', /\/at: .*soon/],
      [
        'check_entitlement',
        { customerCode: 'KH00795', service: 'care', language: 'fr' },
        'invalid',
        /\/language: .*fr/,
      ],
      ['find_customer', {}, 'invalid', /\/query/],
      ['find_customer', { query: 'KH1' }, 'not-found', /KH1/],
      ['contract_timeline', {}, 'invalid', /\/contractNo/],
      ['contract_timeline', { contractNo: 'XS-9' }, 'not-found', /XS-9/],
      ['contract_timeline', { contractNo: 'XS-1', limit: '1000' }, 'invalid', /limit.*1000/],
      ['list_requests', { promise: 'late' }, 'invalid', /\/promise: .*late.*at-risk/],
      ['list_requests', { customerCode: 'KH1' }, 'not-found', /KH1/],
      ['request_timeline', {}, 'invalid', /\/requestNo/],
      ['request_timeline', { requestNo: 'R20260301-NONE' }, 'not-found', /R20260301-NONE/],
      ['list_obligations', { limit: '1000' }, 'invalid', /limit.*1000/],
      ['delete_customer', {}, 'invalid', /delete_customer.*find_customer/],
    ];
    for (const [name, given, code, text] of cases) {
      const answer = await call(name, given);
      expect([name, given, answer.isError, answer.structuredContent['code']]).toEqual([name, given, true, code]);
      expect(answer.content[0]!.text).toMatch(text);
    }
  });

  it('A1: are open to the roles of the routes that answer the same, and to no other', async () => {
    const document = (await app.http.get('/openapi.json')).body as OpenApi;
    const allowed = new Map(operationsOf(document).map((operation) => [operation.id, operation.roles]));
    for (const role of roles) {
      const key = app.keys[role];
      const answer = await app.http
        .post('/mcp')
        .set('authorization', `Bearer ${key}`)
        .send({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
      expect([role, answer.status]).toEqual([role, allowed.get('callMcp')!.includes(role) ? 200 : 403]);
      if (answer.status === 403) continue;
      const { client, call } = await connected(key);
      const listed = (await client.listTools()).tools.map(({ name }) => name);
      for (const name of Object.keys(tools) as ToolName[]) {
        const [given, operation] = tools[name];
        const may = allowed.get(operation)!.includes(role);
        expect([role, name, listed.includes(name)]).toEqual([role, name, may]);
        const { isError = false, structuredContent } = await call(name, given);
        expect([role, name, isError, isError ? structuredContent['code'] : '']).toEqual([
          role,
          name,
          !may,
          may ? '' : 'forbidden',
        ]);
      }
    }
  });

  it('A3: find nothing of another vendor', async () => {
    const { call } = await connected(app.keys.other);
    for (const name of Object.keys(tools) as ToolName[]) {
      const answer = await call(name, tools[name][0]);
      expect([name, answer.isError, answer.structuredContent['code']]).toEqual([name, true, 'not-found']);
    }
    const byId = await call('contract_timeline', { contractId });
    expect([byId.isError, byId.structuredContent['code']]).toEqual([true, 'not-found']);
    const everywhere = await connected(app.keys.everywhere, { 'ledger-vendor': 'seeyon' });
    expect((await everywhere.call('find_customer', { query: 'XS-1' })).isError).toBeUndefined();
  });

  it('take the fields that the question of the API takes', async () => {
    const { components } = (await app.http.get('/openapi.json')).body as OpenApi;
    const { client } = await connected(app.keys.support);
    const { inputSchema } = (await client.listTools()).tools.find(({ name }) => name === 'check_entitlement')!;
    const fields = Object.keys(components.schemas['QuestionDto']!.properties!);
    expect(Object.keys(inputSchema.properties!).sort()).toEqual([...fields, 'language'].sort());
  });

  it('keep nothing between two messages, and open no stream', async () => {
    const send = (body: unknown, headers: Record<string, string> = {}) =>
      app.http
        .post('/mcp')
        .set({ authorization: `Bearer ${app.keys.support}`, 'accept-language': 'en', ...headers })
        .send(body as object);
    const list = { jsonrpc: '2.0', id: 'a', method: 'tools/list' };
    const answer = await send(list);
    expect([answer.status, answer.headers['mcp-session-id'], (answer.body as { id: string }).id]).toEqual([
      200,
      undefined,
      'a',
    ]);
    expect((await send({ jsonrpc: '2.0', method: 'notifications/initialized' })).status).toBe(202);
    const refused = await Promise.all([
      send([list]),
      send({ ...list, id: { deep: 1 } }),
      send({ ...list, more: 1 }),
      send({ ...list, jsonrpc: '1.0' }),
      send(list, { 'mcp-protocol-version': '1999-01-01' }),
      app.http.get('/mcp').set('authorization', `Bearer ${app.keys.support}`),
      app.http.post('/mcp').send(list),
    ]);
    expect(refused.map(({ status, body }) => [status, (body as { code: string }).code])).toEqual([
      [400, 'invalid'],
      [400, 'invalid'],
      [400, 'invalid'],
      [400, 'invalid'],
      [400, 'header-invalid'],
      [405, 'mcp-without-stream'],
      [401, 'unauthenticated'],
    ]);
  });

  it('A2: name persons whom evidence names to those who may read them, as the route does', async () => {
    await app.http
      .post(`/api/v1/contracts/${contractId}/renewals`)
      .set({ authorization: `Bearer ${app.keys.admin}`, 'ledger-on-behalf-of': encodeURIComponent('王小明') })
      .send({ signedOn: '2026-03-01', period: 'P1Y' })
      .expect(201);
    const question = { ...tools.explain_decision[0], at: '2027-06-01' };
    for (const role of ['system', 'support', 'sales', 'admin', 'engineer', 'auditor'] as const) {
      const { call } = await connected(app.keys[role]);
      const answers = [
        JSON.stringify(await call('explain_decision', question)),
        JSON.stringify(await call('check_entitlement', question)),
        (
          await app.http
            .get('/api/v1/entitlements/explain')
            .query(question)
            .set({ authorization: `Bearer ${app.keys[role]}` })
        ).text,
      ];
      const isShown = role !== 'system';
      expect([role, ...answers.map((text) => text.includes('王小明'))]).toEqual([role, isShown, false, isShown]);
    }
  });
});
