import { describe, expect, it } from '@jest/globals';
import type { ContractEvent } from '../../../domain/contract/contract.events.js';
import type { Reason } from '../../../domain/entitlement/answer.js';
import { deniedReasons, remedies } from '../../../domain/entitlement/answer.js';
import { remedyFor } from '../../../domain/entitlement/rules/v2/remedy.js';
import { freeTerm, History, paidTerm } from '../../support/history.js';
import { type QuestionInput, ask } from '../../support/sheets.js';

const during = { service: 'maintenance', at: '2025-06-02T02:00:00Z' } as const;

const after = (...events: readonly ContractEvent[]): History => {
  const history = new History();
  history.customer('cus_a', 'standard', 'suburb');
  history.customer('cus_b');
  history.purchase({ product: { modules: [{ code: 'own', customized: true }] } });
  for (const event of events) history.ofContract(event, 'con_k', { recordedAt: '2025-05-01T00:00:00.000Z' });
  return history;
};
const nobody = (): History => {
  const history = new History();
  history.customer('cus_a');
  return history;
};
const transferred: ContractEvent = {
  type: 'ContractTransferred',
  data: { fromCustomerId: 'cus_a', toCustomerId: 'cus_b', from: '2025-06-02' },
};
const terminated: ContractEvent = { type: 'ContractTerminated', data: { from: '2025-06-02', reason: 'insolvent' } };
const suspended = (to: string | null): ContractEvent => ({
  type: 'ContractSuspended',
  data: {
    suspensionId: 'sus_1',
    from: '2025-06-02',
    to,
    reason: 'unpaid travel',
    extend: false,
    terms: [],
    removed: [],
  },
});
const revoked: ContractEvent = { type: 'LicenceRevoked', data: { reason: 'copied' } };
const renewedDue: ContractEvent = {
  type: 'ContractRenewed',
  data: { term: paidTerm('trm_1', '2026-03-02', { payment: 'due' }), gapClosed: false },
};
const checked = (useId: string, on: string): ContractEvent => ({
  type: 'AllowanceUsed',
  data: { useId, service: 'health-check', termId: 'con_k-t0', on, reference: null },
});
const unpaidPayment: ContractEvent = {
  type: 'PaymentReceived',
  data: {
    paymentId: 'pay_1',
    termId: 'trm_1',
    amount: { amount: '10.00', currency: 'CNY' },
    paidOn: '2026-04-01',
    invoiceNo: null,
    settled: true,
    term: paidTerm('trm_1', '2026-03-02', { payment: 'paid', paidOn: '2026-04-01' }),
  },
};

interface Example {
  readonly history: History;
  readonly asked: QuestionInput;
  readonly nextChangeAt: string | null;
}
const released = (): History => {
  const history = after();
  history.released('5.00', '2025-05-01T00:00:00.000Z');
  return history;
};

