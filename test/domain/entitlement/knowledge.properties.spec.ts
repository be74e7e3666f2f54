import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import type { Decision } from '../../../domain/entitlement/answer.js';
import { decide } from '../../../domain/entitlement/decide.js';
import { contractSheetIn } from '../../../projections/contract-sheet/contract-sheet.js';
import { customerSheetIn } from '../../../projections/customer-sheet/customer-sheet.js';
import type { History } from '../../support/history.js';
import { bookWith } from '../../support/published.js';
import { type QuestionInput, prepared, project, questionOf, viewsOf } from '../../support/sheets.js';
import { someHistory, someQuestion } from './arbitraries.js';

/** The answer from views of the events up to `built`, asked as known at `known`. */
const answer = (history: History, request: QuestionInput, built: number, known: number): string => {
  const views = viewsOf(history.events.filter((event) => event.position <= built));
  const book = bookWith([...views.releases.values()]);
  const question = questionOf(request, known);
  const sheet = prepared(views, question, book);
  return sheet === null ? 'unknown' : JSON.stringify(decide(question, sheet, book));
};

/** The reference: one page that nothing ever leaves. */
const endless = { wholeUpTo: Infinity, replacedAtMost: Infinity, old: () => null, answersFrom: () => '' };

/** A term that is changed after it has aged is proved by the change alone. */
const withoutProof = (decision: Decision) => ({
  ...decision,
  checks: decision.checks.map(({ check, passed }) => ({ check, passed })),
});

const parts = fc.double({ min: 0, max: 1, noNaN: true });

describe('T5, D7: what was recorded later changes no answer', () => {
  it.each([
    [30, 6, 150],
    [200, 6, 20],
    [300, 60, 20],
  ])(
    'T5: a question as known at a position is answered as the ledger answered it then, byte for byte (up to ' +
      '%i events, %i ids)',
    (length, ids, numRuns) => {
      fc.assert(
        fc.property(
          someHistory(length, ids),
          someQuestion,
          fc.array(parts, { minLength: 1, maxLength: 6 }),
          (history, question, shares) => {
            for (const share of shares) {
              const known = 3 + Math.round(share * (history.position - 3));
              expect(answer(history, question, history.position, known)).toBe(answer(history, question, known, known));
            }
          },
        ),
        { numRuns, endOnFailure: true },
      );
    },
  );

  it('T5: the few rows a question reads answer like a page that holds everything', () => {
    const parted = { closed: 0, aged: 0 };
    fc.assert(
      fc.property(
        someHistory(400, 60),
        fc.array(fc.tuple(someQuestion, parts), { minLength: 4, maxLength: 4 }),
        (history, questions) => {
          const views = viewsOf(history.events);
          const book = bookWith([...views.releases.values()]);
          const whole = {
            ...views,
            contracts: project(contractSheetIn(endless), history.events),
            customers: project(customerSheetIn(endless), history.events),
          };
          for (const row of views.contracts.values()) {
            if (row.part === 'aged') parted.aged++;
            else if (row.knownTo !== null) parted.closed++;
          }
          for (const [request, share] of questions) {
            const question = questionOf(request, 3 + Math.round(share * (history.position - 3)));
            const [sheet, reference] = [prepared(views, question, book), prepared(whole, question, book)];
            if (sheet === null || reference === null) expect(sheet).toBe(reference);
            else
              expect(withoutProof(decide(question, sheet, book))).toEqual(
                withoutProof(decide(question, reference, book)),
              );
          }
        },
      ),
      { numRuns: 30, endOnFailure: true },
    );
    // Only where pages were closed and facts aged was anything proved.
    expect(Math.min(parted.closed, parted.aged)).toBeGreaterThan(0);
  });

  it('D7: asked twice it is the same answer', () => {
    fc.assert(
      fc.property(someHistory(30), someQuestion, (history, question) => {
        expect(answer(history, question, history.position, history.position)).toBe(
          answer(history, question, history.position, history.position),
        );
      }),
      { numRuns: 30 },
    );
  });
});
