import { describe, expect, it } from '@jest/globals';
import { conditionCodes, type ConditionCode } from '../../../domain/entitlement/answer.js';
import { knowsModule } from '../../../domain/entitlement/decide.js';
import { type AgreementKind, services } from '../../../domain/kernel/vocabulary.js';
import type { Policy } from '../../../domain/policy/policy.js';
import { History, paidTerm } from '../../support/history.js';
import { bookWith, testPolicy } from '../../support/published.js';
import { type QuestionInput, ask, prepared, questionOf, viewsOf } from '../../support/sheets.js';

const at = '2025-06-03T02:00:00.000Z';
const bought = (): History => {
  const history = new History();
  history.customer('cus_a', 'key', 'city');
  history.purchase({
    product: {
      modules: [
        { code: 'hr', customized: false },
        { code: 'own', customized: true },
      ],
    },
  });
  return history;
};
const agreed = (
  kind: AgreementKind,
  validFrom = '2025-06-01',
  validTo: string | null = null,
  toMajor: number | null = null,
): History => {
  const history = bought();
  history.ofContract({
    type: 'AgreementSigned',
    data: { agreementId: 'agr_1', kind, signedOn: validFrom, validFrom, validTo, toMajor, scope: null, fee: null },
  });
  return history;
};
const published = (policy: Policy) => ({
  policies: [{ version: 1, effectiveFrom: policy.effectiveFrom, position: 1, policy }],
});
const granting: Policy = { ...testPolicy, terms: { ...testPolicy.terms, whileUnpaid: 'grant-with-condition' } };
const dueTerm = (): History => {
  const history = bought();
  history.renewed(paidTerm('trm_1', '2026-03-02', { payment: 'due' }));
  return history;
};
const codes = (history: History, question: QuestionInput, given = {}): readonly ConditionCode[] =>
  ask(history, question, given).conditions.map((condition) => condition.code);
const checkNames = (history: History, question: QuestionInput): readonly string[] =>
  ask(history, question).checks.map((check) => check.check);

