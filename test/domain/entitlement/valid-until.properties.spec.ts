import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import type { Decision } from '../../../domain/entitlement/answer.js';
import { decisionRules } from '../../../domain/entitlement/decide.js';
import { epochOf } from '../../../domain/kernel/civil.js';
import { services, urgencies } from '../../../domain/kernel/vocabulary.js';
import { History, paidTerm } from '../../support/history.js';
import { bookWith } from '../../support/published.js';
import { type QuestionInput, ask, prepared, questionOf, viewsOf } from '../../support/sheets.js';
import { someHistory, someQuestion } from './arbitraries.js';
import { judgedByBoth, severalPolicies } from './several-policies.js';

const decide = decisionRules[2];
const HOUR = 3_600_000;
const horizon = epochOf('2030-01-01T00:00:00.000Z');

const text = (decision: Decision): string => JSON.stringify(decision);

const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 });

/** Asks one history's question at any instant, by one policy or by several. */
const answering = (history: History, request: QuestionInput, several: boolean) => {
  const views = viewsOf(several ? judgedByBoth(history.events) : history.events);
  const book = bookWith([...views.releases.values()], several ? severalPolicies : {});
  const question = questionOf(request, history.position);
  // Everything, so that other instants can be asked of the same sheet.
  const sheet = prepared(views, { ...question, at: -Infinity }, book)!;
  return { question, sheet, decideAt: (at: number) => decide({ ...question, at }, sheet, book) };
};

/** The answer is the same at each instant before `validUntil`, and another one at it. */
const expectExact = (decideAt: (at: number) => Decision, at: number, instants: readonly number[]): void => {
  const answer = decideAt(at);
  const until = answer.validUntil == null ? Infinity : epochOf(answer.validUntil);
  expect(until).toBeGreaterThan(at);
  for (const instant of instants)
    if (at < instant && instant < until) expect([instant, text(decideAt(instant))]).toEqual([instant, text(answer)]);
  if (until === Infinity) return;
  expect(text(decideAt(until - 1))).toEqual(text(answer));
  expect(text(decideAt(until))).not.toEqual(text(answer));
};

describe('D6: validUntil', () => {
  it('D6: until then nothing of the answer changes, and then something does', () => {
    let [moving, unchanging] = [0, 0];
    fc.assert(
      fc.property(someHistory(40), someQuestion, fc.boolean(), shares, (history, request, several, parts) => {
        const { question, sheet, decideAt } = answering(history, request, several);
        const { validUntil } = decideAt(question.at);
        const until = validUntil == null ? horizon : epochOf(validUntil);
        if (until === question.at + 1) moving += 1;
        else unchanging += 1;
        const edges = sheet.boundaries.flatMap((boundary) => [boundary - 1, boundary, boundary + 1]);
        const between = parts.map((share) => Math.floor(question.at + share * (until - question.at)));
        expectExact(decideAt, question.at, [...edges, ...between]);
      }),
      { numRuns: 600, endOnFailure: true },
    );
    expect([moving > 20, unchanging > 100]).toEqual([true, true]);
  });

  it(
    'D6, K1, K4, K5: with an urgency, followed from answer to answer and scanned by the hour, no change is ' + 'missed',
    () => {
      const urgent = fc.record({
        service: fc.constantFrom(...services.filter((service) => service !== 'upgrade')),
        urgency: fc.constantFrom(...urgencies),
        hour: fc.integer({ min: 0, max: 24 * 400 }),
      });
      fc.assert(
        fc.property(someHistory(30), urgent, fc.boolean(), (history, { service, urgency, hour }, several) => {
          const start = epochOf('2025-03-01T00:00:00.000Z') + hour * HOUR;
          const question = { service, urgency, at: new Date(start).toISOString() };
          const { decideAt } = answering(history, question, several);
          let at = start;
          for (let step = 0; step < 6; step += 1) {
            expectExact(
              decideAt,
              at,
              Array.from({ length: 96 }, (_, i) => at + (i + 1) * HOUR),
            );
            const { validUntil } = decideAt(at);
            if (validUntil == null) break;
            // A promise that runs changes each millisecond: go on from the next round half hour.
            at = Math.max(epochOf(validUntil), at + HOUR / 2 - (at % (HOUR / 2)));
          }
        }),
        { numRuns: 150, endOnFailure: true },
      );
    },
  );
});

describe('D6: what validUntil looks at', () => {
  const bought = (): History => {
    const history = new History();
    history.customer('cus_a', 'key', 'suburb');
    history.purchase();
    return history;
  };
  const untilOf = (history: History, question: QuestionInput, published = {}): string | null | undefined =>
    ask(history, question, published).validUntil;

  it.each([
    // T2: the end of the term.
    [{ service: 'maintenance', at: '2025-06-02T02:00:00Z' }, '2026-03-01T16:00:00.000Z'],
    // K4: a promise that runs moves with the instant asked about.
    [{ service: 'training', urgency: 'low', at: '2025-06-03T02:00:00.000Z' }, '2025-06-03T02:00:00.001Z'],
    // K1, D5: Saturday; the condition passes on Monday at nine, local time (2025-06-02 is a holiday).
    [{ service: 'maintenance', urgency: 'low', at: '2025-06-07T02:00:00.000Z' }, '2025-06-09T01:00:00.000Z'],
    // K4: training has no hours of its own, and the promise runs again a millisecond after the opening.
    [{ service: 'training', urgency: 'low', at: '2025-06-07T02:00:00.000Z' }, '2025-06-09T01:00:00.001Z'],
    // K4: a critical request runs at once.
    [{ service: 'training', urgency: 'critical', at: '2025-06-07T02:00:00.000Z' }, '2025-06-07T02:00:00.001Z'],
    // K5: Friday after the hours on site; working days are counted from another day from Monday 00:00 on.
    [{ service: 'onsite', urgency: 'low', at: '2025-06-06T12:00:00.000Z' }, '2025-06-08T16:00:00.000Z'],
    // Nothing is left to change.
    [{ service: 'maintenance', at: '2026-06-02T02:00:00Z' }, null],
  ] as const)('D6: %j: %s', (question, until) => {
    expect(untilOf(bought(), question)).toBe(until);
  });

  it('D6: evidence, other contracts and the region of the site count too, though nextChangeAt overlooks them', () => {
    const history = bought();
    history.purchase({ contractId: 'con_2', contractNo: 'Z', purchasedOn: '2025-01-01' });
    const question = { service: 'self-service', at: '2025-06-02T02:00:00.000Z' } as const;
    expect(ask(history, question)).toMatchObject({
      validUntil: '2026-01-01T16:00:00.000Z',
      nextChangeAt: '2026-03-01T16:00:00.000Z',
    });
    history.renewed(paidTerm('t1', '2026-03-02'), 'con_k');
    expect(ask(history, { ...question, at: '2026-02-02' })).toMatchObject({ validUntil: '2026-03-01T16:00:00.000Z' });
  });

  it('P2: without a contract the policy in force is shown until the next one is', () => {
    const history = new History();
    history.customer('cus_a');
    expect(untilOf(history, { service: 'care', at: '2025-06-02' }, severalPolicies)).toBe('2025-08-31T16:00:00.000Z');
    expect(untilOf(history, { service: 'care', at: '2025-09-02' }, severalPolicies)).toBeNull();
  });
});