const examples: Readonly<Record<Exclude<Reason, 'covered'>, Example>> = {
  'no-contract': { history: nobody(), asked: during, nextChangeAt: null },
  'not-licensed': { history: after(revoked), asked: during, nextChangeAt: null },
  'not-started': {
    history: after(),
    asked: { ...during, at: '2025-02-28T15:59:59.999Z' },
    nextChangeAt: '2025-02-28T16:00:00.000Z',
  },
  lapsed: { history: after(), asked: { ...during, at: '2026-03-02' }, nextChangeAt: null },
  gap: {
    history: after({ type: 'ContractRenewed', data: { term: paidTerm('trm_1', '2026-05-01'), gapClosed: false } }),
    asked: { ...during, at: '2026-03-02' },
    nextChangeAt: '2026-04-30T16:00:00.000Z',
  },
  suspended: { history: after(suspended('2025-06-10')), asked: during, nextChangeAt: '2025-06-10T16:00:00.000Z' },
  terminated: { history: after(terminated), asked: during, nextChangeAt: null },
  transferred: { history: after(transferred), asked: during, nextChangeAt: null },
  unpaid: {
    history: after(renewedDue, unpaidPayment),
    asked: { ...during, at: '2026-03-31T15:59:59.999Z' },
    nextChangeAt: '2026-03-31T16:00:00.000Z',
  },
  'needs-agreement': {
    history: after(),
    asked: { ...during, service: 'requirement' },
    nextChangeAt: '2026-03-01T16:00:00.000Z',
  },
  'customized-module': {
    history: released(),
    asked: { ...during, service: 'upgrade', module: 'own' },
    nextChangeAt: '2026-03-01T16:00:00.000Z',
  },
  'version-not-released': {
    history: released(),
    asked: { ...during, service: 'upgrade', targetVersion: '4.90' },
    nextChangeAt: '2026-03-01T16:00:00.000Z',
  },
  'not-an-upgrade': {
    history: (() => {
      const h = after();
      h.released('4.09', '2025-01-01T00:00:00.000Z');
      return h;
    })(),
    asked: { ...during, service: 'upgrade', targetVersion: '4.09' },
    nextChangeAt: '2026-03-01T16:00:00.000Z',
  },
  'other-series': { history: after(), asked: { ...during, productSeries: 'HRHIS' }, nextChangeAt: null },
  'module-not-in-contract': {
    history: released(),
    asked: { ...during, service: 'upgrade', module: 'none' },
    nextChangeAt: '2026-03-01T16:00:00.000Z',
  },
  'allowance-exhausted': {
    history: after(checked('use_1', '2025-06-01')),
    asked: { ...during, service: 'health-check' },
    nextChangeAt: '2026-03-01T16:00:00.000Z',
  },
  'channel-not-offered': {
    history: after(),
    asked: { ...during, channel: 'onsite' },
    nextChangeAt: '2026-03-01T16:00:00.000Z',
  },
};

describe('D4, D6: every reason, its remedy and when it passes', () => {
  it.each(deniedReasons)('D4: %s', (reason) => {
    const { history, asked: question, nextChangeAt } = examples[reason];
    expect(ask(history, question)).toMatchObject({
      entitled: false,
      outcome: 'denied',
      reason,
      coveredBy: null,
      conditions: [],
      remedy: remedyFor[reason],
      nextChangeAt,
    });
  });

  it('D6: every remedy answers some reason', () => {
    expect(new Set(Object.values(remedyFor).filter((value) => value !== null))).toEqual(new Set(remedies));
  });

  it('D1: a known customer without a right is answered, by the policy in force', () => {
    expect(ask(nobody(), during)).toMatchObject({
      entitled: false,
      checks: [],
      considered: [],
      remedy: 'contact-sales',
      policyVersion: 1,
      calendarVersion: 'cn-2026-test',
      answerVersion: 2,
    });
  });
});