describe('section 5: what each service asks and adds', () => {
  it('D5: the conditions of each service in term', () => {
    const withAgreement = agreed('requirement');
    expect(Object.fromEntries(services.map((service) => [service, codes(withAgreement, { service, at })]))).toEqual({
      maintenance: ['backup-required'],
      requirement: ['needs-estimate'],
      upgrade: [],
      'self-service': [],
      training: ['travel-cost-on-customer'],
      onsite: ['travel-cost-on-customer', 'paid-service'],
      media: [],
      'health-check': ['travel-cost-on-customer'],
      care: [],
    });
  });

  it('D5: a visit is free of charge while an onsite agreement is valid', () => {
    expect(codes(agreed('onsite'), { service: 'onsite', at })).toEqual(['travel-cost-on-customer']);
    expect(codes(agreed('onsite', '2025-06-01', '2025-06-02'), { service: 'onsite', at })).toEqual([
      'travel-cost-on-customer',
      'paid-service',
    ]);
  });

  it('D5: a health check costs the travel unless its channel excludes a visit', () => {
    for (const channel of ['hotline', 'website', 'phone', 'email', 'im'] as const)
      expect(codes(bought(), { service: 'health-check', channel, at })).toEqual(['travel-cost-on-customer']);
    expect(codes(bought(), { service: 'health-check', channel: 'onsite', at })).toEqual(['travel-cost-on-customer']);
    expect(codes(bought(), { service: 'health-check', channel: 'remote', at })).toEqual([]);
  });

  it('D5, K1: outside service hours the next opening and the emergency number are named, with an urgency alone', () => {
    const noon = '2025-06-03T04:00:00.000Z';
    const outside = {
      code: 'outside-service-hours',
      facts: { opensAt: '2025-06-03T05:00:00.000Z', emergency: '010-00000199' },
    };
    expect(ask(bought(), { service: 'maintenance', urgency: 'normal', at: noon }).conditions).toEqual([
      { code: 'backup-required' },
      outside,
    ]);
    expect(codes(bought(), { service: 'maintenance', at: noon })).toEqual(['backup-required']);
    // K1: on site they work through the noon.
    expect(codes(bought(), { service: 'onsite', urgency: 'normal', at: noon })).not.toContain('outside-service-hours');
    expect(codes(bought(), { service: 'onsite', urgency: 'normal', at: '2025-06-03T10:00:00.000Z' })).toContain(
      'outside-service-hours',
    );
    expect(codes(bought(), { service: 'training', urgency: 'normal', at: noon })).toEqual(['travel-cost-on-customer']);
  });

  it('C12, D5: an unpaid term is denied, or granted with a condition, as the policy chooses', () => {
    const question: QuestionInput = { service: 'self-service', at: '2026-06-03' };
    expect(ask(dueTerm(), question)).toMatchObject({ reason: 'unpaid', remedy: 'contact-sales' });
    expect(ask(dueTerm(), question, published(granting))).toMatchObject({
      entitled: true,
      outcome: 'granted-with-conditions',
      conditions: [{ code: 'fee-unpaid' }],
    });
  });

  it('D5: every condition is reached', () => {
    const reached = new Set([
      ...codes(agreed('requirement'), { service: 'requirement', at }),
      ...codes(bought(), { service: 'onsite', urgency: 'low', at: '2025-06-07' }),
      ...codes(bought(), { service: 'maintenance', at }),
      ...codes(dueTerm(), { service: 'media', at: '2026-06-03' }, published(granting)),
    ]);
    expect([...reached].sort()).toEqual([...conditionCodes].sort());
  });

  it('D2: care needs a licence and no term, no payment', () => {
    expect(checkNames(bought(), { service: 'care', at })).toEqual([
      'owner',
      'series',
      'licence-valid',
      'not-terminated',
      'not-suspended',
    ]);
    expect(ask(bought(), { service: 'care', at: '2024-01-01' })).toMatchObject({
      entitled: true,
      coveredBy: { contractId: 'con_k', termId: null, kind: null, firstDay: null, lastDay: null },
    });
    expect(ask(bought(), { service: 'care', at: '2029-01-01' })).toMatchObject({ entitled: true, outcome: 'granted' });
    expect(ask(dueTerm(), { service: 'care', at: '2026-06-03' })).toMatchObject({
      entitled: true,
      conditions: [],
      coveredBy: { termId: 'trm_1' },
    });
    const suspended = bought();
    suspended.ofContract({
      type: 'ContractSuspended',
      data: { suspensionId: 's', from: '2025-06-01', to: null, reason: 'r', extend: false, terms: [], removed: [] },
    });
    expect(ask(suspended, { service: 'care', at })).toMatchObject({ reason: 'suspended' });
  });

  it('D4: a requirement needs its agreement, valid on the day', () => {
    expect(ask(bought(), { service: 'requirement', at })).toMatchObject({
      reason: 'needs-agreement',
      remedy: 'sign-agreement',
    });
    expect(ask(agreed('requirement', '2025-06-04'), { service: 'requirement', at })).toMatchObject({
      reason: 'needs-agreement',
      nextChangeAt: '2025-06-03T16:00:00.000Z',
    });
    expect(ask(agreed('onsite'), { service: 'requirement', at })).toMatchObject({ reason: 'needs-agreement' });
  });
});

