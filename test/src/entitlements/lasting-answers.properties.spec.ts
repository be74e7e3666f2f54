import { describe, expect, it } from '@jest/globals';
import { answerVersions, decisionRules } from '../../../domain/entitlement/decide.js';
import { languages } from '../../../domain/kernel/vocabulary.js';
import { conditionTexts } from '../../../domain/policy/condition-texts.js';
import type { PoliciesRow } from '../../../projections/policies/policies.row.js';
import { answeredAt, answerText } from '../../../src/entitlements/answer.js';
import { type Basis, LastingAnswers, SerializedAnswer } from '../../../src/entitlements/lasting-answers.js';
import { PolicySnapshot } from '../../../src/policies/policy-snapshot.js';
import { publicationsOf } from '../../../src/policies/vendor-publications.js';
import { someHistory, someQuestion } from '../../domain/entitlement/arbitraries.js';
import { severalPolicies } from '../../domain/entitlement/several-policies.js';
import fc from '../../support/fast-check.js';
import type { History } from '../../support/history.js';
import { holidays2025And2026 } from '../../support/published.js';
import { prepared, type QuestionInput, questionOf, viewsOf } from '../../support/sheets.js';

const DAY = 86_400_000;
const published = { vendor: 'seeyon', publishedAt: '2025-01-01T00:00:00.000Z' } as const;
const otherTexts = Object.fromEntries(
  Object.entries(conditionTexts).map(([code, text]) => [code, { ...text, en: 'other', 'zh-CN': '另' }]),
) as typeof conditionTexts;

/** What the vendor has published, at first and after the history: other texts, another calendar, another release. */
const publicationsAfter = (history: History): readonly PolicySnapshot[] => {
  const end = history.position;
  const own = [
    ...severalPolicies.policies.map((each) => ({ ...published, kind: 'policy', ...each })),
    { ...published, kind: 'calendar', position: 2, version: 'cn-1', holidays: holidays2025And2026 },
    { ...published, kind: 'texts', position: 2, sha256: '', texts: conditionTexts },
  ] as unknown as readonly PoliciesRow[];
  const more = [
    { ...published, kind: 'calendar', position: end + 1, version: 'cn-2', holidays: holidays2025And2026 },
    { ...published, kind: 'texts', position: end + 2, sha256: '', texts: otherTexts },
  ] as unknown as readonly PoliciesRow[];
  const releases = [...viewsOf(history.events).releases.values()];
  return [
    new PolicySnapshot(publicationsOf('seeyon', own, releases), end),
    new PolicySnapshot(publicationsOf('seeyon', [...own, ...more], releases), end + 2),
  ];
};

/** In what another question about the customer differs: in one of its fields, or not at all. */
const otherField: fc.Arbitrary<Partial<QuestionInput>> = fc.constantFrom(
  {},
  { service: 'care' },
  { contractId: 'con_2' },
  { productSeries: 'EKP' },
  { channel: 'phone' },
  { urgency: 'low' },
  { module: 'own' },
  { region: 'suburb' },
  { targetVersion: '5.00' },
);

const someAsking = fc.record({
  which: fc.integer({ min: 0, max: 1 }),
  /** Days from the question's own instant: answers of one term are met again, and others too. */
  days: fc.oneof(fc.constant(0), fc.integer({ min: -3, max: 3 }), fc.integer({ min: -300, max: 300 })),
  /** How far behind the last position. */
  behind: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4 })),
  answerVersion: fc.oneof({ weight: 4, arbitrary: fc.constant(2 as const) }, fc.constantFrom(...answerVersions)),
  knownAt: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, fc.constant('2027-01-01T00:00:00.000Z')),
  book: fc.integer({ min: 0, max: 1 }),
  language: fc.constantFrom(...languages),
});

const textOf = (answer: SerializedAnswer, { asked, policies }: Basis, language: (typeof languages)[number]): string => {
  const when = answeredAt(asked);
  const conditions = answer.conditionsIn(language, ({ code }) =>
    policies.conditionText(code, language, when.knownPosition),
  );
  return answerText(answer.pieces, when, conditions);
};

describe('answers that last', () => {
  it('D7: an answer that is found again is, byte for byte, the one that would be decided', () => {
    let [found, decided] = [0, 0];
    fc.assert(
      fc.property(
        someHistory(15),
        fc.tuple(someQuestion, otherField),
        fc.array(someAsking, { minLength: 12, maxLength: 40 }),
        (history, [request, other], askings) => {
          const lasting = new LastingAnswers();
          const views = viewsOf(history.events);
          const snapshots = publicationsAfter(history);
          const end = history.position + 2;
          const questions = [request, { ...request, ...other }].map((each) =>
            questionOf({ ...each, customerId: 'cus_a' }, end),
          );
          const sheet = prepared(views, { ...questions[0]!, at: -Infinity }, snapshots[0]!.book)!;
          for (const { which, days, behind, answerVersion, knownAt, book, language } of askings) {
            const policies = snapshots[book]!;
            const knownPosition = Math.max(sheet.knownFrom, end - behind);
            const question = { ...questions[which]!, at: questions[which]!.at + days * DAY, knownPosition };
            const basis = { asked: { vendor: 'seeyon', question, knownAt }, sheet, policies, answerVersion };
            const decision = decisionRules[answerVersion](question, sheet, policies.book);
            const again = lasting.find(basis);
            if (again === undefined) decided += 1;
            else found += 1;
            const answer = again ?? lasting.add(basis, decision);
            expect(textOf(answer, basis, language)).toBe(
              textOf(new SerializedAnswer(basis.asked, decision), basis, language),
            );
          }
        },
      ),
      { numRuns: 400, endOnFailure: true },
    );
    expect([found > 500, decided > 500]).toEqual([true, true]);
  });
});
