import type { Facts } from '../../../../domain/kernel/decider.js';
import type { Language } from '../../../../domain/kernel/vocabulary.js';
import { contractProblems } from './contract.js';
import { customerProblems } from './customer.js';
import { importProblems } from './import.js';
import { platformProblems } from './platform.js';
import { policyProblems } from './policy.js';
import { releaseProblems } from './release.js';
import { webhookProblems } from './webhook.js';
import { filled, type ProblemText } from './texts.js';

/** Every code the product answers an error with; docs/errors.md is made of it. */
export const catalogue = {
  ...platformProblems,
  ...customerProblems,
  ...contractProblems,
  ...releaseProblems,
  ...policyProblems,
  ...importProblems,
  ...webhookProblems,
} satisfies Record<string, ProblemText>;

export type ProblemCode = keyof typeof catalogue;

export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(catalogue, code);

/** RFC 9457: the identifier of a problem's type; it names, it is not fetched. */
export const problemType = (code: ProblemCode): string => `urn:service-ledger:problem:${code}`;

/** Status, title and detail of a code in one language. */
export const told = (
  code: ProblemCode,
  facts: Facts,
  language: Language,
): { readonly status: number; readonly title: string; readonly detail: string } => {
  const entry: ProblemText = catalogue[code];
  return { status: entry.status, title: entry.title[language], detail: filled(entry.text[language], facts) };
};
