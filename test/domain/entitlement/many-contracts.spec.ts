import { describe, expect, it } from '@jest/globals';
import { decisionRules } from '../../../domain/entitlement/decide.js';
import { addDays } from '../../../domain/kernel/civil.js';
import { freeTerm, History } from '../../support/history.js';
import { bookWith } from '../../support/published.js';
import { type QuestionInput, prepared, questionOf, viewsOf } from '../../support/sheets.js';
import { judgedByBoth, severalPolicies } from './several-policies.js';

const contracts = 2_000;
/** One customer whose contracts begin and end on days of their own, each once suspended. */
const history = new History();
history.customer('cus_a');
for (let i = 0; i < contracts; i += 1) {
  const [contractId, first] = [`con_${i}`, addDays('2021-01-01', i)];
  history.purchase({ contractId, contractNo: String(i).padStart(5, '0'), purchasedOn: first, term: freeTerm(first) });
  history.ofContract(
    {
      type: 'ContractSuspended',
      data: {
        suspensionId: `sus_${i}`,
        from: addDays(first, 40),
        to: addDays(first, 44),
        reason: 'r',
        extend: false,
        terms: [],
        removed: [],
      },
    },
    contractId,
  );
}
const views = viewsOf(judgedByBoth(history.events));

describe('a customer of thousands of contracts', () => {
  // Judging every contract at every boundary takes 2,000 times 6,000 judgements.
  it.each([
    ['covered for years', { service: 'self-service', at: '2021-03-01' }],
    ['before all of them', { service: 'self-service', at: '2020-01-01' }],
    ['a module that none has', { service: 'upgrade', at: '2021-03-01', targetVersion: '4.20', module: 'none' }],
    ['with hours', { service: 'maintenance', at: '2021-03-01T04:30:00Z', urgency: 'low' }],
    ['with a site of unknown region', { service: 'onsite', at: '2021-03-06', urgency: 'low', region: 'unknown' }],
  ] as const)('D3, D6: %s: the cost grows with the contracts, not with their square', (_, request: QuestionInput) => {
    const book = bookWith([...views.releases.values()], severalPolicies);
    const question = questionOf(request, history.position);
    const sheet = prepared(views, question, book)!;
    expect(sheet.boundaries.length).toBeGreaterThan(contracts);
    for (const version of [1, 2] as const) {
      const began = performance.now();
      expect(decisionRules[version](question, sheet, book).considered).toHaveLength(contracts);
      expect(performance.now() - began).toBeLessThan(1_000);
    }
  });
});
