import { hash } from 'node:crypto';
import { canonicalJson } from '../platform/events/canonical.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * D7: the receipt of an answer by its documented form (docs/auditors.md): SHA-256 over the canonical JSON of the answer
 * without its receipt and the texts of its conditions, of the question and of the vendor.
 */
export const recomputedReceipt = (answer: Members, question: Members, vendor: string): string => {
  const hashed = Object.fromEntries(Object.entries(answer).filter(([name]) => name !== 'receipt'));
  if (Array.isArray(hashed['conditions']))
    hashed['conditions'] = (hashed['conditions'] as readonly Members[]).map((condition) =>
      Object.fromEntries(Object.entries(condition).filter(([name]) => name !== 'text')),
    );
  return `sha256:${hash('sha256', canonicalJson({ answer: hashed, question, vendor }))}`;
};