describe('upgrades', () => {
  const released = (history = bought()): History => {
    for (const version of ['4.09', '4.2', '5.00', '6.00']) history.released(version, '2025-05-01T00:00:00.000Z');
    return history;
  };
  const to = (targetVersion: string, question: Partial<QuestionInput> = {}): QuestionInput => ({
    service: 'upgrade',
    at,
    targetVersion,
    ...question,
  });

  it('V1, V2: versions are compared by number, and one that nobody announced is not released', () => {
    expect(ask(released(), to('4.20'))).toMatchObject({ entitled: true });
    expect(ask(released(), to('4.09'))).toMatchObject({ reason: 'not-an-upgrade', remedy: null });
    expect(ask(released(), to('4.30'))).toMatchObject({
      reason: 'version-not-released',
      nextChangeAt: '2026-03-01T16:00:00.000Z',
    });
  });

  it('V2: the end of cover comes before a release that is announced for later', () => {
    const history = bought();
    history.released('4.20', '2026-04-01T00:00:00.000Z');
    expect(ask(history, to('4.20'))).toMatchObject({
      reason: 'version-not-released',
      nextChangeAt: '2026-03-01T16:00:00.000Z',
    });
  });

  it('V3: the right ends with the term, though the evidence shows the release fell in it', () => {
    const answer = ask(released(), to('4.20', { at: '2026-03-02' }));
    expect(answer).toMatchObject({ reason: 'lapsed', remedy: 'renew' });
    expect(answer.checks).toContainEqual({
      check: 'target-released',
      passed: true,
      evidence: [{ position: 6, type: 'ReleasePublished' }],
    });
  });

  it('V4: from the day of an upgrade on it is no upgrade any more', () => {
    const history = released();
    const decision = {
      at,
      knownPosition: 1,
      entitled: true,
      outcome: 'granted',
      reason: 'covered',
      policyVersion: 1,
      receipt: 'sha256:0',
    } as const;
    history.ofContract({
      type: 'UpgradeExercised',
      data: {
        upgradeId: 'u',
        fromVersion: '4.11',
        targetVersion: '4.20',
        performedOn: '2025-06-10',
        module: null,
        decision,
      },
    });
    expect(ask(history, to('4.20'))).toMatchObject({ entitled: true, nextChangeAt: '2025-06-09T16:00:00.000Z' });
    expect(ask(history, to('4.20', { at: '2025-06-10' }))).toMatchObject({ reason: 'not-an-upgrade' });
  });

  it('D4: an agreement reaches its major and those below', () => {
    const history = released(agreed('major-upgrade', '2025-06-01', null, 5));
    expect(ask(history, to('5.00'))).toMatchObject({ entitled: true });
    expect(ask(history, to('6.00'))).toMatchObject({ reason: 'needs-agreement' });
  });

  it('D2: on site the upgrade checks follow where a target version is named', () => {
    const upgrade = ['target-series', 'target-released', 'target-newer', 'major-agreed', 'module-standard'];
    expect(checkNames(released(), to('4.20', { service: 'onsite' })).slice(-5)).toEqual(upgrade);
    expect(checkNames(released(), { service: 'onsite', at })).not.toContain('target-released');
    expect(ask(released(), to('4.30', { service: 'onsite' }))).toMatchObject({ reason: 'version-not-released' });
  });

  it('D2: a module of another contract gives no right under this one', () => {
    const history = released();
    history.purchase({
      contractId: 'con_2',
      contractNo: 'A',
      product: { modules: [{ code: 'other', customized: false }] },
    });
    expect(ask(history, to('4.20', { module: 'own' }))).toMatchObject({
      entitled: false,
      considered: [{ reason: 'module-not-in-contract' }, { reason: 'customized-module' }],
    });
    const question = questionOf(to('4.20'), history.position);
    const sheet = prepared(viewsOf(history.events), question, bookWith())!;
    expect([
      knowsModule(sheet, 'own', null),
      knowsModule(sheet, 'own', 'con_2'),
      knowsModule(sheet, 'nothing', null),
    ]).toEqual([true, false, false]);
    // D3: a contract that is not the customer's is overlooked.
    expect([knowsModule(sheet, 'own', 'con_9'), knowsModule(sheet, 'nothing', 'con_9')]).toEqual([true, false]);
  });
});

describe('D9: allowances', () => {
  const checked = (history: History, useId: string, on: string, termId = 'con_k-t0') =>
    history.ofContract({
      type: 'AllowanceUsed',
      data: { useId, service: 'health-check', termId, on, reference: null },
    });
  const question: QuestionInput = { service: 'health-check', at };

  it('D9: as many as the level at the instant allows, counted up to its day', () => {
    const history = bought();
    checked(history, 'use_1', '2025-05-01');
    expect(ask(history, question)).toMatchObject({ entitled: true });
    checked(history, 'use_2', '2025-06-20');
    expect(ask(history, question)).toMatchObject({ entitled: true, nextChangeAt: '2025-06-19T16:00:00.000Z' });
    expect(ask(history, { ...question, at: '2025-06-20' })).toMatchObject({ reason: 'allowance-exhausted' });
    history.ofCustomer(
      'cus_a',
      { type: 'CustomerLevelChanged', data: { from: 'key', to: 'vip' } },
      { effectiveAt: '2025-07-01T00:00:00.000Z' },
    );
    expect(ask(history, { ...question, at: '2025-06-20' })).toMatchObject({
      reason: 'allowance-exhausted',
      nextChangeAt: '2025-07-01T00:00:00.000Z',
    });
    expect(ask(history, { ...question, at: '2025-07-02' })).toMatchObject({ entitled: true });
  });

  it('D9: what is given back does not count, and a new term begins anew', () => {
    const history = bought();
    history.renewed(paidTerm('trm_1', '2026-03-02'));
    checked(history, 'use_1', '2025-05-01');
    checked(history, 'use_2', '2025-05-02');
    expect(ask(history, question)).toMatchObject({
      reason: 'allowance-exhausted',
      nextChangeAt: '2026-03-01T16:00:00.000Z',
    });
    expect(ask(history, { ...question, at: '2026-03-02' })).toMatchObject({ entitled: true });
    history.ofContract({ type: 'AllowanceGivenBack', data: { useId: 'use_2', reason: 'cancelled' } });
    const answer = ask(history, question);
    expect(answer).toMatchObject({ entitled: true });
    expect(answer.checks.at(-1)).toEqual({
      check: 'allowance-left',
      passed: true,
      evidence: [{ position: 6, type: 'AllowanceUsed' }],
    });
  });
});
