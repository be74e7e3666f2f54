import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Decision } from '../../../domain/entitlement/answer.js';
import { decisionRules } from '../../../domain/entitlement/decide.js';
import type { Recorded, DomainEvent } from '../../../domain/kernel/envelope.js';
import { bookWith } from '../../support/published.js';
import { type QuestionInput, prepared, questionOf, viewsOf } from '../../support/sheets.js';

/**
 * Frozen: an answer that comes out differently is a broken promise (D7). Changed rules get a new version in
 * `decisionRules` and a golden file of their own; the old rules must go on giving these.
 */
interface Golden {
  readonly answerVersion: keyof typeof decisionRules;
  readonly events: readonly Recorded<DomainEvent>[];
  readonly answers: readonly {
    readonly asked: QuestionInput & { readonly knownPosition: number };
    readonly answer: Decision;
  }[];
}

const folder = new URL('./golden/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.startsWith('answers-'));

describe('D7: golden answers', () => {
  it('D7: every version of the rules is guarded', () => {
    const guarded = files.map(
      (file) => (JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Golden).answerVersion,
    );
    expect(new Set(guarded)).toEqual(new Set(Object.keys(decisionRules).map(Number)));
  });

  for (const file of files) {
    const golden = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Golden;
    const views = viewsOf(golden.events);
    const book = bookWith([...views.releases.values()]);

    it.each(golden.answers.map((value, i) => [i, value.asked.service, value.asked.at, value] as const))(
      `D7: ${file} %i: %s at %s`,
      (_i, _service, _at, { asked: request, answer }) => {
        const question = questionOf(request, request.knownPosition);
        expect(decisionRules[golden.answerVersion](question, prepared(views, question, book)!, book)).toStrictEqual(
          answer,
        );
      },
    );
  }
});
