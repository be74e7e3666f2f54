import type { Language } from '../../domain/kernel/vocabulary.js';
import { problemText } from '../platform/http/problems/catalogue.js';
import type { Problem } from '../platform/http/problems/problem.js';
import { fieldText } from '../platform/http/problems/field-text.js';

/** The status that the route would answer with. */
export const statusOf = ({ code, facts }: Problem): number => problemText(code, facts, 'en').status;

/** A problem for people at a terminal: what the route would answer, with the faults it lists. */
export const linesOfProblem = ({ code, facts, more }: Problem, language: Language): string =>
  [
    problemText(code, facts, language).detail,
    ...(more.errors ?? []).map((error) => `  ${error.pointer}: ${fieldText(error, language)}`),
  ].join('\n');