describe('D2: who owns, what is valid, what is suspended', () => {
  it(
    'D2, C7: the transferee has not started before the day and is covered from it on; the buyer the other way ' +
      'round',
    () => {
      const history = after(transferred);
      const before = { ...during, at: '2025-06-01T15:59:59.999Z' };
      expect(ask(history, before)).toMatchObject({ reason: 'covered', nextChangeAt: '2025-06-01T16:00:00.000Z' });
      expect(ask(history, { ...before, customerId: 'cus_b' })).toMatchObject({
        reason: 'not-started',
        nextChangeAt: '2025-06-01T16:00:00.000Z',
      });
      expect(ask(history, { ...during, customerId: 'cus_b' })).toMatchObject({ reason: 'covered' });
    },
  );

  it('C9: a correction of the customer takes the contract away, and leaves it where it was for older knowledge', () => {
    const history = after();
    const before = history.position;
    history.ofContract({
      type: 'ContractCorrected',
      data: { correctionId: 'c', reason: 'wrong customer', facts: { customerId: 'cus_b' }, terms: [], removed: [] },
    });
    expect(ask(history, during)).toMatchObject({ reason: 'no-contract' });
    expect(ask(history, { ...during, customerId: 'cus_b' })).toMatchObject({ reason: 'covered' });
    expect(ask(history, { ...during, knownPosition: before })).toMatchObject({ reason: 'covered' });
    expect(ask(history, { ...during, customerId: 'cus_b', knownPosition: before })).toMatchObject({
      reason: 'no-contract',
    });
  });

  it('C6: a reinstatement counts as never terminated, and the termination remains for older knowledge', () => {
    const history = after(terminated);
    const before = history.position;
    history.ofContract({ type: 'ContractReinstated', data: { reason: 'paid after all' } });
    const today = ask(history, during);
    expect(today).toMatchObject({ reason: 'covered', nextChangeAt: '2026-03-01T16:00:00.000Z' });
    expect(today.checks.find((check) => check.check === 'not-terminated')).toEqual({
      check: 'not-terminated',
      passed: true,
      evidence: [
        { position: before, type: 'ContractTerminated' },
        { position: before + 1, type: 'ContractReinstated' },
      ],
    });
    expect(ask(history, { ...during, knownPosition: before })).toMatchObject({ reason: 'terminated' });
  });

  it('C5: resumed, it is served from that day on; resumed on its first day, it was never suspended', () => {
    const resumed = (on: string): ContractEvent => ({
      type: 'ContractResumed',
      data: { suspensionId: 'sus_1', from: '2025-06-02', on, extend: false, terms: [], removed: [] },
    });
    expect(ask(after(suspended(null)), during)).toMatchObject({ reason: 'suspended', nextChangeAt: null });
    expect(ask(after(suspended(null), resumed('2025-06-05')), during)).toMatchObject({
      reason: 'suspended',
      nextChangeAt: '2025-06-04T16:00:00.000Z',
    });
    expect(ask(after(suspended(null), resumed('2025-06-05')), { ...during, at: '2025-06-05' })).toMatchObject({
      reason: 'covered',
    });
    expect(ask(after(suspended(null), resumed('2025-06-02')), during)).toMatchObject({ reason: 'covered' });
  });

  it('C8: a restored licence is valid again from that instant', () => {
    const history = after(revoked);
    history.ofContract({ type: 'LicenceRestored', data: { reason: 'found' } }, 'con_k', {
      effectiveAt: '2025-06-02T03:00:00.000Z',
    });
    expect(ask(history, during)).toMatchObject({
      reason: 'not-licensed',
      remedy: 'restore-licence',
      nextChangeAt: '2025-06-02T03:00:00.000Z',
    });
    expect(ask(history, { ...during, at: '2025-06-02T03:00:00.000Z' })).toMatchObject({ reason: 'covered' });
  });

  it('D2: all checks are reported behind the first that failed, each with its events', () => {
    const answer = ask(after(terminated, suspended(null)), { ...during, channel: 'onsite' });
    expect(answer.reason).toBe('terminated');
    const bought = [{ position: 5, type: 'ContractPurchased' }];
    expect(answer.checks).toEqual([
      { check: 'owner', passed: true, evidence: bought },
      { check: 'series', passed: true, evidence: bought },
      { check: 'licence-valid', passed: true, evidence: bought },
      { check: 'started', passed: true, evidence: bought },
      { check: 'not-terminated', passed: false, evidence: [{ position: 6, type: 'ContractTerminated' }] },
      { check: 'not-suspended', passed: false, evidence: [{ position: 7, type: 'ContractSuspended' }] },
      { check: 'in-term', passed: true, evidence: bought },
      { check: 'fee-paid', passed: true, evidence: bought },
      { check: 'channel-offered', passed: false, evidence: [{ position: 1, type: 'PolicyPublished' }] },
    ]);
  });

  it('C4: a hole made by a cancellation is a gap where a term follows, and lapsed where none does', () => {
    const cut = freeTerm('2025-03-01', { termId: 'con_k-t0', lastDay: '2025-05-31' });
    const cancelled: Extract<ContractEvent, { type: 'TermCancelled' }> = {
      type: 'TermCancelled',
      data: { termId: 'con_k-t0', from: '2025-06-01', reason: 'x', movedUp: false, terms: [cut], removed: [] },
    };
    expect(ask(after(cancelled), during)).toMatchObject({ reason: 'lapsed' });
    expect(ask(after(renewedDue, cancelled), during)).toMatchObject({
      reason: 'gap',
      nextChangeAt: '2026-03-01T16:00:00.000Z',
    });
    const removed: ContractEvent = { ...cancelled, data: { ...cancelled.data, terms: [], removed: ['trm_1'] } };
    expect(ask(after(renewedDue, cancelled, removed), during)).toMatchObject({ reason: 'lapsed', nextChangeAt: null });
  });
});
