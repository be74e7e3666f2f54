import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { languages } from '../../domain/kernel/vocabulary.js';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';
import { type ContractK, recordContractK } from '../support/contract-k.js';
import { faultsOf } from '../support/sentences.js';

describe('reading for people', () => {
  let app: TestApp;
  let client: ApiClient;
  let k: ContractK;

  const get = (path: string, query: Readonly<Record<string, string>> = {}, language = 'en', key = app.keys.auditor) =>
    app.http
      .get(`/api/v1${path}`)
      .query(query)
      .set({ authorization: `Bearer ${key}`, 'accept-language': language });

  beforeAll(async () => {
    app = await startApp({ now: '2025-03-01T01:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    k = await recordContractK(app);
  });
  afterAll(() => app.close());

  it('C3, C9: the life of contract K has its terms, and the gap and the term that were believed before', async () => {
    const [purchase, renewal, correction] = k.positions;
    const [free, paid] = k.terms.map(({ termId }) => termId);
    expect(await client.get(`/contracts/${k.contractId}/life`)).toEqual({
      spans: [
        {
          lane: 'terms',
          from: '2025-03-01',
          to: '2026-03-01',
          kind: 'free',
          text: 'Free term, Sat 1 Mar 2025 to Sun 1 Mar 2026',
          termId: free,
        },
        {
          lane: 'terms',
          from: '2026-03-02',
          to: '2027-03-01',
          kind: 'paid',
          text: 'Paid term, Mon 2 Mar 2026 to Mon 1 Mar 2027',
          termId: paid,
        },
        {
          lane: 'licence',
          from: '2025-03-01',
          to: null,
          kind: 'valid',
          text: 'Licence valid, from Sat 1 Mar 2025',
          termId: null,
        },
        {
          lane: 'version',
          from: '2025-03-01',
          to: null,
          kind: 'installed',
          text: 'Version 4.11 installed, from Sat 1 Mar 2025',
          termId: null,
        },
        {
          lane: 'ownership',
          from: '2025-03-01',
          to: null,
          kind: 'owner',
          text: 'Owned by Haidong Ltd, from Sat 1 Mar 2025',
          termId: null,
        },
      ],
      marks: [
        {
          day: '2025-03-01',
          kind: 'purchase',
          text: expect.stringContaining('was bought on Sat 1 Mar 2025'),
          position: purchase,
        },
        {
          day: '2026-04-10',
          kind: 'renewal',
          text: 'Contract XS-2025-0311 was renewed, signed on Fri 10 Apr 2026; term Fri 10 Apr 2026 to Sat 10 Apr 2027',
          position: renewal,
        },
        {
          day: '2026-06-01',
          kind: 'correction',
          text: 'Contract XS-2025-0311 was corrected: signed in March',
          position: correction,
        },
      ],
      ghosts: [
        {
          lane: 'terms',
          from: '2026-03-02',
          to: null,
          kind: 'lapsed',
          text: 'Lapsed, from Mon 2 Mar 2026',
          replacedBy: renewal,
          recordedAt: expect.stringMatching(/^2026-04-10T02:/),
        },
        {
          lane: 'terms',
          from: '2026-03-02',
          to: '2026-04-09',
          kind: 'gap',
          text: 'Gap, Mon 2 Mar 2026 to Thu 9 Apr 2026',
          replacedBy: correction,
          recordedAt: expect.stringMatching(/^2026-06-01T02:/),
        },
        {
          lane: 'terms',
          from: '2026-04-10',
          to: '2027-04-10',
          kind: 'paid',
          text: 'Paid term, Fri 10 Apr 2026 to Sat 10 Apr 2027',
          replacedBy: correction,
          recordedAt: expect.stringMatching(/^2026-06-01T02:/),
        },
      ],
      today: '2026-06-01',
      omitted: { spans: 0, marks: 0, ghosts: 0 },
    });
  });

  it('T5: the life as known before the correction has the gap, and nothing but the lapse was believed before', async () => {
    const { spans, ghosts } = await client.get(`/contracts/${k.contractId}/life`, { knownAt: '2026-05-01' });
    const short = ({ kind, from, to }: { kind: string; from: string; to: string | null }) => [kind, from, to];
    expect(spans.filter(({ lane }: { lane: string }) => lane === 'terms').map(short)).toEqual([
      ['free', '2025-03-01', '2026-03-01'],
      ['gap', '2026-03-02', '2026-04-09'],
      ['paid', '2026-04-10', '2027-04-10'],
    ]);
    expect(ghosts.map(short)).toEqual([['lapsed', '2026-03-02', null]]);
  });

  it('worked answers 3 to 6: what was known of K after each recording', async () => {
    const { recordings, nextCursor } = await client.get(`/contracts/${k.contractId}/knowledge`, {
      service: 'maintenance',
      from: '2026-01-01',
      to: '2027-06-01',
    });
    const granted = { outcome: 'granted-with-conditions', reason: 'covered' };
    const [from, freeEnds] = ['2025-12-31T16:00:00.000Z', '2026-03-01T16:00:00.000Z'];
    const [signed, lateEnds] = ['2026-04-09T16:00:00.000Z', '2027-04-10T16:00:00.000Z'];
    const [ends, to] = ['2027-03-01T16:00:00.000Z', '2027-05-31T16:00:00.000Z'];
    const denied = (reason: string) => ({ outcome: 'denied', reason, kind: null });
    expect(nextCursor).toBeNull();
    expect(recordings).toEqual([
      {
        position: k.positions[0],
        recordedAt: expect.stringMatching(/^2025-03-01T02:/),
        by: { name: 'test admin', role: 'admin', onBehalfOf: null },
        text: expect.stringContaining('was bought on Sat 1 Mar 2025'),
        reason: null,
        spans: [
          { from, to: freeEnds, ...granted, kind: 'free' },
          { from: freeEnds, to, ...denied('lapsed') },
        ],
      },
      {
        position: k.positions[1],
        recordedAt: expect.stringMatching(/^2026-04-10T02:/),
        by: { name: 'test admin', role: 'admin', onBehalfOf: null },
        text: expect.stringContaining('renewed, signed on Fri 10 Apr 2026'),
        reason: null,
        spans: [
          { from, to: freeEnds, ...granted, kind: 'free' },
          { from: freeEnds, to: signed, ...denied('gap') },
          { from: signed, to: lateEnds, ...granted, kind: 'paid' },
          { from: lateEnds, to, ...denied('lapsed') },
        ],
      },
      {
        position: k.positions[2],
        recordedAt: expect.stringMatching(/^2026-06-01T02:/),
        by: { name: 'test admin', role: 'admin', onBehalfOf: null },
        text: 'Contract XS-2025-0311 was corrected: signed in March',
        reason: 'signed in March',
        spans: [
          { from, to: freeEnds, ...granted, kind: 'free' },
          { from: freeEnds, to: ends, ...granted, kind: 'paid' },
          { from: ends, to, ...denied('lapsed') },
        ],
      },
    ]);
  });

  it('worked answers 5 and 6: the difference that the correction makes', async () => {
    const [, renewal, correction] = k.positions;
    const question = { customerId: k.customerId, contractId: k.contractId, service: 'maintenance', at: '2026-03-20' };
    const [then, now] = [
      await client.check({ ...question, knownPosition: String(renewal) }),
      await client.check({ ...question, knownPosition: String(correction) }),
    ];
    const { contractId } = k;
    const asked = { contractId, service: 'maintenance', at: '2026-03-20', a: '2026-05-01', b: String(correction) };
    const because =
      'contract XS-2025-0311 has a gap between the term that ended on Sun 1 Mar 2026 and the one from Fri 10 Apr 2026';
    const [denied, granted] = [
      `Denied: maintenance for Haidong Ltd, since ${because}`,
      'Granted with conditions: maintenance for Haidong Ltd',
    ];
    const [gap, late] = ['Gap, Mon 2 Mar 2026 to Thu 9 Apr 2026', 'Paid term, Fri 10 Apr 2026 to Sat 10 Apr 2027'];
    const term = 'Paid term, Mon 2 Mar 2026 to Mon 1 Mar 2027';
    const contractNo = 'XS-2025-0311';
    expect(await client.get('/difference', asked)).toEqual({
      a: {
        position: renewal,
        knownAt: '2026-04-30T16:00:00.000Z',
        answer: { entitled: false, outcome: 'denied', reason: 'gap', receipt: then['receipt'], headline: denied },
      },
      b: {
        position: correction,
        knownAt: null,
        answer: {
          entitled: true,
          outcome: 'granted-with-conditions',
          reason: 'covered',
          receipt: now['receipt'],
          headline: granted,
        },
      },
      changed: [
        { what: 'outcome', contractNo: null, text: `${denied}; now: ${granted}`, a: denied, b: granted },
        { what: 'terms', contractNo, text: `No longer so: ${gap}`, a: gap, b: null },
        { what: 'terms', contractNo, text: `${late}; now: ${term}`, a: late, b: term },
      ],
      between: [
        {
          position: correction,
          text: 'Contract XS-2025-0311 was corrected: signed in March',
          recordedAt: expect.stringMatching(/^2026-06-01T02:/),
          by: { name: 'test admin', role: 'admin', onBehalfOf: null },
          reason: 'signed in March',
        },
      ],
      complete: true,
      decisions: [],
    });
  });

  it('C9: a recorded decision that comes out differently is part of the difference', async () => {
    const other = await recordContractK(app, 'XS-2025-0312');
    app.clock.set('2026-06-02T02:00:00.000Z');
    const series = { series: 'EKP', version: '4.30', publishedAt: '2026-03-01' };
    await client.post('/releases', series);
    const upgrade = { targetVersion: '4.30', performedOn: '2026-05-01' };
    const { upgradeId } = await client.post(`/contracts/${other.contractId}/upgrades`, upgrade);
    const a = String((await app.stores.ordinals.head()).position);
    const { termId } = other.terms[1]!;
    await client.post(`/contracts/${other.contractId}/corrections`, {
      reason: 'signed in June',
      terms: [{ termId, firstDay: '2026-05-20' }],
    });
    const b = String((await app.stores.ordinals.head()).position);
    const { decisions, changed } = await client.get('/difference', { customerId: other.customerId, a, b });
    expect(decisions).toEqual([
      {
        id: upgradeId,
        text: 'Upgrade of contract XS-2025-0312 to version 4.30 on Fri 1 May 2026: decided then as granted, by later knowledge denied',
        then: expect.objectContaining({ outcome: 'granted', reason: 'covered' }),
        now: { entitled: false, outcome: 'denied', reason: 'gap', knownPosition: Number(b) },
      },
    ]);
    expect(changed.map(({ what, a: was, b: is }: Record<string, string | null>) => [what, was, is])).toEqual([
      ['terms', 'Paid term, Mon 2 Mar 2026 to Mon 1 Mar 2027', 'Paid term, Wed 20 May 2026 to Thu 20 May 2027'],
      ['terms', null, 'Gap, Mon 2 Mar 2026 to Tue 19 May 2026'],
    ]);
    expect((await client.get('/difference', { customerId: other.customerId, a: b, b })).changed).toEqual([]);
  });

  it('no sentence has an id, a code or an instant of UTC, in any language', async () => {
    await client.post(`/contracts/${k.contractId}/suspend`, { from: '2026-07-01', to: '2026-07-31', reason: 'Q2' });
    const agreement = { kind: 'major-upgrade', signedOn: '2026-05-01', validFrom: '2026-05-01', toMajor: 5 };
    await client.post(`/contracts/${k.contractId}/agreements`, agreement);
    await client.post(`/contracts/${k.contractId}/licence/revoke`, { reason: 'Q1' });
    await client.post(`/contracts/${k.contractId}/terminate`, { from: '2027-01-01', reason: 'Q3' });
    await client.patch(`/customers/${k.customerId}`, { level: 'vip', region: 'suburb' });
    const b = String((await app.stores.ordinals.head()).position);
    for (const language of languages) {
      const { spans, marks, ghosts } = (await get(`/contracts/${k.contractId}/life`, {}, language)).body;
      const { recordings } = (await get(`/contracts/${k.contractId}/knowledge`, { service: 'care' }, language)).body;
      const difference = (
        await get('/difference', { customerId: k.customerId, service: 'maintenance', a: '2', b }, language)
      ).body;
      const texts = [...spans, ...marks, ...ghosts, ...recordings, ...difference.changed, ...difference.between]
        .map(({ text }: { text: string }) => text)
        // What a person wrote stays as it was written.
        .map((text) => text.replace('signed in March', ''));
      expect(texts.length).toBeGreaterThan(30);
      expect(texts.flatMap((text) => faultsOf(text, language))).toEqual([]);
      const { decisions } = (await get(`/customers/${k.customerId}/dossier`, {}, language)).body;
      expect(decisions).toHaveLength(9);
    }
  });

  it('K2: the days of a calendar, with holidays and make-up days', async () => {
    const { items } = (await get('/calendars')).body;
    const [{ version }] = items;
    expect(items).toEqual([expect.objectContaining({ version, years: expect.arrayContaining([2026]) })]);
    const days = (await get(`/calendars/${version}/days`, { from: '2026-02-13', to: '2026-02-16' })).body;
    const windows = [
      { hours: 'hotline', from: '09:00', to: '12:00' },
      { hours: 'hotline', from: '13:00', to: '18:00' },
      { hours: 'onsite', from: '09:00', to: '18:00' },
    ];
    expect(days).toEqual([
      { day: '2026-02-13', kind: 'work', windows },
      { day: '2026-02-14', kind: 'make-up', windows },
      { day: '2026-02-15', kind: 'holiday', windows: [] },
      { day: '2026-02-16', kind: 'holiday', windows: [] },
    ]);
    const march = (await get(`/calendars/${version}/days`, { from: '2026-03-07', to: '2026-03-07' })).body;
    expect(march).toEqual([{ day: '2026-03-07', kind: 'rest', windows: [] }]);
    expect((await get('/calendars/cn-1999/days', { from: '2026-02-13', to: '2026-02-16' })).status).toBe(404);
    expect((await get(`/calendars/${version}/days`, { from: '2026-02-13', to: '2026-02-12' })).body.errors).toEqual([
      { pointer: '?to', code: 'not-later', detail: expect.any(String) },
    ]);
  });

  it('A1: another vendor finds no contract or customer of this one', async () => {
    const [contractId, customerId] = [k.contractId, k.customerId];
    for (const [path, query] of [
      [`/contracts/${contractId}/life`, {}],
      [`/contracts/${contractId}/knowledge`, { service: 'care' }],
      [`/contracts/${contractId}/dossier`, {}],
      [`/customers/${customerId}/dossier`, {}],
      ['/difference', { contractId, a: '1', b: '16' }],
      ['/difference', { customerId, a: '1', b: '16' }],
    ] as const) {
      const { status, body } = await get(path, query, 'en', app.keys.other);
      expect([path, status, body.code]).toEqual([path, 404, 'not-found']);
    }
  });

  it('T5: before the first record, the answer is when that was; never to another vendor', async () => {
    const { firstRecordedAt } = (
      await get('/entitlements/check', { customerId: k.customerId, service: 'care', knownAt: '2025-02-01' })
    ).body;
    const [contract, customer] = [`/contracts/${k.contractId}`, `/customers/${k.customerId}`];
    const question = { customerId: k.customerId, service: 'care' };
    for (const [path, query] of [
      ['/entitlements/check', question],
      ['/entitlements/explain', question],
      [`${customer}/entitlements`, {}],
      [`${customer}/timeline`, {}],
      [`${customer}/dossier`, {}],
      [contract, {}],
      [`${contract}/timeline`, {}],
      [`${contract}/life`, {}],
      [`${contract}/dossier`, {}],
    ] as const) {
      const { status, body } = await get(path, { ...query, knownAt: '2025-02-01' }, 'zh-CN');
      expect([path, status, body.code, body.detail, body.firstRecordedAt]).toEqual([
        path,
        404,
        'not-recorded-yet',
        expect.stringContaining('最早于 2025年3月1日（周六）10:00 记录'),
        path.includes('contracts') ? expect.stringMatching(/^2025-03-01T02:00/) : firstRecordedAt,
      ]);
      const theirs = await get(path, { ...query, knownAt: '2025-02-01' }, 'zh-CN', app.keys.other);
      expect([path, theirs.status, theirs.body.code, theirs.body.firstRecordedAt]).toEqual([
        path,
        404,
        'not-found',
        undefined,
      ]);
    }
    expect(
      (await get('/entitlements/check', { customerId: 'cus_x', service: 'care', knownAt: '2025-02-01' })).body,
    ).toMatchObject({
      code: 'not-found',
      status: 404,
    });
  });
});
