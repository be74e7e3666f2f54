import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Caller } from '../../src/platform/auth/caller.js';
import { OwnNumbers } from '../../src/platform/http/own-numbers/own-numbers.js';
import { StreamBusy } from '../../src/platform/ledger/outcome.js';
import { SUPPOSED_COMMANDS } from '../../src/what-if/supposed-commands.js';
import { WhatIf } from '../../src/what-if/what-if.js';
import type { ApiClient } from '../support/api-client.js';
import type { TestApp } from '../support/app.js';
import { Supposing } from '../support/supposing.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Answer = any;

describe('what if', () => {
  let supposing: Supposing;
  let app: TestApp;
  let client: ApiClient;
  let customerId: string;
  let contractId: string;
  let count: number;
  const purchase = (no: string) => supposing.purchase(no);
  const whatIf = (question: object, suppose: readonly object[]) => supposing.whatIf(question, suppose);
  const refused = (question: object, suppose: readonly unknown[], key?: string) =>
    supposing.refused(question, suppose, key);

  beforeAll(async () => {
    supposing = await Supposing.start();
    ({ app, client } = supposing);
  });
  beforeEach(async () => ({ customerId, contractId, count } = await supposing.another()));
  afterAll(() => app.close());

  it('answers before and after, each a whole answer; what is supposed has no position (D2)', async () => {
    const at = '2026-06-15T02:00:00.000Z';
    const { before, after, supposed } = await whatIf({ at }, [
      { command: 'renew', contractId, signedOn: '2026-06-01', period: 'P1Y' },
    ]);
    expect(before).toEqual(await client.check({ customerId, service: 'maintenance', at }));
    expect(before).toMatchObject({ entitled: false, reason: 'lapsed' });
    expect(after).toMatchObject({
      entitled: true,
      reason: 'covered',
      remedy: null,
      knownAt: null,
      knownPosition: before.knownPosition,
      nextChangeAt: '2027-06-01T16:00:00.000Z',
    });
    expect(after.coveredBy).toMatchObject({ contractId, kind: 'paid', firstDay: '2026-06-01', lastDay: '2027-06-01' });
    const inTerm = after.checks.find(({ check }: { check: string }) => check === 'in-term');
    expect(inTerm).toEqual({
      check: 'in-term',
      passed: true,
      evidence: [{ position: null, supposed: 0, type: 'ContractRenewed' }],
    });
    const started = after.checks.find(({ check }: { check: string }) => check === 'started');
    expect(started.evidence).toEqual([{ position: expect.any(Number), type: 'ContractPurchased' }]);
    expect(supposed).toEqual([
      {
        command: 'renew',
        answer: expect.objectContaining({
          id: contractId,
          revision: 1,
          terms: [expect.objectContaining({ kind: 'free' }), expect.objectContaining({ lastDay: '2027-06-01' })],
        }),
      },
    ]);
  });

  it(
    'is the same bytes each time while nothing is ' + 'recorded, and nothing supposed leaves the answer as it is',
    async () => {
      const suppose = [{ command: 'renew', contractId, signedOn: '2026-06-01', period: 'P1Y' }];
      expect(await whatIf({}, suppose)).toEqual(await whatIf({}, suppose));
      for (const nothing of [[], [{ command: 'restore-licence', contractId, reason: 'it is valid' }]]) {
        const { before, after } = await whatIf({}, nothing);
        expect(after).toEqual(before);
      }
    },
  );

  it('later commands build on earlier ones, by the names they are given (C1, C12)', async () => {
    const { before, after } = await whatIf({ at: '2027-07-01', contractId: 'new-1' }, [
      { command: 'register-customer', as: 'heirs', code: `H${count}`, name: '乙方', level: 'vip', region: 'suburb' },
      { command: 'purchase', as: 'new-1', ...purchase(`N${count}`), customerId: 'heirs', purchasedOn: '2026-06-01' },
      {
        command: 'renew',
        as: 'year-2',
        contractId: 'new-1',
        signedOn: '2026-06-01',
        period: 'P1Y',
        payment: 'due',
        fee: { amount: '12000.00', currency: 'CNY' },
      },
      { command: 'pay', contractId: 'new-1', termId: 'year-2', amount: '12000.00', paidOn: '2026-06-01' },
      { command: 'transfer', contractId: 'new-1', toCustomerId: customerId, from: '2026-08-01' },
      {
        command: 'correct',
        contractId: 'new-1',
        reason: 'aligned',
        terms: [{ termId: 'year-2', lastDay: '2027-12-31' }],
      },
    ]);
    expect(before).toMatchObject({ entitled: false, reason: 'lapsed' });
    expect(after).toMatchObject({
      entitled: true,
      coveredBy: { contractNo: `XS-N${count}`, kind: 'paid', lastDay: '2027-12-31' },
      nextChangeAt: '2027-12-31T16:00:00.000Z',
    });
    expect(after.considered).toHaveLength(2);
    const paid = after.checks.find(({ check }: { check: string }) => check === 'fee-paid');
    expect(paid.evidence).toContainEqual({ position: null, supposed: 3, type: 'PaymentReceived' });
  });

  it('a customer that exists by supposition alone has no before', async () => {
    const { before, after, supposed } = await whatIf({ customerId: 'new-c' }, [
      {
        command: 'register-customer',
        as: 'new-c',
        code: `N${count}`,
        name: '丙方',
        level: 'vip',
        region: 'city',
        contacts: [{ name: '王芳' }],
      },
      { command: 'purchase', ...purchase(`C${count}`), customerId: 'new-c', purchasedOn: '2026-05-01' },
    ]);
    expect(before).toBeNull();
    expect(supposed[0]).toEqual({
      command: 'register-customer',
      as: 'new-c',
      answer: { id: expect.stringMatching(/^cus_/), revision: 1 },
    });
    expect(after).toMatchObject({ entitled: true, coveredBy: { contractNo: `XS-C${count}` } });
  });

  it('every command can be supposed, and does what the real one does', async () => {
    const day = '2026-06-01';
    const covered = { command: 'renew', as: 'term', contractId, signedOn: day, period: 'P1Y' };
    const reasonAfter = async (question: object, ...suppose: object[]) =>
      (await whatIf({ at: '2026-09-01', ...question }, suppose)).after.reason;
    const after = async (...suppose: object[]) => reasonAfter({}, covered, ...suppose);
    expect(await after()).toBe('covered');
    expect(
      await after({ command: 'cancel-term', contractId, termId: 'term', from: '2026-07-01', reason: 'wrong paper' }),
    ).toBe('lapsed');
    expect(await after({ command: 'suspend', contractId, from: '2026-07-01', reason: 'building works' })).toBe(
      'suspended',
    );
    expect(
      await after(
        { command: 'suspend', contractId, from: '2026-07-01', reason: 'building works' },
        { command: 'resume', contractId, on: '2026-08-01' },
      ),
    ).toBe('covered');
    expect(await after({ command: 'terminate', contractId, from: '2026-07-01', reason: 'unpaid' })).toBe('terminated');
    expect(
      await after(
        { command: 'terminate', contractId, from: '2026-07-01', reason: 'unpaid' },
        { command: 'reinstate', contractId, reason: 'paid' },
      ),
    ).toBe('covered');
    expect(await after({ command: 'revoke-licence', contractId, reason: 'copied' })).toBe('not-licensed');
    expect(
      await after(
        { command: 'revoke-licence', contractId, reason: 'copied' },
        { command: 'restore-licence', contractId, reason: 'an error' },
      ),
    ).toBe('covered');
    const health = { service: 'health-check' };
    const use = { command: 'use-allowance', contractId, service: 'health-check', on: '2026-06-10' };
    expect(await reasonAfter(health, covered, use, { ...use, as: 'second', on: '2026-06-20' })).toBe(
      'allowance-exhausted',
    );
    expect(
      await reasonAfter(
        health,
        covered,
        use,
        { ...use, as: 'second', on: '2026-06-20' },
        { command: 'give-back', contractId, useId: 'second', reason: 'postponed' },
      ),
    ).toBe('covered');
    expect(
      await reasonAfter(
        health,
        covered,
        use,
        { ...use, on: '2026-06-20' },
        { command: 'change-customer', customerId, level: 'vip' },
      ),
    ).toBe('covered');
    const requirement = { service: 'requirement' };
    expect(await reasonAfter(requirement, covered)).toBe('needs-agreement');
    expect(
      await reasonAfter(requirement, covered, {
        command: 'sign-agreement',
        contractId,
        kind: 'requirement',
        signedOn: day,
        validFrom: day,
      }),
    ).toBe('covered');
    const upgrade = { service: 'upgrade', targetVersion: '4.30' };
    expect(await reasonAfter(upgrade, covered)).toBe('version-not-released');
    const release = { command: 'publish-release', series: 'ekp', version: '4.30', publishedAt: '2026-05-01' };
    expect(await reasonAfter(upgrade, covered, release)).toBe('covered');
    expect(
      await reasonAfter(upgrade, covered, release, {
        command: 'reschedule-release',
        series: 'EKP',
        version: '4.30',
        publishedAt: '2026-12-01',
        reason: 'late',
      }),
    ).toBe('version-not-released');
    expect(
      await reasonAfter(upgrade, covered, release, {
        command: 'upgrade',
        contractId,
        targetVersion: '4.30',
        performedOn: day,
      }),
    ).toBe('not-an-upgrade');
    const { contacts } = await client.patch(`/customers/${customerId}`, { contacts: [{ name: '王芳' }] });
    expect(
      await after({ command: 'erase-contact', customerId, contactId: contacts[0].contactId, reason: 'asked for' }),
    ).toBe('covered');
    expect((await client.get(`/customers/${customerId}`)).contacts).toMatchObject([{ name: '王芳' }]);
  });

  it('C9: a supposed correction lists its impact before anybody records it', async () => {
    await client.post(`/contracts/${contractId}/upgrades`, { targetVersion: '4.20', performedOn: '2026-02-10' });
    const { supposed } = await whatIf({}, [
      { command: 'correct', contractId, reason: 'typed wrong', purchasedOn: '2025-02-01' },
    ]);
    expect(supposed[0].answer.impact).toMatchObject([
      {
        kind: 'upgrade',
        targetVersion: '4.20',
        then: { outcome: 'granted', knownPosition: expect.any(Number) },
        now: { knownPosition: null, outcome: 'denied', reason: 'lapsed' },
      },
    ]);
    expect((await client.get(`/contracts/${contractId}/impact`)).decisions).toEqual([]);
  });

  it('D8: a supposed decision proves nothing: it has neither position nor receipt', async () => {
    const renewed = { command: 'renew', contractId, signedOn: '2026-06-01', period: 'P1Y' };
    const { supposed } = await whatIf({}, [
      renewed,
      { command: 'upgrade', contractId, targetVersion: '4.20', performedOn: '2026-06-01' },
    ]);
    expect(supposed[1].answer.decision).toMatchObject({
      entitled: true,
      outcome: 'granted',
      knownPosition: null,
      receipt: null,
    });
  });

  it('T5: what is supposed is recorded now: a question with an older knownAt does not see it', async () => {
    const suppose = [{ command: 'renew', contractId, signedOn: '2026-06-01', period: 'P1Y' }];
    for (const known of [
      { knownAt: '2026-06-01T02:00:00.000Z' },
      { knownPosition: String((await whatIf({}, [])).before.knownPosition) },
    ]) {
      const { before, after } = await whatIf({ at: '2026-06-15', ...known }, suppose);
      expect(after).toEqual(before);
      expect(after.reason).toBe('lapsed');
    }
  });

  it('A1: whoever may check may suppose, a customer may not', async () => {
    for (const key of ['sales', 'admin', 'support', 'engineer', 'auditor', 'system'] as const)
      expect(
        (await refused({}, [{ command: 'renew', contractId, signedOn: '2026-06-01', period: 'P1Y' }], app.keys[key]))
          .status,
      ).toBe(200);
    expect((await refused({}, [], app.keys.customer)).status).toBe(403);
  });

  it('begins again when the ledger goes on where it reads, and never mixes what is with what is supposed', async () => {
    const { ordinals, keys } = app.stores;
    let interruptions = 0;
    const interrupted = (times: number) =>
      new Proxy(ordinals, {
        get: (target, name) => {
          if (name !== 'readStream') return (Reflect.get(target, name) as () => unknown).bind(target);
          return async (stream: string, from?: number) => {
            const read = await target.readStream(stream, from);
            // The position of a supposed event is taken by a real one, between the stream's reading and the row's.
            if (interruptions < times && stream.endsWith(contractId))
              await client.post(`/contracts/${contractId}/renewals`, {
                signedOn: '2026-06-01',
                period: 'P1M',
                documentNo: String((interruptions += 1)),
                repeat: true,
              });
            return read;
          };
        },
      });
    const caller: Caller = {
      actor: { id: 'key_test', role: 'admin' },
      vendor: 'seeyon',
      language: 'en',
      correlationId: 'test',
      customerId: null,
    };
    const ask = async (times: number) => {
      interruptions = 0;
      const whatIfThen = new WhatIf(
        interrupted(times),
        keys,
        app.stores.views,
        app.clock,
        app.app.get(SUPPOSED_COMMANDS, { strict: false }),
        app.app.get(OwnNumbers, { strict: false }),
      );
      const question = { customerId, service: 'maintenance', at: '2026-06-15T02:00:00.000Z' } as const;
      return JSON.parse(
        await whatIfThen.answer(caller, {
          question,
          suppose: [{ command: 'terminate', contractId, from: '2026-06-10', reason: 'x' }],
        }),
      ) as Answer;
    };
    const { before, after, supposed } = await ask(3);
    expect(interruptions).toBe(3);
    expect(before).toEqual(await client.check({ customerId, service: 'maintenance', at: '2026-06-15T02:00:00.000Z' }));
    expect(after).toMatchObject({ reason: 'terminated', knownPosition: before.knownPosition });
    expect(supposed[0].answer).toMatchObject({ revision: 4, terms: [{}, {}, {}, {}] });
    expect(
      after.checks.flatMap(({ evidence }: Answer) => evidence).filter(({ supposed: by }: Answer) => by !== undefined),
    ).toEqual([{ position: null, supposed: 0, type: 'ContractTerminated' }]);
    await expect(ask(1000)).rejects.toThrow(StreamBusy);
    // Ten times begun, and each time interrupted at all readings of the stream: two to decide and append, one for the
    // impact, one for what was delivered.
    expect(interruptions).toBe(40);
  });

  it('records nothing: ledger, numbers, keys and views stay as they were', async () => {
    const files = () =>
      readdirSync(app.home)
        .filter((name) => /events|keys|views/.test(name))
        .sort()
        .map((name) => [name, statSync(join(app.home, name)).mtimeMs, statSync(join(app.home, name)).size]);
    const head = async () => app.stores.ordinals.head();
    const key = { 'idempotency-key': `what-if ${count}` };
    const body = {
      question: { customerId, service: 'maintenance' },
      suppose: [
        {
          command: 'register-customer',
          as: 'c',
          code: `Q${count}`,
          name: '丁方',
          level: 'vip',
          region: 'city',
          customerManager: '李强',
          contacts: [{ name: '王芳' }],
        },
        { command: 'purchase', as: 'k', ...purchase(`Q${count}`), customerId: 'c' },
        { command: 'renew', contractId: 'k', signedOn: '2026-06-01', period: 'P1Y' },
        { command: 'correct', contractId, reason: 'another number', contractNo: `XS-R${count}` },
        { command: 'transfer', contractId, toCustomerId: 'c', from: '2026-06-01' },
        { command: 'publish-release', series: 'EKP', version: '7.00', publishedAt: '2026-05-01' },
      ],
    };
    const seen = async () => ({
      contract: await client.get(`/contracts/${contractId}`),
      customer: await client.get(`/customers/${customerId}`),
      check: await client.check({ customerId, service: 'maintenance', at: '2026-06-15' }),
      releases: await client.get('/releases'),
      list: await client.get('/contracts', { customerId }),
    });
    const before = { head: await head(), files: files(), seen: await seen() };
    expect((await client.post('/entitlements/what-if', body, key)).supposed).toHaveLength(6);
    expect({ head: await head(), files: files(), seen: await seen() }).toEqual(before);
    // The numbers are free, the key is unused: all of it can be recorded for real.
    const real = await client.post(
      '/customers',
      { code: `Q${count}`, name: '丁方', level: 'vip', region: 'city' },
      key,
    );
    const bought = await client.post('/contracts', { ...purchase(`Q${count}`), customerId: real.id }, key);
    expect(bought.revision).toBe(0);
    await client.post(
      `/contracts/${contractId}/corrections`,
      { reason: 'another number', contractNo: `XS-R${count}` },
      key,
    );
  });
});
