import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import type { Decision, Outcome } from '../../../domain/entitlement/answer.js';
import { decide } from '../../../domain/entitlement/decide.js';
import type { Book } from '../../../domain/entitlement/book.js';
import type { Question } from '../../../domain/entitlement/question.js';
import type { PreparedSheet } from '../../../domain/entitlement/sheet.js';
import { epochOf } from '../../../domain/kernel/civil.js';
import type { Policy } from '../../../domain/policy/policy.js';
import { History, paidTerm } from '../../support/history.js';
import { bookWith, testPolicy } from '../../support/published.js';
import { ask, prepared, questionOf, viewsOf } from '../../support/sheets.js';
import { someHistory, someQuestion } from './arbitraries.js';

const what = ({ entitled, reason, coveredBy }: Decision) => ({ entitled, reason, coveredBy });

/** All questions of a history, at any instant. */
const asking = (
  history: History,
  request: Parameters<typeof questionOf>[0],
): { readonly question: Question; readonly sheet: PreparedSheet; readonly book: Book } => {
  const views = viewsOf(history.events);
  const book = bookWith([...views.releases.values()]);
  const question = questionOf(request, history.position);
  // Everything, so that other instants can be asked of the same sheet.
  const sheet = prepared(views, { ...question, at: -Infinity }, book)!;
  return { question, sheet, book };
};

describe('D6: nextChangeAt', () => {
  it('D6: until then nothing changes, and then something does', () => {
    fc.assert(
      fc.property(
        someHistory(40),
        someQuestion,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 }),
        (history, request, shares) => {
          const { question, sheet, book } = asking(history, request);
          const decideAt = (at: number) => what(decide({ ...question, at }, sheet, book));
          const answer = decide(question, sheet, book);
          const next =
            answer.nextChangeAt === null ? epochOf('2035-01-01T00:00:00.000Z') : epochOf(answer.nextChangeAt);
          expect(next).toBeGreaterThan(question.at);
          for (const share of shares)
            expect(decideAt(Math.floor(question.at + share * (next - 1 - question.at)))).toEqual(what(answer));
          if (answer.nextChangeAt !== null) {
            expect(decideAt(next - 1)).toEqual(what(answer));
            expect(decideAt(next)).not.toEqual(what(answer));
          }
        },
      ),
      { numRuns: 300, endOnFailure: true },
    );
  });

  it('D6, D3: the hours of another policy may change who covers', () => {
    const quiet: Policy = {
      ...testPolicy,
      services: { ...testPolicy.services, maintenance: { ...testPolicy.services.maintenance, backupRequired: false } },
    };
    const early: Policy = {
      ...quiet,
      version: 2,
      hours: { ...quiet.hours, hotline: [{ days: [1, 2, 3, 4, 5], from: '07:00', to: '15:00' }] },
    };
    const policies = [quiet, early].map((policy, i) => ({
      version: i + 1,
      effectiveFrom: policy.effectiveFrom,
      position: i === 0 ? 1 : 2,
      policy,
    }));
    const history = new History();
    history.customer('cus_a');
    history.purchase({ contractId: 'con_1', contractNo: 'A' });
    history.purchase({ contractId: 'con_2', contractNo: 'B', term: { policyVersion: 2 } });
    const question = { service: 'maintenance', urgency: 'normal', at: '2025-06-03T06:00:00.000Z' } as const;
    expect(ask(history, question, { policies })).toMatchObject({
      outcome: 'granted',
      coveredBy: { contractId: 'con_1' },
      nextChangeAt: '2025-06-03T23:00:00.000Z',
    });
    expect(ask(history, { ...question, at: '2025-06-02T23:30:00.000Z' }, { policies })).toMatchObject({
      outcome: 'granted',
      coveredBy: { contractId: 'con_2' },
      nextChangeAt: '2025-06-03T01:00:00.000Z',
    });
  });
});

const rank: Readonly<Record<Outcome, number>> = { granted: 0, 'granted-with-conditions': 1, denied: 2 };

describe('D3: the best contract', () => {
  it('D3: no contract considered fares better than the one that answers', () => {
    fc.assert(
      fc.property(someHistory(40), someQuestion, (history, request) => {
        const { question, sheet, book } = asking(history, request);
        const answer = decide(question, sheet, book);
        expect(answer.considered.map((value) => value.contractId).toSorted()).toEqual(
          sheet.contracts.map((contractSheet) => contractSheet.contractId).toSorted(),
        );
        const best = Math.min(...answer.considered.map((value) => rank[value.outcome]));
        if (answer.considered.length === 0) return;
        expect(rank[answer.outcome]).toBe(best);
        const equals = answer.considered.filter((value) => rank[value.outcome] === best);
        const named = equals.find((value) => value.contractId === question.contractId);
        if (named !== undefined) expect(answer.reason).toBe(named.reason);
        if (named !== undefined && answer.entitled) expect(answer.coveredBy?.contractId).toBe(named.contractId);
        expect(equals.map((value) => value.reason)).toContain(answer.reason);
        expect(answer.entitled).toBe(answer.checks.length > 0 && answer.checks.every((check) => check.passed));
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });

  it('D3: granted, then the contract that was named, then the later last day, then the lower number', () => {
    const history = new History();
    history.customer('cus_a');
    for (const [contractId, contractNo] of [
      ['con_1', 'C'],
      ['con_2', 'B'],
      ['con_3', 'A'],
    ] as const)
      history.purchase({ contractId, contractNo });
    const by = (question: object = {}) =>
      ask(history, { service: 'self-service', at: '2025-06-02', ...question }).coveredBy?.contractId;
    expect(by()).toBe('con_3');
    expect(by({ contractId: 'con_2' })).toBe('con_2');
    history.renewed(paidTerm('t1', '2026-03-02'), 'con_1');
    expect(by()).toBe('con_1');
    expect(by({ contractId: 'con_2' })).toBe('con_2');
    history.ofContract({ type: 'ContractTerminated', data: { from: '2025-04-01', reason: 'r' } }, 'con_2');
    expect(by({ contractId: 'con_2' })).toBe('con_1');
    history.ofContract(
      {
        type: 'AgreementSigned',
        data: {
          agreementId: 'a',
          kind: 'onsite',
          signedOn: '2025-04-01',
          validFrom: '2025-04-01',
          validTo: null,
          toMajor: null,
          scope: null,
          fee: null,
        },
      },
      'con_3',
    );
    expect(ask(history, { service: 'onsite', at: '2025-06-02' })).toMatchObject({
      coveredBy: { contractId: 'con_1' },
      outcome: 'granted-with-conditions',
    });
  });
});
