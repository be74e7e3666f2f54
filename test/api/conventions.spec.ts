import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { onEmbedded, startApp, type TestApp } from '../support/app.js';
import { ProbeModule } from './probe.js';

describe('conventions', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ modules: [ProbeModule] });
  });
  afterAll(() => app.close());

  const headersOf = (more: Record<string, string>) => ({
    authorization: `Bearer ${app.keys.sales}`,
    'accept-language': 'en',
    ...more,
  });
  const write = (more: Record<string, string> = {}, body: object = { day: '2026-03-01' }) =>
    app.http.post('/api/v1/probe/write').set(headersOf(more)).send(body);
  const read = (more: Record<string, string> = {}) => app.http.get('/api/v1/probe/objects/there').set(headersOf(more));

  it('A3: a write records who, how, and in which connection', async () => {
    const { body } = await write({ 'x-correlation-id': 'case-7' });
    expect(body).toEqual({
      actor: { id: expect.stringMatching(/^key_/) as unknown, role: 'sales', name: 'test sales' },
      channel: 'http',
      correlationId: 'case-7',
      scope: 'POST /probe/write',
      body: { day: '2026-03-01' },
    });
  });

  it('C11: a write takes an Idempotency-Key and If-Match', async () => {
    expect((await write({ 'idempotency-key': 'k'.repeat(200), 'if-match': '"12"' })).body).toMatchObject({
      key: 'k'.repeat(200),
      ifMatch: 12,
    });
    expect((await write({ 'if-match': '"0"' })).body).toMatchObject({ ifMatch: 0 });
  });

  it.each([
    ['idempotency-key', 'k'.repeat(201)],
    ['if-match', '12'],
    ['if-match', '"12'],
    ['if-match', 'w/"12"'],
    ['if-match', '*, "1"'],
    ['if-match', '"1" "2"'],
    ['if-match', ','],
    ['if-match', `"${'1'.repeat(1_000)}"`],
  ])('C11: the header %s: %s is refused', async (name, value) => {
    const { status, body } = await write({ [name]: value });
    expect([status, body.code]).toEqual([400, 'header-invalid']);
  });

  it('C11: a write answers its revision, its position and whether it was a replay', async () => {
    const first = await write();
    expect([first.headers['etag'], first.headers['ledger-position'], first.headers['idempotent-replay']]).toEqual([
      '"3"',
      '17',
      undefined,
    ]);
    expect((await write({}, { day: '2026-03-01', notify: true })).headers['idempotent-replay']).toBe('true');
  });

  it('a read answers its revision and a position', async () => {
    const { headers } = await read();
    expect(headers['etag']).toBe('"4"');
    expect(headers['ledger-position']).toMatch(/^\d+$/);
  });

  it('a read waits for the position it is asked for', async () => {
    const meta = {
      effectiveAt: '2026-03-01T02:00:00.000Z',
      actor: 'key_x',
      role: 'sales' as const,
      channel: 'http',
      correlationId: 'c',
      keyHash: 'a'.repeat(64),
      bodyHash: 'b'.repeat(64),
    };
    const event = { id: randomUUID(), vendor: 'seeyon', type: 'Abandoned', schema: 1, data: { claimedBy: 'x' }, meta };
    const { token } = await app.stores.events.append('seeyon.contract-con_1', -1, [event]);
    const { status, headers } = await read({ 'ledger-min-position': token });
    expect(status).toBe(200);
    expect(BigInt(headers['ledger-position']!)).toBeGreaterThanOrEqual(BigInt(token));
  });

  onEmbedded('a position that the views do not reach in five seconds is 503', async () => {
    const began = performance.now();
    const { status, body } = await read({ 'ledger-min-position': '999999' });
    expect([status, body.code]).toEqual([503, 'views-behind']);
    expect(performance.now() - began).toBeGreaterThan(4_900);
  });

  it.each(['x', '-1', '1.5', '9'.repeat(30)])('the position %s is none', async (position) => {
    const { status, body } = await read({ 'ledger-min-position': position });
    expect([status, body.code]).toEqual([400, 'header-invalid']);
  });
});
